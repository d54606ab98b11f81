"""A booster that is fitted to bins is the booster that scikit-learn fits to the values."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from training.binning import BINS, binned
from training.export import export_booster
from training.teaching import fit_booster

ROWS = 2000


def booster() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(max_iter=20, max_depth=4, early_stopping=False, random_state=0)


def matter(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Columns of many values, of few, of one, and with most values alike."""
    rng = np.random.default_rng(seed)
    many, few = rng.normal(size=ROWS), rng.integers(0, 9, ROWS)
    most = np.where(rng.random(ROWS) < 0.9, 0.0, rng.exponential(size=ROWS))
    rows = np.column_stack((many, few, np.ones(ROWS), most)).astype(np.float32)
    fraud = many + 0.3 * few + most + rng.normal(size=ROWS) > 2.0
    return rows, fraud, rng.choice([0.25, 0.5, 1.0], ROWS)


@pytest.mark.parametrize("seed", range(4))
def test_the_trees_are_those_of_the_values(seed: int) -> None:
    rows, fraud, weights = matter(seed)
    (ours,) = fit_booster(booster(), rows, fraud, weights)
    (theirs,) = export_booster(booster().fit(rows, fraud, sample_weight=weights))
    assert ours.feature.tolist() == theirs.feature.tolist()
    np.testing.assert_allclose(ours.threshold, theirs.threshold, rtol=1e-6)
    np.testing.assert_allclose(ours.value, theirs.value, rtol=1e-6, atol=1e-12)


def test_a_value_is_in_the_bin_below_the_first_edge_that_it_does_not_exceed() -> None:
    rows, _, weights = matter(9)
    found = binned(rows, weights)
    for column, edges, places in zip(rows.T.astype(np.float64), found.edges, found.rows.T.astype(int), strict=True):
        assert len(edges) < BINS
        bounds = np.concatenate(([-np.inf], edges, [np.inf]))
        assert ((bounds[places] < column) & (column <= bounds[places + 1])).all()
