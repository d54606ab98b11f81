"""Batches of simulated calls, before they become records."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Disposition codes, in this order.
DISPOSITIONS: tuple[str, ...] = ("answered", "no_answer", "busy", "failed", "cancelled")
ANSWERED, NO_ANSWER, BUSY, FAILED, CANCELLED = range(5)

#: One call; caller and callee are indices into the world's numbers, times are ms, seconds are 0 when unanswered.
CALL = np.dtype(
    [
        ("start", "<i8"),
        ("end", "<i8"),
        ("caller", "<i4"),
        ("callee", "<i4"),
        ("seconds", "<i4"),
        ("disposition", "u1"),
    ]
)

#: Nobody talks longer; together with the slice this bounds what is held back to be sorted.
MAX_SECONDS = 7200


def make_calls(
    start: NDArray[np.int64], caller: NDArray[np.int32], callee: NDArray[np.int32] | np.int32 | int
) -> NDArray[np.void]:
    """Calls without an outcome yet, (n,) array of `CALL`."""
    calls = np.zeros(len(start), CALL)
    calls["start"], calls["caller"], calls["callee"] = start, caller, callee
    return calls


def settle_outcome(
    calls: NDArray[np.void],
    shares: tuple[float, float, float, float, float],
    median: float,
    spread: float,
    rng: np.random.Generator,
    longest: int = MAX_SECONDS,
) -> None:
    """Decide how each call ends, in place.

    Args:
        calls: array of `CALL`.
        shares: probability of each of `DISPOSITIONS`.
        median: of the seconds of an answered call, which are log-normal.
        spread: standard deviation of their logarithm.
        rng: the generator to draw from.
        longest: seconds at most.
    """
    calls["disposition"] = rng.choice(5, len(calls), p=shares)
    seconds = np.clip(median * rng.lognormal(0, spread, len(calls)), 1, longest).astype(np.int32)
    calls["seconds"] = np.where(calls["disposition"] == ANSWERED, seconds, 0)
    calls["end"] = calls["start"] + calls["seconds"] * 1000


def follow_up(
    calls: NDArray[np.void], share: float, median: float, spread: float, rng: np.random.Generator
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Which calls lead to another one, and when that starts.

    Args:
        calls: array of `CALL`.
        share: probability that a call does.
        median: of the seconds in between, log-normal, at least 5 and at most two hours.
        spread: standard deviation of their logarithm.
        rng: the generator to draw from.

    Returns:
        Indices into `calls`, and the start of each follow-up, ms.
    """
    chosen = np.flatnonzero(rng.random(len(calls)) < share)
    wait = np.clip(median * rng.lognormal(0, spread, len(chosen)), 5, 7200)
    return chosen, calls["end"][chosen] + (wait * 1000).astype(np.int64)


class Later:
    """Calls that are decided but start in a slice to come; bounded, since nobody waits longer than two hours."""

    def __init__(self) -> None:
        self._calls = np.zeros(0, CALL)

    def put(self, calls: NDArray[np.void]) -> None:
        """Keep calls until they are due."""
        self._calls = np.concatenate([self._calls, calls])

    def take(self, before: int) -> NDArray[np.void]:
        """Hand out the calls that start before an instant, ms."""
        due = self._calls["start"] < before
        calls, self._calls = self._calls[due], self._calls[~due]
        return calls
