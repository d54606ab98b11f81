"""What a simulated world is made of, and the record that comes out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypedDict

NORMAL, WANGIRI, ROBOCALL = "normal", "wangiri", "robocall"
#: What a number can be; also the values of `true_label`.
KINDS = (NORMAL, WANGIRI, ROBOCALL)

#: So many subscribers still get distinct mobile numbers in every country of the plan.
MAX_SUBSCRIBERS = 5_000_000


class Record(TypedDict):
    """One call detail record, in the names of the record contract."""

    call_id: str
    caller: str
    callee: str
    start: str
    duration: int
    disposition: str
    origin_region: str
    target_region: str
    true_label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A world; equal scenarios give equal records.

    Attributes:
        subscribers: ordinary subscribers, 2 to `MAX_SUBSCRIBERS`.
        hours: length in event time; calls that start later are left out. None never ends.
        start: RFC 3339 with a zone, which is also the zone of the world's day and night.
        seed: everything random follows from it.
        calls_per_day: mean calls that a subscriber starts in 24 h of his own; call-backs and redials come on top.
        wangiri: whether the Wangiri campaign runs.
        robocall: whether the robocall campaign runs.
        campaigns_after_hours: when both begin, after `start`.
        campaign_hours: how long they then last, once in every 24 h.

    Raises:
        ValueError: when a value is out of range, or `start` has no zone.

    >>> Scenario(subscribers=100, hours=1.0).begin_ms
    1768176000000
    """

    subscribers: int = 4000
    hours: float | None = 24.0
    start: str = "2026-01-12T00:00:00Z"
    seed: int = 1
    calls_per_day: float = 6.0
    wangiri: bool = True
    robocall: bool = True
    campaigns_after_hours: float = 9.0
    campaign_hours: float = 6.0

    def __post_init__(self) -> None:
        if not 2 <= self.subscribers <= MAX_SUBSCRIBERS:
            raise ValueError(f"subscribers must be 2 to {MAX_SUBSCRIBERS}, not {self.subscribers}")
        if self.hours is not None and not self.hours > 0:
            raise ValueError(f"hours must be above 0, not {self.hours}")
        if not 0 < self.calls_per_day <= 100:
            raise ValueError(f"calls_per_day must be above 0 and at most 100, not {self.calls_per_day}")
        if self.seed < 0 or self.campaigns_after_hours < 0 or not 0 < self.campaign_hours <= 24:
            raise ValueError("seed and campaigns_after_hours must not be negative, campaign_hours must be 0 to 24")
        self._begin()

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
        """What to add to an instant to get the world's local time, ms."""
        return int((self._begin().utcoffset() or timedelta()).total_seconds() * 1000)

    @property
    def end_ms(self) -> int | None:
        """No call starts from here on, ms since the epoch; None when the world does not end."""
        return None if self.hours is None else self.begin_ms + int(self.hours * 3_600_000)

    def campaign_runs(self, at_ms: int) -> bool:
        """Whether the campaigns call at an instant."""
        since = (at_ms - self.begin_ms) / 3_600_000 - self.campaigns_after_hours
        return since >= 0 and since % 24 < self.campaign_hours
