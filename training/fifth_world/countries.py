"""Countries with their number plans, and the prefixes of foreign numbers."""

from __future__ import annotations

from typing import Final, NamedTuple

Prefix = tuple[str, int]


class Country(NamedTuple):
    """One country.

    Attributes:
        code: country calling code.
        offset: minutes ahead of UTC; no summer time.
        weekend: days of rest, Monday is 0.
        emergency: short number of the emergency centre.
        mobile: prefixes of mobile numbers, each with the length of a national number in digits.
        fixed: the same of areas with landlines; each is a region.
    """

    code: str
    offset: int
    weekend: tuple[int, ...]
    emergency: str
    mobile: tuple[Prefix, ...]
    fixed: tuple[Prefix, ...]


def _plan(prefixes: str, length: int) -> tuple[Prefix, ...]:
    return tuple((prefix, length) for prefix in prefixes.split())


COUNTRIES: Final = (
    Country("49", 60, (5, 6), "112", (("1511", 11), ("1520", 11), *_plan("160 170 171", 10), ("176", 11)),
            _plan("30 89 40 221 69 711", 10)),
    Country("44", 0, (5, 6), "999", _plan("7911 7812 7590 7403 7850", 10), _plan("20 121 161 141 113", 10)),
    Country("33", 60, (5, 6), "112", _plan("61 62 66 75 76", 9), _plan("14 24 38 49 55", 9)),
    Country("91", 330, (6,), "112", _plan("9810 9820 9845 9900 7000 8100", 10), _plan("11 22 33 44 80 40", 10)),
    Country("48", 60, (5, 6), "112", _plan("501 602 505 660 730 791", 9), _plan("22 12 71 58 61", 9)),
    Country("234", 60, (5, 6), "112", _plan("803 806 805 813 703 909", 10), _plan("1 9 2", 8)),
    Country("254", 180, (5, 6), "999", _plan("722 733 711 701", 9), _plan("20 41 57", 9)),
    Country("90", 180, (5, 6), "112", _plan("532 533 542 505 555", 10), _plan("212 216 312 232 242", 10)),
    Country("55", -180, (5, 6), "190", _plan("1199 2198 3199 4199", 11), _plan("113 213 313 413", 10)),
    Country("62", 420, (5, 6), "112", _plan("812 813 856 817", 11), _plan("21 22 31", 10)),
    Country("20", 120, (4, 5), "122", _plan("100 101 111 122", 10), (("2", 9), ("3", 8), ("50", 9))),
    Country("92", 300, (6,), "15", _plan("300 321 333 345", 10), _plan("42 21 51", 10)),
)  # fmt: skip
#: Where people have friends and firms have customers.
EVERYDAY: Final = (
    "1212", "4479", "4917", "336", "3933", "346", "9715", "97455", "8613", "614", "7916", "4076", "38067",
)  # fmt: skip
#: Often met in revenue share and one-ring fraud; honest people have friends there too.
COSTLY: Final = (
    "37129", "25261", "5352", "21698", "96079", "23276", "26932", "22077", "26377", "67077", "22462", "37061", "38761",
    "22177", "88216", "67455", "23566", "22236", "25779", "35569", "37529", "21269",
)  # fmt: skip
