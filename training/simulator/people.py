"""Ordinary people: they call whom they know, by day, and now and then a shop, an office, or somebody new."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.simulator.activity import Activities, ends, row
from training.simulator.calls import HOUR_MS, Calls, Floats, Ints, make_calls, reach
from training.simulator.graph import ContactGraph
from training.simulator.outcome import KNOWN, STRANGER
from training.simulator.parameters import WorldParameters

#: Calls per hour of the local day, relative to each other: hardly any before dawn, a peak at noon and one at six.
_DAY = np.array([8, 4, 2, 2, 2, 5, 15, 40, 75, 95, 105, 110, 110, 100, 95, 95, 100, 110, 115, 100, 80, 60, 38, 18.0])
#: By how many hours the day of somebody who lives at night is shifted.
_NIGHT_SHIFT_MS = 11 * HOUR_MS
_MAX_ACTIVITY = 14.0
# Of calls to strangers: emergency and other short codes, and persons met, found in an advertisement, or misdialled.
_TO_SHORT_CODES, _TO_PERSONS = 0.04, 0.12
#: How differently people call strangers: few do often, as those who move house, sell a car or look for work.
_EXPLORERS = 0.7
_STRANGER_TALK = 0.8


def add_people_activities(activities: Activities, world: WorldParameters) -> None:
    """The first two activities, `KNOWN` and `STRANGER`."""
    usual = {"median": world.talk_median, "spread": world.talk_spread, "redial": world.redial}
    known = row(ends=ends(world.answer_rate, 0.18, 0.07, 0.14), call_back=world.call_back, **usual)
    answered = world.answer_rate * world.stranger_answer
    strange = row(ends=ends(answered, 0.2, 0.08, 0.14), call_back=world.curiosity, **usual)
    strange["median"] = world.talk_median * _STRANGER_TALK
    assert activities.add(known) == KNOWN
    assert activities.add(strange) == STRANGER


class People:
    """All ordinary subscribers; `calls` is asked for one slice of time after the other."""

    def __init__(
        self,
        world: WorldParameters,
        entries: NDArray[np.void],
        night: NDArray[np.bool_],
        zones: NDArray[np.int64],
        famous: tuple[Ints, Floats],
        short_codes: Ints,
        rng: np.random.Generator,
    ) -> None:
        """Get people ready to call.

        Args:
            world: how they live.
            entries: (subscribers,) their entries in the directory.
            night: who lives at night.
            zones: local time of each country of the directory, ms ahead of UTC.
            famous: numbers that strangers call, and how often, relative to each other.
            short_codes: places of emergency numbers and the like.
            rng: the generator to draw from.
        """
        count = len(entries)
        self._rng = rng
        self._world = world
        self._graph = ContactGraph.grow(entries["region"], world, rng)
        activity = rng.lognormal(-(world.activity_spread**2) / 2, world.activity_spread, count)
        activity = np.minimum(activity, _MAX_ACTIVITY)
        activity *= np.where(rng.random(count) < world.silent_share, 0.1 * rng.random(count), 1.0)
        activity *= count / activity.sum()
        shares = rng.gamma(_EXPLORERS, world.stranger_share / _EXPLORERS, count)
        self._strangers = np.minimum(shares, 0.97)
        self._famous, self._fame = famous[0], reach(famous[1])
        self._short_codes = short_codes
        offset = zones[entries["country"]] - np.where(night, _NIGHT_SHIFT_MS, 0)
        self._clocks = [
            (int(clock), who, reach(activity[who]), float(activity[who].sum()))
            for clock in np.unique(offset)
            for who in [np.flatnonzero(offset == clock)]
        ]

    def calls(self, begin: int, end: int) -> Calls:
        """Calls that people start by themselves in [begin, end) ms, in no particular order."""
        rng = self._rng
        callers = []
        for clock, who, sums, total in self._clocks:
            share = self._share_of_day((begin + end) / 2 + clock, end - begin)
            count = rng.poisson(total * self._world.calls_per_day * share)
            callers.append(who[np.searchsorted(sums, rng.random(count))])
        caller = np.concatenate(callers)
        start = begin + (rng.random(len(caller)) * (end - begin)).astype(np.int64)
        strange = rng.random(len(caller)) < self._strangers[caller]
        callee = self._graph.pick(caller, rng)
        callee[strange] = self._somebody(int(strange.sum()))
        other = caller != callee
        return make_calls(start[other], caller[other], callee[other], np.where(strange, STRANGER, KNOWN)[other])

    def _somebody(self, count: int) -> Ints:
        rng = self._rng
        draw = rng.random(count)
        callee = self._famous[np.searchsorted(self._fame, rng.random(count))]
        short = draw < _TO_SHORT_CODES
        callee[short] = self._short_codes[(rng.random(int(short.sum())) * len(self._short_codes)).astype(np.int64)]
        person = draw > 1 - _TO_PERSONS
        callee[person] = rng.integers(0, len(self._strangers), int(person.sum()))
        return callee

    def _share_of_day(self, local_ms: float, length_ms: int) -> float:
        """Part of a mean day's calls that fall into a slice."""
        weight = float(np.interp(local_ms / HOUR_MS % 24, np.arange(25), np.append(_DAY, _DAY[0]))) / float(_DAY.sum())
        # Day 0 of the epoch was a Thursday.
        weekend = int(local_ms // (24 * HOUR_MS) + 3) % 7 >= 5
        # A mean week has its five and two days.
        mean = (5 + 2 * self._world.weekend) / 7
        return weight * length_ms / HOUR_MS * (self._world.weekend if weekend else 1.0) / mean
