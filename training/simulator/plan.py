"""Countries: their numbers, regions and clocks.

Ranges are real, since a parser has to accept them, so a simulated number may belong to somebody. Clocks are standard
time all year: half an hour more or less of daylight saving changes no behaviour here.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """A country of the world.

    Attributes:
        code: ISO 3166.
        zone_hours: hours ahead of UTC.
        mobile: prefixes of mobile numbers, each with the count of digits that follow.
        fixed: the same of fixed lines.
        regions: names with relative populations.
    """

    code: str
    zone_hours: float
    mobile: tuple[tuple[str, int], ...]
    fixed: tuple[tuple[str, int], ...]
    regions: tuple[tuple[str, float], ...]


def _each(prefixes: str, digits: int) -> tuple[tuple[str, int], ...]:
    return tuple((prefix, digits) for prefix in prefixes.split())


#: North America gives mobiles and fixed lines the same ranges; an exchange never begins with 0 or 1.
_NORTH_AMERICA = tuple(
    (f"+1{area}{first}", 6) for area in (206, 212, 305, 312, 404, 415, 617, 713) for first in "23456789"
)

#: Where ordinary people live.
COUNTRIES: tuple[Country, ...] = (
    Country(
        "GB",
        0,
        _each("+44771 +44774 +44784 +44777", 7),
        _each("+44203 +44161", 7),
        (("London", 0.4), ("Manchester", 0.2), ("Birmingham", 0.2), ("Glasgow", 0.12), ("Cardiff", 0.08)),
    ),
    Country("IE", 0, _each("+35385 +35386 +35387", 7), _each("+3531 +35321", 7), (("Dublin", 0.7), ("Cork", 0.3))),
    Country("PT", 0, _each("+35191 +35193 +35196", 7), _each("+35121 +35122", 7), (("Lisbon", 0.65), ("Porto", 0.35))),
    Country(
        "DE",
        1,
        _each("+49151 +49176", 8),
        _each("+4930 +4989 +4940", 8),
        (("Berlin", 0.35), ("Hamburg", 0.2), ("Munich", 0.2), ("Cologne", 0.15), ("Leipzig", 0.1)),
    ),
    Country("SE", 1, _each("+4670 +4672 +4673 +4676", 7), _each("+468", 8), (("Stockholm", 0.6), ("Gothenburg", 0.4))),
    Country(
        "US",
        -5,
        _NORTH_AMERICA[::2],
        _NORTH_AMERICA[1::2],
        (("New York", 0.3), ("Chicago", 0.2), ("Miami", 0.15), ("Houston", 0.15), ("Atlanta", 0.1), ("Boston", 0.1)),
    ),
    Country(
        "IN",
        5.5,
        _each("+9197 +9198 +9199", 8),
        _each("+91112 +91222 +91802", 7),
        (("Delhi", 0.3), ("Mumbai", 0.25), ("Bengaluru", 0.2), ("Kolkata", 0.15), ("Jaipur", 0.1)),
    ),
    Country("NG", 1, _each("+234802 +234803 +234806", 7), _each("+234708", 7), (("Lagos", 0.6), ("Abuja", 0.4))),
    Country(
        "ZA", 2, _each("+2772 +2782 +2783", 7), _each("+2711 +2721", 7), (("Johannesburg", 0.6), ("Cape Town", 0.4))
    ),
    Country("BR", -3, _each("+55119 +55219", 8), _each("+55113 +55213", 7), (("Sao Paulo", 0.65), ("Rio", 0.35))),
)

#: Ranges that revenue-share fraud and one-ring campaigns are known for: high termination rates, satellites. Code,
#: prefix, digits that follow.
COSTLY: tuple[tuple[str, str, int], ...] = (
    ("TN", "+21671", 6),
    ("LV", "+37126", 6),
    ("CU", "+535", 7),
    ("SL", "+23276", 6),
    ("SO", "+25261", 7),
    ("PG", "+6757", 7),
    ("LT", "+3706", 7),
    ("GM", "+2207", 6),
    ("MV", "+9607", 6),
    ("CD", "+24381", 7),
    ("BA", "+38761", 6),
    ("TD", "+2356", 7),
)

#: Called by everybody, calling nobody: emergency, non-emergency, voice mail, customer service.
SHORT_CODES: tuple[int, ...] = (112, 911, 116117, 121, 1212, 611)
