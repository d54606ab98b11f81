"""Windows of a profile: counters that saturate, bits, and the panes and generations that time overtakes."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.kernel import inline_kernel, kernel
from models.profile import GEN_CALLEES, GEN_KNOWN, GEN_MISSED, PANE_1H, PANE_5M, PANES_1H, PANES_5M

_MAX16, _MAX32 = 65_535, 4_294_967_295


@inline_kernel
def bump16(counters: Any, slot: int, amount: int) -> None:
    """Add to a 16-bit counter of a window; it stops at its largest value."""
    counters[slot] = min(counters[slot] + amount, _MAX16)


@inline_kernel
def bump32(value: Any, amount: Any) -> Any:
    """A 32-bit counter plus an amount; it stops at its largest value."""
    return min(np.int64(value) + np.int64(amount), _MAX32)


@inline_kernel
def mark(bits: Any, generation: int, bit: int) -> None:
    """Set a bit of a generation, bits being (generations, words)."""
    bits[generation, bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)


@inline_kernel
def mark64(bits: Any, generation: int, value: Any) -> None:
    """Set the bit of a hash in a generation of a single word."""
    bits[generation] |= np.uint64(1) << (np.uint64(value) & np.uint64(63))


@kernel
def advance_out(p: Any, end: int) -> None:
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
        slot = generation % 2
        p.out_known[slot, :] = 0
        p.origins[slot] = 0
        p.targets[slot] = 0
        p.cells[slot] = 0
        p.handsets[slot] = 0
        p.countries[slot] = 0
    p.out_last = end


@kernel
def forget_out(p: Any) -> None:
    """Empty the out half, but for its panes and generations: advancing from 0 clears all of those."""
    p.out_first = 0
    p.out_last = 0
    p.out_ms = 0
    p.out_calls = 0
    p.out_answered = 0
    p.out_short = 0
    p.out_night = 0
    p.out_new = 0
    p.out_new_answered = 0
    p.out_new_s = 0
    p.out_abroad = 0
    p.out_costly = 0
    p.out_costly_s = 0
    p.out_overlap = 0
    p.out_near = 0
    p.last_callee = 0
    p.gap_mean = 0
    p.gap_m2 = 0
    p.talk_mean = 0
    p.talk_m2 = 0
    p.ring_high[:] = 0
    p.ring_low[:] = 0


@kernel
def advance_in(p: Any, end: int) -> None:
    """The same as `advance_out` for the in half."""
    last: Any = np.int64(p.in_last)
    now = end // PANE_1H
    for pane in range(max(last // PANE_1H + 1, now - PANES_1H + 1), now + 1):
        p.in60_calls[pane % PANES_1H] = 0
    now = end // GEN_MISSED
    for generation in range(max(last // GEN_MISSED + 1, now - 1), now + 1):
        p.in_callers[generation % 2, :] = 0
    now = end // GEN_KNOWN
    for generation in range(max(last // GEN_KNOWN + 1, now - 1), now + 1):
        p.in_known[generation % 2, :] = 0
    p.in_last = end
