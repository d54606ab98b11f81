"""Columns of numbers as the bins that a histogram booster would sort them into.

scikit-learn 1.9 looks for the edges of bins of weighted rows one edge at a time, and sorts the column for each: three
small boosters take ten seconds, nearly all of them for this. With so few different values that each has a bin of its
own it does not look. So rows are put into bins here, by one sort of each column, and the edges go back into the trees.
Of more rows than `SAMPLED` it draws a sample first, in proportion to their weights, and is quick; these are left to it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Bins of a column at most; one more is kept for missing values, which we have none of.
BINS: Final = 255
#: Above so many rows scikit-learn looks at a sample of them.
SAMPLED: Final = 200_000


class Binned(NamedTuple):
    """Rows as numbers of bins.

    Attributes:
        rows: (n, columns) float32, the bin of each value, counted from 0.
        edges: for each column the edges between its bins, rising: a value is in bin k when it is above edge k-1 and not
            above edge k.
    """

    rows: NDArray[np.float32]
    edges: tuple[NDArray[np.float64], ...]

    def edge(self, column: int, bin_edge: float) -> float:
        """What value of a column a threshold between two of its bins stands for."""
        return float(self.edges[column][int(bin_edge)])


def binned(rows: NDArray[np.float32], weights: NDArray[np.float64]) -> Binned:
    """Put every value of some rows into its bin.

    The edges are those of scikit-learn: halfway between values that are few, else the weighted quantiles whose shares
    are evenly spaced, with the mean of two values where a share ends exactly between them.

    Args:
        rows: (n, columns), all finite.
        weights: (n,) positive.

    >>> found = binned(np.array([[1.0], [2.0], [2.0], [4.0]], np.float32), np.ones(4))
    >>> found.rows.ravel().tolist(), found.edges[0].tolist(), found.edge(0, 0.5)
    ([0.0, 1.0, 1.0, 2.0], [1.5, 3.0], 1.5)
    """
    edges = tuple(_edges(column, weights) for column in rows.T)
    places = [np.searchsorted(edge, column) for edge, column in zip(edges, rows.T.astype(np.float64), strict=True)]
    return Binned(np.array(places, np.float32).T.copy(), edges)


def _edges(column: NDArray[np.float32], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    order = np.argsort(column, kind="stable")
    values = column[order].astype(np.float64)
    different = np.unique(values)
    if len(different) <= BINS:
        return (different[1:] + different[:-1]) / 2.0
    so_far = np.cumsum(weights[order])
    shares = np.arange(1, BINS) / BINS * so_far[-1]
    place = np.minimum(np.searchsorted(so_far, shares), len(values) - 1)
    ends = np.isclose(so_far[place], shares, rtol=1e-12, atol=0.0)
    after = np.minimum(place + 1, len(values) - 1)
    return np.unique(np.where(ends, (values[place] + values[after]) / 2.0, values[place]))
