"""The fold kernel: legs, in order, into profiles; one feature row per call placed.

See `models.profile` for what makes the result independent of batch boundaries and of interleaving.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.bits import mix64
from models.features import COUNT as FEATURES
from models.features import write_row
from models.kernel import inline_kernel, kernel
from models.leg import OUT
from models.profile import (
    GEN_CALLEES,
    GEN_KNOWN,
    GEN_MISSED,
    LANE,
    LANES,
    PANE_1H,
    PANE_5M,
    PANES_1H,
    PANES_5M,
    RING,
)

#: A call of at most this many ms is short (FIELD: short call <= 6 s).
SHORT_MS = 6000
#: Flags of a folded leg.
COUNTED, DUPLICATE, LATE, AFRESH = range(4)

_MAX16, _MAX32 = 65_535, 4_294_967_295


@inline_kernel
def _bump16(counters: Any, slot: int, amount: int) -> None:
    counters[slot] = min(counters[slot] + amount, _MAX16)


@inline_kernel
def _bump32(value: int) -> int:
    return value + 1 if value < _MAX32 else value


@inline_kernel
def _mark(bits: Any, generation: int, bit: int) -> None:
    bits[generation, bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)


@kernel
def _advance_out(p: Any, end: int) -> None:
    """Make `end` the newest second of the out half; clear the panes and generations it overtakes."""
    last: Any = np.int64(p.out_last)
    now = end // PANE_5M
    for pane in range(max(last // PANE_5M + 1, now - PANES_5M + 1), now + 1):
        slot = pane % PANES_5M
        p.out5_calls[slot] = 0
        p.out5_answered[slot] = 0
        p.out5_short[slot] = 0
        p.out5_new[slot] = 0
        p.out5_seconds[slot] = 0
    now = end // PANE_1H
    for pane in range(max(last // PANE_1H + 1, now - PANES_1H + 1), now + 1):
        slot = pane % PANES_1H
        p.out60_calls[slot] = 0
        p.out60_answered[slot] = 0
        p.out60_new[slot] = 0
    now = end // GEN_CALLEES
    for generation in range(max(last // GEN_CALLEES + 1, now - 3), now + 1):
        p.callees[generation % 4, :] = 0
    now = end // GEN_MISSED
    for generation in range(max(last // GEN_MISSED + 1, now - 1), now + 1):
        p.missed[generation % 2, :] = 0
    now = end // GEN_KNOWN
    for generation in range(max(last // GEN_KNOWN + 1, now - 1), now + 1):
        p.out_known[generation % 2, :] = 0
        p.origins[generation % 2] = 0
        p.targets[generation % 2] = 0
    p.out_last = end


@kernel
def _forget_out(p: Any) -> None:
    """Empty the out half, but for its panes and generations: advancing from 0 clears all of those."""
    p.out_first = 0
    p.out_last = 0
    p.out_ms = 0
    p.out_calls = 0
    p.out_answered = 0
    p.out_short = 0
    p.out_night = 0
    p.out_new = 0
    p.gap_mean = 0
    p.gap_m2 = 0
    p.ring_high[:] = 0
    p.ring_low[:] = 0


@kernel
def _advance_in(p: Any, end: int) -> None:
    """The same for the in half."""
    last: Any = np.int64(p.in_last)
    now = end // PANE_5M
    for pane in range(max(last // PANE_5M + 1, now - PANES_5M + 1), now + 1):
        p.in5_calls[pane % PANES_5M] = 0
        p.in5_answered[pane % PANES_5M] = 0
    now = end // PANE_1H
    for pane in range(max(last // PANE_1H + 1, now - PANES_1H + 1), now + 1):
        p.in60_calls[pane % PANES_1H] = 0
    now = end // GEN_MISSED
    for generation in range(max(last // GEN_MISSED + 1, now - 1), now + 1):
        p.in_callers[generation % 2, :] = 0
        p.in_missed[generation % 2, :] = 0
    now = end // GEN_KNOWN
    for generation in range(max(last // GEN_KNOWN + 1, now - 1), now + 1):
        p.in_known[generation % 2, :] = 0
    p.in_last = end


@kernel
def _seen_out(p: Any, high: int, low: int) -> bool:
    """Whether the call is among the last 64 placed; remembers it when not."""
    calls: Any = np.int64(p.out_calls)
    for k in range(min(calls, RING)):
        if p.ring_high[k] == high and p.ring_low[k] == low:
            return True
    slot = calls % RING
    p.ring_high[slot] = high
    p.ring_low[slot] = low
    return False


@kernel
def _seen_in(p: Any, lane: int, high: int, low: int) -> bool:
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
def _fold_out(p: Any, leg: Any, end: int, high: int, low: int, retention: int) -> int:
    afresh = p.out_last > 0 and end > p.out_last + retention
    if afresh:
        _forget_out(p)
    if _seen_out(p, high, low):
        return DUPLICATE
    if p.out_calls == 0 or end < p.out_first:
        p.out_first = end
    if p.out_calls > 0 and end >= p.out_last:
        # Regularity of calling; a late call tells nothing about the rhythm.
        gap = np.log1p(np.float64(end - p.out_last))
        delta = gap - p.gap_mean
        p.gap_mean += delta / p.out_calls
        p.gap_m2 += delta * (gap - p.gap_mean)
    if end > p.out_last:
        _advance_out(p, end)
    last: Any = np.int64(p.out_last)

    answered = leg.disposition == 0
    short = answered and leg.duration_ms <= SHORT_MS
    spread = mix64(leg.other)
    bit256, bit512 = np.int64(spread & np.uint64(255)), np.int64((spread >> np.uint64(8)) & np.uint64(511))
    mask512 = np.uint64(1) << np.uint64(bit512 & 63)
    known = (p.out_known[0, bit512 >> 6] | p.out_known[1, bit512 >> 6]) & mask512 != 0

    p.out_calls = _bump32(p.out_calls)
    p.out_ms += leg.duration_ms
    if answered:
        p.out_answered = _bump32(p.out_answered)
    if short:
        p.out_short = _bump32(p.out_short)
    if leg.night:
        p.out_night = _bump32(p.out_night)
    if not known:
        p.out_new = _bump32(p.out_new)

    if end // PANE_5M > last // PANE_5M - PANES_5M:
        slot = end // PANE_5M % PANES_5M
        _bump16(p.out5_calls, slot, 1)
        _bump16(p.out5_answered, slot, answered)
        _bump16(p.out5_short, slot, short)
        _bump16(p.out5_new, slot, not known)
        _bump16(p.out5_seconds, slot, leg.duration_ms // 1000)
    if end // PANE_1H > last // PANE_1H - PANES_1H:
        slot = end // PANE_1H % PANES_1H
        _bump16(p.out60_calls, slot, 1)
        _bump16(p.out60_answered, slot, answered)
        _bump16(p.out60_new, slot, not known)
    if end // GEN_CALLEES > last // GEN_CALLEES - 4:
        _mark(p.callees, end // GEN_CALLEES % 4, bit256)
    if (short or not answered) and end // GEN_MISSED > last // GEN_MISSED - 2:
        _mark(p.missed, end // GEN_MISSED % 2, bit256)
    if end // GEN_KNOWN > last // GEN_KNOWN - 2:
        generation = end // GEN_KNOWN % 2
        _mark(p.out_known, generation, bit512)
        if leg.origin:
            p.origins[generation] |= np.uint64(1) << (mix64(leg.origin) & np.uint64(63))
        if leg.target:
            p.targets[generation] |= np.uint64(1) << (mix64(leg.target) & np.uint64(63))
        return AFRESH if afresh else COUNTED
    return LATE


@kernel
def _fold_in(p: Any, leg: Any, end: int, lane: int, high: int, low: int) -> int:
    if _seen_in(p, lane, high, low):
        return DUPLICATE
    if p.in_calls == 0 or end < p.in_first:
        p.in_first = end
    if end > p.in_last:
        _advance_in(p, end)
    last: Any = np.int64(p.in_last)

    answered = leg.disposition == 0
    spread = mix64(leg.other)
    bit256, bit512 = np.int64(spread & np.uint64(255)), np.int64((spread >> np.uint64(8)) & np.uint64(511))

    p.in_calls = _bump32(p.in_calls)
    p.in_ms += leg.duration_ms
    if answered:
        p.in_answered = _bump32(p.in_answered)
        if leg.duration_ms <= SHORT_MS:
            p.in_short = _bump32(p.in_short)
    if end // PANE_5M > last // PANE_5M - PANES_5M:
        slot = end // PANE_5M % PANES_5M
        _bump16(p.in5_calls, slot, 1)
        _bump16(p.in5_answered, slot, answered)
    if end // PANE_1H > last // PANE_1H - PANES_1H:
        _bump16(p.in60_calls, end // PANE_1H % PANES_1H, 1)
    if end // GEN_MISSED > last // GEN_MISSED - 2:
        generation = end // GEN_MISSED % 2
        _mark(p.in_callers, generation, bit256)
        if not answered:
            _mark(p.in_missed, generation, bit256)
    if end // GEN_KNOWN > last // GEN_KNOWN - 2:
        _mark(p.in_known, end // GEN_KNOWN % 2, bit512)
        return COUNTED
    return LATE


@kernel
def _fold(profiles: Any, slots: Any, lanes: Any, legs: Any, retention: int, rows: Any, flags: Any, placed: Any) -> int:
    row = 0
    for k in range(len(legs)):
        leg = legs[k]
        p = profiles[slots[k]]
        end = leg.end_ms // 1000
        # 40 bits of the hash; 0 means an empty place.
        high, low = np.uint32(leg.call_hash >> np.uint64(32)), np.uint8(leg.call_hash & np.uint64(255))
        if high == 0 and low == 0:
            low = np.uint8(1)
        if leg.direction == OUT:
            flags[k] = _fold_out(p, leg, end, high, low, retention)
            write_row(p, rows[row])
            placed[row] = p.out_calls
            row += 1
        else:
            flags[k] = _fold_in(p, leg, end, lanes[k], high, low)
    return row


class Folded(NamedTuple):
    """What a batch of legs led to, every part of it as it was right after its own leg.

    Attributes:
        rows: (out-legs, features) float32, feature rows.
        placed: (out-legs,) uint32, calls that the caller has placed.
        flags: (n,) per leg `COUNTED`, `DUPLICATE` (changed nothing), `LATE` (older than every window, counted in the
            totals) or `AFRESH` (counted, after the caller had been silent for so long that it was forgotten).
    """

    rows: NDArray[np.float32]
    placed: NDArray[np.uint32]
    flags: NDArray[np.uint8]


def fold(
    profiles: NDArray[np.void],
    slots: NDArray[np.int32],
    lanes: NDArray[np.uint8],
    legs: NDArray[np.void],
    retention: int,
) -> Folded:
    """Fold legs into profiles, in order.

    Args:
        profiles: array of `PROFILE`; changed in place.
        slots: (n,) index of each leg's profile.
        lanes: (n,) source partition modulo `LANES` of each leg.
        legs: (n,) array of `models.leg.LEG`.
        retention: seconds after which a caller that has been silent starts afresh.

    Returns:
        What the legs led to.
    """
    outs = int(np.count_nonzero(legs["direction"] == OUT))
    rows = np.empty((outs, FEATURES), np.float32)
    flags = np.empty(len(legs), np.uint8)
    placed = np.empty(outs, np.uint32)
    _fold(profiles, slots, lanes, legs, retention, rows, flags, placed)
    return Folded(rows, placed, flags)


assert LANES == 4  # lanes are `source & 3` in the callers
