"""The exported forest scores as scikit-learn does, and a row's score depends on that row alone."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.ensemble import IsolationForest

from models.forest import Forest
from models.trees import Trees
from training.export import export_forest


def fit(rows: NDArray[np.float32], trees: int = 20, **options: object) -> IsolationForest:
    with warnings.catch_warnings():
        # "max_samples is greater than the number of samples": tiny training sets are meant here.
        warnings.simplefilter("ignore", UserWarning)
        return IsolationForest(n_estimators=trees, random_state=1, **options).fit(rows)


def world(seed: int, rows: int, features: int) -> NDArray[np.float32]:
    """Rows as profiles give them: heavy tails, few distinct values (ties), constants, large magnitudes."""
    rng = np.random.default_rng(seed)
    columns = [
        rng.normal(size=rows),
        rng.integers(0, 3, rows),
        np.full(rows, 0.1),
        rng.lognormal(0, 3, rows),
        rng.normal(0, 1e-6, rows),
        rng.normal(1e9, 1e6, rows),
    ]
    return np.stack([columns[i % len(columns)] for i in range(features)], axis=1).astype(np.float32)


@settings(max_examples=60)
@given(
    seed=st.integers(0, 2**32 - 1),
    rows=st.integers(1, 400),
    features=st.integers(1, 12),
    max_samples=st.sampled_from([1, 2, 3, 16, 64, 256, 300]),
    max_features=st.sampled_from([1.0, 0.5]),
    bootstrap=st.booleans(),
)
def test_scores_equal_those_of_scikit_learn(
    seed: int, rows: int, features: int, max_samples: int, max_features: float, bootstrap: bool
) -> None:
    training = world(seed, rows, features)
    model = fit(training, 10, max_samples=max_samples, max_features=max_features, bootstrap=bootstrap)
    others = np.concatenate([training, world(seed ^ 1, 50, features)])
    np.testing.assert_allclose(export_forest(model).score(others), model.score_samples(others), rtol=0, atol=1e-6)


def test_a_value_exactly_on_a_threshold_goes_the_same_way() -> None:
    training = world(5, 300, 6)
    model = fit(training, 30)
    forest = export_forest(model)
    asked = [
        (int(f), float(c))
        for estimator in model.estimators_
        for f, c in zip(estimator.tree_.feature, estimator.tree_.threshold, strict=True)
        if f >= 0
    ]
    rows = np.repeat(training[:1], 3 * len(asked), axis=0)
    for i, (feature, cut) in enumerate(asked):
        near = np.float32(cut)
        rows[3 * i : 3 * i + 3, feature] = np.nextafter(near, np.float32(-np.inf)), near, np.nextafter(near, np.inf)
    np.testing.assert_allclose(forest.score(rows), model.score_samples(rows), rtol=0, atol=1e-6)


def test_a_forest_that_learnt_one_constant_row_scores_everything_alike() -> None:
    rows = np.ones((1, 3), np.float32)
    model = fit(rows)
    forest = export_forest(model)
    assert forest.trees.depth == 0
    assert forest.score(rows).tolist() == model.score_samples(rows).tolist() == [-0.5]


def test_deep_trees_are_exported_too() -> None:
    training = world(2, 3000, 4)
    model = fit(training, 5, max_samples=3000)
    assert export_forest(model).trees.depth > 8
    np.testing.assert_allclose(export_forest(model).score(training), model.score_samples(training), rtol=0, atol=1e-6)


@pytest.fixture(scope="module")
def forest() -> Forest:
    return export_forest(fit(world(3, 1000, 12), 100))


@given(data=st.data())
@settings(max_examples=50)
def test_a_score_depends_on_its_row_alone_bit_for_bit(forest: Forest, data: st.DataObject) -> None:
    rows = world(4, 64, 12)
    alone = np.array([forest.score(rows[i : i + 1])[0] for i in range(len(rows))])
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=40))
    assert forest.score(rows[chosen]).tobytes() == alone[chosen].tobytes()


def test_no_rows_give_no_scores(forest: Forest) -> None:
    assert forest.score(np.empty((0, 12), np.float32)).shape == (0,)


def test_rows_of_another_width_are_refused(forest: Forest) -> None:
    with pytest.raises(ValueError, match="shape"):
        forest.score(np.zeros((1, 11), np.float32))


def test_a_forest_that_would_read_beyond_the_row_is_refused(forest: Forest) -> None:
    with pytest.raises(ValueError, match="feature"):
        Trees(**{**forest.trees.arrays(), "features": 3})


def test_a_forest_comes_back_from_its_arrays(forest: Forest) -> None:
    rows = world(6, 50, 12)
    assert Forest.from_arrays(forest.arrays()).score(rows).tobytes() == forest.score(rows).tobytes()


def test_rows_stay_as_they_were(forest: Forest) -> None:
    rows = world(6, 9, 12)
    before = rows.copy()
    forest.score(rows)
    assert rows.tobytes() == before.tobytes()
