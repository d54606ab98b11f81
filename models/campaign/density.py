"""DBSCAN over a graph whose edges are the pairs that are neighbours.

Ester, Kriegel, Sander, Xu: "A density-based algorithm for discovering clusters in large spatial databases with noise"
(1996). The distances have been looked at by then; what is left are sums and connected parts, and needs no library that
takes a second to load.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components


def dense(
    left: NDArray[np.int64], right: NDArray[np.int64], weights: NDArray[np.int64], least: int
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Label the clusters, and tell which points are cores.

    A core is a point that weighs at least `least` with its neighbours. Neighbouring cores are of one cluster; another
    point is of the first cluster that a neighbour of it is a core of, or of none.

    Args:
        left, right: (pairs,) neighbours, each pair once, by their places among the points.
        weights: (points,) what each counts, at least 0.
        least: what makes a core, above 0.

    Returns:
        (points,) clusters, counted from 0 in the order of their first cores, -1 = none; and (points,) cores.

    >>> labels, cores = dense(np.array([0, 1, 3]), np.array([1, 2, 4]), np.array([1, 1, 1, 1, 1]), 3)
    >>> labels.tolist(), cores.tolist()
    ([0, 0, 0, -1, -1], [False, True, False, False, False])
    """
    count = len(weights)
    around = weights.astype(np.int64)
    np.add.at(around, left, weights[right])
    np.add.at(around, right, weights[left])
    cores = around >= least
    inner = cores[left] & cores[right]
    graph = coo_array((np.ones(int(inner.sum()), np.bool_), (left[inner], right[inner])), shape=(count, count))
    _, part = connected_components(graph, directed=False)
    places = np.flatnonzero(cores)
    _, first, which = np.unique(part[places], return_index=True, return_inverse=True)
    labels = np.full(count, count)
    labels[places] = np.argsort(np.argsort(first))[which]
    core_labels = labels.copy()
    for one, other in ((left, right), (right, left)):
        border = cores[one] & ~cores[other]
        np.minimum.at(labels, other[border], core_labels[one[border]])
    labels[labels == count] = -1
    return labels, cores
