"""A small rule file to break, and rules made without a file."""

from __future__ import annotations

from typing import Any

from models.rules.rule import Condition, Rule, Samples

FACTS = ("calls", "short", "answered", "new")

GOOD = """\
format: 1
rules:
- id: short-calls
  version: 1
  subject: number
  fraud_type: Robocall
  state: active
  severity: HIGH
  risk: 70
  minimum_calls: 10
  when:
  - {fact: short, per: answered, at_least: 0.5}
  - fact: new
    at_least: 5
  unless:
  - {fact: answered, at_least: 100}
  - [{fact: short, at_most: 7}, {fact: new, at_most: 7}]
  says: "{short/answered:.0%} of {answered} answered calls"
  description: Short calls.
  known_false_positives:
  - Nobody.
  triage:
  - Look.
  samples:
    fires:
    - {calls: 20, short: 8, answered: 16, new: 20}
    silent:
    - {calls: 9, short: 8, answered: 9, new: 9}
"""


def rule(id: str = "one", **changed: Any) -> Rule:  # noqa: A002  # the name that rules have for it
    """A rule that fires on everybody with a call, changed as told."""
    entries: dict[str, Any] = {
        "version": 1, "subject": "number", "fraud_type": "Robocall", "state": "active", "severity": "HIGH", "risk": 70,
        "minimum_calls": 1, "when": (Condition("calls", at_least=1),), "says": "{calls}", "description": "x",
        "known_false_positives": ("x",), "triage": ("x",), "samples": Samples((), ()), "file": "x.yaml", "line": 1,
    }  # fmt: skip
    return Rule(id=id, **{**entries, **changed})
