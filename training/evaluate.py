"""How well a model tells fraudsters from normal callers, and how early."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.verdict import DANGEROUS, SUSPICIOUS


def evaluate(
    risks: NDArray[np.float32], callers: NDArray[np.uint64], fraudsters: NDArray[np.uint64]
) -> dict[str, float]:
    """Measure per caller, as people are flagged, not calls.

    Args:
        risks: (n,) risk of each call, in the order of the calls.
        callers: (n,) id of its caller.
        fraudsters: ids of the callers who commit fraud.

    Returns:
        `normal_callers` and `fraud_callers`, how many there were; for each band `suspicious` (risk 50) and `dangerous`
        (85) `normal_<band>` and `fraud_<band>`, the share of them ever in it (0-1); and `calls_to_<band>`, the median
        place of the call at which a fraudster who was found first was in it, counted from 1. What has nobody to be
        measured on is left out.

    >>> risks = np.array([10, 60, 20, 90, 10], np.float32)
    >>> found = evaluate(risks, np.array([1, 2, 1, 2, 3], np.uint64), np.array([2], np.uint64))
    >>> found["normal_suspicious"], found["fraud_dangerous"], found["calls_to_suspicious"], found["calls_to_dangerous"]
    (0.0, 1.0, 1.0, 2.0)
    """
    people, who = np.unique(callers, return_inverse=True)
    fraud = np.isin(people, fraudsters)
    order = np.argsort(who, kind="stable")
    first = np.searchsorted(who[order], np.arange(len(people)))
    place = np.empty(len(who), np.int64)
    place[order] = np.arange(len(who)) - first[who[order]] + 1
    found = {"normal_callers": float((~fraud).sum()), "fraud_callers": float(fraud.sum())}
    for band, threshold in (("suspicious", SUSPICIOUS), ("dangerous", DANGEROUS)):
        reached = np.full(len(people), np.iinfo(np.int64).max)
        above = risks >= threshold
        np.minimum.at(reached, who[above], place[above])
        flagged = reached < np.iinfo(np.int64).max
        for kind, members in (("normal", ~fraud), ("fraud", fraud)):
            if members.any():
                found[f"{kind}_{band}"] = float(flagged[members].mean())
        if (flagged & fraud).any():
            found[f"calls_to_{band}"] = float(np.median(reached[flagged & fraud]))
    return found
