"""The parts of training, each against a plain definition of what it is for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from models import company
from models.calibration import EVIDENCE, calibrate
from models.features import WATCH, features_of
from models.model import Model
from models.number_id import blocks_of
from models.standing import CLEARED
from models.verdict import DANGEROUS, SUSPICIOUS
from tests.quick_model import quick_model
from tests.training.small_lessons import crowd, lessons, relabelled
from training.export import export_booster
from training.groups import MIN_GROUPS, teach_groups
from training.lesson import Lesson
from training.measuring import _found, measure
from training.records import read_history
from training.rows import fact_rows
from training.sampling import draw
from training.simulator import Scenario, simulate
from training.stages import CLOSER, FIRST_TREES, cascade_of, recalled_worst, whole_of
from training.teaching import (
    MIN_FRAUDSTERS,
    ROWS_PER_CALLER,
    ROWS_PER_FRAUDSTER,
    Matter,
    boost,
    gather,
    grow_forest,
    thinned,
)

KINDS = ("", "", "", "wangiri", "sim_box", "spoofed_flood")


@pytest.fixture(scope="module")
def model() -> Model:
    return quick_model()


@settings(max_examples=60)
@given(who=st.lists(st.integers(0, 5), max_size=60), most=st.integers(1, 7), seed=st.integers(0, 99))
def test_every_caller_weighs_one_and_gives_a_few_rows(who: list[int], most: int, seed: int) -> None:
    callers = np.array(who, np.intp)
    chosen = np.random.default_rng(seed).random(len(who)) < 0.8
    sample = draw(callers, chosen, most, np.random.default_rng(seed))
    assert chosen[sample.rows].all()
    assert (np.diff(sample.rows) > 0).all()
    for caller in set(callers[chosen].tolist()):
        mine = callers[sample.rows] == caller
        assert mine.sum() == min(most, np.count_nonzero(chosen & (callers == caller)))
        assert sample.weights[mine].sum() == pytest.approx(1.0)


def test_rows_of_a_caller_are_drawn_over_his_whole_time() -> None:
    sample = draw(np.zeros(10_000, np.intp), np.ones(10_000, bool), 100, np.random.default_rng(0))
    assert np.histogram(sample.rows, 4, (0, 10_000))[0].min() > 10


def test_a_busy_caller_does_not_drown_the_others_nor_one_class_the_other() -> None:
    lesson = lessons("teach")[0]
    calls = np.bincount(lesson.who)
    assert calls.max() > 20 * np.median(calls)
    matter = gather([lesson], [np.column_stack((lesson.who, lesson.rows[:, 0]))], 0)
    of_caller = np.bincount(matter.rows[:, 0].astype(int), minlength=len(calls))
    honest = ~lesson.guilty
    assert of_caller[honest].max() == ROWS_PER_CALLER
    assert ROWS_PER_CALLER < of_caller[~honest].max() <= ROWS_PER_FRAUDSTER
    assert not of_caller[lesson.kind == "spoofed_flood"].any()
    weight = np.bincount(matter.rows[:, 0].astype(int), matter.weights, minlength=len(calls))
    assert weight[honest] == pytest.approx(1.0)
    fraudsters = (of_caller > 0)[~honest].sum()
    assert weight[~honest].sum() == pytest.approx(math.sqrt(fraudsters * honest.sum()))


def test_thinned_rows_stand_for_those_that_are_left_out() -> None:
    random = np.random.default_rng(4)
    rows = np.zeros((60_000, company.COUNT), np.float32)
    rows[:, company.OWN] = random.choice([0.1, 0.5, 2.0], len(rows))
    fraud = random.random(len(rows)) < 0.1
    matter = Matter(rows, fraud, random.random(len(rows)), np.where(fraud, "irsf", ""))
    thin = thinned(matter, 0)
    assert thin.fraud.sum() == fraud.sum()
    for evidence, share in ((0.1, 1 / 8), (0.5, 1 / 3), (2.0, 1.0)):
        before, after = (np.isclose(one.rows[:, company.OWN], evidence) & ~one.fraud for one in (matter, thin))
        assert after.sum() == pytest.approx(share * before.sum(), rel=0.05)
        assert thin.weights[after].sum() == pytest.approx(matter.weights[before].sum(), rel=0.05)
    assert (thin.kinds[thin.fraud] == "irsf").all()


def test_a_tenth_of_the_calls_is_looked_at_closer(model: Model) -> None:
    held = lessons("calibrate")
    evidence = [model.numbers.judge(lesson.rows)[1] for lesson in held]
    everything = list(whole_of(held, evidence, model.numbers.forest))
    matter = gather(held, everything, 0)
    trees = boost(matter, [0] * matter.rows.shape[1], 0, rounds=FIRST_TREES + 20, leaves=4)
    cascade = cascade_of(held, model.numbers, trees)
    assert (len(cascade.first), len(cascade)) == (FIRST_TREES, len(trees))
    rows = np.concatenate(everything)
    closer = cascade.first.total(rows) >= cascade.floor
    assert closer.mean() == pytest.approx(CLOSER, abs=0.01)
    assert cascade.total(rows)[closer] == pytest.approx(trees.total(rows)[closer])


def test_the_numbers_of_a_block_stay_together_and_nobody_gets_lost() -> None:
    lesson = lessons("teach")[1]
    parts = lesson.split((0.5, 0.3, 0.2), 0)
    assert np.sort(np.concatenate([part.people for part in parts])).tolist() == lesson.people.tolist()
    assert sum(len(part.rows) for part in parts) == len(lesson.rows)
    shared = np.unique(blocks_of(lesson.people), return_counts=True)[1]
    assert shared.max() > 5
    blocks = [set(blocks_of(part.people).tolist()) for part in parts]
    assert not (blocks[0] & blocks[1] | blocks[0] & blocks[2] | blocks[1] & blocks[2])
    # Some blocks are full of callers: the draw is by block.
    shares = np.array([len(block) for block in blocks]) / sum(len(block) for block in blocks)
    assert shares.tolist() == pytest.approx([0.5, 0.3, 0.2], abs=0.1)
    for part in parts:
        assert (part.people[part.who] == part.numbers.subjects).all()
        whole = np.searchsorted(lesson.people, part.people)
        assert (part.guilty == lesson.guilty[whole]).all()
        assert np.isin(part.groups.members, part.people).all()
    again, other = lesson.split((0.5, 0.5), 0)[0], lesson.split((0.5, 0.5), 1)[0]
    assert again.people.tolist() == lesson.split((0.5, 0.5), 0)[0].people.tolist() != other.people.tolist()


@pytest.mark.parametrize("classes", [2, 3])
def test_an_exported_booster_says_what_the_fitted_one_does(classes: int) -> None:
    random = np.random.default_rng(classes)
    rows = random.normal(size=(800, 5)).round(1).astype(np.float32)
    labels = (rows[:, 0] + rows[:, 1] ** 2 > 0.5).astype(int) + (rows[:, 2] > 0.7) * (classes - 2)
    fitted = HistGradientBoostingClassifier(max_iter=25, max_depth=4, random_state=0).fit(rows, labels)
    # Values on the thresholds themselves, and far beyond what was learnt.
    asked = np.concatenate([rows, random.normal(scale=9.0, size=(200, 5)).astype(np.float32)])
    said = np.column_stack([trees.total(asked) for trees in export_booster(fitted)])
    wanted = fitted.decision_function(asked).reshape(len(asked), -1)
    assert said.shape[1] == (1 if classes == 2 else 3)
    assert np.abs(said - wanted).max() < 1e-5
    assert np.ptp(wanted) > 1.0


@pytest.mark.parametrize("budget", [1.0, 0.5, 0.1])
def test_a_budget_is_the_part_of_the_false_flags_that_a_detector_causes(budget: float) -> None:
    def people(seed: int, count: int) -> NDArray[np.float64]:
        return -np.random.default_rng(seed).gamma(3.0, size=count)

    curve = calibrate(people(0, 40_000), budget=budget)
    strangers = people(1, 2_000_000)
    for risk, share in ((SUSPICIOUS, 1e-3), (DANGEROUS, 1e-4)):
        assert (curve.risk(strangers) >= risk).mean() == pytest.approx(share * budget, rel=0.6)
    evidence = calibrate(people(0, 40_000), anchors=EVIDENCE)
    assert (evidence.risk(strangers) >= 3.0).mean() == pytest.approx(1e-3, rel=0.5)


crowds = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 5)), min_size=1, max_size=60).filter(
    lambda people: any(not kind for kind, _ in people)
)


@settings(max_examples=200)
@given(people=crowds, share=st.sampled_from([0.0, 0.03, 0.1, 0.25, 0.5, 0.9]))
def test_found_is_the_most_that_any_threshold_finds_within_the_false_flags(
    people: list[tuple[str, int]], share: float
) -> None:
    kinds, risks = np.array([kind for kind, _ in people]), np.array([risk for _, risk in people], np.float32)
    normal, fraud = risks[kinds == ""], risks[(kinds != "") & (kinds != "spoofed_flood")]
    found = [
        float((fraud >= threshold).mean())
        for threshold in range(7)
        if len(fraud) and (normal >= threshold).sum() <= share * len(normal)
    ]
    assert _found([crowd(kinds)], risks, share) == max(found, default=0.0)


def test_measures_are_those_of_a_plain_walk(model: Model) -> None:
    lesson = lessons("measure")[0]
    scores, evidence, novelty = model.numbers.judge(lesson.rows)
    kept = lesson.company(evidence)
    risks = np.maximum(model.risk(lesson.rows, scores, kept.rows), novelty).tolist()
    again = model.recall.risk(recalled_worst(lesson, kept, model.company)).tolist()
    ever, stands = dict(enumerate(again)), dict.fromkeys(range(len(lesson.people)), 0.0)
    for caller, risk in zip(lesson.who.tolist(), risks, strict=True):
        ever[caller] = max(ever[caller], risk)
        stands[caller] = max(stands[caller], risk) if risk >= CLEARED else risk
    normal = [k for k, kind in enumerate(lesson.kind) if kind == ""]
    fraud = [k for k, kind in enumerate(lesson.kind) if kind not in ("", "spoofed_flood")]
    found = measure(model, [lesson])
    assert (found["normal_callers"], found["fraud_callers"]) == (len(normal), len(fraud))
    for name, band in (("suspicious", SUSPICIOUS), ("dangerous", DANGEROUS)):
        for kind, members in (("normal", normal), ("fraud", fraud)):
            assert found[f"{kind}_{name}"] == pytest.approx(sum(ever[k] >= band for k in members) / len(members))
    limit = max(stands[k] for k in normal)  # with fewer than 1,000 normal callers none may be flagged
    assert (
        found["found_1e-3"] == found["found_1e-4"] == pytest.approx(sum(stands[k] > limit for k in fraud) / len(fraud))
    )
    assert found["fraud_suspicious"] > found["normal_suspicious"] > 0.0
    # Twice the same people: every share stays as it was.
    twice = measure(model, [lesson, lesson])
    assert twice["normal_suspicious"] == pytest.approx(found["normal_suspicious"])
    assert twice["fraud_callers"] == 2 * len(fraud)


def offices(seed: int, honest: int, guilty: int) -> Lesson:
    """A lesson of trunks with four desks each: people who call a few contacts, or robots that call strangers."""
    random = np.random.default_rng(seed)
    records: list[dict[str, Any]] = []
    for trunk in range(honest + guilty):
        bad = trunk >= honest
        for desk in range(4):
            for call in range(20 if bad else 6):
                other = random.integers(10**6) if bad else 10 * trunk + call % 3
                records.append({
                    "from": f"+4670{trunk:04d}{desk:03d}", "to": f"+4672{other:07d}", "account": f"office-{trunk}",
                    "start": 1_768_208_400 + int(random.integers(600 if bad else 20_000)),
                    "duration": 5 if bad else int(random.integers(30, 300)),
                    "true_label": "robocall" if bad else "normal",
                })  # fmt: skip
    records.sort(key=lambda record: record["start"] + record["duration"])
    return Lesson.of(read_history(records, "SE"))


def test_groups_are_taught_where_there_are_enough_of_them() -> None:
    teach, held = offices(0, MIN_GROUPS + 10, MIN_FRAUDSTERS + 5), offices(1, MIN_GROUPS + 10, 5)
    groups = teach_groups([teach], [held], 0, 20)
    assert list(groups) == ["trunk"]
    assert groups["trunk"].detector.booster is not None
    unseen = offices(2, 20, 20).groups
    risks = groups["trunk"].judge(features_of(unseen.facts))[1]
    names = unseen.members % np.uint64(10**7) // np.uint64(1000)
    worst = [risks[names == name].max() for name in range(40)]
    assert np.mean(np.array(worst[20:]) >= SUSPICIOUS) > 0.9
    assert np.mean(np.array(worst[:20]) >= SUSPICIOUS) < 0.1


def test_few_groups_are_not_taught_and_few_guilty_ones_teach_no_booster() -> None:
    enough, few = offices(0, MIN_GROUPS + 10, 5), offices(1, MIN_GROUPS - 1, 5)
    assert teach_groups([few], [enough], 0, 5) == {}
    assert teach_groups([enough], [few], 0, 5) == {}
    assert teach_groups([enough], [enough], 0, 5)["trunk"].detector.booster is None


def test_labels_are_read_from_the_first_fraudulent_call_on() -> None:
    call = {"from": "+46701234567", "to": "+46701234568", "duration": 30}
    said = ("normal", "normal", "wangiri", "normal")
    records = [{**call, "start": 1_768_208_400 + 100 * k, "true_label": label} for k, label in enumerate(said)]
    lesson = Lesson.of(read_history(records))
    assert (lesson.fraud.tolist(), lesson.kind.tolist()) == ([False, False, True, True], ["wangiri"])
    assert relabelled(lesson, np.array([""])).fraud.tolist() == [False] * 4


def test_records_are_read_in_order_whatever_their_number() -> None:
    world = Scenario(subscribers=800, hours=12.0)

    def some() -> Iterator[dict[str, Any]]:
        yield from (dict(record) for record in simulate(world))

    history = read_history(some())
    assert len(history.calls) == sum(1 for _ in simulate(world)) > 2000
    assert (np.diff(history.calls["end_ms"]) >= 0).all()
    assert history.rejected == 0


def test_rows_are_the_same_whatever_the_number_of_profiles_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = read_history(simulate(Scenario(subscribers=500, hours=12.0))).calls
    numbers, groups = fact_rows(calls)
    monkeypatch.setattr("training.rows._GROUP", 97)
    again, others = fact_rows(calls)
    assert again.facts.tobytes() == numbers.facts.tobytes()
    assert others.facts.tobytes() == groups.facts.tobytes()
    assert again.calls.tolist() == list(range(len(calls)))


def test_a_call_that_comes_twice_counts_once() -> None:
    calls = read_history(simulate(Scenario(subscribers=800, hours=10.0))).calls[:50]
    made, _ = fact_rows(np.repeat(calls, 2))
    assert made.calls.tolist() == list(range(0, 100, 2))
    assert made.facts.tobytes() == fact_rows(calls)[0].facts.tobytes()


def test_nobody_is_strange_to_the_forest_for_how_long_the_network_was_watched() -> None:
    lesson = lessons("teach")[0]
    forest, sample = grow_forest(gather([lesson], [lesson.rows], 0), 30, 256, 0)
    other = lesson.rows[:500].copy()
    other[:, WATCH] = 99.0
    assert np.ptp(sample[:, WATCH], axis=0).min() > 0  # what it was grown from does differ in them
    assert forest.score(other).tolist() == forest.score(lesson.rows[:500]).tolist()
