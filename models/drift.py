"""Drift: whether the calls of today look like those that the model has learnt from.

A part of all calls is kept, chosen by their hashes, the latest `KEPT`. Two things are told of them:

* how many of their callers look so strange that one normal caller in 10, 100, 1,000 or 10,000 ever does. The
  calibration is over each normal caller's strangest call, and a caller's calls of a short while are a part of all of
  its calls: without drift and fraud the shares stay *at or below* what is expected;
* the population stability index of each feature of the caller, over tenths of the normal callers' calls that the model
  holds: the sum of (share - expected) * ln(share / expected). Below 0.1 counts as stable, above 0.25 as shifted
  (N. Siddiqi, "Credit Risk Scorecards", 2006).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models import facts
from models.features import NAMES, WATCH, features_of
from models.verdict import DANGEROUS, SUSPICIOUS, VERDICT

#: Calls that are kept (some 6 MB), and of how many calls one is taken: at 40,000 a second they tell of the last 4 s.
KEPT, ONE_IN = 20_000, 8
#: With fewer calls nothing is told.
LEAST: Final = 500
#: So strange that one normal caller in so many ever looks like it.
TAILS: Final = (10, 100, 1000, 10_000)
#: An empty bin counts as so large a share, so that the index stays finite.
_FLOOR: Final = 1e-4


class Tail(NamedTuple):
    """Callers that look as strange as one normal caller in `one_in` ever does.

    Attributes:
        one_in: a power of ten.
        callers: their share of the callers, 0-1.
    """

    one_in: int
    callers: float


class DriftFound(NamedTuple):
    """What is told of the calls kept.

    Attributes:
        calls, callers: kept calls and their different callers.
        first_ms, last_ms: the earliest and the latest end of one, ms since the epoch; 0 without calls.
        suspicious, dangerous: share of the calls at risk 50 or more, and 85 or more; None with too few calls.
        tails: for each of `TAILS`; empty with fewer than `LEAST` calls.
        features: population stability index by feature, the greatest first; empty with fewer than `LEAST` calls.
    """

    calls: int
    callers: int
    first_ms: int
    last_ms: int
    suspicious: float | None
    dangerous: float | None
    tails: list[Tail]
    features: dict[str, float]


class Drift:
    """Keeps a part of the calls that are judged.

    Args:
        kept: how many.
        one_in: of how many calls one is kept, a power of two.
    """

    def __init__(self, kept: int = KEPT, one_in: int = ONE_IN) -> None:
        self._kept, self._mask = kept, np.uint64(one_in - 1)
        self._facts = np.zeros((0, facts.COUNT), np.float32)
        self._verdicts = np.zeros(0, VERDICT)
        self._next = 0

    def see(self, verdicts: NDArray[np.void], rows: NDArray[np.float32]) -> None:
        """Look at judged calls.

        Args:
            verdicts: (n,) array of `models.verdict.VERDICT`.
            rows: (n, `models.facts.COUNT`) float32, the facts behind them.
        """
        chosen = np.flatnonzero(((verdicts["call_hash"] & self._mask) == 0) & (verdicts["duplicate"] == 0))
        chosen = chosen[-self._kept :]
        if not len(chosen):
            return
        if not len(self._verdicts):  # a worker without calls needs no memory for them
            self._facts, self._verdicts = np.zeros((self._kept, facts.COUNT), np.float32), np.zeros(self._kept, VERDICT)
        places = (self._next + np.arange(len(chosen))) % self._kept
        self._facts[places], self._verdicts[places] = rows[chosen], verdicts[chosen]
        self._next += len(chosen)

    def found(self, normal: NDArray[np.float32]) -> DriftFound:
        """What the calls kept tell.

        Args:
            normal: (101, features) float32, percentiles of normal callers' calls.
        """
        count = min(self._next, self._kept)
        verdicts = self._verdicts[:count]
        callers, place = np.unique(verdicts["number"], return_inverse=True)
        ends = verdicts["end_ms"]
        span = (int(ends.min()), int(ends.max())) if count else (0, 0)
        if count < LEAST:
            return DriftFound(count, len(callers), *span, None, None, [], {})
        strangest = np.zeros(len(callers), np.float32)
        np.maximum.at(strangest, place, verdicts["evidence"])
        rows = features_of(self._facts[:count])
        index = {name: stability(rows[:, k], normal[:, k]) for k, name in enumerate(NAMES) if k not in WATCH}
        return DriftFound(
            count,
            len(callers),
            *span,
            float((verdicts["risk"] >= SUSPICIOUS).mean()),
            float((verdicts["risk"] >= DANGEROUS).mean()),
            [Tail(one_in, float((strangest >= np.log10(one_in)).mean())) for one_in in TAILS],
            dict(sorted(index.items(), key=lambda pair: -pair[1])),
        )


def stability(values: NDArray[np.float32], percentiles: NDArray[np.float32]) -> float:
    """Population stability index of some values against percentiles of others, over tenths of these; 0 = the same.

    Args:
        values: (n,).
        percentiles: (101,), rising.

    >>> normal = np.linspace(0, 1, 101, dtype=np.float32)
    >>> round(stability(np.linspace(0, 1, 5000, dtype=np.float32), normal), 3)
    0.0
    >>> stability(np.full(5000, 0.95, np.float32), normal) > 1
    True
    """
    # Between two percentiles lies one in a hundred. Values that many share make tenths of no width: those are one bin.
    edges, sample = np.unique(percentiles[10:100:10]), (percentiles[1:] + percentiles[:-1]) / 2
    expected, got = (np.bincount(np.searchsorted(edges, one), minlength=len(edges) + 1) for one in (sample, values))
    share, wanted = (np.maximum(counts / counts.sum(), _FLOOR) for counts in (got, expected))
    return float(((share - wanted) * np.log(share / wanted)).sum())
