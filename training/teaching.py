"""Teaching: rows of lessons become a forest and boosters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier, IsolationForest

from models import company, features
from models.forest import Forest
from models.naming import Naming
from models.trees import Trees
from training.binning import SAMPLED, binned
from training.export import export_booster, export_forest
from training.lesson import FLOODS, Lesson, type_of
from training.sampling import draw

#: Rows of one innocent caller, and of one fraudster, at most. Fraudsters are few: each teaches more.
ROWS_PER_CALLER, ROWS_PER_FRAUDSTER = 4, 16
#: Rows that grow the forest at most.
FOREST_ROWS = 60_000
#: Trees of the booster of numbers, and leaves of one at most.
NUMBER_ROUNDS, NUMBER_LEAVES = 300, 24
#: The booster that gives the risk is larger than that of the number's own evidence (docs/decisions/cascade.md).
WHOLE_ROUNDS, WHOLE_LEAVES, WHOLE_DEPTH = 1000, 63, 8
#: Of honest rows against whose number there is so much evidence at most, this part teaches what company is worth.
THIN: Final = ((0.3, 1 / 8), (0.7, 1 / 3))
#: Fewer fraudsters than this teach no booster.
MIN_FRAUDSTERS = 40


@dataclass(frozen=True, slots=True)
class Matter:
    """Labelled rows with weights.

    Attributes:
        rows: (n, columns) float32.
        fraud: (n,) labels.
        weights: (n,) positive.
        kinds: (n,) fraud labels, "" for the innocent.
    """

    rows: NDArray[np.float32]
    fraud: NDArray[np.bool_]
    weights: NDArray[np.float64]
    kinds: NDArray[np.str_]


def gather(
    lessons: Sequence[Lesson], columns: Iterable[NDArray[np.float32]], seed: int, honest: int = ROWS_PER_CALLER
) -> Matter:
    """Draw rows of every caller of some lessons.

    Rows of the two classes are weighed so that neither drowns the other: fraud gets the geometric mean of its own
    weight and that of equal parts.

    Args:
        lessons: where from.
        columns: for each lesson its rows, (n, columns), made one after the other as they are drawn from.
        seed: of the draw.
        honest: rows of one innocent caller at most.
    """
    rng = np.random.default_rng(seed)
    parts: list[tuple[Any, Any, Any, Any]] = []
    for lesson, rows in zip(lessons, columns, strict=True):
        innocent = ~lesson.guilty[lesson.who]
        guilty = lesson.fraud & ~np.isin(lesson.kind[lesson.who], list(FLOODS))
        for chosen, most in ((innocent, honest), (guilty, ROWS_PER_FRAUDSTER)):
            sample = draw(lesson.who, chosen, most, rng)
            kinds = lesson.kind[lesson.who[sample.rows]]
            parts.append((rows[sample.rows], kinds != "", sample.weights, kinds))
    rows, fraud, weights, kinds = (np.concatenate(part) for part in zip(*parts, strict=True))
    if fraud.any() and not fraud.all():
        weights[fraud] *= np.sqrt(weights[~fraud].sum() / weights[fraud].sum())
    return Matter(rows, fraud, weights, kinds)


def grow_forest(matter: Matter, trees: int, max_samples: int, seed: int) -> tuple[Forest, NDArray[np.float32]]:
    """Fit an Isolation Forest to the innocent rows; gives it and the rows that it was fitted to.

    It looks at the caller alone: how long the network has been watched makes nobody strange.
    """
    rows = matter.rows[~matter.fraud]
    if len(rows) > FOREST_ROWS:
        rows = rows[np.sort(np.random.default_rng(seed).choice(len(rows), FOREST_ROWS, replace=False))]
    callers = rows.copy()
    callers[:, features.WATCH] = 0  # a column without variety is never split on
    fitted = IsolationForest(n_estimators=trees, max_samples=min(max_samples, len(rows)), random_state=seed)
    fitted.fit(callers)
    return export_forest(fitted), rows


def with_score(rows: NDArray[np.float32], forest: Forest) -> NDArray[np.float32]:
    """Rows with the forest's score as one column more, as `models.detector` shows them to its booster."""
    return np.column_stack((rows, forest.score(rows).astype(np.float32)))


def boost(
    matter: Matter, directions: Sequence[int], seed: int, *, rounds: int = 150, leaves: int = 16, depth: int = 5
) -> Trees:
    """Fit gradient boosting to labelled rows.

    Args:
        matter: the rows.
        directions: for each column +1 (more is never less suspicious), -1 (less is never less suspicious) or 0.
        seed: of everything random.
        rounds: trees.
        leaves: leaves of one tree at most.
        depth: levels of one tree at most.
    """
    booster = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=0.1, max_leaf_nodes=leaves, max_depth=depth, min_samples_leaf=30,
        l2_regularization=2.0, monotonic_cst=list(directions), early_stopping=False, random_state=seed,
    )  # fmt: skip
    return fit_booster(booster, matter.rows, matter.fraud, matter.weights)[0]


def fit_booster(
    booster: HistGradientBoostingClassifier,
    rows: NDArray[np.float32],
    classes: NDArray[Any],
    weights: NDArray[np.float64],
) -> tuple[Trees, ...]:
    """Fit a booster to weighted rows, each (n,) or (n, columns), and export it."""
    if len(rows) > SAMPLED:
        return export_booster(booster.fit(rows, classes, sample_weight=weights))
    bins = binned(rows, weights)
    return export_booster(booster.fit(bins.rows, classes, sample_weight=weights), bins.edge)


def boost_numbers(matter: Matter, forest: Forest, seed: int) -> Trees:
    """The booster of numbers: features and the forest's score."""
    seen = Matter(with_score(matter.rows, forest), matter.fraud, matter.weights, matter.kinds)
    # The lower the forest's score, the stranger: it may only count against a caller.
    return boost(seen, (*features.DIRECTIONS, 0), seed, rounds=NUMBER_ROUNDS, leaves=NUMBER_LEAVES)


def thinned(matter: Matter, seed: int) -> Matter:
    """Rows of `Model.whole` without most of the honest ones that nobody would suspect; the others stand for them.

    Most rows are of callers who do not look strange. An eighth of them, each weighing eight times as
    much, teaches the same in a fraction of the time.
    """
    own = matter.rows[:, company.OWN - company.COUNT]
    part = np.ones(len(own))
    for evidence, share in reversed(THIN):
        part[own < evidence] = share
    part[matter.fraud] = 1.0
    kept = np.random.default_rng(seed).random(len(own)) < part
    return Matter(matter.rows[kept], matter.fraud[kept], matter.weights[kept] / part[kept], matter.kinds[kept])


def boost_whole(matter: Matter, seed: int) -> Trees:
    """The booster of feature rows with the forest's score and company rows beside them."""
    directions = (*features.DIRECTIONS, 0, *company.DIRECTIONS)
    return boost(matter, directions, seed, rounds=WHOLE_ROUNDS, leaves=WHOLE_LEAVES, depth=WHOLE_DEPTH)


def boost_company(matter: Matter, seed: int) -> Trees:
    """The booster of the company rows that the rows of `boost_whole` end with."""
    rows = np.ascontiguousarray(matter.rows[:, -company.COUNT :])
    return boost(Matter(rows, matter.fraud, matter.weights, matter.kinds), company.DIRECTIONS, seed, rounds=80)


def teach_names(matter: Matter, seed: int, *, rounds: int = 150, leaves: int = 16, depth: int = 5) -> Naming | None:
    """Boosters that tell types of fraud apart, of so many trees and leaves; None with fewer than two types to tell.

    Its matter is that of `boost_whole`: what the crew of a number does tells more than a few calls of its own.
    """
    types = np.array([type_of(str(kind)) if kind else "" for kind in matter.kinds])
    known = (types != "") & (types != "Unknown Fraud")
    names, codes, counts = np.unique(types[known], return_inverse=True, return_counts=True)
    if len(names) < 2:
        return None
    booster = HistGradientBoostingClassifier(
        max_iter=rounds, learning_rate=0.1, max_leaf_nodes=leaves, max_depth=depth, min_samples_leaf=20,
        l2_regularization=2.0, early_stopping=False, random_state=seed,
    )  # fmt: skip
    weights = matter.weights[known] * (len(codes) / len(names) / counts[codes]) ** 0.5
    exported = fit_booster(booster, matter.rows[known], codes, weights)
    if len(names) == 2:  # scikit-learn fits one booster then, for the second type
        none = Trees(
            np.zeros((1, 1), np.uint16), np.full((1, 1), np.inf, np.float32), np.zeros((1, 1), np.float32), 0,
            exported[0].features,
        )  # fmt: skip
        exported = (none, exported[0])
    return Naming(exported, tuple(str(name) for name in names))
