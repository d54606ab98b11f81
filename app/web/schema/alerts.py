"""Alerts, and what people ask of them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from app.web.schema.common import Risk
from app.web.schema.lists import Name

Severity = Literal["LOW", "MEDIUM", "HIGH", "CRITICAL"]
State = Literal["open", "acknowledged", "closed"]
Outcome = Literal["confirmed_fraud", "false_positive", "duplicate", "no_action"]
Text = Annotated[str, Meta(max_length=2000)]
Assignee = Annotated[str, Meta(min_length=1, max_length=80)]


class Alert(Struct, kw_only=True):
    """Something for an analyst; docs/alerts.md defines each field."""

    id: str
    severity: Severity
    title: str
    description: str
    cluster_id: str | None
    caller_id: str | None
    status: Literal["Open", "Resolved"]
    created_at: str
    time: str
    subject_kind: Literal["number", "campaign"]
    subject: str
    fraud_type: str
    risk_score: Risk
    state: State
    version: int
    assignee: str | None
    snoozed_until: str | None
    outcome: Outcome | None
    outcome_reason: str | None
    updated_at: str
    reopened: int
    numbers: int
    affected_users: int
    affected_users_at_least: bool
    calls: int
    rules: list[str]


class AlertEntry(Struct):
    """Something that happened to an alert; `by` null = Ringfence; `clock` says whose time `at` is."""

    at: str
    clock: Literal["stream", "operator"]
    by: str | None
    action: str
    text: str
    version: int


class RuleTriage(Struct):
    """What a rule that fired tells an analyst to look at."""

    rule: str
    description: str
    known_false_positives: list[str]
    triage: list[str]


class AlertDetail(Alert):
    """An alert with its history; `muted`: its subject is a confirmed false positive."""

    history: list[AlertEntry]
    history_cut: bool
    triage: list[RuleTriage]
    muted: bool


class AlertEdit(Struct, kw_only=True, forbid_unknown_fields=True):
    """A change of an alert; what is left out stays as it is, null takes an assignee or a snooze away."""

    version: int
    by: Name | None = None
    state: State | UnsetType = UNSET
    outcome: Outcome | UnsetType = UNSET
    reason: Text = ""
    assignee: Assignee | UnsetType | None = UNSET
    snoozed_until: str | UnsetType | None = UNSET
    comment: Text = ""


class AlertVersion(Struct, forbid_unknown_fields=True):
    """An alert, and the version of it that was seen."""

    id: str
    version: int


class BulkEdit(Struct, kw_only=True, forbid_unknown_fields=True):
    """The same change of several alerts."""

    alerts: Annotated[list[AlertVersion], Meta(min_length=1, max_length=200)]
    by: Name | None = None
    state: State | UnsetType = UNSET
    outcome: Outcome | UnsetType = UNSET
    reason: Text = ""
    assignee: Assignee | UnsetType | None = UNSET
    snoozed_until: str | UnsetType | None = UNSET
    comment: Text = ""


class FailedEdit(Struct):
    """An alert that was not changed, with the status and the detail that changing it alone would have got."""

    id: str
    status: int
    detail: str


class BulkDone(Struct):
    """What became of each alert."""

    done: list[Alert]
    failed: list[FailedEdit]


class PauseRequest(Struct, forbid_unknown_fields=True):
    """Let a campaign raise no alert until a time."""

    reason: Annotated[str, Meta(min_length=1, max_length=2000)]
    until: str
    by: Name | None = None


class ResumeRequest(Struct, forbid_unknown_fields=True):
    """Let a campaign raise alerts again."""

    by: Name | None = None
    reason: Text = ""
