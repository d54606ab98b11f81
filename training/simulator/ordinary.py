"""Ordinary subscribers: they call whom they know, by day, and return missed calls."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import ANSWERED, Later, follow_up, make_calls, settle_outcome
from training.simulator.graph import ContactGraph
from training.simulator.scenario import Scenario

#: Calls per hour of the local day, relative to each other: hardly any before dawn, a peak at noon and one at six.
_DAY = np.array([8, 4, 2, 2, 2, 5, 15, 40, 75, 95, 105, 110, 110, 100, 95, 95, 100, 110, 115, 100, 80, 60, 38, 18.0])
_WEEKEND = 0.8

_OUTCOMES = (0.72, 0.17, 0.05, 0.02, 0.04)
_MEDIAN_SECONDS, _SPREAD_SECONDS = 75.0, 1.2
# How active a subscriber is: half place fewer calls than 0.67 of the mean, one in a hundred more than five times it.
_ACTIVITY_SPREAD, _MAX_ACTIVITY = 0.9, 12.0
_TO_STRANGERS = 0.08
_CALL_BACK, _REDIAL = 0.35, 0.25


class Ordinary:
    """All ordinary subscribers; `calls` is asked for one slice of time after the other."""

    def __init__(self, scenario: Scenario, homes: NDArray[np.uint8], rng: np.random.Generator) -> None:
        self._scenario = scenario
        self._rng = rng
        self._graph = ContactGraph.grow(homes, rng)
        activity = np.minimum(rng.lognormal(-(_ACTIVITY_SPREAD**2) / 2, _ACTIVITY_SPREAD, len(homes)), _MAX_ACTIVITY)
        # Shops, surgeries, offices: strangers call few numbers very often (Zipf).
        fame = rng.permutation(1.0 / np.arange(10, len(homes) + 10))
        self._activity, self._fame = _reach(activity), _reach(fame)
        self._later = Later()

    def calls(self, begin: int, end: int) -> NDArray[np.void]:
        """All calls that start in [begin, end) ms, in no particular order."""
        first = self._own_calls(begin, end)
        parts = []
        wave = np.concatenate([first, self._later.take(end)])
        while len(wave):
            settle_outcome(wave, _OUTCOMES, _MEDIAN_SECONDS, _SPREAD_SECONDS, self._rng)
            parts.append(wave)
            self._later.put(self._follow_ups(wave))
            wave = self._later.take(end)
        return np.concatenate(parts) if parts else first

    def _own_calls(self, begin: int, end: int) -> NDArray[np.void]:
        rng, scenario = self._rng, self._scenario
        count = rng.poisson(scenario.subscribers * scenario.calls_per_day * self._share_of_day(begin, end))
        start = begin + (rng.random(count) * (end - begin)).astype(np.int64)
        caller = np.searchsorted(self._activity, rng.random(count)).astype(np.int32)
        stranger = np.searchsorted(self._fame, rng.random(count)).astype(np.int32)
        callee = np.where(rng.random(count) < _TO_STRANGERS, stranger, self._graph.pick(caller, rng))
        other = caller != callee
        return make_calls(start[other], caller[other], callee[other])

    def _follow_ups(self, calls: NDArray[np.void]) -> NDArray[np.void]:
        """Missed calls that are returned, or tried again."""
        missed = calls[calls["disposition"] != ANSWERED]
        returned, at = follow_up(missed, _CALL_BACK, 600, 1.2, self._rng)
        again, later = follow_up(missed, _REDIAL, 120, 1.3, self._rng)
        return np.concatenate(
            [
                make_calls(at, missed["callee"][returned], missed["caller"][returned]),
                make_calls(later, missed["caller"][again], missed["callee"][again]),
            ]
        )

    def _share_of_day(self, begin: int, end: int) -> float:
        """Part of a mean day's calls that fall into a slice."""
        local = (begin + end) / 2 + self._scenario.zone_ms
        hour = local / 3_600_000 % 24
        weight = float(np.interp(hour, np.arange(25), np.append(_DAY, _DAY[0]))) / float(_DAY.sum())
        # Day 0 of the epoch was a Thursday.
        weekend = int(local // 86_400_000 + 3) % 7 >= 5
        return weight * (end - begin) / 3_600_000 * (_WEEKEND if weekend else 1.0)


def _reach(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Running sum of weights, ending at 1 exactly, so that no draw falls behind the last."""
    reach: NDArray[np.float64] = np.cumsum(weights) / weights.sum()
    reach[-1] = 1.0
    return reach
