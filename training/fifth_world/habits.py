"""What the seed draws for the network as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

from training.fifth_world.countries import COSTLY, COUNTRIES, EVERYDAY, Country
from training.fifth_world.draws import Draws
from training.fifth_world.scenario import FifthScenario

#: Least, most, and whether the draw is even in the logarithm.
RANGES: Final[dict[str, tuple[float, float, bool]]] = {
    "activity": (0.75, 1.3, True),
    "answers": (0.55, 0.82, False),
    "trust": (0.5, 0.9, False),
    "redial": (0.15, 0.45, False),
    "call_back": (0.25, 0.6, False),
    "talk": (38, 85, True),
    "assigned": (0.45, 0.85, False),
    "density": (0.03, 0.5, True),
    "on_network": (0.5, 0.85, False),
}
#: Optional field of a record -> share of networks that tell it.
TOLD: Final = {"cell": 0.75, "imei": 0.7, "origin_region": 0.8, "target_region": 0.6, "trunk": 0.8, "account": 0.6}
_MAILBOXES: Final = (0.05, 0.3, 0.6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """A network's country, people's manners and what its records tell. `RANGES` has the ranges of the first nine.

    Attributes:
        activity: factor on what people call.
        answers: mean chance that somebody takes a call.
        trust: factor on it when a fraudster calls.
        redial: chance of another try after a miss.
        call_back: chance of a call back after a missed call.
        talk: median seconds of a conversation.
        assigned: share of the numbers dialled at random that somebody has.
        density: share of the numbers in use of a block of 1000.
        on_network: share of people who are this operator's subscribers.
        mailboxes: share of people with a mailbox: 0.05, 0.3 or 0.6.
        country: one of `COUNTRIES`.
        start: when the world begins, to the minute, with the country's offset.
        costly: nine prefixes of costly destinations.
        abroad: nine prefixes of people's friends; three of them are costly.
        tells: optional fields that records have.
        all_accounts: every subscriber has an account, otherwise only firms.
        milliseconds: starts are told to the millisecond, otherwise to the second.
        regions: 3 to 6, no more than the country has areas.
        cells: radio cells of a region, at least 4.
    """

    activity: float
    answers: float
    trust: float
    redial: float
    call_back: float
    talk: float
    assigned: float
    density: float
    on_network: float
    mailboxes: float
    country: Country
    start: datetime
    costly: list[str]
    abroad: list[str]
    tells: frozenset[str]
    all_accounts: bool
    milliseconds: bool
    regions: int
    cells: int


def draw_habits(draws: Draws, scenario: FifthScenario) -> Habits:
    """The scenario's network. Arguments are drawn in the order in which they stand."""

    def within(name: str) -> float:
        low, high, logarithmic = RANGES[name]
        return draws.log_uniform(low, high) if logarithmic else draws.uniform(low, high)

    country = COUNTRIES[draws.below(len(COUNTRIES))]
    first = datetime(2025, 1, 6, tzinfo=timezone(timedelta(minutes=country.offset)))
    return Habits(
        country=country,
        start=first + timedelta(days=draws.below(340), hours=draws.below(24), minutes=draws.below(60)),
        activity=within("activity"),
        answers=within("answers"),
        trust=within("trust"),
        redial=within("redial"),
        call_back=within("call_back"),
        talk=within("talk"),
        mailboxes=draws.choice(_MAILBOXES),
        assigned=within("assigned"),
        density=within("density"),
        on_network=within("on_network"),
        costly=(costly := [str(prefix) for prefix in draws.choice(COSTLY, 9, replace=False)]),
        abroad=[str(prefix) for prefix in draws.choice(EVERYDAY, 6, replace=False)] + costly[:3],
        # The draw comes first, so that a network which tells all is otherwise the same.
        tells=frozenset([field for field, share in TOLD.items() if draws.random() < share or scenario.tells_all]),
        all_accounts=draws.random() < 0.4,
        milliseconds=draws.random() < 0.4,
        regions=(regions := max(3, min(len(country.fixed), int(draws.integers(3, 7))))),
        cells=max(4, int(scenario.callers / regions / draws.log_uniform(40, 200))),
    )
