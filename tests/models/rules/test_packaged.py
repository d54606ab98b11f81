"""The rules that come with Ringfence: they fire on their traces and stay silent on honest heavy callers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from app.rule_files import load_rules
from models.facts import MEANING, NAMES
from models.rules import FRAUD_TYPES, Rule, parse_rules
from models.rules.rule import Sample

DOCS = Path(__file__).parents[3] / "docs" / "rules.md"
SET = load_rules(None, NAMES)


def rows_of(samples: tuple[Sample, ...] | list[Sample]) -> NDArray[np.float32]:
    assert all(name in NAMES for sample in samples for name in sample)
    return np.array([[sample.get(name, 0.0) for name in NAMES] for sample in samples], np.float32)


def fired(one: Rule, samples: tuple[Sample, ...]) -> list[bool]:
    """Whether a rule of the packaged set fires on each sample."""
    bit = SET.of(one.subject).index(one)
    return [bool(mask >> bit & 1) for mask in SET.fired(one.subject, rows_of(samples)).tolist()]


@pytest.mark.parametrize("one", SET.rules, ids=lambda one: one.id)
def test_a_rule_fires_on_its_traces_and_not_on_what_only_looks_like_them(one: Rule) -> None:
    assert one.state != "off"
    assert set(fired(one, one.samples.fires)) == {True}
    assert set(fired(one, one.samples.silent)) == {False}


@pytest.mark.parametrize("one", SET.rules, ids=lambda one: one.id)
def test_every_condition_of_a_rule_can_keep_it_silent(one: Rule) -> None:
    """With the facts of a condition far outside of its bounds, samples that fire do no more."""
    for condition in one.conditions:
        broken: list[Sample] = []
        for sample in one.samples.fires:
            by = sample.get(condition.per, 0.0) if condition.per else 1.0
            if condition.at_least:
                broken.append({**sample, condition.fact: 0.9 * condition.at_least * by})
            if condition.at_most is not None:
                broken.append({**sample, condition.fact: (1.1 * condition.at_most + 0.01) * by})
        assert broken, condition
        assert set(fired(one, tuple(broken))) == {False}, str(condition)


@pytest.mark.parametrize("one", SET.rules, ids=lambda one: one.id)
def test_dangerous_verdicts_are_for_grave_rules(one: Rule) -> None:
    assert one.risk < 85 or one.severity == "CRITICAL"
    assert one.risk == 0 or one.risk >= 50
    assert (one.fraud_type == "Flash Call" or one.calms) == (one.risk == 0)


#: Honest heavy callers after a working day or longer, as their facts would be.
HONEST: dict[str, Sample] = {
    "call centre": {
        "calls": 900, "answered": 420, "short": 60, "new": 410, "new_answered": 190, "new_seconds": 21000,
        "calls_5m": 14, "calls_1h": 70, "calls_24h": 400, "answered_1h": 33, "short_1h": 5, "new_1h": 50,
        "new_24h": 250,
        "answered_24h": 190, "seconds_1h": 3400, "hours_active": 9, "callees_1h": 67, "callees": 700,
        "mean_seconds": 110, "received": 40, "received_24h": 18, "callers": 35, "mutual": 30, "rung": 220,
        "returned": 16, "age_h": 80, "active_h": 80, "overlapping": 500, "countries": 1, "siblings": 6,
    },
    "new call centre on its first day": {
        "calls": 90, "answered": 45, "short": 8, "new": 84, "new_answered": 42, "new_seconds": 4000, "calls_5m": 6,
        "calls_1h": 30, "calls_24h": 90, "answered_1h": 15, "short_1h": 3, "new_1h": 27, "new_24h": 84,
        "seconds_1h": 1500, "hours_active": 3, "callees_1h": 29, "callees": 85, "mean_seconds": 95, "received": 3,
        "rung": 45, "returned": 3, "mutual": 3, "age_h": 3, "active_h": 3, "siblings": 9, "siblings_strange": 3,
    },
    "courier": {
        "calls": 260, "answered": 160, "short": 20, "new": 190, "new_answered": 120, "new_seconds": 3000,
        "calls_1h": 14, "calls_24h": 90, "answered_1h": 9, "short_1h": 1, "new_1h": 12, "callees_1h": 13,
        "callees": 210, "mean_seconds": 26, "received": 80, "callers": 70, "mutual": 60, "rung": 45, "returned": 24,
        "hours_active": 10, "age_h": 70, "active_h": 70, "cells": 9, "seconds_1h": 240,
    },
    "reminder service of a hospital": {
        "calls": 1200, "answered": 800, "short": 130, "new": 440, "new_answered": 300, "new_seconds": 7000,
        "calls_5m": 40, "calls_1h": 200, "calls_24h": 600, "answered_1h": 130, "short_1h": 22, "new_1h": 70,
        "callees_1h": 180, "callees": 900, "mean_seconds": 24, "received": 70, "mutual": 60, "rung": 260,
        "returned": 30, "hours_active": 8, "age_h": 400, "active_h": 400, "overlapping": 900, "seconds_1h": 3100,
    },
    "school that tells of a storm": {
        "calls": 420, "answered": 300, "short": 40, "new": 290, "new_answered": 200, "new_seconds": 5000,
        "calls_5m": 200, "calls_1h": 420, "calls_24h": 420, "answered_1h": 300, "short_1h": 40, "new_1h": 290,
        "callees_1h": 400, "callees": 400, "mean_seconds": 25, "received": 30, "mutual": 25, "rung": 130,
        "returned": 25, "hours_active": 2, "age_h": 300, "active_h": 1, "overlapping": 400, "seconds_1h": 7400,
    },
    "taxi rank that rings when the car is there": {
        "calls": 700, "answered": 90, "short": 80, "new": 330, "new_answered": 40, "new_seconds": 200, "calls_5m": 4,
        "calls_1h": 25, "calls_24h": 300, "answered_1h": 4, "short_1h": 4, "new_1h": 12, "callees_1h": 24,
        "callees": 500, "mean_seconds": 4, "received": 1400, "callers": 600, "mutual": 420, "rung": 270,
        "returned": 90, "hours_active": 22, "age_h": 60, "active_h": 60, "cells": 1.01,
    },
    "flash calls for one-time passwords": {
        "calls": 9000, "answered": 60, "short": 60, "new": 510, "calls_5m": 40, "calls_1h": 300, "calls_24h": 3500,
        "answered_1h": 2, "short_1h": 2, "new_1h": 20, "callees_1h": 280, "callees": 3000, "mean_seconds": 1,
        "received": 40, "callers": 30, "mutual": 30, "rung": 1300, "returned": 12, "hours_active": 24, "age_h": 300,
        "active_h": 300, "overlapping": 20, "abroad": 9000, "countries": 3,
    },
    "pollster": {
        "calls": 400, "answered": 130, "short": 60, "new": 270, "new_answered": 95, "new_seconds": 11000,
        "calls_5m": 8, "calls_1h": 45, "calls_24h": 180, "answered_1h": 14, "short_1h": 7, "new_1h": 34,
        "callees_1h": 44, "callees": 330, "mean_seconds": 120, "received": 12, "mutual": 10, "rung": 160,
        "returned": 9, "hours_active": 6, "age_h": 60, "active_h": 60, "near": 2,
    },
    "fan who redials a phone-in line": {
        "calls": 180, "answered": 3, "short": 1, "new": 12, "calls_5m": 60, "calls_1h": 110, "calls_24h": 115,
        "callees_1h": 1, "callees": 9, "mean_seconds": 40, "received": 60, "mutual": 7, "rung": 4, "age_h": 500,
        "active_h": 500, "hours_active": 4,
    },
    "newcomer who calls home": {
        "calls": 40, "answered": 30, "new": 6, "new_answered": 5, "new_seconds": 3000, "calls_1h": 4, "calls_24h": 25,
        "callees_1h": 2, "callees": 5, "mean_seconds": 600, "received": 6, "mutual": 3, "abroad": 36, "costly": 36,
        "costly_seconds": 17000, "overlapping": 1, "countries": 1, "age_h": 40, "active_h": 40, "seconds_1h": 2400,
    },
    "freight forwarder": {
        "calls": 4000, "answered": 2900, "short": 200, "new": 480, "calls_5m": 9, "calls_1h": 80, "calls_24h": 600,
        "answered_1h": 60, "new_1h": 30, "callees_1h": 60, "callees": 1200, "mean_seconds": 190, "received": 3000,
        "mutual": 300, "abroad": 2600, "costly": 1100, "costly_seconds": 210000, "overlapping": 2500,
        "countries": 34, "age_h": 500, "active_h": 500, "seconds_1h": 11000, "hours_active": 14, "rung": 150,
        "returned": 40,
    },
    "conference bridge that dials its guests": {
        "calls": 300, "answered": 280, "new": 120, "calls_5m": 12, "calls_1h": 24, "calls_24h": 90, "answered_1h": 23,
        "new_1h": 8, "callees_1h": 23, "callees": 150, "mean_seconds": 2100, "received": 500, "mutual": 60,
        "overlapping": 290, "seconds_1h": 45000, "age_h": 300, "active_h": 300, "countries": 8, "abroad": 90,
        "costly": 6, "costly_seconds": 9000,
    },
}  # fmt: skip


@pytest.mark.parametrize("who", HONEST)
def test_honest_heavy_callers_are_not_flagged(who: str) -> None:
    masks = SET.fired("number", rows_of([HONEST[who]]))
    assert SET.risk("number", masks).tolist() == [0], [one.id for one in SET.fired_rules("number", int(masks[0]))]
    wanted = "Flash Call" if who.startswith("flash calls") else ""
    assert FRAUD_TYPES[SET.fraud_type("number", masks)[0]] == wanted


def test_every_kind_of_fraud_has_a_rule_and_every_rule_a_line_in_the_docs() -> None:
    assert {one.fraud_type for one in SET.rules if not one.calms} == {*FRAUD_TYPES[1:]} - {"Unknown Fraud"}
    text = DOCS.read_text(encoding="utf-8")
    assert [
        one.id for one in SET.rules if f"| `{one.id}` | {one.subject} | {one.state} | {one.risk} |" not in text
    ] == []
    assert text.count("| number | active") + text.count("| number | report-only") == len(SET.of("number"))


def test_sentences_quote_what_exists() -> None:
    for one in SET.rules:
        for sample in one.samples.fires:
            said = one.say(sample)
            assert "{" not in said
            assert len(said) <= 200
    assert set(MEANING) >= {condition.fact for one in SET.rules for condition in one.conditions}


def test_the_docs_explain_every_fact() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name, meaning in MEANING.items() if f"| `{name}` | {meaning} |" not in text] == []


def test_the_example_of_the_docs_is_a_good_rule() -> None:
    example = DOCS.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    (one,) = parse_rules(example, "rules.md", NAMES)
    assert one.say({"short_1h": 40, "answered_1h": 60}) == "40 of 60 answered calls (67%) were over within 6 s"
