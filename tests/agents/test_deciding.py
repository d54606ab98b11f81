"""Decisions of calls: functions of the calls, however these are batched, and each number as rarely as will do."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from agents.deciding import Decider
from app.rule_files import load_rules
from models.decision import Audited, moment
from models.decision_policy import Policy
from models.facts import COUNT, NAMES
from models.lists import BLOCKED
from models.verdict import DANGEROUS, FRAUD_TYPES, VERDICT

RULES = load_rules(None, NAMES)
HOUR, WANGIRI, IRSF = 3_600_000, FRAUD_TYPES.index("Wangiri"), FRAUD_TYPES.index("IRSF")
POLICY = Policy(valid_hours=24.0, fraud_types={"Wangiri": "enforce"})
NUMBERS = (46701234567, 46701234568)


def calls(*rows: tuple[int, int, float, int], **fields: Any) -> NDArray[np.void]:
    """Verdicts of calls: number, hour of its end, risk, fraud type."""
    found = np.zeros(len(rows), VERDICT)
    for k, (number, hour, risk, kind) in enumerate(rows):
        found[k]["number"], found[k]["end_ms"], found[k]["risk"], found[k]["fraud_type"] = (
            number,
            hour * HOUR,
            risk,
            kind,
        )
        found[k]["band"] = 2 if risk >= DANGEROUS else 1
    for name, value in fields.items():
        found[name] = value
    return found


def decided(decider: Decider, verdicts: NDArray[np.void]) -> list[Audited]:
    made = decider.of(verdicts, np.zeros((len(verdicts), COUNT), np.float32), {}, RULES, "m1")
    decider.remember(made)
    return made


def test_a_dangerous_call_is_decided_about_and_others_are_not() -> None:
    (made,) = decided(Decider(POLICY), calls((NUMBERS[0], 1, 97.0, WANGIRI), (NUMBERS[1], 1, 84.9, WANGIRI)))
    assert (made.number, made.action, made.mode, made.risk) == ("+46701234567", "block", "enforce", 97.0)
    assert (made.fraud_type, made.rule, made.model_version, made.rules_version) == (
        "Wangiri",
        None,
        "m1",
        RULES.version,
    )
    assert (made.decided_at, made.valid_until) == (moment(HOUR), moment(25 * HOUR))
    assert made.reason == "The model sees a risk of 97.0 of 100: its calls look like Wangiri."
    assert decided(Decider(POLICY), calls((NUMBERS[0], 1, 97.0, WANGIRI), duplicate=1)) == []
    assert decided(Decider(POLICY), calls((NUMBERS[0], 1, 100.0, WANGIRI), listed=BLOCKED)) == []


def test_a_rule_that_says_dangerous_is_named_with_its_figures() -> None:
    bit, rule = next(
        (bit, one) for bit, one in enumerate(RULES.of("number")) if one.state == "active" and one.risk >= DANGEROUS
    )
    (made,) = decided(Decider(POLICY), calls((NUMBERS[0], 1, 97.0, WANGIRI), rules=1 << bit))
    assert (made.rule, made.reason[-1]) == (rule.id, ".")
    milder = [bit for bit, one in enumerate(RULES.of("number")) if one.state != "active" or one.risk < DANGEROUS]
    (made,) = decided(Decider(POLICY), calls((NUMBERS[0], 1, 97.0, WANGIRI), rules=1 << milder[0]))
    assert made.rule is None


def test_a_number_that_goes_on_calling_is_decided_anew_at_half_time_only() -> None:
    decider = Decider(POLICY)
    hours = [hour for hour in range(60) if decided(decider, calls((NUMBERS[0], hour, 97.0, WANGIRI)))]
    assert hours == [0, 12, 24, 36, 48]


def test_another_type_is_news_and_a_milder_call_takes_nothing_back() -> None:
    decider = Decider(POLICY)
    said = [
        [one.mode for one in decided(decider, calls((NUMBERS[0], hour, 97.0, kind)))]
        for hour, kind in ((0, IRSF), (1, IRSF), (2, WANGIRI), (3, IRSF), (25, IRSF), (26, IRSF))
    ]
    assert said == [["report"], [], ["enforce"], [], [], ["report"]]


def test_what_was_withdrawn_is_decided_anew_at_the_next_call() -> None:
    decider = Decider(POLICY)
    assert decided(decider, calls((NUMBERS[0], 0, 97.0, WANGIRI)))
    assert decider.enforced_until(NUMBERS[0]) == 24 * HOUR
    decider.forget(NUMBERS[0])
    assert decider.enforced_until(NUMBERS[0]) is None
    assert decided(decider, calls((NUMBERS[0], 1, 97.0, WANGIRI)))


def test_nothing_is_remembered_that_was_not_sent() -> None:
    decider, verdicts = Decider(POLICY), calls((NUMBERS[0], 0, 97.0, WANGIRI))
    facts = np.zeros((1, COUNT), np.float32)
    first = decider.of(verdicts, facts, {}, RULES, "m1")
    assert first == decider.of(verdicts, facts, {}, RULES, "m1")


_rows = st.lists(
    st.tuples(
        st.sampled_from(NUMBERS),
        st.integers(0, 80),
        st.sampled_from([40.0, 90.0, 99.0]),
        st.sampled_from([WANGIRI, IRSF]),
    ),
    max_size=30,
    unique_by=lambda row: row[1],  # no two calls end at the same time, so that a decision names its call
)


@given(rows=_rows, cuts=st.sets(st.integers(0, 30)))
def test_batches_make_no_difference(rows: list[tuple[int, int, float, int]], cuts: set[int]) -> None:
    rows.sort(key=lambda row: row[1])
    whole = decided(Decider(POLICY), calls(*rows))
    decider = Decider(POLICY)
    places = [0, *sorted(cut for cut in cuts if cut < len(rows)), len(rows)]
    parts = [one for low, high in pairwise(places) for one in decided(decider, calls(*rows[low:high]))]
    assert parts == whole
    # After a crash nothing is remembered: what is decided again is what the same call led to before, or new.
    again = decided(Decider(POLICY), calls(*rows[len(rows) // 2 :]))
    ends = {(one.number, one.decided_at): one for one in whole}
    assert all(ends.get((one.number, one.decided_at), one) == one for one in again)
