"""Explanations: the risk that each feature is worth, and its place among normal callers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models import company
from models import facts as f
from models.calibration import Calibration
from models.company import COMPANY, keep_company
from models.detector import Detector
from models.explaining import SIBLINGS, Contribution, explain, model_risk, reaches
from models.features import COUNT, FEATURES, NAMES, features_of
from models.model import Model
from models.phrases import is_extreme, tell
from models.trees import Trees
from training.compile_kernels import stub_model

CALLS_1H = NAMES.index("calls_1h")
NEAR = NAMES.index("near_ratio")


def leaf(feature: int, threshold: float, below: float, above: float, features: int) -> Trees:
    """One tree with one question."""
    return Trees(
        np.array([[0, feature]], np.uint16),
        np.array([[0, threshold]], np.float32),
        np.array([[below, above]], np.float32),
        1,
        features,
    )


def model_of(booster: Trees) -> Model:
    """A model whose risk is 100 where the booster says 4 and falls in a straight line to 0 where it says 0."""
    stub = stub_model(supervised=False, risk=0.0)
    line = Calibration(((-4.0, 100.0), (0.0, 0.0)))
    evidence = Calibration(((-8.0, 8.0), (0.0, 0.0)))
    flat = Calibration(((-1.0, 0.0), (0.0, 0.0)))
    normal = np.zeros((101, COUNT), np.float32)
    normal[:, CALLS_1H] = np.log1p(np.linspace(0, 20, 101))
    return replace(
        stub,
        numbers=Detector(stub.numbers.forest, booster, evidence, flat),
        company=None,
        calibration=line,
        normal=normal,
    )


def facts_of(**values: float) -> Any:
    row = np.zeros(f.COUNT, np.float32)
    for name, value in values.items():
        row[f.NAMES.index(name)] = value
    return row


def alone(evidence: float = 0.0) -> Any:
    row = np.zeros(company.COUNT, np.float32)
    row[company.OWN] = evidence
    return row


BUSY = facts_of(calls=214, answered=3, calls_1h=214, calls_24h=214, callees_1h=209, callees=209, hours_active=1)


def test_the_feature_that_the_risk_rests_on_comes_first_with_all_of_it() -> None:
    model = model_of(leaf(CALLS_1H, float(np.log1p(100)), 0.0, 3.0, COUNT + 1))
    found = explain(model, BUSY, alone(3.0))
    assert found[0].feature == "calls_1h"
    assert found[0].value == pytest.approx(np.log1p(214))
    assert (found[0].percentile, found[0].risk_lost) == (100, 75.0)
    assert {one.risk_lost for one in found[1:]} == {0.0}
    assert {one.feature for one in found} == {*FEATURES, SIBLINGS}
    assert model_risk(model, features_of(BUSY[None, :]), alone()[None, :]).tolist() == [75.0]


def test_a_feature_reaches_as_far_as_normal_callers_move_the_score() -> None:
    found = reaches(model_of(leaf(CALLS_1H, float(np.log1p(15)), 0.5, 3.0, COUNT + 1)))
    assert next(iter(found.items())) == ("calls_1h", 2.5)
    assert set(found) == set(FEATURES)
    assert set(list(found.values())[1:]) == {0.0}
    out_of_reach = reaches(model_of(leaf(CALLS_1H, float(np.log1p(25)), 0.5, 3.0, COUNT + 1)))
    assert set(out_of_reach.values()) == {0.0}


def test_what_speaks_for_a_number_has_less_than_no_risk() -> None:
    model = model_of(leaf(CALLS_1H, float(np.log1p(100)), 3.0, 1.0, COUNT + 1))
    found = {one.feature: one.risk_lost for one in explain(model, BUSY, alone(1.0))}
    assert found["calls_1h"] == -50.0


def test_siblings_are_worth_what_is_lost_without_them() -> None:
    # Without a company booster half of the siblings' evidence counts, in full from own evidence 3 on.
    model = model_of(leaf(CALLS_1H, 4.0, 0.0, 3.0, COUNT + 1))
    blocks, facts = np.zeros(1, COMPANY), BUSY[None, :].copy()
    blocks["last"][0, 7], blocks["evidence"][0, 7] = 1_000_000, 2.7
    numbers, ends = np.array([46701234501], np.uint64), np.array([1_000_000_000])
    before = blocks.copy()
    rows = keep_company(
        blocks, np.zeros(1, np.int32), numbers, ends, np.zeros(1, bool), np.array([3.0], np.float32), facts
    ).rows
    assert blocks.tobytes() == before.tobytes(), "only calls that count leave a trace"
    found = explain(model, facts[0], rows[0])
    assert found[0].feature == "calls_1h", "without it there is no evidence at all"
    siblings = next(one for one in found if one.feature == SIBLINGS)
    assert siblings.value == pytest.approx(2.0)
    assert siblings.percentile is None
    assert siblings.risk_lost == pytest.approx(25.0)


def test_where_others_suffice_the_raw_score_decides_the_order() -> None:
    calls, near = leaf(CALLS_1H, 4.0, 0.0, 4.0, COUNT + 1), leaf(NEAR, 0.5, 0.0, 7.0, COUNT + 1)
    both = Trees(
        np.concatenate((calls.feature, near.feature)),
        np.concatenate((calls.threshold, near.threshold)),
        np.concatenate((calls.value, near.value)),
        1,
        COUNT + 1,
    )
    model = model_of(both)
    found = explain(model, facts_of(calls=100, calls_1h=100, near=95), alone())
    assert [one.feature for one in found[:2]] == ["near_ratio", "calls_1h"]
    assert [one.score_lost for one in found[:3]] == [4.0, 1.0, 0.0]
    assert {one.risk_lost for one in found} == {0.0}


def test_a_percentile_counts_half_of_the_ties() -> None:
    model = model_of(leaf(0, 0.0, 0.0, 0.0, COUNT + 1))
    found = {one.feature: one for one in explain(model, facts_of(calls_1h=10), alone())}
    assert found["calls_1h"].percentile == 50
    assert found["near_ratio"].percentile == 50, "all normal callers have 0, as it has"
    assert not is_extreme(found["near_ratio"], model.normal)


@pytest.mark.parametrize("feature", NAMES)
def test_every_feature_can_be_told_with_what_is_normal(feature: str) -> None:
    facts = dict.fromkeys(f.NAMES, 2.0)
    normal = np.tile(np.linspace(0.2, 1.0, 101, dtype=np.float32)[:, None], (1, COUNT))
    for value, word in ((5.0, "at most"), (-5.0, "at least"), (0.6, "mostly about")):
        said = tell(Contribution(feature, value, 50, 1.0), facts, normal)
        text, _, bound = said.partition("; normal callers: ")
        assert any(figure in text for figure in "12")
        assert bound.startswith(word)
        assert "{" not in said


def test_siblings_are_told_by_their_numbers() -> None:
    said = tell(
        Contribution(SIBLINGS, 4.0, None, 20.0),
        {"siblings": 12.0, "siblings_strange": 5.0},
        np.zeros((101, COUNT), np.float32),
    )
    assert said == "5 of 12 other numbers of its block that called within three days are strange too"
