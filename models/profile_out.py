"""The out half of a profile: a call placed by its subject, or through it."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.bits import mix64
from models.kernel import inline_kernel, kernel
from models.number_id import KIND_SHIFT
from models.profile import GEN_CALLEES, GEN_KNOWN, GEN_MISSED, PANE_1H, PANE_5M, PANES_1H, PANES_5M, RING
from models.profile_windows import advance_out, bump16, bump32, forget_out, mark, mark64
from models.ranges import country_of, head_of, is_high_risk

#: A call of at most this many ms is short (FIELD: short call <= 6 s).
SHORT_MS = 6000
#: Numbers this close to the one called before are dialled in sequence.
NEAR = 1000
#: What became of a folded leg.
COUNTED, DUPLICATE, LATE, AFRESH = range(4)

_TALK_MAX_S = 65_535


@kernel
def _seen(p: Any, high: int, low: int) -> bool:
    """Whether the call is among the last 64 placed; remembers it when not."""
    calls: Any = np.int64(p.out_calls)
    for k in range(min(calls, RING)):
        if p.ring_high[k] == high and p.ring_low[k] == low:
            return True
    slot = calls % RING
    p.ring_high[slot] = high
    p.ring_low[slot] = low
    return False


@inline_kernel
def _pace(p: Any, end: int) -> None:
    """Regularity of calling; a late call tells nothing about the rhythm."""
    if p.out_calls > 0 and end >= p.out_last:
        gap = np.log1p(np.float64(end - p.out_last))
        delta = gap - p.gap_mean
        p.gap_mean += delta / p.out_calls
        p.gap_m2 += delta * (gap - p.gap_mean)


@inline_kernel
def _talk(p: Any, seconds: Any) -> None:
    """Spread of how long people stay on the line; `out_answered` counts this call already."""
    talk = np.log1p(np.float64(seconds))
    delta = talk - p.talk_mean
    p.talk_mean += delta / p.out_answered
    p.talk_m2 += delta * (talk - p.talk_mean)


@inline_kernel
def _whither(p: Any, caller: Any, callee: Any, seconds: Any) -> Any:
    """Count what the callee's range says; gives its country."""
    head = head_of(callee)
    country = country_of(head)
    home = country_of(head_of(caller))
    if country != 0 and home != 0 and country != home:
        p.out_abroad = bump32(p.out_abroad, 1)
        if is_high_risk(head):
            p.out_costly = bump32(p.out_costly, 1)
            p.out_costly_s = bump32(p.out_costly_s, seconds)
    if (callee | p.last_callee) >> np.uint64(KIND_SHIFT) == 0:
        away = np.int64(callee) - np.int64(p.last_callee)
        if away != 0 and -NEAR <= away <= NEAR:
            p.out_near = bump32(p.out_near, 1)
    p.last_callee = callee
    return country


@kernel
def fold_out(p: Any, leg: Any, caller: Any, cell: Any, handset: Any, high: int, low: int, retention: int) -> int:
    """Apply an out-leg to profile `p`; gives what became of it.

    Args:
        p: a `PROFILE` record.
        leg: a `LEG` record.
        caller: id of the calling number: the subject itself, or the member that called through it.
        cell, handset: hashes, 0 = not told.
        high, low: the call's 40-bit mark.
        retention: seconds after which a silent subject starts afresh.
    """
    end = leg.end_ms // 1000
    afresh = p.out_last > 0 and end > p.out_last + retention
    if afresh:
        forget_out(p)
    if _seen(p, high, low):
        return DUPLICATE
    if p.out_calls == 0 or end < p.out_first:
        p.out_first = end
    _pace(p, end)
    overlaps = p.out_calls > 0 and (leg.end_ms - np.int64(leg.duration_ms)) // 1000 < np.int64(p.out_last)
    if end > p.out_last:
        advance_out(p, end)
    last: Any = np.int64(p.out_last)

    seconds = np.int64(leg.duration_ms) // 1000
    answered = leg.disposition == 0
    short = answered and leg.duration_ms <= SHORT_MS
    spread = mix64(leg.other)
    bit256, bit512 = np.int64(spread & np.uint64(255)), np.int64((spread >> np.uint64(8)) & np.uint64(511))
    mask512 = np.uint64(1) << np.uint64(bit512 & 63)
    known = (p.out_known[0, bit512 >> 6] | p.out_known[1, bit512 >> 6]) & mask512 != 0

    p.watched = max(p.watched, leg.watched)
    p.out_calls = bump32(p.out_calls, 1)
    p.out_ms += leg.duration_ms
    p.out_short = bump32(p.out_short, short)
    p.out_night = bump32(p.out_night, leg.night != 0)
    p.out_overlap = bump32(p.out_overlap, overlaps)
    if answered:
        p.out_answered = bump32(p.out_answered, 1)
        _talk(p, seconds)
    if not known:
        p.out_new = bump32(p.out_new, 1)
        if answered:
            p.out_new_answered = bump32(p.out_new_answered, 1)
            p.out_new_s = bump32(p.out_new_s, seconds)
    country = _whither(p, caller, leg.other, seconds)

    if end // PANE_5M > last // PANE_5M - PANES_5M:
        slot = end // PANE_5M % PANES_5M
        bump16(p.out5_calls, slot, 1)
        bump16(p.out5_answered, slot, answered)
        bump16(p.out5_short, slot, short)
        bump16(p.out5_new, slot, not known)
        bump16(p.out5_seconds, slot, min(seconds, _TALK_MAX_S))
    if end // PANE_1H > last // PANE_1H - PANES_1H:
        slot = end // PANE_1H % PANES_1H
        bump16(p.out60_calls, slot, 1)
        bump16(p.out60_answered, slot, answered)
        bump16(p.out60_new, slot, not known)
    if end // GEN_CALLEES > last // GEN_CALLEES - 4:
        mark(p.callees, end // GEN_CALLEES % 4, bit256)
    if (short or not answered) and end // GEN_MISSED > last // GEN_MISSED - 2:
        mark(p.missed, end // GEN_MISSED % 2, bit256)
    if end // GEN_KNOWN > last // GEN_KNOWN - 2:
        generation = end // GEN_KNOWN % 2
        mark(p.out_known, generation, bit512)
        if leg.origin:
            mark64(p.origins, generation, mix64(leg.origin))
        if leg.target:
            mark64(p.targets, generation, mix64(leg.target))
        if cell:
            mark64(p.cells, generation, mix64(cell))
        if handset:
            mark64(p.handsets, generation, mix64(handset))
        if country:
            mark64(p.countries, generation, mix64(country))
        return AFRESH if afresh else COUNTED
    return LATE
