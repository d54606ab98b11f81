"""The topics of what people said and what was decided: lists, states of rules, labels, users, decisions, alerts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from app.list_topic import removed_by
from app.readable.values import Row, moment
from models import decision, label, list_entry
from models.access import user
from models.rules import switch


def list_entry_row(message: Any) -> Iterator[Row]:
    """An entry of a list, or its removal."""
    by, reason = removed_by(message.headers)
    if message.value is None:
        on, _, entry = message.key.decode().partition(" ")
        yield {"list": on, "entry": entry, "deleted": True, "by": by, "reason": reason}
        return
    one = list_entry.decode(message.value)
    said = {"list": one.on, "entry": one.entry, "by": one.by, "reason": one.reason}
    yield {**said, "added_at": moment(one.added_ms or 0), "expires_at": moment(one.expires_ms or 0)}


def rule_state(message: Any) -> Iterator[Row]:
    """The state that somebody gave a rule, or that it was taken back."""
    by, reason = removed_by(message.headers)
    if message.value is None:
        yield {"rule": message.key.decode(), "deleted": True, "by": by, "reason": reason}
        return
    one = switch.decode(message.value)
    yield {"rule": one.id, "state": one.state, "by": one.by, "reason": one.reason, "switched_at": moment(one.at_ms)}


def label_row(message: Any) -> Iterator[Row]:
    """What somebody said of a number."""
    if message.value is None:
        yield {"number": message.key.decode(), "deleted": True}
        return
    one = label.decode(message.value)
    said = {"number": one.subject, "fraud": one.fraud, "fraud_type": one.fraud_type, "by": one.by}
    yield {**said, "reason": one.reason, "alert_id": one.alert_id, "given_at": moment(one.at_ms)}


def user_row(message: Any) -> Iterator[Row]:
    """A user or a token, without its hash; who changed a user stands in the headers."""
    key, (by, _) = message.key.decode("utf-8", "replace"), removed_by(message.headers)
    if message.value is None:
        yield {"key": key, "deleted": True, "by": by}
        return
    row = user.decode(message.key, message.value)
    if isinstance(row, user.MaskKey):
        yield {"key": key}
        return
    said = {"key": key, **msgspec.to_builtins(row), "created_at": moment(row.created_ms), "changed_by": by}
    if isinstance(row, user.Token):
        said["expires_at"] = moment(row.expires_ms or 0)
    yield {name: value for name, value in said.items() if name not in ("hash", "created_ms", "expires_ms")}


def decision_row(message: Any) -> Iterator[Row]:
    """What a switch should do about a number."""
    if message.value is None:
        yield {"number": message.key.decode(), "withdrawn": True}
        return
    yield msgspec.to_builtins(decision.decode(message.value))


def audited(message: Any) -> Iterator[Row]:
    """A decision with why and what for, as it is kept for the audit."""
    yield msgspec.to_builtins(decision.decode_audited(message.value))


def alert_change(message: Any) -> Iterator[Row]:
    """What happened to an alert, and what it is since."""
    told = msgspec.json.decode(message.value)
    alert, change = told["alert"], told["change"]
    kept = ("id", "version", "severity", "state", "title", "fraud_type", "risk_score")
    yield {**change, **{name: alert[name] for name in kept}}
