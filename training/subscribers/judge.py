"""The forest and the supervised stage on tables of subscribers: trained on one part, judged on another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from training.errors import TrainingDataError
from training.export import export_forest
from training.subscribers.features import FOREST, HARM, NAMES, feature_table
from training.subscribers.table import Table

Progress = Callable[[str, float], None]
Figures = dict[str, dict[str, float]]

STAGES: tuple[str, ...] = ("forest", "supervised")
MEASURES: tuple[str, ...] = ("auc", "average_precision")

#: The product's forest has as many trees and rows per tree.
TREES, ROWS_PER_TREE = 100, 256
#: Boosted models whose scores are averaged, so that one seed's luck counts less.
BOOSTED = 3
#: Small trees, slow learning, strong regularisation: larger trees and less of it were up to .003 of AUC worse in
#: 5-fold cross-validation over the first 80% of the shared table.
BOOSTING: dict[str, Any] = {
    "learning_rate": 0.03, "max_iter": 400, "max_leaf_nodes": 8, "min_samples_leaf": 30,
    "l2_regularization": 20.0, "max_features": 0.15,
}  # fmt: skip

_Rows = NDArray[np.float64]
_Fraud = NDArray[np.bool_]


def forest_scores(train: _Rows, fraud: _Fraud, test: _Rows, seed: int) -> NDArray[np.float64]:
    """Score `test` by an Isolation Forest of the normal rows of `train`; labels only say whom not to learn from.

    A feature on the harmless side of the normal median is set to it, a missing one too; "has no voice record" is one
    more column. The medians are those of `train`.

    Args:
        train: (n, len(NAMES)) features.
        fraud: (n,) labels of `train`.
        test: (m, len(NAMES)) features.
        seed: of the forest.

    Returns:
        (m,) scores, the higher the more abnormal.

    Raises:
        TrainingDataError: when all normal rows miss a feature of the forest.
    """
    chosen = [NAMES.index(name) for name in FOREST]
    signs = np.asarray([HARM[k] for k in chosen], np.float64)
    normal = train[~fraud][:, chosen]
    if np.isnan(normal).all(axis=0).any():
        raise TrainingDataError(
            "No normal subscriber has the cells that the forest needs: give a table with voice records."
        )
    median = np.nanmedian(normal, axis=0)

    def one_sided(rows: _Rows) -> NDArray[np.float32]:
        missing = np.isnan(rows)
        beyond = np.where(missing, 0.0, np.maximum(signs * (rows - median), 0.0))
        return np.column_stack([beyond, missing[:, 0]]).astype(np.float32)

    sample = one_sided(normal)
    fitted = IsolationForest(n_estimators=TREES, max_samples=min(ROWS_PER_TREE, len(sample)), random_state=seed)
    return -export_forest(fitted.fit(sample)).score(one_sided(test[:, chosen]))


def supervised_scores(train: _Rows, fraud: _Fraud, test: _Rows, seed: int) -> NDArray[np.float64]:
    """Score `test` by boosted trees, monotone in the features whose direction is known; missing values stay missing.

    Arguments and result are those of `forest_scores`.
    """
    total = np.zeros(len(test))
    # One thread, as in `training.fitting`: the same sums everywhere, and on a busy machine far sooner.
    with threadpool_limits(1):
        for k in range(BOOSTED):
            model = HistGradientBoostingClassifier(
                **BOOSTING, monotonic_cst=list(HARM), early_stopping=False, random_state=seed * BOOSTED + k
            )
            total += model.fit(train, fraud).decision_function(test)
    return total / BOOSTED


def judge(train: Table, test: Table, *, seed: int = 0) -> Figures:
    """Train on one table, judge on another.

    Returns:
        for each of `STAGES` its `MEASURES`, 0 to 1.

    Raises:
        TrainingDataError: when a table has no fraud or no normal subscribers.
    """
    _enough(train, 2, "to train on")
    _enough(test, 1, "to test on")
    return _judge(feature_table(train), train.fraud, feature_table(test), test.fraud, seed)


def cross_validate(
    table: Table, *, folds: int = 5, repeats: int = 5, seed: int = 0, progress: Progress | None = None
) -> list[Figures]:
    """Judge a table by cross-validation, folds drawn anew for each repeat.

    Args:
        table: the subscribers.
        folds: parts, each tested once by what the others teach; each has the same share of fraud.
        repeats: how often.
        seed: of the first repeat; the next have the numbers that follow.
        progress: is told how far it is.

    Returns:
        for each repeat the mean over its folds.

    Raises:
        TrainingDataError: when there are fewer fraud or normal subscribers than folds.
    """
    _enough(table, folds, f"for {folds} folds")
    rows, found = feature_table(table), []
    for repeat in range(repeats):
        parts = []
        split = StratifiedKFold(folds, shuffle=True, random_state=seed + repeat).split(rows, table.fraud)
        for k, (teach, test) in enumerate(split):
            if progress:
                progress(f"repeat {repeat + 1} of {repeats}", (repeat + k / folds) / repeats)
            parts.append(_judge(rows[teach], table.fraud[teach], rows[test], table.fraud[test], seed + repeat))
        found.append({s: {m: float(np.mean([part[s][m] for part in parts])) for m in MEASURES} for s in STAGES})
    return found


def _judge(train: _Rows, fraud: _Fraud, test: _Rows, truth: _Fraud, seed: int) -> Figures:
    scores = {
        "forest": forest_scores(train, fraud, test, seed),
        "supervised": supervised_scores(train, fraud, test, seed),
    }
    return {
        stage: {
            "auc": float(roc_auc_score(truth, score)),
            "average_precision": float(average_precision_score(truth, score)),
        }
        for stage, score in scores.items()
    }


def _enough(table: Table, least: int, purpose: str) -> None:
    fraud = int(table.fraud.sum())
    for kind, count in (("fraud", fraud), ("normal", len(table) - fraud)):
        if count < least:
            raise TrainingDataError(f"Only {count} {kind} subscribers {purpose}: give at least {least}.")
