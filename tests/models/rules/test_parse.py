"""Rule files: what a good one says, and the line and reason for which each broken one is refused."""

from __future__ import annotations

import pytest

from models.rules import Condition, RuleError, parse_files, parse_rules
from tests.models.rules.texts import FACTS, GOOD


def refused(text: str) -> tuple[int, str]:
    """Line and reason for which a text is refused."""
    with pytest.raises(RuleError) as caught:
        parse_rules(text, "own.yaml", FACTS)
    error = caught.value
    assert error.file == "own.yaml"
    assert str(error) == f"own.yaml:{error.line}: {error.reason}"
    assert "\n" not in error.reason
    return error.line, error.reason


def test_a_good_file_gives_its_rules_with_their_places() -> None:
    (rule,) = parse_rules(GOOD, "own.yaml", FACTS)
    assert (rule.id, rule.file, rule.line, rule.risk, rule.state) == ("short-calls", "own.yaml", 3, 70, "active")
    assert rule.conditions[:2] == (Condition("calls", at_least=10), Condition("short", "answered", at_least=0.5))
    assert [len(group) for group in rule.exceptions] == [1, 2]
    assert rule.say({"short": 8, "answered": 1200}) == "1% of 1,200 answered calls"


def test_off_is_a_state_and_not_a_boolean() -> None:
    (rule,) = parse_rules(GOOD.replace("state: active", "state: off"), "own.yaml", FACTS)
    assert rule.state == "off"


BROKEN = [
    ("fact: new", "fact: knew", 13, "there is no fact knew; perhaps new"),
    ("per: answered", "per: xyzzy", 12, "there is no fact xyzzy"),
    ("new: 20}", "nwe: 20}", 26, "there is no fact nwe; perhaps new"),
    ("{answered} answered", "{answerd} answered", 18, "there is no fact answerd; perhaps answered"),
    ("{answered} answered", "{answered.real} answered", 18, "there is no fact answered.real"),
    ("{answered} answered", "{answered!r} answered", 18, "says: a field is"),
    ("{answered} answered", "{answered:9999999.0f} answered", 18, "says: 9999999.0f is no format"),
    ("{answered} answered", "{answered answered", 18, "says: "),
    ('"{short/answered:.0%} of {answered} answered calls"', "Some calls", 18, "says gives no figure"),
    ("fraud_type: Robocall", "fraud_type: Robotcall", 6, "fraud_type must be one of Wangiri, Robocall,"),
    ("subject: number", "subject: Number", 5, "subject must be one of number, handset, trunk"),
    ("state: active", "state: on", 7, "state must be one of off, report-only, active"),
    ("severity: HIGH", "severity: 4", 8, "severity: expected `str`"),
    ("risk: 70", "risk: 170", 9, "risk: expected `int` <= 100"),
    ("risk: 70", "risk: 70.5", 9, "risk: expected `int`"),
    ("risk: 70", 'risk: "70"', 9, "risk: expected `int`, got `str`"),
    ("risk: 70", "risk: 70\n  risk_at_most: 69", 10, "a risk of at least 70 is not at most 69"),
    ("risk: 70", "risk: 70\n  risk_at_most: 101", 10, "risk_at_most: expected `int` <= 100"),
    ("minimum_calls: 10", "minimum_calls: 0", 10, "minimum_calls: expected `int` >= 1"),
    ("  minimum_calls: 10\n", "", 3, "minimum_calls is missing"),
    ("  known_false_positives:\n  - Nobody.\n", "", 3, "known_false_positives is missing"),
    ("    at_least: 5", "    at_lest: 5", 14, "there is no entry at_lest"),
    ("    at_least: 5\n", "", 13, "a condition needs at_least or at_most"),
    ("    at_least: 5", "    at_least: 5\n    at_most: 4", 13, "nothing is at least 5 and at most 4"),
    ("    at_least: 5", "    at_least: -5", 14, "at_least: expected `float` >= 0.0"),
    ("    at_least: 5", "    at_least: .inf", 14, "at_least: expected `float | null`, got `str`"),
    ("    at_least: 5", "    at_least: 1e999", 14, "at_least: expected `float` <="),
    ("{fact: answered, at_least: 100}", "[]", 16, "unless has an empty group"),
    ("{fact: answered, at_least: 100}", "[{fact: answerd, at_least: 100}]", 16, "there is no fact answerd"),
    ("calls: 20,", "calls: many,", 26, "fires: expected `float`, got `str`"),
    ("calls: 20,", "calls: 5,", 26, "short-calls stays silent on a sample that must fire: calls at least 10 does not"),
    (
        "short: 8, answered: 16",
        "short: 80, answered: 160",
        26,
        "short-calls stays silent on a sample that must fire: on",
    ),
    ("calls: 9,", "calls: 19,", 28, "short-calls fires on a sample that must stay silent"),
    ("    silent:\n    - {calls: 9, short: 8, answered: 9, new: 9}\n", "", 24, "silent is missing"),
    ("id: short-calls", "id: Short Calls", 3, "id: expected `str` matching"),
    ("risk: 70", "risk: 70\n  risk: 60", 10, "risk stands here twice"),
    ("format: 1", "format: 2", 1, "format must be 1"),
    ("format: 1\n", "", 1, "format is missing"),
    ("version: 1", "version: *a", 4, "this is no YAML: found undefined alias"),
    ("risk: 70", "risk: !!python/name:os.system", 9, "the tag tag:yaml.org,2002:python/name:os.system is not used"),
    ("risk: 70", "risk: 70: 60", 9, "this is no YAML: mapping values are not allowed"),
    ("risk: 70", "risk: \x07", 9, "this is no YAML: "),
    ("risk: 70", "risk: [[[[[[[[[[[[[[[[[[[[[[[[", 9, "lists and mappings are nested too deeply"),
    ("risk: 70", "[risk]: 70", 9, "a key must be a word"),
]


@pytest.mark.parametrize(("good", "bad", "line", "reason"), BROKEN)
def test_a_broken_file_is_refused_with_its_line(good: str, bad: str, line: int, reason: str) -> None:
    assert good in GOOD
    found, said = refused(GOOD.replace(good, bad, 1))
    assert said.startswith(reason), said
    assert found == line, said


@pytest.mark.parametrize("text", ["", "[]", "rules: []", "\ud800", "[" * 100_000, "- &a [*a]", "a: 1\n---\nb: 1"])
def test_what_is_no_rule_file_at_all_is_refused_too(text: str) -> None:
    assert refused(text)[0] >= 1


def test_one_broken_rule_refuses_the_good_ones_before_it() -> None:
    second = GOOD.partition("rules:\n")[2].replace("short-calls", "other").replace("risk: 70", "risk: high")
    assert refused(GOOD + second)[0] == GOOD.count("\n") + 7


def test_an_id_is_taken_once_in_all_files() -> None:
    assert refused(GOOD + GOOD.partition("rules:\n")[2]) == (29, "the id short-calls is taken by own.yaml:3")
    with pytest.raises(RuleError, match=r"^b\.yaml:3: the id short-calls is taken by a\.yaml:3$"):
        parse_files({"a.yaml": GOOD, "b.yaml": GOOD}, FACTS)


def test_rules_stand_in_the_order_of_their_files() -> None:
    texts = {name: GOOD.replace("short-calls", f"rule-{name[0]}") for name in ("b.yaml", "a.yaml")}
    assert [rule.id for rule in parse_files(texts, FACTS)] == ["rule-b", "rule-a"]
