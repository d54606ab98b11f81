"""Drift: the latest calls are told by how strange their callers are, and by how far features have moved."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from models import facts
from models.drift import LEAST, TAILS, Drift, stability
from models.features import NAMES, features_of
from models.verdict import VERDICT

NORMAL = np.random.default_rng(1).normal(size=100_000).astype(np.float32)
PERCENTILES = np.percentile(NORMAL, np.arange(101)).astype(np.float32)


def verdicts(count: int, **fields: object) -> NDArray[np.void]:
    """Verdicts of so many callers, one call each, all of which are kept."""
    found = np.zeros(count, VERDICT)
    found["number"] = np.arange(count) + 1
    found["end_ms"] = 1000 + np.arange(count)
    for name, value in fields.items():
        found[name] = value
    return found


def blank(count: int) -> NDArray[np.float32]:
    return np.zeros((count, facts.COUNT), np.float32)


def normal_features() -> NDArray[np.float32]:
    """Percentiles of calls whose facts are all zero."""
    return np.repeat(features_of(blank(1)), 101, axis=0)


def test_the_same_distribution_has_an_index_near_nothing() -> None:
    again = np.random.default_rng(2).normal(size=5000).astype(np.float32)
    assert stability(again, PERCENTILES) < 0.01


def test_the_index_is_what_its_formula_says() -> None:
    half_above = np.concatenate([np.full(500, -9, np.float32), np.full(500, 9, np.float32)])
    # Two bins of ten hold half each, eight hold nothing, which counts as 1 in 10,000.
    wanted = 2 * (0.5 - 0.1) * np.log(0.5 / 0.1) + 8 * (1e-4 - 0.1) * np.log(1e-4 / 0.1)
    assert stability(half_above, PERCENTILES) == pytest.approx(wanted, rel=1e-6)


def test_values_that_most_callers_share_make_one_bin() -> None:
    mostly_none = np.where(np.arange(101) < 80, 0.0, np.arange(101)).astype(np.float32)
    same = np.where(np.arange(10_000) % 100 < 80, 0.0, 85.0 + np.arange(10_000) % 15).astype(np.float32)
    assert stability(same, mostly_none) < 0.2
    assert stability(np.full(1000, 95.0, np.float32), mostly_none) > 1.0


def test_it_is_further_away_the_further_it_has_moved() -> None:
    moved = [stability(NORMAL[:5000] + np.float32(by), PERCENTILES) for by in (0.0, 0.3, 1.0, 3.0)]
    assert moved == sorted(moved)
    assert moved[1] < 0.1 < 0.25 < moved[2]


def test_few_calls_tell_nothing() -> None:
    drift = Drift(kept=1000, one_in=1)
    assert drift.found(normal_features()).calls == 0
    drift.see(verdicts(LEAST - 1), blank(LEAST - 1))
    found = drift.found(normal_features())
    assert (found.calls, found.suspicious, found.tails, found.features) == (LEAST - 1, None, [], {})


def test_a_caller_counts_by_its_strangest_call() -> None:
    drift = Drift(kept=2000, one_in=1)
    calls = verdicts(1000, risk=10.0, evidence=0.5)
    calls["number"] = np.arange(1000) // 2  # two calls each
    calls["evidence"][:100:2] = 2.5  # 50 callers look like one in 300 at one of theirs
    calls["risk"][:10] = 90.0
    calls["risk"][10:30] = 60.0
    drift.see(calls, blank(1000))
    found = drift.found(normal_features())
    assert (found.calls, found.callers, found.first_ms, found.last_ms) == (1000, 500, 1000, 1999)
    assert [(tail.one_in, tail.callers) for tail in found.tails] == list(zip(TAILS, (0.1, 0.1, 0.0, 0.0), strict=True))
    assert (found.suspicious, found.dangerous) == (0.03, 0.01)
    assert set(found.features) == set(NAMES) - {"watched", "absent"}  # a young stream is not a drifted one
    assert max(found.features.values()) < 0.01


def test_the_latest_calls_are_kept_one_in_so_many_and_none_twice() -> None:
    drift = Drift(kept=600, one_in=4)
    for begin in range(0, 8000, 1000):
        calls = verdicts(1000, call_hash=np.arange(begin, begin + 1000))
        calls["end_ms"] += begin
        drift.see(calls, blank(1000))
    found = drift.found(normal_features())
    assert (found.calls, found.first_ms, found.last_ms) == (600, 1000 + 5600, 1000 + 7996)
    drift.see(verdicts(1000, duplicate=1), blank(1000))
    assert drift.found(normal_features()) == found


def test_a_feature_that_has_moved_comes_first() -> None:
    rows = blank(1000)
    rows[:, facts.NAMES.index("night")] = 5.0
    rows[:, facts.NAMES.index("calls")] = 5.0
    drift = Drift(kept=1000, one_in=1)
    drift.see(verdicts(1000), rows)
    features = drift.found(normal_features()).features
    assert features["night_call_ratio"] > 0.25
    assert list(features.values()) == sorted(features.values(), reverse=True)
