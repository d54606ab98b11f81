"""What a simulated world is made of, and the record that comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self, TypedDict

from training.simulator.calls import HOUR_MS
from training.simulator.kinds import FRAUD_KINDS, HONEST_KINDS
from training.simulator.parameters import check_pins

#: `true_label` of every call that is no fraud.
NORMAL = "normal"

#: So many subscribers still get distinct mobile numbers in every country of the plan.
MAX_SUBSCRIBERS = 5_000_000
#: From so many subscribers on slices of event time are short.
_MANY = 2000


class Record(TypedDict, total=False):
    """One call detail record, in the names of the record contract; what a world does not tell is left out."""

    call_id: str
    caller: str
    callee: str
    start: str
    duration: int
    disposition: str
    origin_region: str
    target_region: str
    cell: str
    imei: str
    account: str
    trunk: str
    true_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A world; equal scenarios give equal records. As it stands: ordinary people and two loud campaigns, for tests.

    Attributes:
        subscribers: ordinary subscribers, 2 to `MAX_SUBSCRIBERS`.
        hours: length in event time; calls that start later are left out. None never ends, and counts as 24 where the
            amount of fraud is planned.
        start: RFC 3339 with a zone, which is also the zone of a world with a single clock.
        seed: everything random follows from it.
        kinds: kinds of fraud that may occur; None = all.
        without: kinds, of fraud or honest, that must not occur.
        fraud_share: of all calls, 0 to 0.5, reached in expectation over the hours.
        hard_negatives: amount of honest callers who look like fraud; 0 none, 1 usual, up to 5.
        campaigns_after_hours: before that nobody commits fraud.
        campaigns_spread_hours: campaigns begin within so many hours from then; None = 60% of what is left of the hours.
        loud: campaigns have few numbers that call a lot, as if nobody were looking; otherwise all sorts.
        vary: draw the world's parameters from wide ranges (`WorldParameters`); otherwise they are typical ones.
        world: parameters to pin, by the names of `WorldParameters`.

    Raises:
        ValueError: when a value is out of range, a kind is unknown, or `start` has no zone.

    >>> Scenario(subscribers=100, hours=1.0).begin_ms
    1768176000000
    """

    subscribers: int = 4000
    hours: float | None = 24.0
    start: str = "2026-01-12T00:00:00Z"
    seed: int = 1
    kinds: tuple[str, ...] | None = ("wangiri", "robocall")
    without: tuple[str, ...] = ()
    fraud_share: float = 0.15
    hard_negatives: float = 0.0
    campaigns_after_hours: float = 9.0
    campaigns_spread_hours: float | None = 1.0
    loud: bool = True
    vary: bool = False
    world: Mapping[str, float | bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 2 <= self.subscribers <= MAX_SUBSCRIBERS:
            raise ValueError(f"subscribers must be 2 to {MAX_SUBSCRIBERS}, not {self.subscribers}")
        if self.hours is not None and not 0 < self.hours < 1e6:
            raise ValueError(f"hours must be above 0, not {self.hours}")
        if not 0 <= self.fraud_share <= 0.5:
            raise ValueError(f"fraud_share must be 0 to 0.5, not {self.fraud_share}")
        if not 0 <= self.hard_negatives <= 5:
            raise ValueError(f"hard_negatives must be 0 to 5, not {self.hard_negatives}")
        if self.seed < 0 or not 0 <= self.campaigns_after_hours <= 1e6 or not (self.campaigns_spread_hours or 0) >= 0:
            raise ValueError("seed, campaigns_after_hours and campaigns_spread_hours must not be negative")
        check_kinds(self.kinds, self.without)
        check_pins(self.world)
        self._begin()

    @classmethod
    def load(cls, name: str | Path) -> Self:
        """Read a scenario that comes with Ringfence by its name, or any from a YAML file.

        Raises:
            ScenarioError: when there is no such scenario, or the file is not one; names file and line.
        """
        from training.simulator.scenario_file import load

        return cls(**load(name))

    def _begin(self) -> datetime:
        begin = datetime.fromisoformat(self.start)
        if begin.tzinfo is None:
            raise ValueError(f"start needs a zone, as in 2026-01-12T00:00:00Z, not {self.start!r}")
        return begin

    @property
    def begin_ms(self) -> int:
        """Start in ms since the epoch."""
        return int(self._begin().timestamp() * 1000)

    @property
    def zone_ms(self) -> int:
        """What to add to an instant to get the local time of the start's zone, ms."""
        return int((self._begin().utcoffset() or timedelta()).total_seconds() * 1000)

    @property
    def end_ms(self) -> int | None:
        """No call starts from here on, ms since the epoch; None when the world does not end."""
        return None if self.hours is None else self.begin_ms + int(self.hours * HOUR_MS)

    @property
    def slice_ms(self) -> int:
        """Event time that is made at once, so that there are some hundred calls in it: enough for NumPy to pay."""
        return 600_000 if self.subscribers >= _MANY else 1_800_000

    @property
    def planned_hours(self) -> float:
        """Hours over which `fraud_share` is planned."""
        return 24.0 if self.hours is None else self.hours


def check_kinds(kinds: tuple[str, ...] | None, without: tuple[str, ...]) -> None:
    """Raise ValueError, naming it, for a kind that does not exist or is in both."""
    for kind in kinds or ():
        if kind not in FRAUD_KINDS:
            raise ValueError(f"kinds must be among {', '.join(FRAUD_KINDS)}, not {kind!r}")
        if kind in without:
            raise ValueError(f"kinds and without must not both name {kind!r}")
    for kind in without:
        if kind not in FRAUD_KINDS and kind not in HONEST_KINDS:
            raise ValueError(f"without must name kinds of fraud or honest kinds, not {kind!r}")
