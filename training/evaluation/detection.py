"""How much fraud is found, and at what price in false flags. Ties are counted against the detector."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: Shares of honest numbers that may be flagged, at which the share of fraud found is told.
RATES = (1e-4, 1e-3)
#: False flags at which the points of the ROC curve near zero are told.
ROC_FLAGS = (0, 1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000)
_ROC_UP_TO = 0.02


def allowed(honest: int, rate: float) -> int:
    """How many of so many honest numbers may be flagged at a rate.

    >>> allowed(32_000, 1e-4), allowed(9_999, 1e-4), allowed(29_000, 1e-3)
    (3, 0, 29)
    """
    return math.floor(honest * rate + 1e-9)


def bound(honest: NDArray[np.floating[Any]], flags: int) -> float:
    """The score that a number has to exceed, so that at most `flags` honest numbers do.

    It is the score of the honest number that must not be flagged any more: who ties with it is not found.

    Args:
        honest: (n,) highest score of each honest number.
        flags: 0 or more.

    >>> bound(np.array([1.0, 5.0, 5.0, 3.0]), 1), bound(np.array([1.0]), 1)
    (5.0, -inf)
    """
    return float(np.partition(honest, -flags - 1)[-flags - 1]) if flags < len(honest) else -math.inf


def found_at(honest: NDArray[np.floating[Any]], fraud: NDArray[np.floating[Any]], rate: float) -> float | None:
    """Share of fraud numbers found when at most a share of the honest ones is flagged; None without either.

    >>> found_at(np.array([0.0, 50.0]), np.array([50.0, 51.0]), 1e-4)
    0.5
    """
    if not len(honest) or not len(fraud):
        return None
    return float((fraud > bound(honest, allowed(len(honest), rate))).mean())


def roc(honest: NDArray[np.floating[Any]], fraud: NDArray[np.floating[Any]]) -> list[dict[str, float]]:
    """Points of the ROC curve near zero: at so many false flags, the two rates. The first point is always told.

    >>> roc(np.array([10.0, 40.0]), np.array([20.0, 50.0]))
    [{'false_flags': 0, 'fpr': 0.0, 'tpr': 0.5}]
    """
    if not len(honest) or not len(fraud):
        return []
    return [
        {"false_flags": flags, "fpr": flags / len(honest), "tpr": float((fraud > bound(honest, flags)).mean())}
        for flags in ROC_FLAGS
        if flags == 0 or flags <= _ROC_UP_TO * len(honest)
    ]


def average_precision(honest: NDArray[np.floating[Any]], fraud: NDArray[np.floating[Any]]) -> float | None:
    """Area under precision over recall, in steps at each distinct score; None without fraud.

    Numbers with equal scores come together, so order among them earns nothing.

    >>> average_precision(np.array([1.0, 3.0]), np.array([2.0, 3.0]))
    0.5833333333333333
    """
    if not len(fraud):
        return None
    scores, inverse = np.unique(np.concatenate((honest, fraud)), return_inverse=True)
    hits = np.bincount(inverse[len(honest) :], minlength=len(scores))[::-1]
    everybody = np.bincount(inverse, minlength=len(scores))[::-1]
    precision = np.cumsum(hits) / np.cumsum(everybody)
    return float((precision * hits).sum() / len(fraud))


def detection(honest: NDArray[np.floating[Any]], fraud: NDArray[np.floating[Any]]) -> dict[str, Any]:
    """What a detector finds by the highest score of each number: at each of `RATES`, on average, and near zero."""
    found: dict[str, Any] = {"honest_numbers": len(honest), "fraud_numbers": len(fraud)}
    for rate in RATES:
        flags = allowed(len(honest), rate)
        score = bound(honest, flags) if len(honest) else -math.inf
        found[f"at_{name_of(rate)}"] = {
            "tpr": found_at(honest, fraud, rate),
            "false_flags_allowed": flags,
            "score_to_exceed": score if math.isfinite(score) else None,
        }
    found["average_precision"] = average_precision(honest, fraud)
    found["roc"] = roc(honest, fraud)
    return found


def name_of(rate: float) -> str:
    """A rate as text.

    >>> [name_of(rate) for rate in RATES]
    ['1e-4', '1e-3']
    """
    return f"{rate:.0e}".replace("e-0", "e-")
