"""The hours of the day: when whom calls, and who is at work."""

from __future__ import annotations

import math
from bisect import bisect
from datetime import datetime, timedelta, timezone
from itertools import accumulate
from typing import Final

from training.second_world.draws import Draws
from training.third_world.habits import Habits

#: Weight of each local hour, 0 to 23.
CURVES: Final[dict[str, tuple[float, ...]]] = {
    "person": (2, 1, .6, .5, .6, 1.5, 4, 8, 12, 15, 16, 16, 15, 14, 13, 14, 15, 17, 19, 19, 17, 13, 8, 4),
    "worker": (1, .5, .3, .3, .5, 1, 4, 9, 14, 17, 18, 17, 13, 12, 14, 16, 17, 20, 18, 14, 11, 8, 4, 2),
    "late": (9, 6, 4, 2, 1, .8, 1, 3, 5, 8, 11, 13, 14, 13, 13, 13, 14, 15, 17, 19, 20, 20, 17, 13),
    "night": (14, 13, 13, 11, 10, 9, 7, 4, 2, 1, 1, 1, 2, 4, 6, 7, 8, 9, 10, 12, 14, 16, 17, 16),
    "office": (.05, .05, .05, .05, .05, .1, .4, 2, 8, 16, 18, 17, 13, 10, 14, 17, 16, 13, 6, 2, .8, .3, .1, .05),
    "all_day": (7, 6, 5, 4, 4, 6, 8, 10, 12, 13, 13, 12, 11, 11, 11, 11, 12, 13, 13, 12, 11, 10, 9, 8),
}  # fmt: skip
_SUNDAY: Final = 6
#: Curves are followed in steps of ten minutes.
_STEP = 600
_HOUR = 3600.0
#: What is left of a shift at the world's begin or end counts from so many seconds on.
_SHORTEST_SHIFT = 1200.0


class Clock:
    """Event time of one world, in seconds since it began, and its local hours."""

    def __init__(self, habits: Habits, seconds: float, draws: Draws) -> None:
        """Args: the world's habits; its length in seconds; the generators to draw times from."""
        self.seconds = seconds
        self._random, self._hour = draws.random.random, habits.hour
        zone = timezone(timedelta(minutes=habits.home.zone))
        self.begin = datetime(2026, 3, 2, habits.hour, tzinfo=zone) + timedelta(days=habits.day)
        hours = [habits.hour + step * _STEP / _HOUR for step in range(math.ceil(seconds / _STEP))]
        self._grown: dict[str, list[float]] = {}
        for name, curve in CURVES.items():
            mean = sum(curve) / len(curve)
            shaped = [(weight / mean) ** habits.sharpness for weight in curve]
            sunday = habits.sundays if name == "office" else 1.0
            self._grown[name] = list(
                accumulate(shaped[int(hour) % 24] * (sunday if self._is_sunday(hour) else 1.0) for hour in hours)
            )

    def _is_sunday(self, hour: float) -> bool:
        return (self.begin.weekday() + int(hour // 24)) % 7 == _SUNDAY

    @property
    def begin_ms(self) -> int:
        """When the world begins, ms since the epoch."""
        return int(self.begin.timestamp() * 1000)

    def hour(self, at: float) -> float:
        """Local hour, 0 to 24."""
        return (self._hour + at / _HOUR) % 24

    def when(self, curve: str, low: float = 0.0, high: float | None = None) -> float:
        """A time in [low, high) along a curve; low when there is no room."""
        grown = self._grown[curve]
        first = int(low // _STEP)
        last = min(len(grown), math.ceil((self.seconds if high is None else high) / _STEP))
        if first >= last:
            return low
        before = grown[first - 1] if first else 0.0
        step = bisect(grown, before + self._random() * (grown[last - 1] - before), first, last - 1)
        return max(low, (step + self._random()) * _STEP)

    def shifts(self, first: float, last: float) -> list[tuple[float, float]]:
        """Working hours, cut to the world: local hours `first` to `last` of every day; above 24 is the next day."""
        found = []
        for day in range(-1, int(self.seconds // (24 * _HOUR)) + 2):
            begin = max(0.0, (day * 24 + first - self._hour) * _HOUR)
            end = min(self.seconds, (day * 24 + last - self._hour) * _HOUR)
            if end - begin > _SHORTEST_SHIFT:
                found.append((begin, end))
        return found
