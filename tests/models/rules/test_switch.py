"""Switches: what somebody says of a rule beats its file, and says so in the version."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from models.rules import MAX_RULES, RuleError, RuleSet, parse_rules
from models.rules.switch import Switch, decode, encode, switched
from tests.models.rules.texts import FACTS, GOOD


def switch(rule: str, state: str) -> Switch:
    return Switch(id=rule, state=state, by="ann", reason="why", at_ms=1)  # type: ignore[arg-type]


def test_a_switch_beats_the_file_and_shows_in_the_version() -> None:
    rules = RuleSet(parse_rules(GOOD, "one.yaml", FACTS), FACTS)
    (rule,) = rules.rules
    off = switched(rules, {rule.id: switch(rule.id, "off")})
    assert [one.state for one in off.rules] == ["off"]
    assert off.of(rule.subject) == ()
    assert off.version != rules.version
    assert [one.state for one in rules.rules] == [rule.state], "inputs stay as they are"
    back = switched(rules, {rule.id: switch(rule.id, rule.state)})
    assert back.version == rules.version


def test_a_switch_of_no_rule_changes_nothing() -> None:
    rules = RuleSet(parse_rules(GOOD, "one.yaml", FACTS), FACTS)
    assert switched(rules, {"gone": switch("gone", "off")}) is rules
    assert switched(rules, {}) is rules


def test_more_rules_than_a_set_can_have_cannot_be_switched_on() -> None:
    (rule,) = parse_rules(GOOD, "one.yaml", FACTS)
    many = [replace(rule, id=f"rule-{k}") for k in range(MAX_RULES)]
    rules = RuleSet([*many, replace(rule, id="one-more", state="off")], FACTS)
    with pytest.raises(RuleError, match="one-more is one rule too many"):
        switched(rules, {"one-more": switch("one-more", "active")})


def test_a_switch_comes_back() -> None:
    assert decode(encode(switch("a-rule", "report-only"))) == switch("a-rule", "report-only")
