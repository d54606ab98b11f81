"""A second implementation of the profile, slow and plain: it keeps every call and computes each field by its meaning.

It shares nothing with the kernel but the layout (`models.profile`). Where the kernel counts into panes and clears what
it overtakes, this counts, among all calls that were accepted, those whose pane the ring holds in the end.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np

from models.number import partition_of_one
from models.profile import new_profiles

U16, U32 = 65_535, 2**32 - 1
FIVE_MINUTES, QUARTER, HOUR, DAY, FORTNIGHT = 300, 900, 3600, 86_400, 14 * 86_400


class Heard(NamedTuple):
    """A leg that counted."""

    end: int
    other: int
    ms: int
    answered: bool
    night: bool
    origin: int
    target: int
    new: bool
    high: int
    low: int

    @property
    def short(self) -> bool:
        """Answered, and over within six seconds."""
        return self.answered and self.ms <= 6000


def mixed(number: int) -> int:
    """SplitMix64 of an id, in Python's own integers."""
    return partition_of_one(number, 2**64)


def mark_of(leg: Any) -> tuple[int, int]:
    """The 40 bits by which a call is remembered; not all of them may be 0."""
    high, low = int(leg["call_hash"]) >> 32, int(leg["call_hash"]) & 255
    return (high, low) if high or low else (0, 1)


class ReferenceProfile:
    """One subject's profile as the list of its calls."""

    def __init__(self, retention: int) -> None:
        self.retention = retention
        self.out: list[Heard] = []
        self.into: list[Heard] = []
        self.lanes: dict[int, list[tuple[int, int]]] = {lane: [] for lane in range(4)}
        self.gap_mean = self.gap_m2 = np.float32(0)

    def fold(self, leg: Any, lane: int) -> str:
        """Apply one leg; says what became of it."""
        return self._into(leg, lane) if leg["direction"] else self._out(leg)

    def _heard(self, leg: Any, new: bool) -> Heard:
        return Heard(
            int(leg["end_ms"]) // 1000, int(leg["other"]), int(leg["duration_ms"]), int(leg["disposition"]) == 0,
            bool(leg["night"]), int(leg["origin"]), int(leg["target"]), new, *mark_of(leg),
        )  # fmt: skip

    def _out(self, leg: Any) -> str:
        end = int(leg["end_ms"]) // 1000
        fate = "counted"
        if self.out and end > newest(self.out) + self.retention:
            self.out, fate = [], "afresh"
            self.gap_mean = self.gap_m2 = np.float32(0)
        if mark_of(leg) in [(call.high, call.low) for call in self.out[-64:]]:
            return "duplicate"
        if self.out and end >= newest(self.out):
            gap = math.log1p(end - newest(self.out))
            delta = gap - float(self.gap_mean)
            self.gap_mean = np.float32(float(self.gap_mean) + delta / len(self.out))
            self.gap_m2 = np.float32(float(self.gap_m2) + delta * (gap - float(self.gap_mean)))
        head = max(end, newest(self.out))
        acquaintance = mixed(int(leg["other"])) >> 8 & 511
        known = {mixed(call.other) >> 8 & 511 for call in held(self.out, FORTNIGHT, 2, head)}
        self.out.append(self._heard(leg, acquaintance not in known))
        return fate if held(self.out[-1:], FORTNIGHT, 2, head) else "late"

    def _into(self, leg: Any, lane: int) -> str:
        recent = self.lanes[lane]
        if mark_of(leg) in recent[-6:]:
            return "duplicate"
        recent.append(mark_of(leg))
        self.into.append(self._heard(leg, False))
        return "counted" if held(self.into[-1:], FORTNIGHT, 2, newest(self.into)) else "late"

    def record(self) -> np.void:
        """The profile as a record of `PROFILE`; without the verdict."""
        record: np.void = new_profiles(1)[0]
        self._write_out(record)
        self._write_in(record)
        return record

    def _write_out(self, p: np.void) -> None:
        calls, head = self.out, newest(self.out)
        p["gap_mean"], p["gap_m2"] = self.gap_mean, self.gap_m2
        if not calls:
            return
        p["out_first"], p["out_last"] = min(call.end for call in calls), head
        p["out_ms"] = sum(call.ms for call in calls)
        p["out_calls"] = len(calls)
        p["out_answered"] = sum(call.answered for call in calls)
        p["out_short"] = sum(call.short for call in calls)
        p["out_night"] = sum(call.night for call in calls)
        p["out_new"] = sum(call.new for call in calls)
        panes(p["out5_calls"], calls, FIVE_MINUTES, head, lambda call: 1)
        panes(p["out5_answered"], calls, FIVE_MINUTES, head, lambda call: call.answered)
        panes(p["out5_short"], calls, FIVE_MINUTES, head, lambda call: call.short)
        panes(p["out5_new"], calls, FIVE_MINUTES, head, lambda call: call.new)
        panes(p["out5_seconds"], calls, FIVE_MINUTES, head, lambda call: call.ms // 1000)
        panes(p["out60_calls"], calls, HOUR, head, lambda call: 1)
        panes(p["out60_answered"], calls, HOUR, head, lambda call: call.answered)
        panes(p["out60_new"], calls, HOUR, head, lambda call: call.new)
        bits(p["callees"], calls, QUARTER, head, lambda call: mixed(call.other) & 255)
        hardly = [call for call in calls if call.short or not call.answered]
        bits(p["missed"], hardly, DAY, head, lambda call: mixed(call.other) & 255)
        bits(p["out_known"], calls, FORTNIGHT, head, lambda call: mixed(call.other) >> 8 & 511)
        told = [call for call in calls if call.origin]
        bits(p["origins"].reshape(2, 1), told, FORTNIGHT, head, lambda call: mixed(call.origin) & 63)
        told = [call for call in calls if call.target]
        bits(p["targets"].reshape(2, 1), told, FORTNIGHT, head, lambda call: mixed(call.target) & 63)
        for place, call in enumerate(calls):
            p["ring_high"][place % 64], p["ring_low"][place % 64] = call.high, call.low

    def _write_in(self, p: np.void) -> None:
        calls, head = self.into, newest(self.into)
        if not calls:
            return
        p["in_first"], p["in_last"] = min(call.end for call in calls), head
        p["in_ms"] = sum(call.ms for call in calls)
        p["in_calls"] = len(calls)
        p["in_answered"] = sum(call.answered for call in calls)
        p["in_short"] = sum(call.short for call in calls)
        panes(p["in5_calls"], calls, FIVE_MINUTES, head, lambda call: 1)
        panes(p["in5_answered"], calls, FIVE_MINUTES, head, lambda call: call.answered)
        panes(p["in60_calls"], calls, HOUR, head, lambda call: 1)
        bits(p["in_callers"], calls, DAY, head, lambda call: mixed(call.other) & 255)
        missed = [call for call in calls if not call.answered]
        bits(p["in_missed"], missed, DAY, head, lambda call: mixed(call.other) & 255)
        bits(p["in_known"], calls, FORTNIGHT, head, lambda call: mixed(call.other) >> 8 & 511)
        for lane, marks in self.lanes.items():
            p["lane_next"][lane] = len(marks) % 6
            for place, (high, low) in enumerate(marks):
                p["lane_high"][lane][place % 6], p["lane_low"][lane][place % 6] = high, low


def newest(calls: list[Heard]) -> int:
    """End of the latest call, 0 for none."""
    return max((call.end for call in calls), default=0)


def held(calls: Iterable[Heard], seconds: int, ring: int, head: int) -> list[Heard]:
    """Calls in the last `ring` panes of so many seconds, the pane of `head` being the last."""
    return [call for call in calls if head // seconds - ring < call.end // seconds <= head // seconds]


def panes(out: Any, calls: list[Heard], seconds: int, head: int, amount: Callable[[Heard], int]) -> None:
    """Sum an amount per pane; a sum that does not fit stays at its highest value."""
    for call in held(calls, seconds, len(out), head):
        slot = call.end // seconds % len(out)
        out[slot] = min(int(out[slot]) + amount(call), U16)


def bits(out: Any, calls: list[Heard], seconds: int, head: int, bit: Callable[[Heard], int]) -> None:
    """Set a bit per call in the generation of its time."""
    for call in held(calls, seconds, len(out), head):
        place = bit(call)
        out[call.end // seconds % len(out)][place // 64] |= np.uint64(1 << place % 64)
