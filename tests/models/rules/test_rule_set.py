"""Sets of rules: the compiled evaluation equals the plain meaning of the rules; what a set says of masks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.rules import FRAUD_TYPES, MAX_RULES, SUBJECTS, Condition, Rule, RuleError, RuleSet
from tests.models.rules.texts import FACTS, rule

#: Few values, so that facts often meet thresholds; tenths, which float32 cannot hold exactly.
FIGURES = st.sampled_from([0.0, 0.1, 0.3, 0.7, 1.0, 2.0, 3.0, 7.0, 10.0])
CONDITIONS = st.builds(
    Condition,
    fact=st.sampled_from(FACTS),
    per=st.none() | st.sampled_from(FACTS),
    at_least=st.none() | FIGURES,
    at_most=st.none() | FIGURES,
)
GROUPS = st.lists(CONDITIONS, min_size=1, max_size=3).map(tuple)
RULES = st.lists(
    st.tuples(st.integers(1, 3), GROUPS, st.lists(CONDITIONS | GROUPS, max_size=3).map(tuple)), max_size=6
).map(lambda many: [rule(f"r{k}", minimum_calls=a, when=b, unless=c) for k, (a, b, c) in enumerate(many)])
ROWS = st.lists(st.tuples(*[FIGURES] * len(FACTS)), max_size=8)


def as_rows(rows: object) -> NDArray[np.float32]:
    return np.array(rows, np.float32).reshape(-1, len(FACTS))


def plainly(condition: Condition, row: NDArray[np.float32]) -> bool:
    """A condition in the words of docs/rules.md, with figures that differ by rounding taken as equal."""
    value = float(row[FACTS.index(condition.fact)])
    if condition.per is not None:
        by = float(row[FACTS.index(condition.per)])
        if by == 0:
            return False
        value /= by
    above = condition.at_least is None or value > condition.at_least * (1 - 1e-6) - 1e-9
    return above and (condition.at_most is None or value < condition.at_most * (1 + 1e-6) + 1e-9)


def fires(one: Rule, row: NDArray[np.float32]) -> bool:
    if row[FACTS.index("calls")] < one.minimum_calls:
        return False
    for condition in one.when:
        if not plainly(condition, row):
            return False
    for group in one.unless:
        if all(plainly(condition, row) for condition in ([group] if isinstance(group, Condition) else group)):
            return False
    return True


@settings(max_examples=150)
@given(RULES, ROWS)
def test_the_kernel_equals_a_plain_evaluation(rules: list[Rule], rows: list[tuple[float, ...]]) -> None:
    facts = as_rows(rows)
    wanted = [sum(1 << k for k, one in enumerate(rules) if fires(one, row)) for row in facts]
    masks = RuleSet(rules, FACTS).fired("number", facts)
    assert masks.dtype == np.uint64
    assert masks.tolist() == wanted
    named = [dict(zip(FACTS, map(float, row), strict=True)) for row in facts]
    assert [sum(1 << k for k, one in enumerate(rules) if one.holds(row)) for row in named] == wanted


@settings(max_examples=50)
@given(RULES, ROWS)
def test_a_row_is_judged_by_itself(rules: list[Rule], rows: list[tuple[float, ...]]) -> None:
    judged, facts = RuleSet(rules, FACTS), as_rows(rows)
    alone = [int(judged.fired("number", facts[k : k + 1])[0]) for k in range(len(facts))]
    assert judged.fired("number", facts[::-1]).tolist() == alone[::-1]


def test_a_threshold_itself_counts_even_where_float32_has_no_such_value() -> None:
    bounds = Condition("short", per="answered", at_least=0.7, at_most=0.7)
    masks = RuleSet([rule(when=(bounds,))], FACTS).fired("number", as_rows([(1, 7, 10, 0), (1, 71, 100, 0)]))
    assert masks.tolist() == [1, 0]


def test_the_last_of_64_rules_has_a_bit_too() -> None:
    rules = [rule(f"r{k}", when=(Condition("short", at_least=k),), risk=k) for k in range(MAX_RULES)]
    judged = RuleSet(rules, FACTS)
    masks = judged.fired("number", as_rows([(1, 100, 0, 0), (1, 2, 0, 0), (0, 100, 0, 0)]))
    assert masks.tolist() == [2**64 - 1, 0b111, 0]
    assert judged.risk("number", masks).tolist() == [63, 2, 0]
    assert judged.counts("number", masks).tolist() == [2, 2, 2, *[1] * 61]
    assert [one.id for one in judged.fired_rules("number", int(masks[1]))] == ["r2", "r1", "r0"]


def test_more_rules_than_bits_are_refused_for_each_subject_alone() -> None:
    rules = [rule(f"r{k}", line=k) for k in range(MAX_RULES)]
    others = [rule(f"b{k}", subject="trunk") for k in range(MAX_RULES)]
    off = rule("off", state="off")
    RuleSet([*rules, *others, off], FACTS)
    with pytest.raises(RuleError, match=r"^x\.yaml:99: last is one rule too many: a number can have 64"):
        RuleSet([*rules, *others, off, rule("last", line=99)], FACTS)


def test_only_active_rules_make_a_risk_or_a_type() -> None:
    rules = [
        rule("loud", state="report-only", risk=99, severity="CRITICAL", fraud_type="IRSF"),
        rule("quiet", risk=20, severity="LOW", fraud_type="Wangiri", when=(Condition("new", at_least=1),)),
        rule("off", state="off", risk=100),
    ]
    judged = RuleSet(rules, FACTS)
    assert [one.id for one in judged.of("number")] == ["loud", "quiet"]
    masks = judged.fired("number", as_rows([(1, 0, 0, 0), (1, 0, 0, 1), (0, 0, 0, 1)]))
    assert masks.tolist() == [0b01, 0b11, 0]
    assert judged.risk("number", masks).tolist() == [0, 20, 0]
    types = judged.fraud_type("number", masks)
    assert [FRAUD_TYPES[code] for code in types] == ["", "Wangiri", ""]
    types = judged.fraud_type("number", masks, hints=True)
    assert [FRAUD_TYPES[code] for code in types] == ["IRSF", "Wangiri", ""]


def test_the_lowest_limit_of_the_active_rules_that_fired_counts() -> None:
    rules = [
        rule("calm", risk=0, risk_at_most=60, severity="CRITICAL"),
        rule("calmer", risk=0, risk_at_most=40, when=(Condition("new", at_least=1),)),
        rule("calmest", risk=0, risk_at_most=10, state="report-only"),
        rule("loud"),
    ]
    judged = RuleSet(rules, FACTS)
    masks = judged.fired("number", as_rows([(1, 0, 0, 0), (1, 0, 0, 1), (0, 0, 0, 1)]))
    assert judged.risk_at_most("number", masks).tolist() == [60, 40, 100]
    assert judged.risk_at_most("trunk", masks[2:]).tolist() == [100]
    assert judged.active("number", int(masks[1])).ids == ("loud",)
    named = judged.fraud_type("number", masks, hints=True)
    assert [FRAUD_TYPES[code] for code in named] == ["Robocall", "Robocall", ""]
    calm = RuleSet(rules[:3], FACTS)
    assert calm.fraud_type("number", masks, hints=True).tolist() == [0, 0, 0]


def test_the_gravest_rule_names_the_type_then_the_riskiest_then_the_first() -> None:
    by_severity = [rule("a", severity="LOW", risk=90, fraud_type="IRSF"), rule("b", severity="HIGH", risk=10)]
    by_risk = [rule("a", risk=50, fraud_type="IRSF"), rule("b", risk=51)]
    by_order = [rule("a", fraud_type="IRSF"), rule("b")]
    for rules, wanted, risk in ((by_severity, "Robocall", 90), (by_risk, "Robocall", 51), (by_order, "IRSF", 70)):
        judged = RuleSet(rules, FACTS)
        masks = judged.fired("number", as_rows([(1, 0, 0, 0)]))
        assert FRAUD_TYPES[judged.fraud_type("number", masks)[0]] == wanted
        assert judged.risk("number", masks).tolist() == [risk]


def test_subjects_have_rules_of_their_own() -> None:
    judged = RuleSet([rule("a", subject="trunk"), rule("b", subject="handset")], FACTS)
    row = as_rows([(1, 0, 0, 0)])
    assert [int(judged.fired(subject, row)[0]) for subject in SUBJECTS] == [0, 1, 1]
    assert judged.of("trunk")[0].id == "a"


def test_reasons_give_the_figures() -> None:
    one = rule(when=(Condition("short", per="answered", at_least=0.5),), says="{short} of {answered}, {new/calls:.0%}")
    judged = RuleSet([one], FACTS)
    row = np.array([2, 1500, 2000, 1], np.float32)
    (reason,) = judged.reasons("number", 1, row)
    assert (reason.rule, reason.text) == (one, "1,500 of 2,000, 50%")
    assert reason.figures == {"calls": 2, "short": 1500, "answered": 2000}
    assert judged.reasons("number", 0, row) == ()


def test_the_version_follows_what_rules_say_and_not_where_they_stand() -> None:
    version = RuleSet([rule("a"), rule("b")], FACTS).version
    assert len(version) == 12
    assert RuleSet([rule("a", file="other.yaml", line=7), rule("b")], FACTS).version == version
    others = ([rule("a")], [rule("b"), rule("a")], [rule("a", risk=71), rule("b")], [rule("a", state="off"), rule("b")])
    assert len({version, *(RuleSet(rules, FACTS).version for rules in others)}) == 5


def test_rows_and_facts_must_fit() -> None:
    judged = RuleSet([rule()], FACTS)
    with pytest.raises(ValueError, match="shape"):
        judged.fired("number", np.zeros((2, 3), np.float32))
    with pytest.raises(RuleError, match="one asks for new, which rows do not have"):
        RuleSet([rule(when=(Condition("calls", per="new", at_least=1),))], ("calls",))
    with pytest.raises(RuleError, match="one asks for calls"):
        RuleSet([rule(when=(Condition("new", at_least=1),))], ("new",))
