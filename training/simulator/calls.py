"""Batches of simulated calls, before they become records."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Disposition codes, in this order.
DISPOSITIONS: tuple[str, ...] = ("answered", "no_answer", "busy", "failed", "cancelled")
ANSWERED, NO_ANSWER, BUSY, FAILED, CANCELLED = range(5)

#: One call; caller and callee are places in the directory, activity says as part of what it is placed; times are ms,
#: seconds are 0 when unanswered.
CALL = np.dtype(
    [
        ("start", "<i8"),
        ("end", "<i8"),
        ("caller", "<i4"),
        ("callee", "<i4"),
        ("activity", "<i4"),
        ("seconds", "<i4"),
        ("disposition", "u1"),
    ]
)

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
#: Nobody talks longer; together with the slice this bounds what is held back to be sorted.
MAX_SECONDS = 7200
#: Where no call is longer (seconds), nobody has talked: what is answered counts as missed.
SHORTEST_TALK = 4
#: Nobody waits longer before he calls again or back, and so nothing waits longer in `Later`.
MAX_WAIT_S = 24 * 3600

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
Calls = NDArray[np.void]


def make_calls(
    start: NDArray[np.int64],
    caller: NDArray[np.integer],
    callee: NDArray[np.integer],
    activity: NDArray[np.integer] | int,
) -> Calls:
    """Calls without an outcome yet, (n,) array of `CALL`."""
    calls = np.zeros(len(start), CALL)
    calls["start"], calls["caller"], calls["callee"], calls["activity"] = start, caller, callee, activity
    return calls


def reach(weights: Floats) -> Floats:
    """Running sum of weights, ending at 1 exactly, so that no draw falls behind the last.

    >>> reach(np.array([1.0, 3.0])).tolist()
    [0.25, 1.0]
    """
    sums: Floats = np.cumsum(weights) / weights.sum()
    sums[-1] = 1.0
    return sums


class Later:
    """Calls that are decided but start in a slice to come; bounded, since nobody waits longer than `MAX_WAIT_S`."""

    def __init__(self) -> None:
        self._calls = np.zeros(0, CALL)

    def put(self, calls: Calls) -> None:
        """Keep calls until they are due."""
        if len(calls):
            self._calls = np.concatenate([self._calls, calls])

    def take(self, before: int) -> Calls:
        """Hand out the calls that start before an instant, ms."""
        due = self._calls["start"] < before
        calls, self._calls = self._calls[due], self._calls[~due]
        return calls
