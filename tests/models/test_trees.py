"""Trees, naming and detectors: walked as a plain walk does, each row by itself, and back from their arrays."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.calibration import Calibration
from models.detector import Detector
from models.forest import Forest
from models.naming import LIKELY, Naming
from models.rules.rule import FRAUD_TYPES
from models.trees import Trees

LEVEL = Calibration(((-1.0, 90.0), (1.0, 10.0)))
TYPES = ("Wangiri", "Robocall", "SIM Box")


def grown(seed: int, features: int, trees: int = 5, depth: int = 4) -> Trees:
    random = np.random.default_rng(seed)
    shape = (trees, 1 << depth)
    threshold = random.normal(size=shape).astype(np.float32)
    threshold[random.random(shape) < 0.2] = np.inf
    return Trees(
        random.integers(0, features, shape).astype(np.uint16), threshold, random.normal(size=shape).astype(np.float32),
        depth, features,
    )  # fmt: skip


def walked(trees: Trees, row: NDArray[np.float32]) -> float:
    """The sum of the leaves that a row comes to, tree by tree, question by question."""
    total = 0.0
    for tree in range(len(trees)):
        node = 1
        while node < 1 << trees.depth:
            node = 2 * node + int(row[trees.feature[tree, node]] > trees.threshold[tree, node])
        total += float(trees.value[tree, node - (1 << trees.depth)])
    return total


@settings(max_examples=60)
@given(seed=st.integers(0, 2**32), count=st.integers(0, 19), depth=st.integers(0, 6))
def test_rows_are_walked_as_a_plain_walk_does(seed: int, count: int, depth: int) -> None:
    trees = grown(seed, 3, depth=depth)
    rows = np.random.default_rng(seed ^ 1).normal(size=(count, 3)).astype(np.float32)
    assert trees.total(rows).tolist() == [walked(trees, row) for row in rows]


@settings(max_examples=40)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 9))
def test_the_likeliest_type_is_named_when_it_is_likely_enough(seed: int, count: int) -> None:
    naming = Naming(tuple(grown(seed + k, 3) for k in range(3)), TYPES)
    rows = np.random.default_rng(seed ^ 1).normal(size=(count, 3)).astype(np.float32)
    codes, confidence = naming.name(rows)
    for row, code, likely in zip(rows, codes.tolist(), confidence.tolist(), strict=True):
        odds = [math.exp(walked(trees, row)) for trees in naming.boosters]
        best = max(odds) / sum(odds)
        assert likely == pytest.approx(best, rel=1e-5)
        if abs(best - LIKELY) > 1e-5:
            assert FRAUD_TYPES[code] == (TYPES[odds.index(max(odds))] if best >= LIKELY else "Unknown Fraud")
        assert [part.tolist() for part in naming.name(row[None])] == [[code], [pytest.approx(likely)]]
    back = Naming.from_arrays(naming.arrays())
    assert back.name(rows)[1].tobytes() == confidence.tobytes()


def test_naming_needs_a_booster_for_each_of_its_known_types() -> None:
    for types in (("Wangiri",), ("Wangiri", "Nonsense")):
        with pytest.raises(ValueError, match="naming needs"):
            Naming((grown(1, 3), grown(2, 3)), types)


@pytest.mark.parametrize("supervised", [True, False])
def test_a_detector_reads_its_booster_beside_the_forests_score(supervised: bool) -> None:
    forest = Forest(grown(1, 3), 9.0)
    detector = Detector(forest, grown(2, 4) if supervised else None, LEVEL, LEVEL)
    rows = np.random.default_rng(5).normal(size=(9, 3)).astype(np.float32)
    scores, evidence, novelty = detector.judge(rows)
    assert scores.tobytes() == forest.score(rows).tobytes()
    raw = detector.raw(rows)[1]
    for row, score, figure in zip(rows, scores, raw, strict=True):
        seen = np.append(row, np.float32(score)).astype(np.float32)
        assert figure == (-walked(detector.booster, seen) if detector.booster is not None else score)
    assert evidence.tobytes() == LEVEL.risk(raw).tobytes()
    assert novelty.tobytes() == LEVEL.risk(scores).tobytes()
    alone = [detector.judge(rows[k : k + 1]) for k in range(9)]
    assert b"".join(one[1].tobytes() for one in alone) == evidence.tobytes()
    back = Detector.from_arrays(detector.arrays())
    assert [part.tobytes() for part in back.judge(rows)] == [part.tobytes() for part in (scores, evidence, novelty)]


def test_a_booster_of_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="reads 3 features and the forest"):
        Detector(Forest(grown(1, 3), 9.0), grown(2, 3), LEVEL, LEVEL)


def test_a_tree_that_asks_beyond_the_row_is_refused() -> None:
    with pytest.raises(ValueError, match="feature"):
        Trees(**{**grown(1, 3).arrays(), "features": 2})
    with pytest.raises(ValueError, match="contiguous"):
        Trees(**{**grown(1, 3).arrays(), "depth": 3})
