"""Clusters by density are those of scikit-learn's DBSCAN."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.cluster import DBSCAN

from models.campaign.density import dense

_LEAST = 20


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[tuple[int, int]], list[int]]:
    count = draw(st.integers(1, 25))
    place = st.integers(0, count - 1)
    pairs = draw(st.sets(st.tuples(place, place).filter(lambda pair: pair[0] < pair[1]), max_size=60))
    return sorted(pairs), draw(st.lists(st.integers(0, 15), min_size=count, max_size=count).filter(any))


@given(graphs())
def test_clusters_and_cores_are_those_of_scikit_learn(graph: tuple[list[tuple[int, int]], list[int]]) -> None:
    pairs, weights = graph
    left, right = np.array(pairs, np.int64).reshape(-1, 2).T
    labels, cores = dense(left, right, np.array(weights, np.int64), _LEAST)
    count = len(weights)
    near = csr_matrix((np.full(len(pairs), 0.1), (left, right)), (count, count))
    near = (near + near.T).tocsr()
    near.setdiag(0.0)
    near.sort_indices()
    wanted = DBSCAN(eps=0.5, min_samples=_LEAST, metric="precomputed").fit(near, sample_weight=weights)
    assert labels.tolist() == wanted.labels_.tolist()
    assert np.flatnonzero(cores).tolist() == wanted.core_sample_indices_.tolist()
