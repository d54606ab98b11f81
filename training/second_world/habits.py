"""The habits of one second world: what its seed draws before anybody lives there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from training.second_world.draws import Draws
from training.second_world.places import HOMES, Home

#: (low, high, in the logarithm) of every number that a seed draws. All are judgements: docs/second-world.md says why.
RANGES: Final[dict[str, tuple[float, float, bool]]] = {
    # day and place
    "shift": (-1.5, 1.5, False),
    "sharpness": (0.7, 1.35, False),
    "density": (0.02, 0.4, True),
    "town_tail": (1.0, 2.2, False),
    # people
    "calls": (3.5, 11.5, True),
    "calls_spread": (0.75, 1.15, False),
    "circle": (2.2, 5.5, True),
    "local": (0.55, 0.85, False),
    "closeness": (0.8, 1.6, False),
    "answers": (0.58, 0.84, False),
    "answers_strangers": (0.5, 0.95, False),
    "voicemail": (0.02, 0.45, False),
    "redials": (0.12, 0.42, False),
    "returns": (0.15, 0.5, False),
    "talk": (38.0, 105.0, True),
    "talk_spread": (0.9, 1.35, False),
    "strangers": (0.007, 0.045, True),
    "foreigners": (0.012, 0.09, True),
    "landlines": (0.03, 0.22, True),
    "elsewhere": (0.12, 0.5, False),
    "shared_handsets": (0.0, 0.08, False),
    # honest callers with unusual habits
    "heavy": (0.45, 1.9, True),
    "heavy_calls": (0.65, 1.5, True),
    "new_numbers": (0.4, 2.0, True),
    "odd_people": (0.4, 2.0, True),
    # fraud
    "fraud_numbers": (0.65, 1.5, True),
    "fraud_calls": (0.6, 1.8, True),
    "complaints": (0.5, 2.0, True),
}
#: Field of a record -> in which share of worlds it is there.
TOLD: Final = {"imei": 0.75, "cell": 0.75, "region": 0.85, "trunk": 0.8, "account": 0.75}


@dataclass(frozen=True, slots=True)
class Habits:
    """What a world's seed drew.

    Attributes:
        home: the country.
        tells: fields that records have, of `TOLD`.
        hour: local hour at which the world begins, 0 to 23.
        day: days since 2025-01-01 at which it begins, 0 to 699.
        shift: hours by which everybody's day is later.
        sharpness: exponent on the day's curves; above 1 the busy hours are busier.
        density: share of the numbers of a block in use that are taken.
        town_tail: exponent of the towns' sizes; lower = fewer towns hold most people.
        calls, calls_spread: calls that a person starts in 30 hours, on average, and the spread of their logarithm.
        circle: acquaintances of a person, median.
        local: share of ties to the neighbourhood.
        closeness: spread of the logarithm of how much two people call each other.
        answers: chance that a person takes an acquaintance's call.
        answers_strangers: that of a stranger's call against it.
        voicemail: share of people who have a mailbox.
        redials, returns: chance that an unanswered call is tried again, and that a missed one is returned.
        talk, talk_spread: seconds of a call among acquaintances, median, and the spread of their logarithm.
        strangers: share of people's calls to somebody they do not know.
        foreigners, landlines, elsewhere: share of people abroad, with a landline, with another operator.
        shared_handsets: share of neighbours with one handset.
        heavy, heavy_calls: factors on how many honest services there are and on how much they call.
        new_numbers, odd_people: factors on how many numbers are new, and on how many people have an unusual day.
        fraud_numbers, fraud_calls: factors on a campaign's numbers and on the calls of each.
        complaints: factor on how many victims complain.
    """

    home: Home
    tells: frozenset[str]
    hour: int
    day: int
    shift: float
    sharpness: float
    density: float
    town_tail: float
    calls: float
    calls_spread: float
    circle: float
    local: float
    closeness: float
    answers: float
    answers_strangers: float
    voicemail: float
    redials: float
    returns: float
    talk: float
    talk_spread: float
    strangers: float
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
    tells = frozenset(field for field, share in TOLD.items() if draws.chance(share) or tells_all)
    hour, day = draws.random.randrange(24), draws.random.randrange(700)
    return Habits(home=home, tells=tells, hour=hour, day=day, **draws.each(RANGES))
