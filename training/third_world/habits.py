"""The habits of one third world: what its seed draws before anybody lives there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from training.second_world.draws import Draws
from training.second_world.habits import TOLD
from training.second_world.places import HOMES, Home

#: (low, high, in the logarithm) of every number that a seed draws. All are judgements: docs/third-world.md says why.
RANGES: Final[dict[str, tuple[float, float, bool]]] = {
    # day and place
    "sharpness": (0.75, 1.3, False),
    "sundays": (0.1, 0.7, False),
    "density": (0.05, 0.45, True),
    "region_tail": (0.1, 1.1, False),
    # people
    "calls": (4.5, 11.0, True),
    "calls_spread": (0.65, 1.05, False),
    "circle": (3.5, 9.0, True),
    "community": (18.0, 60.0, True),
    "kin": (0.5, 0.8, False),
    "closeness": (1.0, 1.7, False),
    "answers": (0.55, 0.85, False),
    "asleep": (0.35, 0.8, False),
    "strangers": (0.05, 0.22, True),
    "strangers_answered": (0.75, 1.05, False),
    "redials": (0.5, 1.6, True),
    "returns": (0.45, 1.4, True),
    "talk": (0.6, 1.7, True),
    "talk_spread": (0.8, 1.15, False),
    "in_a_row": (0.15, 0.5, False),
    "foreigners": (0.01, 0.07, True),
    "landlines": (0.02, 0.18, True),
    "elsewhere": (0.01, 0.4, True),
    "shared_handsets": (0.01, 0.09, True),
    # honest callers with unusual habits
    "heavy": (0.45, 1.9, True),
    "heavy_calls": (0.65, 1.5, True),
    "new_numbers": (0.4, 2.2, True),
    "odd_people": (0.4, 2.2, True),
    # fraud
    "fraud_numbers": (0.65, 1.6, True),
    "fraud_calls": (0.6, 1.7, True),
    "complaints": (0.5, 2.0, True),
}


@dataclass(frozen=True, slots=True)
class Habits:
    """What a world's seed drew.

    Attributes:
        home: the country; its regions are named as records name them.
        tells: fields that records have, of `TOLD`.
        hour: local hour at which the world begins, 0 to 23.
        day: days since 2026-03-02, a Monday, at which it begins, 0 to 364.
        sharpness: exponent on the day's curves; above 1 the busy hours are busier.
        sundays: what offices call on a Sunday, against other days.
        density: share of the numbers of a hundred in use that are taken, about.
        region_tail: exponent of the regions' sizes by rank; higher = the first ones hold most people.
        calls, calls_spread: calls that a person starts in 36 hours, on average, and the spread of their logarithm.
        circle: people whom somebody names as acquaintances, median; as many name him.
        community: size of a community, median.
        kin: share of ties within the community.
        closeness: spread of the logarithm of how much two people call each other.
        answers: chance that a person takes a call; `asleep` is the factor on it at night.
        strangers: share of people's calls to somebody who is no acquaintance, on average.
        strangers_answered: factor on the chance that such a call is taken.
        redials, returns: factors on the chances that people call again, and call back.
        talk, talk_spread: factors on the median and on the spread of people's durations.
        in_a_row: chance that a person's next call follows within minutes.
        foreigners, landlines, elsewhere: share of people abroad, with a landline, without cell and handset.
        shared_handsets: share of people who use another one's handset.
        heavy, heavy_calls: factors on how many honest services there are and on how much they call.
        new_numbers, odd_people: factors on how many numbers are new, and on how many people have an unusual day.
        fraud_numbers, fraud_calls: factors on a campaign's numbers and on the calls of each.
        complaints: factor on how many victims complain.
    """

    home: Home
    tells: frozenset[str]
    hour: int
    day: int
    sharpness: float
    sundays: float
    density: float
    region_tail: float
    calls: float
    calls_spread: float
    circle: float
    community: float
    kin: float
    closeness: float
    answers: float
    asleep: float
    strangers: float
    strangers_answered: float
    redials: float
    returns: float
    talk: float
    talk_spread: float
    in_a_row: float
    foreigners: float
    landlines: float
    elsewhere: float
    shared_handsets: float
    heavy: float
    heavy_calls: float
    new_numbers: float
    odd_people: float
    fraud_numbers: float
    fraud_calls: float
    complaints: float


def draw_habits(draws: Draws, *, tells_all: bool) -> Habits:
    """Draw a world's habits; with `tells_all` its records lack no field."""
    home = draws.one(HOMES)
    drawn = draws.each(RANGES)
    return Habits(
        home=replace(home, regions=tuple((f"{home.code}-{name}", area) for name, area in home.regions)),
        tells=frozenset(field for field, share in TOLD.items() if draws.chance(share) or tells_all),
        hour=draws.random.randrange(24),
        day=draws.random.randrange(365),
        **drawn,
    )
