"""Sampling by caller: a few call centres place most calls, and would teach nothing but themselves.

Every caller gives a few rows, drawn over his whole time, which together weigh as much as those of any other caller.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Sample(NamedTuple):
    """Drawn rows.

    Attributes:
        rows: (m,) indices, rising.
        weights: (m,) float64; those of a caller add up to 1.
    """

    rows: NDArray[np.intp]
    weights: NDArray[np.float64]


def draw(who: NDArray[np.intp], chosen: NDArray[np.bool_], most: int, rng: np.random.Generator) -> Sample:
    """Draw rows.

    Args:
        who: (n,) caller of each row, 0 to people - 1.
        chosen: (n,) rows that may be drawn.
        most: rows of one caller at most.
        rng: the generator to draw from.

    >>> picked = draw(np.array([0, 0, 0, 1]), np.ones(4, bool), 2, np.random.default_rng(0))
    >>> len(picked.rows), picked.weights.tolist()
    (3, [0.5, 0.5, 1.0])
    """
    rows = rng.permutation(np.flatnonzero(chosen))
    rows = rows[np.argsort(who[rows], kind="stable")]
    _, first, count = np.unique(who[rows], return_index=True, return_counts=True)
    place = np.arange(len(rows)) - np.repeat(first, count)
    weights = np.repeat(1.0 / np.minimum(count, most), count)
    kept = place < most
    order = np.argsort(rows[kept], kind="stable")
    return Sample(rows[kept][order], weights[kept][order])
