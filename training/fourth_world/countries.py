"""Countries that a world may lie in, and those that it calls."""

from __future__ import annotations

from typing import Final, NamedTuple


class Country(NamedTuple):
    """A numbering plan and a local time.

    Attributes:
        code: after the plus.
        length: of national numbers, in digits.
        mobile, fixed: prefixes of national numbers.
        offset: local time minus UTC, in minutes.
        emergency: its number, without the country's code.
        weekend: days of rest, Monday is 0.
    """

    code: str
    length: int
    mobile: tuple[str, ...]
    fixed: tuple[str, ...]
    offset: int
    emergency: str
    weekend: tuple[int, ...]


COUNTRIES: Final = (
    Country("34", 9, ("61", "62", "65", "66", "69", "71"), ("91", "93", "95", "96", "98"), 60, "112", (5, 6)),
    Country("91", 10, ("98", "97", "94", "88", "70", "63"), ("11", "22", "33", "44", "80"), 330, "112", (6,)),
    Country("49", 11, ("151", "160", "170", "172", "176"), ("30", "40", "69", "89", "221"), 60, "112", (5, 6)),
    Country("48", 9, ("50", "60", "66", "72", "88"), ("12", "22", "58", "61", "71"), 60, "112", (5, 6)),
    Country("254", 9, ("70", "71", "72", "11", "73"), ("20", "41", "51", "57"), 180, "999", (5, 6)),
    Country("55", 11, ("119", "219", "319", "519"), ("112", "213", "313", "513"), -180, "190", (5, 6)),
    Country("20", 10, ("10", "11", "12", "15"), ("2", "3", "48", "64"), 120, "122", (4, 5)),
    Country("62", 11, ("811", "812", "813", "857", "878"), ("21", "22", "24", "31"), 420, "112", (5, 6)),
)

#: Where friends, firms and travellers are; the first eight also draw toll fraud.
ABROAD: Final = (
    "1", "44", "33", "39", "40", "92", "880", "234", "212", "84", "63", "90",
    "977", "380", "216", "252", "387", "355", "57", "251",
)  # fmt: skip
#: Where a call costs much, so that toll fraud pays.
COSTLY: Final = (
    "252", "960", "257", "371", "53", "882", "881", "231", "224", "216", "387", "675",
    "248", "370",
)  # fmt: skip
