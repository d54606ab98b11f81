"""Moments of the world: how much of a curve lies in a span, and moments drawn from it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import numpy as np

from training.fifth_world.curves import CURVES, SHIFTS
from training.fifth_world.draws import Draws, Floats

_STEP: Final = 300.0  # seconds
_STEPS_AN_HOUR: Final = 12
#: One curve of ordinary people for each of `SHIFTS`; "people" is the one that is not shifted.
PEOPLE: Final = tuple(f"people{shift}" for shift in SHIFTS)


class Clock:
    """The world's time in seconds from its start, and the curves over it.

    Attributes:
        seconds: length of the world.
    """

    def __init__(self, start: datetime, weekend: tuple[int, ...], seconds: float, draws: Draws) -> None:
        """Args: start: local time; weekend: days of rest, Monday is 0; seconds: length; draws: for moments."""
        self.seconds = seconds
        self._draws = draws
        self._first_hour = start.hour + start.minute / 60
        self._grid = np.arange(0, seconds + _STEP, _STEP)
        self._sums = {name: self._sum(name, 0, start, weekend) for name in CURVES}
        self._sums |= {
            name: self._sum("people", shift, start, weekend) for name, shift in zip(PEOPLE, SHIFTS, strict=True)
        }

    def _sum(self, name: str, shift: float, start: datetime, weekend: tuple[int, ...]) -> Floats:
        midnight = start.replace(hour=0, minute=0)
        hours = (start - midnight).total_seconds() / 3600 - shift + (self._grid[:-1] + _STEP / 2) / 3600
        rests = np.isin((start.weekday() + np.floor(hours / 24).astype(int)) % 7, weekend)
        of_day = hours % 24
        place, part = of_day.astype(int), of_day % 1
        work, rest = (
            table[place] * (1 - part) + table[(place + 1) % 24] * part
            for table in (np.array(curve, float) for curve in CURVES[name])
        )
        rate = np.where(rests, rest, work) / np.sum(CURVES[name][0]) / _STEPS_AN_HOUR
        return np.concatenate([[0], np.cumsum(rate)])

    def amount(self, curve: str, low: float = 0.0, high: float | None = None) -> float:
        """How much of the curve lies between two moments, in working days; high: None is the end."""
        high = self.seconds if high is None else high
        return float(np.interp(high, self._grid, self._sums[curve]) - np.interp(low, self._grid, self._sums[curve]))

    def when(self, curve: str, count: int, low: float = 0.0, high: float | None = None) -> Floats:
        """So many moments between two, after the curve, in no order; high: None is the end."""
        high = self.seconds if high is None else high
        sums = self._sums[curve]
        first, last = np.interp([low, high], self._grid, sums)
        # A curve that stands still at night has no inverse there; a slight slope gives it one.
        rising = sums + np.arange(len(sums)) * 1e-12
        moments: Floats = np.interp(first + (last - first) * self._draws.random(count), rising, self._grid)
        return moments

    def hour(self, moments: Floats | float) -> Floats:
        """Hours of the local day, 0 to below 24."""
        hours: Floats = np.asarray((self._first_hour + np.asarray(moments) / 3600) % 24)
        return hours
