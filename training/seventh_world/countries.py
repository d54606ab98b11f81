"""Countries that a seed may draw: numbering plans, clocks and weekends.

The prefixes are allocated ones of the national plans, checked against libphonenumber by the test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Country:
    """One country.

    Attributes:
        iso: ISO 3166 code.
        code: country calling code.
        offset: hours ahead of UTC; daylight saving is left out.
        weekend: weekdays without office work, Monday is 0.
        mobile, fixed: (prefix, free digits) of ranges; each fixed one stands for an area.
    """

    iso: str
    code: str
    offset: float
    weekend: tuple[int, ...]
    mobile: tuple[tuple[str, int], ...]
    fixed: tuple[tuple[str, int], ...]


def _ranges(text: str) -> tuple[tuple[str, int], ...]:
    return tuple((prefix, int(digits)) for prefix, digits in (item.split(":") for item in text.split()))


_SAT_SUN = (5, 6)
_ROWS: Final = (
    ("DE", "49", 1, _SAT_SUN, "1511:7 1522:7 1577:7 1601:7 1701:7 1758:7", "30:8 40:8 89:8 69:8 221:7 711:7 341:7"),
    ("FR", "33", 1, _SAT_SUN, "610:6 622:6 633:6 667:6 750:6 768:6", "142:6 388:6 478:6 320:6 561:6 491:6"),
    ("GB", "44", 0, _SAT_SUN, "7400:6 7711:6 7753:6 7811:6 7980:6", "2079:6 1618:6 1214:6 1316:6 1179:6 1132:6"),
    ("SE", "46", 1, _SAT_SUN, "701:6 702:6 730:6 736:6 761:6 793:6", "850:6 31:7 40:7 18:7"),
    ("PL", "48", 1, _SAT_SUN, "501:6 512:6 601:6 664:6 728:6 790:6", "22:7 12:7 61:7 71:7 58:7"),
    ("ES", "34", 1, _SAT_SUN, "610:6 622:6 655:6 679:6 699:6 722:6", "914:6 932:6 954:6 963:6 944:6"),
    ("IT", "39", 1, _SAT_SUN, "320:7 333:7 347:7 380:7 391:7", "02:8 06:8 011:7 081:7 051:7"),
    ("NL", "31", 1, _SAT_SUN, "610:6 622:6 641:6 653:6 683:6", "20:7 10:7 70:7 30:7 50:7"),
    ("IN", "91", 5.5, (6,), "982:7 971:7 994:7 900:7 880:7 704:7", "222:7 112:7 442:7 802:7 332:7"),
    ("NG", "234", 1, _SAT_SUN, "803:7 805:7 806:7 703:7 813:7 909:7", "201:7 209:7"),
    ("KE", "254", 3, (6,), "712:6 722:6 733:6 745:6 790:6 110:6", "20:7 41:7 51:7 57:7"),
    ("ZA", "27", 2, _SAT_SUN, "71:7 72:7 73:7 82:7 83:7 84:7", "11:7 21:7 31:7 12:7 41:7"),
    ("BR", "55", -3, _SAT_SUN, "119:8 219:8 319:8 519:8 719:8", "113:7 213:7 313:7 513:7 713:7"),
    ("MX", "52", -6, (6,), "5512:6 3312:6 8112:6 2221:6 6641:6", "555:7 333:7 818:7 222:7 664:7"),
    ("ID", "62", 7, _SAT_SUN, "8121:7 8131:7 8521:7 8571:7 8771:7", "215:7 315:7 225:7 615:7"),
    ("TR", "90", 3, _SAT_SUN, "5321:6 5331:6 5421:6 5051:6 5551:6", "2122:6 3122:6 2322:6 2242:6 2422:6"),
    ("EG", "20", 2, (4, 5), "100:7 101:7 111:7 122:7 127:7", "22:7 23:7 34:6 402:6"),
    ("PK", "92", 5, (6,), "300:7 301:7 321:7 333:7 345:7", "213:7 423:7 515:6 415:6"),
    ("PH", "63", 8, (6,), "917:7 918:7 927:7 939:7 998:7", "28:7 32:7 82:7"),
    ("US", "1", -5, _SAT_SUN, "2024:6 3055:6 3127:6 4158:6 7138:6", "2122:6 3052:6 3122:6 4152:6 7132:6"),
)
#: One of these a seed draws.
COUNTRIES: Final = tuple(
    Country(iso, code, offset, weekend, _ranges(mobile), _ranges(fixed))
    for iso, code, offset, weekend, mobile, fixed in _ROWS
)
#: (country, prefix with country code, free digits) of ranges abroad that cost much, as named in operators' lists of
#: fraud destinations; small states, satellites and premium services.
COSTLY: Final = (
    *(("CU", "537", 7), ("SO", "25261", 7), ("SL", "23276", 6), ("TN", "21620", 6), ("BA", "38761", 6)),
    *(("GN", "224601", 6), ("KM", "269321", 4), ("MV", "960771", 4), ("GM", "220301", 4), ("DZ", "213551", 6)),
    *(("MD", "373691", 5), ("TJ", "992901", 6), ("ZW", "263771", 6), ("TD", "235601", 5), ("BF", "226701", 5)),
    *(("BI", "257791", 5), ("PG", "675701", 5), ("SB", "677741", 4), ("WS", "685721", 4), ("TO", "676771", 4)),
    *(("GQ", "240222", 6), ("GW", "245955", 6), ("GE", "995551", 6), ("RS", "381601", 6), ("AZ", "994501", 6)),
    *(("AF", "93701", 6), ("MR", "222361", 5), ("CF", "236701", 5), ("BY", "375291", 6), ("001", "88162", 8)),
    *(("LV", "37190", 6), ("LT", "370900", 5), ("GB", "44909", 7), ("IT", "39899", 6), ("ES", "34803", 6)),
)
#: All ranges abroad, the costly ones first; a country leaves out its own.
ABROAD_RANGES: Final = (
    *COSTLY,
    *((country.iso, country.code + prefix, digits) for country in COUNTRIES for prefix, digits in country.mobile[:2]),
)
