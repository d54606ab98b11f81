"""What analysts say of numbers changes what is learnt, and only for those numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.label import Label
from tests.training.small_lessons import lessons, unlabelled
from training.analyst_labels import UNNAMED, kinds_of, labelled
from training.cleaning import presume_normal
from training.lesson import Lesson
from training.records import read_history
from training.simulator import Scenario, simulate
from training.teaching import gather
from training.train import train

WORLD = replace(Scenario.load("varied"), subscribers=1500, hours=24.0, seed=3, fraud_share=0.3)


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [dict(record) for record in simulate(WORLD)]


@pytest.fixture(scope="module")
def lesson(records: list[dict[str, Any]]) -> Lesson:
    return Lesson.of(read_history(records))


def label(number: int, *, fraud: bool, fraud_type: str | None = None) -> Label:
    return Label(subject=f"+{number}", id=number, fraud=fraud, fraud_type=fraud_type, by="ann", at_ms=1)


def test_calls_of_a_labelled_number_become_fraud_or_normal() -> None:
    lesson = lessons("teach")[0]
    guilty, innocent = (int(np.flatnonzero(one)[3]) for one in (lesson.guilty, ~lesson.guilty))
    bad, good = int(lesson.people[innocent]), int(lesson.people[guilty])
    said = kinds_of([label(bad, fraud=True, fraud_type="Wangiri"), label(good, fraud=False), label(7, fraud=True)])
    told, known = labelled(lesson, said)
    assert np.flatnonzero(known).tolist() == sorted([guilty, innocent])
    assert (told.kind[innocent], told.kind[guilty]) == ("Wangiri", "")
    assert told.fraud[told.who == innocent].all()
    assert not told.fraud[told.who == guilty].any()
    others = ~np.isin(told.who, [guilty, innocent])
    assert (told.fraud[others] == lesson.fraud[others]).all()
    assert (told.kind[~known] == lesson.kind[~known]).all()
    other, _ = labelled(lesson, {bad: "IRSF", good: ""})
    assert len({lesson.digest, told.digest, other.digest}) == 3
    # What the boosters see: rows of the two have changed sides.
    matter = gather([told.of_people(known)], [told.of_people(known).rows], 0)
    assert set(zip(matter.kinds.tolist(), matter.fraud.tolist(), strict=True)) == {("Wangiri", True), ("", False)}


def test_labels_of_nobody_here_change_nothing() -> None:
    lesson = lessons("teach")[0]
    told, known = labelled(lesson, {7: UNNAMED})
    assert told is lesson
    assert not known.any()


def test_cleaning_keeps_whoever_has_a_label_and_learns_normal_from_no_fraudster(lesson: Lesson) -> None:
    plain = unlabelled(lesson)
    aside = ~np.isin(plain.people, presume_normal(plain, None, 0).people)
    spared = plain.people[aside][:5].tolist()
    caught = plain.people[~aside][:5].tolist()
    said = {**dict.fromkeys(spared, ""), **dict.fromkeys(caught, UNNAMED)}
    told, known = labelled(plain, said)
    clean = presume_normal(told, None, 0, known)
    assert set(spared + caught) <= set(clean.people.tolist())
    assert clean.people[clean.guilty].tolist() == sorted(caught)


def test_labels_of_analysts_switch_the_second_stage_on(records: list[dict[str, Any]], lesson: Lesson) -> None:
    bare = [{key: value for key, value in record.items() if key != "true_label"} for record in records]
    fraud = lesson.guilty & (lesson.kind != "spoofed_flood")
    labels = [label(one, fraud=True, fraud_type="Robocall") for one in lesson.people[fraud].tolist()]
    without = train(bare, worlds=False, trees=5).manifest
    taught = train(bare, worlds=False, trees=5, labels=labels)
    assert (without.supervised, taught.manifest.supervised) == (False, True)
    assert taught.manifest.kinds == ("Robocall",)
    assert taught.manifest.data_sha256 != without.data_sha256
    # The other way round: who the records say commits fraud, and an analyst says does not.
    false_alarms = [label(one, fraud=False) for one in lesson.people[lesson.guilty].tolist()]
    cleared = train(records, worlds=False, trees=5, labels=false_alarms).manifest
    assert (cleared.supervised, cleared.metrics["fraud_callers"]) == (False, 0)
