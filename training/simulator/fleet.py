"""The engine: asks every activity for its calls of a slice, all at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.simulator.activity import Activities, work_done
from training.simulator.calls import HOUR_MS, Calls, Floats, Ints, make_calls

#: Calls in one burst at most.
_LONGEST_BURST = 400


class Fleet:
    """All activities that have members."""

    def __init__(self, activities: Activities, table: NDArray[np.void], rng: np.random.Generator) -> None:
        self._rng = rng
        self._table = table
        self._profiles = np.array(activities.profiles)
        sizes = [len(members) for members in activities.members]
        self._first = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self._member = np.concatenate([np.zeros(0, np.int32), *activities.members])
        self._rate = np.concatenate([np.zeros(0), *activities.rates])
        self._activity = np.repeat(np.arange(len(sizes)), sizes)
        always = [np.tile([0.0, 1.0], (size, 1)) for size in sizes]
        windows = [mine if mine is not None else other for mine, other in zip(activities.windows, always, strict=True)]
        self._window = np.concatenate([np.zeros((0, 2)), *windows])
        self._targets = np.concatenate([np.zeros(0, np.int32), *activities.targets])
        # Where a list is gone through, it is from a random place on.
        width = np.maximum(table["high"] - table["low"], 1)
        self._cursor = (rng.random(len(table)) * width).astype(np.int64)
        self._campaign = table["campaign"][self._activity]

    def calls(self, begin: int, end: int) -> Calls:
        """Calls that were decided on in [begin, end) ms, in no particular order; bursts may reach beyond."""
        if not len(self._member):
            return make_calls(np.zeros(0, np.int64), np.zeros(0, np.int32), np.zeros(0, np.int32), 0)
        rng, table = self._rng, self._table
        burst = table["burst"][self._activity]
        expected, first, length = self._expected(begin, end)
        count = rng.poisson(expected / burst)
        who = np.repeat(np.arange(len(count)), count)
        rank = np.arange(len(who)) - np.repeat(np.cumsum(count) - count, count)
        # Machines leave even gaps: every call has its own part of the slice.
        part = np.where(
            table["even"][self._activity[who]], (rank + rng.random(len(who))) / count[who], rng.random(len(who))
        )
        start = begin + ((first[who] + part * length[who]) * HOUR_MS).astype(np.int64)
        extra = np.minimum(rng.poisson(burst[who] - 1.0), _LONGEST_BURST)
        if extra.any():
            who, start = self._in_bursts(who, start, extra)
        activity = self._activity[who]
        caller, callee = self._parties(who, activity)
        calls = make_calls(start, caller, callee, activity)
        placed: Calls = calls[caller != callee]
        return placed

    def _expected(self, begin: int, end: int) -> tuple[Floats, Floats, Floats]:
        """Mean number of calls of each member in a slice, and from when on and how long it works, hours.

        Campaigns begin where a slice does, so whatever they do of a slice is one piece of it.
        """
        table = self._table
        local = (begin + end) / 2 + table["zone_ms"]
        hours = (end - begin) / HOUR_MS
        weight = self._profiles[np.arange(len(table)), (local / HOUR_MS % 24).astype(np.int64)]
        # Day 0 of the epoch was a Thursday.
        weekend = (local // (24 * HOUR_MS) + 3) % 7 >= 5
        weight = weight * np.where(weekend, table["weekend"], 1.0) * hours
        before, after, total = work_done(table, begin), work_done(table, end), table["total"]
        # Each member is used for its part of the work only, and is as busy meanwhile as if it were used all the time.
        low, high = self._window.T * total[self._activity]
        from_then = np.clip(before[self._activity], low, high)
        worked = np.maximum(np.clip(after[self._activity], low, high) - from_then, 0.0)
        first = np.where(self._campaign & (worked > 0), from_then - before[self._activity], 0.0)
        power = table["ramp"]
        grown = (power + 1) * ((before + after) / (2 * np.maximum(total, 1e-9))) ** power
        expected = self._rate * np.where(self._campaign, worked * grown[self._activity], weight[self._activity])
        return expected, first, np.where(self._campaign, worked, hours)

    def _in_bursts(
        self, who: NDArray[np.int64], start: NDArray[np.int64], extra: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Each call with those that follow it at short distances."""
        size = extra + 1
        group = np.repeat(np.arange(len(who)), size)
        first = np.repeat(np.cumsum(size) - size, size)
        gap = self._table["gap"][self._activity[who[group]]]
        wait = np.cumsum(self._rng.exponential(gap) * 1000).astype(np.int64)
        return who[group], start[group] + wait - wait[first]

    def _parties(self, who: NDArray[np.int64], activity: NDArray[np.int64]) -> tuple[Ints, Ints]:
        rng, row = self._rng, self._table[activity]
        draw = rng.random(len(who))
        place = (draw ** np.maximum(row["skew"], 1.0) * (row["high"] - row["low"])).astype(np.int64)
        in_turn = np.flatnonzero(row["skew"] == 0)
        if len(in_turn):
            place[in_turn] = self._next_of(activity[in_turn])
        second = rng.random(len(who)) < row["second"]
        other = row["low2"] + (draw * (row["high2"] - row["low2"])).astype(np.int64)
        target = self._targets[np.where(second, other, row["low"] + place)]
        first, last = self._first[activity], self._first[activity + 1]
        anyone = first + (rng.random(len(who)) * (last - first)).astype(np.int64)
        member = self._member[np.where(row["pool"], anyone, who)]
        return np.where(row["inbound"], target, member), np.where(row["inbound"], member, target)

    def _next_of(self, activity: NDArray[np.int64]) -> NDArray[np.int64]:
        """The next places of lists that are gone through one after the other."""
        order = np.argsort(activity, kind="stable")
        found, start, count = np.unique(activity[order], return_index=True, return_counts=True)
        rank = np.empty(len(activity), np.int64)
        rank[order] = np.arange(len(activity)) - np.repeat(start, count)
        width = np.maximum(self._table["high"] - self._table["low"], 1)
        place: NDArray[np.int64] = (self._cursor[activity] + rank) % width[activity]
        self._cursor[found] = (self._cursor[found] + count) % width[found]
        return place
