"""The hours of the day: when whom calls."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.second_world.draws import Draws, cumulative
from training.second_world.habits import Habits

#: Weight of each local hour, 0 to 23.
CURVES: Final[dict[str, tuple[float, ...]]] = {
    "person": (.5, .25, .12, .08, .08, .2, .7, 1.8, 3, 4.1, 4.6, 4.9, 5, 4.6, 4.4, 4.6, 5, 5.7, 6.2, 6, 5.1, 3.8,
               2.2, 1.1),
    "evening": (.3, .1, 0, 0, 0, 0, .1, .3, .6, .8, 1, 1, 1.3, 1.2, 1, 1.2, 2, 4, 6, 7, 6, 4, 2, .8),
    "office": (0, 0, 0, 0, 0, 0, 0, .2, 1.2, 4, 5, 5, 3.5, 3, 4.5, 5, 4.5, 3, 1, .3, .1, 0, 0, 0),
    "courier": (0, 0, 0, 0, 0, 0, 0, .5, 3, 5, 6, 6, 5, 5, 5, 5, 4.5, 4, 3.5, 2.5, 1.2, .3, 0, 0),
    "seller": (0, 0, 0, 0, 0, 0, 0, 0, .3, 2, 5, 6, 5, 3.5, 4.5, 5, 5, 5.5, 5.5, 4, 1.5, .2, 0, 0),
    "night": (5, 4.6, 4, 3.6, 3, 2.4, 1.4, .6, .3, .2, .2, .3, .5, .6, .8, 1, 1.2, 1.5, 2, 2.5, 3.2, 4, 5, 5.3),
    "taxi": (2.5, 1.8, 1.3, 1, 1.1, 2, 3.5, 5, 5.5, 4.5, 3.8, 3.8, 4, 4, 4, 4.2, 4.8, 5.8, 6, 5.6, 5, 4.6, 4.2, 3.5),
    "deep_night": (5, 6, 6, 6, 5, 3, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .5, 1, 2, 3, 4),
    "flat": (1,) * 24,
}  # fmt: skip
#: In these hours few people call (`Clock.is_waking`), below so much of the curve of people.
_WAKING = 0.6
#: Curves are followed in steps of a quarter of an hour.
_STEP = 900.0
#: Less of a curve than this in a span, in weight times steps, and nobody calls in it.
_LEAST = 0.35


class Clock:
    """Event time of one world, in seconds since it began, and its local hours."""

    def __init__(self, habits: Habits, seconds: float, draws: Draws) -> None:
        """Args: the world's habits; its length in seconds; the generators to draw times from."""
        self.seconds = seconds
        self._hour = habits.hour
        self._draws = draws
        zone = timezone(timedelta(minutes=habits.home.zone))
        self.begin = datetime(2025, 1, 1, habits.hour, tzinfo=zone) + timedelta(days=habits.day)
        steps = int(np.ceil(seconds / _STEP)) + 1
        self._at = np.minimum(np.arange(steps + 1) * _STEP, seconds)
        hours = (habits.hour + np.arange(steps) * (_STEP / 3600)) % 24
        self._grown: dict[str, NDArray[np.float64]] = {}
        for name, curve in CURVES.items():
            weights = np.asarray([*curve, curve[0]], np.float64)
            weights = weights.mean() * (weights / weights.mean()) ** habits.sharpness
            # Where people are up later, offices open only a little later.
            late = habits.shift if curve[3] > 0 else habits.shift / 3
            self._grown[name] = cumulative(np.interp((hours - late) % 24, np.arange(25), weights))

    @property
    def begin_ms(self) -> int:
        """When the world begins, ms since the epoch."""
        return int(self.begin.timestamp() * 1000)

    def hour(self, at: float) -> float:
        """Local hour, 0 to 24."""
        return (self._hour + at / 3600.0) % 24

    def is_waking(self, at: float) -> bool:
        """Whether people commonly call at this time."""
        return CURVES["person"][int(self.hour(at))] > _WAKING

    def times(self, curve: str, count: int, low: float = 0.0, high: float | None = None) -> list[float]:
        """So many times in [low, high) along a curve, unordered; none when the curve is next to 0 in there."""
        found: list[float] = self.many(curve, count, low, high).tolist()
        return found

    def many(self, curve: str, count: int, low: float = 0.0, high: float | None = None) -> NDArray[np.float64]:
        """As `times`, as an array."""
        grown = self._grown[curve]
        end = self.seconds if high is None else min(high, self.seconds)
        first, last = np.interp([max(low, 0.0), end], self._at, grown)
        if last - first < _LEAST or count <= 0:
            return np.empty(0)
        found: NDArray[np.float64] = np.interp(self._draws.array.uniform(first, last, count), grown, self._at)
        return found
