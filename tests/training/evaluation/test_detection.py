"""Shares found at a rate of false flags, against a plain definition; average precision, against scikit-learn's."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from training.evaluation.detection import allowed, average_precision, bound, detection, found_at, roc

# Few different scores, so that ties abound.
SCORES = st.lists(st.integers(0, 8).map(float), min_size=1, max_size=60)
RATES = st.sampled_from([1e-4, 1e-3, 0.02, 0.1, 0.5, 1.0])


def plain(honest: list[float], fraud: list[float], rate: float) -> float:
    """The best threshold "score at least t" among all that flag no larger share of the honest."""
    best = Fraction(0)
    for threshold in sorted({*honest, *fraud}):
        if Fraction(sum(score >= threshold for score in honest), len(honest)) <= Fraction(str(rate)):
            best = max(best, Fraction(sum(score >= threshold for score in fraud), len(fraud)))
    return float(best)


@given(SCORES, SCORES, RATES)
def test_found_is_what_the_best_allowed_threshold_finds(honest: list[float], fraud: list[float], rate: float) -> None:
    assert found_at(np.array(honest), np.array(fraud), rate) == pytest.approx(plain(honest, fraud, rate))


@given(SCORES, SCORES, RATES)
def test_order_changes_nothing_and_inputs_stay(honest: list[float], fraud: list[float], rate: float) -> None:
    given_honest, given_fraud = np.array(honest), np.array(fraud)
    found = found_at(given_honest, given_fraud, rate)
    assert found_at(np.array(honest[::-1]), np.array(sorted(fraud)), rate) == found
    assert (given_honest.tolist(), given_fraud.tolist()) == (honest, fraud)


@given(SCORES, SCORES)
def test_average_precision_is_that_of_scikit_learn(honest: list[float], fraud: list[float]) -> None:
    truth = [0] * len(honest) + [1] * len(fraud)
    wanted = average_precision_score(truth, honest + fraud)
    assert average_precision(np.array(honest), np.array(fraud)) == pytest.approx(wanted)


def test_a_tie_with_the_first_number_that_must_not_be_flagged_finds_nothing() -> None:
    honest = np.concatenate((np.full(9_999, 1.0), [50.0]))
    assert found_at(honest, np.array([50.0, 50.1]), 1e-4) == 1.0, "one of 10,000 may be flagged: that with 50"
    assert found_at(honest[1:], np.array([50.0, 50.1]), 1e-4) == 0.5, "of 9,999 none may"
    assert found_at(np.full(20_000, 50.0), np.array([50.0]), 1e-4) == 0.0


def test_how_many_may_be_flagged_is_exact() -> None:
    for honest in range(0, 200_000, 1000):
        assert allowed(honest, 1e-3) == honest // 1000
        assert allowed(honest, 1e-4) == honest // 10_000


def test_curve_begins_without_false_flags_and_rises() -> None:
    rng = np.random.default_rng(1)
    points = roc(rng.normal(0, 1, 10_000), rng.normal(2, 1, 300))
    assert [point["false_flags"] for point in points] == [0, 1, 2, 3, 5, 10, 20, 30, 50, 100, 200]
    found = [point["tpr"] for point in points]
    assert found == sorted(found)
    assert 0 < found[0] < found[-1] < 1
    assert points[-1]["fpr"] == 0.02


def test_without_one_side_there_is_nothing_to_tell() -> None:
    none, some = np.zeros(0), np.array([1.0])
    assert found_at(none, some, 0.1) is None
    assert found_at(some, none, 0.1) is None
    assert roc(none, some) == roc(some, none) == []
    assert average_precision(some, none) is None
    assert average_precision(none, some) == 1.0
    assert bound(none, 0) == -np.inf
    assert detection(none, none)["at_1e-4"] == {"tpr": None, "false_flags_allowed": 0, "score_to_exceed": None}
