"""Countries: where a second world can lie, and where its people have friends and its fraudsters money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Home:
    """A country that a world can lie in.

    Attributes:
        code: ISO 3166.
        calling: country calling code.
        zone: minutes by which its local time is ahead of UTC.
        regions: name -> area code.
        mobile: prefixes of mobile numbers, without the calling code; "" = the area code.
        after_area: whether the area code stands before them.
        mobile_digits, fixed_digits: of a number without the calling code.
        leads: digits with which a landline begins after its area code.
        emergency: the short code.
    """

    code: str
    calling: str
    zone: int
    regions: tuple[tuple[str, str], ...]
    mobile: tuple[str, ...]
    mobile_digits: int
    fixed_digits: int
    leads: str
    after_area: bool = False
    emergency: str = "112"


@dataclass(frozen=True, slots=True)
class Abroad:
    """Another country: prefixes of its mobile numbers with the calling code, and how many digits follow them."""

    prefixes: tuple[str, ...]
    digits: int


def _areas(text: str) -> tuple[tuple[str, str], ...]:
    """`"KA 80, MH 22"` as pairs."""
    pairs = [pair.split() for pair in text.split(", ")]
    return tuple((name, area) for name, area in pairs)


# Area codes and mobile prefixes are those of the national numbering plans, as `phonenumbers` has them.
HOMES: Final = (
    Home("IN", "91", 330, _areas("KA 80, MH 22, DL 11, TN 44, WB 33, GJ 79, TG 40, RJ 141"),
         ("98", "99", "97", "96", "94"), 10, 10, "2346"),
    Home("GB", "44", 0, _areas("BHM 121, MAN 161, LDS 113, GLA 141, LEI 116, EDI 131, LIV 151, SHE 114"),
         ("74", "75", "77", "78"), 10, 10, "2"),
    Home("BR", "55", -180, _areas("SP 11, RJ 21, MG 31, PR 41, RS 51, DF 61, BA 71, PE 81"),
         ("96", "97", "98", "99"), 11, 10, "23", after_area=True, emergency="190"),
    Home("DE", "49", 60, _areas("BE 30, HH 40, BY 89, HE 69, NW 221, BW 711, SN 351, NI 511"),
         ("1511", "1512", "1520", "1522", "1573", "1577"), 11, 10, "2345678"),
    Home("US", "1", -300, _areas("NY 212, IL 312, TX 713, GA 404, FL 305, OH 216, MA 617, PA 215"),
         ("2", "3", "4", "5", "6", "7", "8"), 10, 10, "23456789", after_area=True, emergency="911"),
    Home("ID", "62", 420, _areas("JK 21, JB 22, JT 24, JI 31, SU 61, YO 274, BA 361, SN 411"),
         ("811", "812", "813", "821", "852", "857", "878"), 11, 10, "234567"),
    Home("ZA", "27", 120, _areas("JHB 11, PTA 12, CPT 21, DUR 31, PE 41, BFN 51, MP 13, EL 43"),
         ("72", "73", "76", "82", "83", "84"), 9, 9, "234567"),
    Home("PL", "48", 60, _areas("MZ 22, MP 12, LD 61, DS 71, PM 58, SL 32, LO 42, LU 81"),
         ("50", "51", "60", "66", "69", "78"), 9, 9, "234567"),
)  # fmt: skip

#: Where people's friends abroad live, and some fraud comes from.
FOREIGN: Final = {
    "AE": Abroad(("97150", "97155", "97156"), 7),
    "SA": Abroad(("96650", "96655"), 7),
    "US": Abroad(("1212", "1310", "1415"), 7),
    "DE": Abroad(("49151", "49160"), 8),
    "SG": Abroad(("658", "659"), 7),
    "PT": Abroad(("35191", "35196"), 7),
    "NP": Abroad(("977984", "977985"), 7),
    "FR": Abroad(("336", "337"), 8),
    "NL": Abroad(("3161", "3162", "3164", "3165"), 7),
}
#: Where calls cost much, so that fraud sends calls there: ranges that operators' fraud lists name often.
COSTLY: Final = {
    "LV": Abroad(("3712",), 7),
    "SO": Abroad(("25261",), 7),
    "MV": Abroad(("9607", "9609"), 6),
    "CU": Abroad(("535",), 7),
    "TN": Abroad(("2162", "2165"), 7),
    "SL": Abroad(("23276", "23278"), 6),
    "PG": Abroad(("6757",), 7),
    "GM": Abroad(("2207",), 6),
    "BA": Abroad(("38761",), 6),
    "EE": Abroad(("3725",), 7),
}
