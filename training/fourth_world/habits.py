"""What the seed draws before anybody lives: country, people's habits, places, what records tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Final

from training.fourth_world.countries import COUNTRIES, Country
from training.fourth_world.draws import Draws

#: Share of the worlds whose records tell it; `region` stands for both regions.
TOLD: Final[Mapping[str, float]] = {"cell": 0.75, "imei": 0.7, "region": 0.8, "trunk": 0.7, "account": 0.5}
#: Habit -> lowest, highest, whether the draw is uniform in the logarithm. Drawn in this order.
RANGES: Final[Mapping[str, tuple[float, float, bool]]] = {
    "density": (0.02, 0.5, True),
    "activity": (0.8, 1.25, False),
    "answers_known": (0.65, 0.85, False),
    "answers_unknown": (0.3, 0.65, False),
    "mailboxes": (0.0, 0.5, False),
    "returns_unknown": (0.03, 0.16, False),
    "fails": (0.004, 0.025, False),
    "elsewhere": (0.1, 0.4, False),
    "strangers": (0.06, 0.16, False),
    "redials": (0.2, 0.45, False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """One network and its people.

    Attributes:
        country: its numbering plan.
        begins: local time of the first moment, on the hour.
        milliseconds: whether records tell them; otherwise whole seconds.
        tells: fields of `TOLD` that records have.
        density: share of the numbers of a block in use that people have.
        activity: factor on what people call.
        answers_known, answers_unknown: mean share of calls by acquaintances and by strangers that people take.
        mailboxes: share of lines with one.
        returns_unknown: mean share of strangers' missed calls that people return.
        fails: share of calls that the network loses.
        elsewhere: share of people with another operator.
        strangers: share of people's own calls to strangers; twice that for tradesmen.
        redials: chance to try a friend again.
        cells: region -> its cells.
        handset_models: first eight digits of handsets' numbers.
    """

    country: Country
    begins: datetime
    milliseconds: bool
    tells: frozenset[str]
    density: float
    activity: float
    answers_known: float
    answers_unknown: float
    mailboxes: float
    returns_unknown: float
    fails: float
    elsewhere: float
    strangers: float
    redials: float
    cells: dict[str, list[str]]
    handset_models: list[str]

    @property
    def regions(self) -> list[str]:
        """Names of the regions."""
        return list(self.cells)


def draw_habits(draws: Draws, callers: int, *, tells_all: bool) -> Habits:
    """Draw a network for so many callers; `tells_all` overrides what was drawn for its records, and nothing else."""
    country = draws.one_of(*COUNTRIES)
    monday = datetime(2026, 1, 5, tzinfo=timezone(timedelta(minutes=country.offset)))
    begins = monday + timedelta(days=draws.whole(0, 330), hours=draws.whole(0, 24))
    milliseconds = draws.chance(0.6)
    told = {field for field, share in TOLD.items() if draws.chance(share)}
    habits = {
        name: draws.wide(low, high) if log else draws.even(low, high) for name, (low, high, log) in RANGES.items()
    }
    regions = [f"R{place:02d}" for place in range(1, draws.whole(5, 18))]
    cells = {}
    for region in regions:
        count = max(6, int(callers / len(regions) / draws.even(8, 60)))
        cells[region] = [f"{region}-{place:04d}" for place in range(count)]
    return Habits(
        country=country,
        begins=begins,
        milliseconds=milliseconds,
        tells=frozenset(TOLD if tells_all else told),
        cells=cells,
        handset_models=[str(model) for model in draws.generator.integers(35_000_000, 35_999_999, 60)],
        **habits,
    )
