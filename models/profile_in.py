"""The in half of a profile: calls received by a number, or the members that call through a handset or a trunk.

Only operations that commute: sums, maxima, unions of bits.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from models.bits import mix64
from models.kernel import kernel
from models.profile import GEN_KNOWN, GEN_MISSED, LANE, MEMBERS, PANE_1H, PANES_1H
from models.profile_out import COUNTED, DUPLICATE, LATE
from models.profile_windows import advance_in, bump16, bump32, mark


@kernel
def _seen(p: Any, lane: int, high: int, low: int) -> bool:
    """Whether the call is among the last received in this lane; remembers it when not."""
    for k in range(LANE):
        if p.lane_high[lane, k] == high and p.lane_low[lane, k] == low:
            return True
    slot = p.lane_next[lane]
    p.lane_high[lane, slot] = high
    p.lane_low[lane, slot] = low
    p.lane_next[lane] = (slot + 1) % LANE
    return False


@kernel
def _from(p: Any, other: Any, end: int, ms: Any, answered: bool) -> Any:
    """Count a call that comes from `other`."""
    if p.in_calls == 0 or end < p.in_first:
        p.in_first = end
    if end > p.in_last:
        advance_in(p, end)
    last: Any = np.int64(p.in_last)
    spread = mix64(other)
    p.in_calls = bump32(p.in_calls, 1)
    p.in_answered = bump32(p.in_answered, answered)
    p.in_ms += ms
    if end // PANE_1H > last // PANE_1H - PANES_1H:
        bump16(p.in60_calls, end // PANE_1H % PANES_1H, 1)
    if end // GEN_MISSED > last // GEN_MISSED - 2:
        mark(p.in_callers, end // GEN_MISSED % 2, np.int64(spread & np.uint64(255)))
    if end // GEN_KNOWN > last // GEN_KNOWN - 2:
        mark(p.in_known, end // GEN_KNOWN % 2, np.int64((spread >> np.uint64(8)) & np.uint64(511)))
        return COUNTED
    return LATE


@kernel
def fold_in(p: Any, leg: Any, lane: int, high: int, low: int) -> Any:
    """Apply an in-leg to a number's profile; gives what became of it."""
    if _seen(p, lane, high, low):
        return DUPLICATE
    return _from(p, leg.other, leg.end_ms // 1000, leg.duration_ms, leg.disposition == 0)


@kernel
def fold_member(p: Any, leg: Any, member: Any) -> None:
    """Note the number that called through a handset or a trunk.

    Such a subject receives no calls: its in half counts its members, and its lanes, which would hold calls received,
    hold the ring of the members that it saw last.
    """
    _from(p, member, leg.end_ms // 1000, leg.duration_ms, leg.disposition == 0)
    for k in range(MEMBERS):
        if member_at(p, k) == member:
            return
    slot = np.int64(p.lane_next[0])
    p.lane_high[slot // 3, slot % 3 * 2] = np.uint32(member >> np.uint64(32))
    p.lane_high[slot // 3, slot % 3 * 2 + 1] = np.uint32(member & np.uint64(0xFFFFFFFF))
    p.lane_next[0] = (slot + 1) % MEMBERS


@kernel
def member_at(p: Any, k: int) -> Any:
    """Id of the member at place `k` of a handset's or trunk's ring, 0 = none."""
    high = np.uint64(p.lane_high[k // 3, k % 3 * 2])
    return high << np.uint64(32) | np.uint64(p.lane_high[k // 3, k % 3 * 2 + 1])
