"""Which suspicion still stands.

A number's first calls are the hardest to judge: whoever starts a round of calls to strangers, courier or fraudster,
looks alike until somebody calls back. So a suspicion is withdrawn when a later call of the number is ordinary again.
What stands is the highest risk since then; numbers are ranked by it, while a flag once raised stays on record.

A number that a block, handset or trunk raises is held to it only while a suspicion of its own stands: a reseller's
telephone tests many SIMs of honest people, and hardly one of them looks strange by its own calls.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.kernel import inline_kernel, kernel

#: A call judged below this risk withdraws what was suspected before: some 2 in 100 normal callers ever come above it.
CLEARED: Final = 30.0


@inline_kernel
def stands(before: Any, risk: Any) -> Any:
    """The risk that stands after a call judged at `risk`, when `before` stood until then."""
    return risk if risk < CLEARED else max(before, risk)


@inline_kernel
def corroborated(standing: Any) -> Any:
    """Whether a number against which this much stands is held to what raised it."""
    return standing >= CLEARED


@kernel
def _follow(slots: Any, risks: Any, calls: Any, standing: Any, counts: Any) -> None:
    for k in range(len(slots)):
        before = standing[slots[k]]
        counts[k] = calls[k] or corroborated(before)
        if calls[k]:
            standing[slots[k]] = stands(before, risks[k])
        elif counts[k]:
            standing[slots[k]] = max(before, risks[k])


def follow(
    slots: NDArray[np.int64], risks: NDArray[np.float32], calls: NDArray[np.bool_], standing: NDArray[np.float32]
) -> NDArray[np.bool_]:
    """Bring standing risks up to date with events, in order.

    Args:
        slots: (n,) place in `standing` of each event's number.
        risks: (n,) 0-100.
        calls: (n,) whether the event is a call of the number; otherwise the number was raised by others.
        standing: (numbers,) changed in place.

    Returns:
        (n,) whether each event counts: a call does, being raised does when it is corroborated.

    >>> standing = np.zeros(1, np.float32)
    >>> for risk in (60, 40, 10, 35):
    ...     _ = follow(np.zeros(1, np.int64), np.array([risk], np.float32), np.ones(1, bool), standing)
    ...     print(standing[0])
    60.0
    60.0
    10.0
    35.0
    """
    counts = np.zeros(len(slots), bool)
    _follow(slots, risks, calls, standing, counts)
    return counts
