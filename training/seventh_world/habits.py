"""What the seed draws for the whole world."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import numpy as np

from training.seventh_world.countries import COUNTRIES, Country
from training.seventh_world.ranges import draw, read_ranges

#: Optional fields that a network may tell.
OPTIONAL = ("cell", "imei", "origin_region", "target_region", "trunk", "account")


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """Country, clock and customs of a world. Shares and probabilities are 0 to 1.

    Attributes:
        country: whose numbering plan, clock and weekend.
        began: first moment of the world, UTC.
        utc: starts are written in UTC; otherwise with the local offset.
        milliseconds: starts have three decimals; otherwise whole seconds.
        fields: optional fields that records tell.
        coarse: regions are countries; otherwise areas.
        activity: ordinary calls per person and day, median.
        inequality: spread of ln activity between persons.
        late: hours by which the day is later than the curves, which are an early riser's.
        answer: probability that an awake person answers whom he knows.
        trust: that of answering strangers, against it.
        gullible: probability that who listened to a fraudster is harmed.
        talk: seconds of an ordinary talk, median.
        spread: spread of ln seconds of talk.
        redial: probability that who was not answered tries again.
        redial_wait: seconds until then, median.
        call_back: probability that a missed call of an acquaintance is returned; of a stranger, a share of it.
        curious: that share.
        call_back_wait: seconds until then, median.
        voicemail: share of people with a mailbox.
        waiting: share of people with call waiting.
        circle: acquaintances of a person, median.
        outside: share of the people who are customers of other networks; of them only calls into this one are seen.
        silent: numbers that are only called, against the callers.
        dead: unused numbers that diallers meet, against the callers.
        density: share of a thousand block's numbers in use.
        fixed: share of people with a fixed line.
        dual: share of people whose handset holds a second SIM of another number.
        wander: probability that a person calls from neither home nor work.
        cancel: share of unanswered calls that are told as cancelled.
        strangers: share of a person's calls to people never met.
        reports: share of the harmed who complain.
        report_wait: seconds until then, median.
        strange: amount of honest callers with unusual habits, against the usual.
    """

    country: Country
    began: datetime
    utc: bool
    milliseconds: bool
    fields: frozenset[str]
    coarse: bool
    activity: float
    inequality: float
    late: float
    answer: float
    trust: float
    gullible: float
    talk: float
    spread: float
    redial: float
    redial_wait: float
    call_back: float
    curious: float
    call_back_wait: float
    voicemail: float
    waiting: float
    circle: float
    outside: float
    silent: float
    dead: float
    density: float
    fixed: float
    dual: float
    wander: float
    cancel: float
    strangers: float
    reports: float
    report_wait: float
    strange: float


_RANGES: Final = """
activity=2.5..10 inequality=0.5..1.1 late=0..3 answer=0.55..0.88 trust=0.35..0.95 gullible=0.04..0.4 talk=30..130
spread=0.8..1.4 redial=0.12..0.5 redial_wait=25..900 call_back=0.2..0.7 curious=0.05..0.6 call_back_wait=120..3600
waiting=0..0.8 circle=6..25 outside=0.1..0.55 silent=0.15..2.5 dead=0.05..0.6 density=0.02..0.7 fixed=0..0.35
dual=0..0.25 wander=0.05..0.35 cancel=0.05..0.7 strangers=0.02..0.18 reports=0.08..0.7 report_wait=1800..150000
strange=0.5..2
"""
#: Probability that a seed's network tells each of OPTIONAL.
_TELLS: Final = (0.7, 0.6, 0.6, 0.6, 0.55, 0.5)


def draw_habits(rng: np.random.Generator, *, tells_all: bool) -> Habits:
    """Draw a world's habits from the ranges above; docs/seventh-world.md says where each comes from."""
    country = COUNTRIES[int(rng.integers(len(COUNTRIES)))]
    local = datetime(2023, 1, 2, tzinfo=UTC) + timedelta(minutes=15 * int(rng.integers(3 * 365 * 96)))
    told = tuple(bool(rng.random() < odds) for odds in _TELLS)
    drawn = {name: float(draw(rng, low, high, 1)[0]) for name, (low, high) in read_ranges(_RANGES).items()}
    return Habits(
        country=country,
        began=local - timedelta(hours=country.offset),
        utc=bool(rng.random() < 0.3),
        milliseconds=bool(rng.random() < 0.6),
        fields=frozenset(name for name, tell in zip(OPTIONAL, told, strict=True) if tell or tells_all),
        coarse=bool(rng.random() < 0.25),
        voicemail=float(rng.uniform(0.02, 0.6)) if rng.random() < 0.7 else 0.0,
        **drawn,
    )
