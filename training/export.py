"""From trees that scikit-learn fitted to the arrays of `models.trees`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.forest import Forest
from models.trees import MAX_DEPTH, Trees

_LEAF = -1


def export_forest(model: Any) -> Forest:
    """Export a fitted `sklearn.ensemble.IsolationForest`.

    Args:
        model: the fitted forest; any `max_samples`, `max_features` and `bootstrap`, trained without missing values.

    Returns:
        A `Forest` whose scores equal `model.score_samples` within 1e-6.

    Raises:
        ValueError: when a tree is deeper than `models.forest.MAX_DEPTH`.
    """
    trees = [estimator.tree_ for estimator in model.estimators_]
    depth = max(int(tree.max_depth) for tree in trees)
    if depth > MAX_DEPTH:
        raise ValueError(f"trees of depth {depth} are too deep (at most {MAX_DEPTH}): lower max_samples")
    shape = (len(trees), 1 << depth)
    feature = np.zeros(shape, np.uint16)
    threshold = np.full(shape, np.inf, np.float32)
    length = np.zeros(shape, np.float32)
    for t, (tree, chosen) in enumerate(zip(trees, model.estimators_features_, strict=True)):
        _fill(tree, np.asarray(chosen), depth, feature[t], threshold[t], length[t])
    return Forest(
        Trees(feature, threshold, length, depth, int(model.n_features_in_)),
        len(trees) * average_path_length(int(model.max_samples_)),
    )


def export_booster(model: Any, edge: Callable[[int, float], float] | None = None) -> tuple[Trees, ...]:
    """Export a fitted `sklearn.ensemble.HistGradientBoostingClassifier` trained without missing values.

    Args:
        model: the fitted booster.
        edge: what a threshold of a column stands for, where it was fitted to bins (`training.binning`).

    Returns:
        One `Trees` for two classes, otherwise one for each class; their sums, the baseline included, equal
        `model.decision_function` within 1e-5.

    Raises:
        ValueError: when a tree is deeper than `models.trees.MAX_DEPTH`.
    """
    rounds = model._predictors
    baseline = np.ravel(model._baseline_prediction)
    exported = []
    for k in range(len(rounds[0])):
        nodes = [trees[k].nodes for trees in rounds]
        depth = max(int(tree["depth"].max()) for tree in nodes)
        if depth > MAX_DEPTH:
            raise ValueError(f"trees of depth {depth} are too deep (at most {MAX_DEPTH})")
        shape = (len(nodes) + 1, 1 << depth)
        feature = np.zeros(shape, np.uint16)
        threshold = np.full(shape, np.inf, np.float32)
        value = np.zeros(shape, np.float32)
        # The baseline is one tree more, which asks nothing.
        value[0] = baseline[k]
        for t, tree in enumerate(nodes, 1):
            _fill_boosted(tree, depth, feature[t], threshold[t], value[t], edge or _as_it_is)
        exported.append(Trees(feature, threshold, value, depth, int(model.n_features_in_)))
    return tuple(exported)


def _as_it_is(_column: int, threshold: float) -> float:
    return threshold


def _fill_boosted(
    nodes: Any,
    depth: int,
    feature: NDArray[np.uint16],
    threshold: NDArray[np.float32],
    value: NDArray[np.float32],
    edge: Callable[[int, float], float],
) -> None:
    open_nodes = [(0, 1, 0)]
    while open_nodes:
        node, place, level = open_nodes.pop()
        asked = nodes[node]
        if asked["is_leaf"]:
            below = depth - level
            first = (place << below) - (1 << depth)
            value[first : first + (1 << below)] = asked["value"]
        else:
            feature[place] = asked["feature_idx"]
            threshold[place] = _floor32(edge(int(asked["feature_idx"]), float(asked["num_threshold"])))
            open_nodes.append((int(asked["left"]), 2 * place, level + 1))
            open_nodes.append((int(asked["right"]), 2 * place + 1, level + 1))


def _fill(
    tree: Any,
    chosen: NDArray[np.intp],
    depth: int,
    feature: NDArray[np.uint16],
    threshold: NDArray[np.float32],
    length: NDArray[np.float32],
) -> None:
    """Write one tree into its rows of the arrays; `chosen` maps the tree's features to those of a row."""
    left, right, asked, cut = tree.children_left, tree.children_right, tree.feature, tree.threshold
    open_nodes = [(0, 1, 0)]  # node of the tree, node of the complete tree, its level
    while open_nodes:
        node, place, level = open_nodes.pop()
        if left[node] == _LEAF:
            below = depth - level
            first = (place << below) - (1 << depth)
            length[first : first + (1 << below)] = level + average_path_length(int(tree.n_node_samples[node]))
        else:
            feature[place] = chosen[asked[node]]
            threshold[place] = _floor32(float(cut[node]))
            open_nodes.append((int(left[node]), 2 * place, level + 1))
            open_nodes.append((int(right[node]), 2 * place + 1, level + 1))


def _floor32(value: float) -> np.float32:
    """The largest float32 that is not above `value`.

    scikit-learn compares a float32 with a float64 threshold. A float32 is above that threshold exactly when it is above
    this one, so half the memory gives the same answer, ties included.
    """
    near = np.float32(value)
    return near if float(near) <= value else np.nextafter(near, np.float32(-np.inf))


def average_path_length(rows: int) -> float:
    """Average path length of an unsuccessful search in a binary search tree of `rows` rows.

    Reference: Liu, Ting, Zhou (ICDM 2008), equation 1.

    >>> average_path_length(1), average_path_length(2), round(average_path_length(256), 4)
    (0.0, 1.0, 10.2448)
    """
    if rows <= 1:
        return 0.0
    if rows == 2:
        return 1.0
    return 2.0 * (math.log(rows - 1.0) + float(np.euler_gamma)) - 2.0 * (rows - 1.0) / rows
