"""Risk follows the tail probability among normal callers."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.calibration import MIN_SCORES, Calibration, calibrate

SCORES = arrays(
    np.float64, st.integers(MIN_SCORES, 300), elements=st.floats(-1.0, -0.3, allow_nan=False, allow_infinity=False)
)


@pytest.fixture(scope="module")
def sample() -> np.ndarray:
    return -0.45 - 0.02 * np.random.default_rng(0).standard_exponential(200_000)


def test_one_normal_caller_in_a_thousand_reaches_50_and_one_in_ten_thousand_85(sample: np.ndarray) -> None:
    risk = calibrate(sample[:100_000]).risk(sample[100_000:])
    assert np.mean(risk >= 50) == pytest.approx(1e-3, rel=0.3)
    assert np.mean(risk >= 85) == pytest.approx(1e-4, rel=0.7)


def test_a_sample_of_2000_callers_already_finds_thresholds_beyond_itself(sample: np.ndarray) -> None:
    true_50, true_85 = -0.45 + 0.02 * np.log([1e-3, 1e-4])
    parts = [calibrate(part) for part in sample.reshape(100, 2000)]
    # Fits scatter; half of them must be near, and hardly any threshold may be far on the side of false flags.
    assert np.median([part.score_at(50) for part in parts]) == pytest.approx(true_50, abs=0.01)
    assert np.median([part.score_at(85) for part in parts]) == pytest.approx(true_85, abs=0.02)
    flagged = [np.mean(sample <= part.score_at(50)) for part in parts]
    assert np.quantile(flagged, 0.95) < 3e-3


@given(scores=SCORES, others=SCORES)
def test_risk_falls_as_the_score_rises_and_stays_within_its_range(scores: np.ndarray, others: np.ndarray) -> None:
    risk = calibrate(scores).risk(np.sort(others))
    assert risk.dtype == np.float32
    assert (np.diff(risk) <= 0).all()
    assert ((risk >= 0) & (risk <= 100)).all()


@given(scores=SCORES)
def test_a_calibration_survives_json_without_loss(scores: np.ndarray) -> None:
    curve = calibrate(scores)
    assert Calibration.from_json(json.loads(json.dumps(curve.to_json()))) == curve


def test_a_risk_depends_on_its_score_alone(sample: np.ndarray) -> None:
    curve = calibrate(sample[:5000])
    alone = np.concatenate([curve.risk(sample[i : i + 1]) for i in range(300)])
    assert curve.risk(sample[:300]).tobytes() == alone.tobytes()


def test_callers_who_all_score_alike_make_lower_scores_risky() -> None:
    assert calibrate(np.full(50, -0.5)).risk(np.array([-0.49, -0.5, -0.6])).tolist() == [0.0, 0.0, 100.0]


def test_too_few_callers_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        calibrate(np.full(MIN_SCORES - 1, -0.5))


@pytest.mark.parametrize(
    "knots",
    [
        (),
        ((-0.5, 10.0),),
        ((-0.5, 10.0), (-0.5, 5.0)),
        ((-0.5, 10.0), (-0.4, 20.0)),
        ((-0.5, 110.0), (-0.4, 20.0)),
        ((float("nan"), 50.0), (-0.4, 20.0)),
    ],
)
def test_knots_that_are_no_falling_curve_are_refused(knots: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValueError, match="knots"):
        Calibration(knots)


def test_json_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="knots"):
        Calibration.from_json({"curve": []})
