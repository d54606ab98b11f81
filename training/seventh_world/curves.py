"""Hours at which things happen: day curves, and bulk drawing of moments from them."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from training.seventh_world.habits import Habits

Floats = np.ndarray[Any, np.dtype[np.float64]]

#: Name -> (24 hourly weights 0-9 from midnight on, weight of a weekend day against a working day).
CURVES: Final = {
    "life": ("210000136776678889998764", 0.95),
    "evening": ("200000001112222345789973", 1.15),
    "office": ("000000027999578876310000", 0.06),
    "shop": ("000000002689877888742000", 0.75),
    "early": ("000024899999765420000000", 0.55),
    "late": ("310000000012456778999975", 1.2),
    "night": ("987766421000000001234688", 1.0),
    "round": ("555555555555555555555555", 1.0),
    "care": ("333334789998788888765433", 0.8),
    "school": ("000000389863345210000000", 0.02),
    "dinner": ("000000000012333346899820", 0.7),
    "weekend": ("431000013567788888887665", 4.0),
    "closed": ("999876300000000000036899", 3.0),
}
NAMES: Final = tuple(CURVES)
_STEP: Final = 600.0
#: At what share of its peak a curve stops thinning sessions: shifts end gently.
_FULL: Final = 0.5


class Clock:
    """Day curves laid out over a world's hours, local time.

    `seconds` is the world's length. Moments are seconds since its start.
    """

    def __init__(self, habits: Habits, seconds: float) -> None:
        self.seconds = seconds
        cells = int(np.ceil(seconds / _STEP))
        start = habits.began.timestamp() + habits.country.offset * 3600.0
        self._start = start
        self._late = habits.late
        self._edges = np.minimum(np.arange(cells + 1) * _STEP, seconds)
        middle = start + (self._edges[:-1] + self._edges[1:]) / 2
        days = np.floor_divide(middle, 86_400.0).astype(np.int64)
        resting = np.isin((days + 3) % 7, habits.country.weekend)
        self._weights = []
        for digits, weekend in CURVES.values():
            table = np.array([float(digit) for digit in digits])
            by_hour = np.interp((self._hour(middle) - 0.5) % 24, np.arange(25), np.append(table, table[0]))
            # A tiny weight everywhere: even at the wrong hour there is always somebody.
            self._weights.append((by_hour + 0.01) * np.where(resting, weekend, 1.0) / max(1.0, weekend))
        self._sums = [np.concatenate(([0.0], np.cumsum(weights * np.diff(self._edges)))) for weights in self._weights]
        self._peaks = [float(max(map(float, digits))) for digits, _ in CURVES.values()]
        self._mean = [sum(map(float, digits)) / 24.0 for digits, _ in CURVES.values()]

    def _hour(self, when: Floats) -> Floats:
        return np.asarray((when / 3600.0 - self._late) % 24.0)

    def days(self, curve: int) -> float:
        """How many usual days' worth of `curve` the world has; a curve that sleeps throughout has almost none."""
        return float(self._sums[curve][-1]) / (self._mean[curve] * 86_400.0)

    def draw(self, rng: np.random.Generator, curve: int, count: int) -> Floats:
        """Moments, `count` of them in any order, as dense as the curve is high."""
        sums = self._sums[curve]
        return np.asarray(np.interp(rng.random(count) * sums[-1], sums, self._edges), np.float64)

    def warp(self, curve: int, when: Floats) -> Floats:
        """The same moments, in their order and between the first and the last, but as dense as the curve is high."""
        if len(when) < 3:
            return when
        sums, first, last = self._sums[curve], float(when[0]), float(when[-1])
        low, high = np.interp([first, last], self._edges, sums)
        share = (when - first) / max(1e-6, last - first)
        return np.asarray(np.clip(np.interp(low + share * (high - low), sums, self._edges), first, last), np.float64)

    def keep(self, rng: np.random.Generator, curve: int, when: Floats) -> Any:
        """Which of the moments (bools) people who keep these hours would be at work; those outside the world go."""
        cell = np.clip((when / _STEP).astype(np.int64), 0, len(self._weights[curve]) - 1)
        height = self._weights[curve][cell] / (self._peaks[curve] * _FULL)
        return (when >= 0) & (when < self.seconds) & (rng.random(len(when)) < height)

    def asleep(self, when: float) -> bool:
        """Whether most people are, at a moment; those who rise and retire an hour apart are left to chance."""
        hour = ((self._start + when) / 3600.0 - self._late) % 24.0
        return hour < 6.5 or hour > 22.5
