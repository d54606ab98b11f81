"""The fold kernel: legs, in order, into profiles; one row of facts per call placed.

See `models.profile` for what makes the result independent of batch boundaries and of interleaving.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.facts import COUNT, write_facts
from models.kernel import kernel
from models.leg import OUT
from models.number_id import KIND_HANDSET, KIND_SHIFT
from models.profile import LANES, MEMBERS
from models.profile_in import fold_in, fold_member, member_at
from models.profile_out import AFRESH, COUNTED, DUPLICATE, LATE, SHORT_MS, fold_out

__all__ = ["AFRESH", "COUNTED", "DUPLICATE", "LATE", "SHORT_MS", "Folded", "fold"]


@kernel
def _fold(profiles: Any, slots: Any, lanes: Any, legs: Any, retention: int, facts: Any, flags: Any, rings: Any) -> int:
    row = group = 0
    for k in range(len(legs)):
        leg = legs[k]
        p = profiles[slots[k]]
        # 40 bits of the hash; 0 means an empty place.
        high, low = np.uint32(leg.call_hash >> np.uint64(32)), np.uint8(leg.call_hash & np.uint64(255))
        if high == 0 and low == 0:
            low = np.uint8(1)
        if leg.direction != OUT:
            flags[k] = fold_in(p, leg, lanes[k], high, low)
            continue
        context = leg.context
        if leg.subject >> np.uint64(KIND_SHIFT) >= np.uint64(KIND_HANDSET):
            flags[k] = fold_out(p, leg, context, 0, 0, high, low, retention)
            if flags[k] != DUPLICATE:
                fold_member(p, leg, context)
            for place in range(MEMBERS):
                rings[group, place] = member_at(p, place)
            group += 1
        else:
            cell, handset = context >> np.uint64(32), context & np.uint64(0xFFFFFFFF)
            flags[k] = fold_out(p, leg, leg.subject, cell, handset, high, low, retention)
        write_facts(p, facts[row])
        row += 1
    return row


class Folded(NamedTuple):
    """What a batch of legs led to, every part of it as it was right after its own leg.

    Attributes:
        facts: (out-legs, `models.facts.COUNT`) float32.
        flags: (n,) per leg `COUNTED`, `DUPLICATE` (changed nothing), `LATE` (older than every window, counted in the
            totals) or `AFRESH` (counted, after the caller had been silent for so long that it was forgotten).
        rings: (out-legs of handsets and trunks, `MEMBERS`) uint64, the numbers that called through each last, 0 = none.
    """

    facts: NDArray[np.float32]
    flags: NDArray[np.uint8]
    rings: NDArray[np.uint64]


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
    groups = int(np.count_nonzero(legs["subject"] >> np.uint64(KIND_SHIFT) >= KIND_HANDSET))
    facts = np.empty((outs, COUNT), np.float32)
    flags = np.empty(len(legs), np.uint8)
    rings = np.empty((groups, MEMBERS), np.uint64)
    _fold(profiles, slots, lanes, legs, retention, facts, flags, rings)
    return Folded(facts, flags, rings)


assert LANES == 4  # lanes are `source & 3` in the callers
