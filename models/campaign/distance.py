"""How far two suspects are from belonging together: 1 minus the probability that one campaign has both.

The probability is a logistic function of what they share. Weights were fitted on pairs of suspects of simulated
worlds and then held to the sign that each must have; docs/detection.md tells what came of it. Likeness alone, even
complete, is not enough: without a shared range, handset, cell, group, callee or country abroad the distance stays
above `EPS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.campaign.event import BEHAVIOUR
from models.campaign.neighbours import Pairs, Table, flat
from models.campaign.suspect import HOUR_MS, Suspect
from models.kernel import kernel
from models.number_id import BLOCK_SIZE

#: Two suspects closer than this are neighbours (0-1).
EPS: Final = 0.5

#: What one unit of each figure of `BEHAVIOUR` is: about its spread among suspects. The first two and calls per hour are
#: logarithms, the others shares.
SCALES: Final[dict[str, float]] = {
    "avg_call_duration": 1.0, "duration_spread": 0.5, "unanswered_ratio": 0.25, "short_ratio": 0.25,
    "calls_per_hour": 1.0, "new_ratio": 0.25, "callee_ratio": 0.25, "costly_ratio": 0.25, "abroad_ratio": 0.35,
    "night_call_ratio": 0.25, "overlap_ratio": 0.15, "near_ratio": 0.1,
}  # fmt: skip
assert tuple(SCALES) == BEHAVIOUR
_ABROAD: Final = BEHAVIOUR.index("abroad_ratio")
#: Behaviour further apart than this (root mean square of scaled differences) is simply different.
FURTHEST: Final = 3.0
#: So many callees in common say all that callees can say.
COMMON_CALLEES: Final = 3

#: Log odds that each thing adds. Links are shares 0-1 or yes and no; differences are subtracted.
BIAS: Final = -2.2
LINKS: Final[dict[str, float]] = {
    "block": 4.1,  # both in one block of 100 numbers
    "thousand": 2.5,  # in one thousand, not one block
    "ten_thousand": 1.5,  # in one ten thousand, not one thousand
    "handset": 2.0,
    "cell": 2.2,
    "group": 1.0,  # raised by the same block, handset or trunk
    "callees": 2.5,  # numbers that both called lately, up to `COMMON_CALLEES`
    "abroad": 2.0,  # called the same foreign country, times the share of calls abroad of whoever placed fewer there
    "type": 1.2,
    "targets": 0.9,  # share of the regions called, of whoever called fewer
}
DIFFERENCES: Final[dict[str, float]] = {
    "behaviour": 2.3,
    "start": 0.5,  # log1p of hours between their first suspicious calls
    "gap": 0.2,  # log1p of hours between the end of one's activity and the beginning of the other's
}


def tabled(suspects: Sequence[Suspect]) -> Table:
    """Suspects in the order of their ids, behaviour scaled."""
    return Table(suspects, list(SCALES.values()))


def evidence(table: Table, pairs: Pairs) -> dict[str, NDArray[np.float64]]:
    """Each of `LINKS` and `DIFFERENCES` for each pair.

    Args:
        table: the suspects.
        pairs: two arrays (n,) of places in it.
    """
    a, b = pairs
    suspects = table.suspects
    numbers = table.number[a] & table.number[b]
    same = [
        numbers & (table.ids[a] // np.uint64(size) == table.ids[b] // np.uint64(size))
        for size in (BLOCK_SIZE, 1000, 10_000)
    ]
    first, last = (
        np.array([getattr(one, name) for one in suspects], np.float64) / HOUR_MS for name in ("first_ms", "last_ms")
    )
    apart = table.behaviour[a] - table.behaviour[b]
    manner = np.sqrt(np.einsum("ij,ij->i", apart, apart) / apart.shape[1])
    going = np.array([one.behaviour[_ABROAD] if one.behaviour else 0.0 for one in suspects], np.float64)
    fewer = np.array([len(one.targets) for one in suspects], np.int64)
    return {
        "block": same[0],
        "thousand": same[1] & ~same[0],
        "ten_thousand": same[2] & ~same[1],
        "handset": np.minimum(1, shared([one.handsets for one in suspects], pairs)),
        "cell": np.minimum(1, shared([one.cells for one in suspects], pairs)),
        "group": np.minimum(1, shared([one.groups for one in suspects], pairs)),
        "callees": np.minimum(1, shared([one.callees for one in suspects], pairs) / COMMON_CALLEES),
        "abroad": np.minimum(1, shared([one.abroad for one in suspects], pairs)) * np.minimum(going[a], going[b]),
        "type": (table.types[a] == table.types[b]) & (table.types[a] > 0),
        "targets": shared([one.targets for one in suspects], pairs) / np.maximum(1, np.minimum(fewer[a], fewer[b])),
        # What is known of one alone says as much as an ordinary difference.
        "behaviour": np.where(table.known[a] & table.known[b], np.minimum(manner, FURTHEST), 1.0),
        "start": np.log1p(np.abs(first[a] - first[b])),
        "gap": np.log1p(np.maximum(0, np.maximum(first[a], first[b]) - np.minimum(last[a], last[b]))),
    }


def distances(table: Table, pairs: Pairs) -> NDArray[np.float64]:
    """Distance of each pair, 0-1, to six digits; 1 for two that were raised only.

    >>> twins = [Suspect(46701234500 + k, "", 0, 0, types={1: 1.0}, behaviour=[0.5] * len(BEHAVIOUR)) for k in (1, 2)]
    >>> far = Suspect(46999999999, "", 0, 0, types={1: 1.0}, behaviour=[0.5] * len(BEHAVIOUR))
    >>> near, alike = distances(tabled([*twins, far]), (np.array([0, 0]), np.array([1, 2])))
    >>> bool(near < 0.1), bool(alike > EPS)
    (True, True)
    """
    told = evidence(table, pairs)
    odds = np.full(len(pairs[0]), BIAS)
    for name, weight in LINKS.items():
        odds += weight * told[name]
    for name, weight in DIFFERENCES.items():
        odds -= weight * told[name]
    far = np.round(1.0 / (1.0 + np.exp(odds)), 6)
    return np.where(table.known[pairs[0]] | table.known[pairs[1]], far, 1.0)


def shared(lists: Sequence[Sequence[int]], pairs: Pairs) -> NDArray[np.int64]:
    """How many values the lists of each pair have in common; a list has each value once.

    >>> shared([[1, 2, 3], [3, 1], []], (np.array([0, 0]), np.array([1, 2]))).tolist()
    [2, 0]
    """
    values, who = flat(lists)
    values = values[np.lexsort((values, who))]
    bounds = np.zeros(len(lists) + 1, np.int64)
    np.cumsum(np.bincount(who, minlength=len(lists)), out=bounds[1:])
    counts = np.zeros(len(pairs[0]), np.int64)
    _count_shared(values, bounds, pairs[0], pairs[1], counts)
    return counts


@kernel
def _count_shared(values: Any, bounds: Any, left: Any, right: Any, counts: Any) -> None:
    for k in range(len(left)):
        i, end = bounds[left[k]], bounds[left[k] + 1]
        j, stop = bounds[right[k]], bounds[right[k] + 1]
        while i < end and j < stop:
            if values[i] == values[j]:
                counts[k] += 1
                i += 1
                j += 1
            elif values[i] < values[j]:
                i += 1
            else:
                j += 1
