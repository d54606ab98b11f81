"""What people do to an alert: acknowledge, close, reopen, assign, snooze, comment. One request is one entry."""

from __future__ import annotations

from msgspec import UNSET

from models.alert.alert import Act, Alert, Entry
from models.alert.message import Edit
from models.alert.telling import reopen
from models.label import Label

#: Outcomes that say of the numbers whether they commit fraud.
_LABELS = {"confirmed_fraud": True, "false_positive": False}


def edit(alert: Alert, wanted: Edit) -> Entry:
    """Change an alert as a person asks for, all of it or nothing.

    Returns:
        The entry for its history. A request on an older version than the present one, or one that the alert's state
        does not allow, changes nothing and gives an entry that says so.
    """
    why = refusal(alert, wanted)
    if why:
        return Entry(wanted.at_ms, "operator", wanted.by, "refused", why, alert.version, wanted.request)
    acts: list[Act] = []
    said = []
    if wanted.state is not UNSET and wanted.state != alert.state:
        acts.append(_move(alert, wanted))
        said.append(_moved(alert, wanted))
    if wanted.assignee is not UNSET and wanted.assignee != alert.assignee:
        alert.assignee = wanted.assignee
        acts.append("assigned")
        said.append(f"assigned to {wanted.assignee}" if wanted.assignee else "assigned to nobody")
    if wanted.snoozed_until_ms is not UNSET and wanted.snoozed_until_ms != alert.snoozed_until_ms:
        alert.snoozed_until_ms = wanted.snoozed_until_ms
        acts.append("snoozed" if wanted.snoozed_until_ms else "woken")
        said.append("snoozed" if wanted.snoozed_until_ms else "no longer snoozed")
    if wanted.comment:
        acts.append("commented")
        said.append(wanted.comment)
    alert.version += 1
    alert.updated_ms = max(alert.updated_ms, wanted.at_ms)
    act = acts[0] if acts else "commented"
    return Entry(wanted.at_ms, "operator", wanted.by, act, "; ".join(said), alert.version, wanted.request)


def refusal(alert: Alert, wanted: Edit) -> str:
    """Why a request cannot be granted, in a sentence; "" = it can."""
    if wanted.version != alert.version:
        last = next((entry for entry in reversed(alert.history) if entry.act != "refused"), None)
        by = "" if last is None else f" by {last.by or 'Ringfence'}, who {last.act} it"
        return f"It was made for version {wanted.version}; meanwhile the alert is at version {alert.version}{by}."
    if wanted.state is UNSET or wanted.state == alert.state:
        if wanted.outcome is not UNSET:
            return f"An outcome goes with closing; the alert is {alert.state}."
        return ""
    if wanted.state == "closed" and wanted.outcome is UNSET:
        return "Closing needs an outcome."
    if wanted.state != "closed" and wanted.outcome is not UNSET:
        return "An outcome goes with closing only."
    if wanted.state == "acknowledged" and alert.state == "closed":
        return "A closed alert must be reopened before it is acknowledged."
    return ""


def labels(alert: Alert, given: Edit) -> list[Label]:
    """What closing an alert says of numbers: that they commit fraud, or that they do not; else nothing."""
    if alert.outcome not in _LABELS:
        return []
    fraud = _LABELS[alert.outcome]
    return [
        Label(
            subject=number, id=key, fraud=fraud, fraud_type=alert.fraud_type if fraud else None,
            by=given.by, at_ms=given.at_ms, reason=alert.outcome_reason, alert_id=alert.id,
        )
        for number, key in sorted(given.numbers.items())
    ]  # fmt: skip


def _move(alert: Alert, wanted: Edit) -> Act:
    if wanted.state == "closed":
        assert wanted.outcome is not UNSET
        alert.state, alert.outcome, alert.outcome_reason = "closed", wanted.outcome, wanted.reason
        alert.snoozed_until_ms = 0
        return "closed"
    if alert.state == "closed":
        reopen(alert)
        return "reopened"
    assert wanted.state is not UNSET
    alert.state = wanted.state
    return "acknowledged" if wanted.state == "acknowledged" else "reopened"


def _moved(alert: Alert, wanted: Edit) -> str:
    if alert.state == "closed":
        return f"closed as {(alert.outcome or '').replace('_', ' ')}: {wanted.reason}"
    why = f": {wanted.reason}" if wanted.reason else ""
    return f"{'acknowledged' if alert.state == 'acknowledged' else 'reopened'}{why}"
