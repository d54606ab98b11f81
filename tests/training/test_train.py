"""Training learns from normal callers only, is reproducible, and finds what it has to find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.features import NAMES
from models.leg import split
from models.model import Model
from models.profile import new_profiles
from models.profile_fold import fold
from training.errors import TrainingDataError
from training.evaluate import evaluate
from training.records import read_history
from training.rows import RETENTION, feature_rows
from training.simulator import NORMAL, Scenario, simulate
from training.train import train, train_on

SMALL = Scenario(subscribers=800, hours=24.0)


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    return []


@pytest.fixture(scope="module")
def model(told: list[tuple[str, float]]) -> Model:
    return train_on(SMALL, progress=lambda what, done: told.append((what, done)))


def arrays(model: Model) -> list[bytes]:
    forest = model.forest
    return [forest.feature.tobytes(), forest.threshold.tobytes(), forest.length.tobytes(), model.normal.tobytes()]


def test_both_campaigns_are_found_in_a_world_never_seen(model: Model) -> None:
    metrics = model.manifest.metrics
    assert metrics["fraud_callers"] == 10
    assert metrics["fraud_suspicious"] == 1.0
    assert metrics["calls_to_suspicious"] <= 10
    assert metrics["normal_suspicious"] < 0.01


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(model: Model) -> None:
    again = train_on(SMALL)
    assert arrays(again) == arrays(model)
    assert again.calibration == model.calibration
    assert again.manifest == model.manifest
    assert arrays(train_on(SMALL, seed=1)) != arrays(model)


def test_the_manifest_says_what_was_learnt(model: Model) -> None:
    manifest = model.manifest
    assert manifest.features == NAMES
    assert (manifest.trees, manifest.max_samples) == (len(model.forest), 256)
    assert "2026-01-12T00" < manifest.trained_from < manifest.trained_to < "2026-01-13T03"
    assert 700 < manifest.callers <= 800
    assert manifest.rows > manifest.callers


def test_progress_goes_from_nothing_to_done(model: Model, told: list[tuple[str, float]]) -> None:
    done = [part for _, part in told]
    assert done == sorted(done)
    assert (done[0], told[-1]) == (0.0, ("done", 1.0))


def test_fraudsters_are_never_learnt_from() -> None:
    records = list(simulate(SMALL))
    # What fraudsters do changes nothing as long as they call the same numbers at the same times.
    other = [
        record if record["true_label"] == NORMAL else {**record, "origin_region": "Elsewhere"} for record in records
    ]
    assert arrays(train(records)) == arrays(train(other))
    unlabelled = [{key: value for key, value in record.items() if key != "true_label"} for record in records]
    assert arrays(train(unlabelled)) != arrays(train(records))


def test_without_other_worlds_its_own_callers_calibrate_and_measure() -> None:
    metrics = train(simulate(SMALL)).manifest.metrics
    assert 100 < metrics["normal_callers"] < 200
    assert metrics["fraud_callers"] == 10


def test_without_fraud_only_normal_callers_are_measured() -> None:
    metrics = train(simulate(replace(SMALL, wangiri=False, robocall=False))).manifest.metrics
    assert metrics["fraud_callers"] == 0
    assert "fraud_suspicious" not in metrics
    assert "calls_to_suspicious" not in metrics


@pytest.mark.parametrize("records", [[], [{"caller": "nobody"}]], ids=["none", "no calls"])
def test_too_little_to_learn_from_is_said(records: list[dict[str, Any]]) -> None:
    with pytest.raises(TrainingDataError, match="Only 0 normal callers"):
        train(records)


def test_a_calibration_world_without_people_is_said() -> None:
    with pytest.raises(TrainingDataError, match="too few to calibrate"):
        train(simulate(SMALL), calibrate_on=[[]])


def test_records_are_read_in_order_whatever_their_number() -> None:
    def some() -> Iterator[dict[str, Any]]:
        yield from (dict(record) for record in simulate(SMALL))

    history = read_history(some())
    assert len(history.calls) == sum(1 for _ in simulate(SMALL))
    assert (np.diff(history.calls["end_ms"]) >= 0).all()
    assert history.rejected == 0
    assert len(history.fraudsters) == 10


def test_feature_rows_are_those_of_the_kernel_in_groups_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = read_history(simulate(replace(SMALL, hours=12.0))).calls
    legs = split(calls, np.arange(len(calls), dtype=np.uint64))
    subjects, slots = np.unique(legs["subject"], return_inverse=True)
    lanes = np.zeros(len(legs), np.uint8)
    rows = fold(new_profiles(len(subjects)), slots.astype(np.int32), lanes, legs, RETENTION).rows
    monkeypatch.setattr("training.rows._GROUP", 97)
    made = feature_rows(calls)
    assert made.rows.tobytes() == rows.tobytes()
    assert made.calls.tolist() == list(range(len(calls)))


def test_a_call_that_comes_twice_counts_once() -> None:
    calls = read_history(simulate(replace(SMALL, hours=10.0))).calls[:50]
    twice = np.repeat(calls, 2)
    made = feature_rows(twice)
    assert made.calls.tolist() == list(range(0, 100, 2))
    assert made.rows.tobytes() == feature_rows(calls).rows.tobytes()


def test_evaluation_counts_people_not_calls() -> None:
    callers = np.array([1, 1, 2, 2, 3, 4], np.uint64)
    risks = np.array([49, 50, 90, 10, 0, 0], np.float32)
    found = evaluate(risks, callers, np.array([2, 4], np.uint64))
    assert found == {
        "normal_callers": 2.0,
        "fraud_callers": 2.0,
        "normal_suspicious": 0.5,
        "fraud_suspicious": 0.5,
        "calls_to_suspicious": 1.0,
        "normal_dangerous": 0.0,
        "fraud_dangerous": 0.5,
        "calls_to_dangerous": 1.0,
    }
