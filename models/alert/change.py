"""Changes of alerts as others are told of them: in the topic `alert-changes`, and from there by webhook."""

from __future__ import annotations

import msgspec

from models.alert.alert import Alert
from models.alert.ledger import Change
from models.instant import rfc3339


class AlertNotice(msgspec.Struct, kw_only=True):
    """An alert as it stands in a notice; docs/alerts.md defines the fields, all times are RFC 3339 in UTC."""

    id: str
    version: int
    severity: str
    title: str
    description: str
    subject_kind: str
    subject: str
    caller_id: str | None
    cluster_id: str | None
    fraud_type: str
    risk_score: float
    state: str
    status: str
    assignee: str | None
    snoozed_until: str | None
    outcome: str | None
    outcome_reason: str | None
    numbers: int
    affected_users: int
    affected_users_at_least: bool
    calls: int
    rules: list[str]
    reopened: int
    created_at: str
    updated_at: str


class ChangeNotice(msgspec.Struct):
    """What happened to it: when, by whose clock, by whom (null = Ringfence), what, and which version it made."""

    at: str
    clock: str
    by: str | None
    action: str
    text: str
    version: int


class Notice(msgspec.Struct):
    """A change of an alert."""

    alert: AlertNotice
    change: ChangeNotice


_encode = msgspec.json.Encoder().encode


def notice_of(alert: Alert) -> AlertNotice:
    """An alert as others see it."""
    return AlertNotice(
        id=alert.id,
        version=alert.version,
        severity=alert.severity,
        title=alert.title,
        description=alert.description,
        subject_kind=alert.kind,
        subject=alert.subject,
        caller_id=alert.subject if alert.kind == "number" else None,
        cluster_id=alert.campaign or None,
        fraud_type=alert.fraud_type,
        risk_score=alert.risk,
        state=alert.state,
        status="Resolved" if alert.state == "closed" else "Open",
        assignee=alert.assignee or None,
        snoozed_until=_time(alert.snoozed_until_ms),
        outcome=alert.outcome,
        outcome_reason=alert.outcome_reason or None,
        numbers=alert.numbers,
        affected_users=alert.victims,
        affected_users_at_least=alert.victims_at_least,
        calls=alert.calls,
        rules=alert.rules,
        reopened=alert.reopened,
        created_at=rfc3339(alert.created_ms / 1000),
        updated_at=rfc3339(alert.updated_ms / 1000),
    )


def encode_change(change: Change) -> bytes:
    """A change as JSON of `Notice`."""
    entry = change.entry
    told = ChangeNotice(
        rfc3339(entry.at_ms / 1000), entry.clock, entry.by or None, entry.act, entry.text, entry.version
    )  # fmt: skip
    return _encode(Notice(notice_of(change.alert), told))


def _time(ms: int) -> str | None:
    return rfc3339(ms / 1000) if ms else None
