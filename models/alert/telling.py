"""What Ringfence itself does to an alert: raises it, raises it further, reopens it, ends it. Each gives the entry."""

from __future__ import annotations

from models.alert import severity
from models.alert.alert import Act, Alert, Entry
from models.alert.message import Finding

#: A campaign's growth is told when its numbers have doubled, and grown by so many at least.
GROWN_BY, GROWN_TIMES = 3, 2


def new_alert(name: str, finding: Finding) -> Alert:
    """An alert that has no history yet; `begin` begins it."""
    alert = Alert(
        id=name, kind=finding.kind, subject=finding.subject, number=finding.number, fraud_type=finding.fraud_type,
        severity="LOW", risk=0.0, title="", description="", created_ms=0, updated_ms=0, version=0,
    )  # fmt: skip
    _take(alert, finding)
    return alert


def begin(alert: Alert, now: int) -> Entry:
    """It is raised."""
    alert.created_ms = now
    return _entry(alert, "raised", f"raised as {alert.severity}: {alert.title}", now)


def again(alert: Alert, finding: Finding, now: int) -> Entry | None:
    """Its subject was found again; only what needs an analyst's eyes changes the alert.

    That is a graver severity, twice the numbers since it was told last, or, while it is open, another type.
    """
    graver = severity.rank(finding.severity) > severity.rank(alert.severity)
    grown = (
        finding.numbers >= alert.told_numbers * GROWN_TIMES and finding.numbers >= alert.told_numbers + GROWN_BY
    )  # fmt: skip
    retyped = finding.fraud_type != alert.fraud_type
    if not (graver or grown or retyped):
        return None
    was, kind, told = alert.severity, alert.fraud_type, alert.told_numbers
    _take(alert, finding)
    said = []
    if graver:
        said.append(f"{alert.severity} instead of {was}: risk {alert.risk:.0f}")
    if grown:
        said.append(f"{finding.numbers} numbers instead of {told}")
    if retyped:
        said.append(f"{alert.fraud_type} instead of {kind}")
    if graver or grown:  # a name put right is no reason to wake anybody; a campaign between two types may change often
        alert.snoozed_until_ms = 0
    act: Act = "escalated" if graver else "grew" if grown else "retyped"
    if alert.state == "closed":
        said.append(f"reopened; it had been closed as {(alert.outcome or '').replace('_', ' ')}")
        reopen(alert)
        act = "reopened"
    return _entry(alert, act, "; ".join(said), now)


def reopen(alert: Alert) -> None:
    """Make a closed alert open again, whoever wants it."""
    alert.state, alert.outcome, alert.outcome_reason = "open", None, ""
    alert.reopened += 1


def join(alert: Alert, campaign: str, now: int) -> Entry:
    """Its number has become a member of a campaign; an alert that nobody has looked at yet ends with that."""
    alert.campaign = campaign
    text = f"its number belongs to campaign {campaign} now, whose alert speaks for it"
    if alert.state == "open" and not alert.assignee:
        ended = end(alert, text, now)
        assert ended is not None
        return ended
    return _entry(alert, "joined", text, now)


def end(alert: Alert, why: str, now: int) -> Entry | None:
    """Close it as a duplicate of another; None when it is closed already."""
    if alert.state == "closed":
        return None
    alert.state, alert.outcome, alert.outcome_reason = "closed", "duplicate", why
    return _entry(alert, "closed", f"closed as duplicate: {why}", now)


def _take(alert: Alert, finding: Finding) -> None:
    """Take over what a finding says; severity and risk only rise."""
    if severity.rank(finding.severity) > severity.rank(alert.severity):
        alert.severity = severity.named(finding.severity)
    alert.risk = max(alert.risk, finding.risk)
    alert.fraud_type = finding.fraud_type
    alert.title, alert.description = finding.title, finding.description
    alert.campaign = finding.campaign or alert.campaign
    alert.numbers = alert.told_numbers = finding.numbers
    alert.victims, alert.victims_at_least, alert.calls = finding.victims, finding.victims_at_least, finding.calls
    alert.rules = sorted({*alert.rules, *finding.rules})


def _entry(alert: Alert, act: Act, text: str, now: int) -> Entry:
    """The entry of a change by Ringfence, which makes a new version."""
    alert.version += 1
    alert.updated_ms = max(alert.updated_ms, now)
    return Entry(now, "stream", "", act, text, alert.version)
