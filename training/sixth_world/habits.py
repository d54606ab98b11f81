"""What a seed draws: the country and the ways of its people and its network."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from training.sixth_world.clock import Clock
from training.sixth_world.countries import COUNTRIES, Country
from training.sixth_world.scenario import SixthScenario

#: The optional fields, and the share of seeds whose network tells them.
OPTIONAL = {"cell": 0.6, "imei": 0.5, "origin_region": 0.6, "target_region": 0.6, "trunk": 0.4, "account": 0.45}


def between(rng: random.Random, low: float, high: float) -> float:
    """Draw log-uniformly from low to high, both above 0."""
    return math.exp(rng.uniform(math.log(low), math.log(high)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """A world's habits. Shares and chances are 0 to 1; docs/sixth-world.md has the ranges and where they come from."""

    country: Country  # where the world lies.
    clock: Clock  # local time of its start.
    calls_per_day: float  # calls that a person means to place on a workday, the median.
    calls_spread: float  # sigma of the lognormal spread of that over people.
    rest_day: float  # calls of a free day against a workday's.
    talk_median: float  # seconds of talk between people who know each other, the median.
    talk_sigma: float  # sigma of its lognormal.
    answers: float  # chance that a person at leisure picks up for somebody known.
    trust: float  # chance that one does for a stranger, against somebody known.
    curiosity: float  # chance that a missed stranger is called back.
    returns: float  # chance that a missed acquaintance is called back.
    redials: float  # chance that a caller who did not get through tries again.
    voicemail: float  # share of people with a mailbox that takes calls over.
    off: float  # chance that a mobile cannot be reached.
    waiting: float  # share of people with call waiting.
    drops: float  # chance that a talk breaks off.
    headroom: float  # calls that the network carries against those of its busiest planned minute.
    density: float  # share of the numbers of a block that are in use.
    fixed: float  # share of people's numbers that are fixed lines.
    fleet: float  # share of workers whose mobile is one of their employer's block.
    second: float  # share of people whose handset has another person's SIM in it, too.
    abroad: float  # share of people with family in another country.
    dead: float  # share of strangers' numbers in bought lists that are out of use.
    churn: float  # share of a person's calls that go to numbers never called before.
    burn: float  # calls that a fraudulent number can place before it is blocked, against the crews' expectation.
    complains: float  # chance that a hurt person complains.
    complains_after: float  # hours until half of those have.
    shops: float  # businesses for each person.
    tells: frozenset[str]  # names of the optional fields that records have.
    utc: bool  # times are told in UTC, else local with offset.
    whole_seconds: bool  # times are told in whole seconds, else milliseconds.
    cancels: bool  # whether the switch tells callers who gave up (`cancelled`) from `no_answer`.
    area: bool  # regions are told as areas within the country, else as countries.

    @classmethod
    def draw(cls, scenario: SixthScenario) -> Habits:
        """Draw the habits of a scenario's seed."""
        rng = random.Random(f"sixth-habits-{scenario.seed}")
        country = rng.choice(COUNTRIES)
        zone = timezone(timedelta(hours=rng.choice(country.offsets)))
        # A short world that starts at night would hold next to nobody.
        hour = rng.randrange(24) if scenario.hours >= 18 else rng.randrange(6, 15)
        start = datetime(2023, 1, 2, hour, tzinfo=zone) + timedelta(days=rng.randrange(1200), minutes=rng.randrange(60))
        return cls(
            country=country,
            clock=Clock(start, country.weekend),
            calls_per_day=between(rng, 1.8, 6.0),
            calls_spread=rng.uniform(0.55, 1.05),
            rest_day=rng.uniform(0.55, 1.1),
            talk_median=between(rng, 28.0, 110.0),
            talk_sigma=rng.uniform(0.95, 1.45),
            answers=rng.uniform(0.6, 0.93),
            trust=between(rng, 0.25, 0.95),
            curiosity=between(rng, 0.02, 0.3),
            returns=rng.uniform(0.15, 0.6),
            redials=rng.uniform(0.12, 0.5),
            voicemail=rng.choice((0.0, rng.uniform(0.05, 0.8))),
            off=between(rng, 0.01, 0.15),
            waiting=rng.uniform(0.0, 0.7),
            drops=between(rng, 0.003, 0.04),
            headroom=between(rng, 0.75, 4.0),
            density=between(rng, 0.01, 0.6),
            fixed=between(rng, 0.01, 0.35),
            fleet=between(rng, 0.01, 0.2),
            second=between(rng, 0.01, 0.3),
            abroad=between(rng, 0.01, 0.15),
            dead=between(rng, 0.01, 0.35),
            churn=between(rng, 0.03, 0.2),
            burn=between(rng, 0.3, 4.0),
            complains=between(rng, 0.08, 0.8),
            complains_after=between(rng, 0.4, 40.0),
            shops=between(rng, 0.012, 0.05),
            tells=frozenset(OPTIONAL) if scenario.tells_all else frozenset(_told(rng)),
            utc=rng.random() < 0.35,
            whole_seconds=rng.random() < 0.6,
            cancels=rng.random() < 0.7,
            area=rng.random() < 0.5,
        )


def _told(rng: random.Random) -> list[str]:
    return [name for name, share in OPTIONAL.items() if rng.random() < share]
