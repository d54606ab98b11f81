"""Local time: when people are active, when firms are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.fourth_world.draws import Draws
from training.fourth_world.habits import Habits

#: From and to, local hours; to may be less than from, over midnight. None is around the clock.
Hours = tuple[float, float] | None

#: Activity of sorts of people by the hour of the day; only the ratios count, except for sleep.
CURVES: Final[Mapping[str, tuple[float, ...]]] = {
    "worker": (1, 0.5, 0.3, 0.2, 0.3, 1, 3, 6, 8, 9, 9, 9, 10, 9, 8, 8, 9, 11, 12, 11, 9, 7, 4, 2),
    "student": (3, 2, 1, 0.5, 0.3, 0.5, 2, 4, 4, 5, 6, 6, 8, 8, 7, 8, 9, 10, 11, 12, 12, 11, 8, 5),
    "retired": (0.3, 0.2, 0.1, 0.1, 0.3, 1, 3, 6, 10, 12, 12, 10, 7, 6, 7, 9, 10, 10, 9, 7, 4, 2, 1, 0.5),
    "tradesman": (0.3, 0.2, 0.1, 0.2, 0.5, 2, 7, 12, 13, 13, 13, 12, 9, 10, 12, 12, 11, 9, 6, 4, 3, 2, 1, 0.5),
    "night": (9, 8, 8, 7, 7, 6, 5, 3, 2, 1, 0.7, 0.7, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 10),
}


@dataclass(frozen=True, slots=True)
class Shift:
    """When somebody works: hours of the day, and whether at weekends too. Without hours the weekend counts as well."""

    hours: Hours = None
    weekends: bool = True


class Clock:
    """Local time of a world; moments are seconds since it began."""

    def __init__(self, habits: Habits, seconds: float) -> None:
        """Args: habits: when it begins; seconds: how long it lasts."""
        self._begins, self._weekend = habits.begins, habits.country.weekend
        self._seconds = seconds
        self._courses: dict[str, NDArray[np.float64]] = {}

    def hour(self, at: float) -> float:
        """Hour of the day, 0 to 24."""
        return (self._begins.hour + at / 3600.0) % 24

    def is_weekend(self, at: float) -> bool:
        """Whether that moment lies on a day of rest."""
        return (self._begins + timedelta(seconds=at)).weekday() in self._weekend

    def is_open(self, shift: Shift, at: float) -> bool:
        """Whether somebody is at work."""
        if shift.hours is None:
            return True
        opens, closes = shift.hours
        hour = self.hour(at)
        within = opens <= hour < closes if opens < closes else hour >= opens or hour < closes
        return within and (shift.weekends or not self.is_weekend(at))

    def next_opening(self, shift: Shift, at: float) -> float:
        """Half a second into the first full hour after a moment that is open; never comes if not within eight days."""
        for _ in range(24 * 8):
            at += 3600.0 - ((self._begins.hour * 3600.0 + at) % 3600.0) + 0.5
            if self.is_open(shift, at):
                return at
        return 1e12

    def awake(self, curve: str, at: float) -> float:
        """Factor on the chance that somebody with such a day answers, 0.25 to 1."""
        activity = CURVES[curve][int(self.hour(at))]
        return 1.0 if activity >= 3 else 0.75 if activity >= 2 else 0.45 if activity >= 1 else 0.25

    def moments(self, draws: Draws, curve: str, per_day: float, start: float, stop: float) -> list[float]:
        """Moments of a Poisson process that follows a curve, in no order."""
        course = self._course(curve)
        hours = np.arange(len(course))
        low, high = np.interp([start / 3600.0, stop / 3600.0], hours, course)
        count = draws.poisson(max(0.0, per_day / 24.0 * (high - low)))
        moments: list[float] = (np.interp(draws.generator.uniform(low, high, count), course, hours) * 3600.0).tolist()
        return moments

    def _course(self, curve: str) -> NDArray[np.float64]:
        """Activity from the beginning to each full hour; a day's mean is 1 an hour, weekends have four fifths."""
        if curve not in self._courses:
            day = CURVES[curve]
            mean = sum(day) / 24
            course = [
                day[(self._begins.hour + hour) % 24] / mean * (0.8 if self.is_weekend(hour * 3600.0) else 1.0)
                for hour in range(int(self._seconds / 3600) + 2)
            ]
            self._courses[curve] = np.concatenate([[0.0], np.cumsum(course)])
        return self._courses[curve]
