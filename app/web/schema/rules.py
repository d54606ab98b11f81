"""Rules and lists in effect."""

from __future__ import annotations

from msgspec import Struct


class RuleState(Struct):
    """A rule in effect; `fired` counts the calls on which it fired in this worker since its start."""

    id: str
    version: int
    subject: str
    state: str
    severity: str
    fraud_type: str
    risk: int
    description: str
    fired: int


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
