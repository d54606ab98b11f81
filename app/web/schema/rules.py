"""Rules and lists in effect."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from app.web.schema.lists import Name, Reason


class RuleSwitch(Struct):
    """Who gave a rule its state, when and why, and what its file says."""

    by: str
    reason: str
    at: str
    file_state: str


class NewRuleState(Struct, forbid_unknown_fields=True):
    """The state that a rule is to have; null: what its file says."""

    state: Literal["off", "report-only", "active"] | None
    reason: Reason
    by: Name | None = None


class RuleState(Struct):
    """A rule in effect; `fired` counts the calls on which it fired in this worker since its start.

    While it fires the risk is `risk` at least, and what detectors say counts as `risk_at_most` at most.
    """

    id: str
    version: int
    subject: str
    state: str
    severity: str
    fraud_type: str
    risk: int
    risk_at_most: int
    description: str
    fired: int
    switched: RuleSwitch | None = None


class ListsState(Struct):
    """How many numbers and blocks are on the lists in effect, and why the files as they are now are not."""

    allowed: int
    blocked: int
    error: str | None


class PolicyState(Struct):
    """Which fraud types and rules block numbers, and why the file as it is now is not in effect."""

    valid_hours: float
    fraud_types: dict[str, str]
    rules: dict[str, str]
    error: str | None


class RulesAnswer(Struct):
    """The rules in effect on this worker, and why the files as they are now are not."""

    version: str
    error: str | None
    lists: ListsState
    decisions: PolicyState
    rules: list[RuleState]
