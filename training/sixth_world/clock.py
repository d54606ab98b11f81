"""Local time: what hour and what kind of day it is, and when somebody is on duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

DAY: Final = 86_400.0
HOUR: Final = 3_600.0
_STEP: Final = 900.0


@dataclass(frozen=True, slots=True)
class Clock:
    """A world's clock; moments are seconds since its start, which may be negative.

    Attributes:
        start: local time at second 0, with its offset.
        weekend: days of the week that most do not work, 0 for Monday.
    """

    start: datetime
    weekend: tuple[int, ...]

    @property
    def since_midnight(self) -> float:
        """Seconds from local midnight to second 0."""
        return self.start.hour * HOUR + self.start.minute * 60.0 + self.start.second

    def hour(self, now: float) -> float:
        """Local hour, 0 to below 24."""
        return (self.since_midnight + now) % DAY / HOUR

    def workday(self, now: float) -> bool:
        """Whether most people work on the day of that moment."""
        return (self.start + timedelta(seconds=now)).weekday() not in self.weekend


@dataclass(frozen=True, slots=True)
class Shift:
    """When somebody is on duty.

    Attributes:
        start: local hour, 0 to 24.
        end: local hour; before `start` when the shift goes past midnight.
        week: "any" day, "work" for workdays only, "shut" for nights and whole free days.
    """

    start: float
    end: float
    week: str = "any"

    def on(self, clock: Clock, now: float) -> bool:
        """Whether the shift is on duty."""
        hour = clock.hour(now)
        within = self.start <= hour < self.end if self.start < self.end else hour >= self.start or hour < self.end
        if self.week == "work":
            return within and clock.workday(now)
        if self.week == "shut":
            return within or not clock.workday(now)
        return within

    def begins(self, clock: Clock, now: float) -> float:
        """The first moment from now on, to a quarter of an hour, at which it is on duty; `now` when it is already."""
        moment = now
        for _ in range(8 * 96):
            if self.on(clock, moment):
                return moment
            moment += _STEP
        return moment
