"""Where a world may lie, and whom its people call abroad.

In a pattern `#` is any digit and `N` one of 2 to 9; all else stands for itself. Patterns follow public numbering plans
and are checked against the phonenumbers library by the tests.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Country:
    """A country's numbering and week.

    Attributes:
        iso: two letters.
        mobile: patterns of mobile numbers.
        fixed: patterns of fixed lines.
        offsets: hours ahead of UTC, summer and winter or west and east.
        weekend: days of the week that most do not work, 0 for Monday.
    """

    iso: str
    mobile: tuple[str, ...]
    fixed: tuple[str, ...]
    offsets: tuple[int, ...]
    weekend: tuple[int, ...] = (5, 6)


COUNTRIES: Final = (
    Country("DE", ("+49151########", "+49170#######", "+49176########"), ("+4930N#######", "+4989N#######"), (1, 2)),
    Country("SE", ("+4670#######", "+4673#######", "+4676#######"), ("+468N#######", "+4631N######"), (1, 2)),
    Country("GB", ("+447400######", "+447712######", "+447912######"), ("+44207#######", "+44161N######"), (0, 1)),
    Country("FR", ("+3361#######", "+3376#######"), ("+331N#######", "+334N#######"), (1, 2)),
    Country("ES", ("+346########", "+3471#######"), ("+3491N######", "+3493N######"), (1, 2)),
    Country("IT", ("+39328#######", "+39347#######", "+39391#######"), ("+39068#######", "+3902N#######"), (1, 2)),
    Country("PL", ("+4850#######", "+4860#######", "+4878#######"), ("+4822N######", "+4812N######"), (1, 2)),
    Country("US", ("+1212N######", "+1415N######", "+1305N######"), ("+1312N######", "+1617N######"), (-8, -5, -4)),
    Country("BR", ("+55119N#######", "+55219N#######"), ("+55113#######", "+55213#######"), (-3,)),
    Country("IN", ("+9198########", "+9199########", "+9187########"), ("+91114#######", "+91222#######"), (5,), (6,)),
    Country("PH", ("+63917#######", "+63918#######"), ("+6328N######", "+6332N######"), (8,), (6,)),
    Country("TR", ("+90532#######", "+90542#######", "+90505#######"), ("+90212N######", "+90312N######"), (3,)),
    Country("ZA", ("+2782#######", "+2783#######", "+2772#######"), ("+2711N######", "+2721N######"), (2,)),
    Country("KE", ("+25472#######", "+25473#######", "+25411#######"), ("+25420N######",), (3,), (6,)),
    Country("NG", ("+234803#######", "+234806#######", "+234909#######"), ("+2342033######",), (1,), (6,)),
    Country("EG", ("+2010########", "+2011########", "+2012########"), ("+202N#######", "+203N######"), (2, 3), (4, 5)),
)

#: Pattern -> country: numbers abroad that people know or call for business.
ABROAD: Final = {
    "+48601######": "PL",
    "+4072#######": "RO",
    "+90532#######": "TR",
    "+21266#######": "MA",
    "+9198########": "IN",
    "+92300#######": "PK",
    "+63917#######": "PH",
    "+447400######": "GB",
    "+1646N######": "US",
    "+3466#######": "ES",
    "+84903######": "VN",
    "+234803#######": "NG",
    "+5255########": "MX",
    "+25470#######": "KE",
    "+3247#######": "BE",
}
#: Pattern -> country: ranges whose calls cost much. Honest people call there too, for they are countries.
COSTLY: Final = {
    "+2162#######": "TN",
    "+22462#######": "GN",
    "+2327#######": "SL",
    "+25261#######": "SO",
    "+25779######": "BI",
    "+26134#######": "MG",
    "+2693######": "KM",
    "+37126######": "LV",
    "+37060######": "LT",
    "+3736#######": "MD",
    "+375291######": "BY",
    "+535#######": "CU",
    "+24825#####": "SC",
    "+67570######": "PG",
    "+38761######": "BA",
    "+38344######": "XK",
    "+9607######": "MV",
    "+18763######": "JM",
}
