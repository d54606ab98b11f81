"""Alerts as the API shows them."""

from __future__ import annotations

import msgspec

from app.feed_event import shown_risk
from app.read_model import ReadModel
from app.web.schema.alerts import Alert as Shown
from app.web.schema.alerts import AlertDetail, AlertEntry, RuleTriage
from models.alert.alert import Alert, Entry, Standing
from models.alert.change import notice_of
from models.instant import rfc3339
from models.rules import RuleSet

_SECOND, _MINUTE, _HOUR, _DAY = 1, 60, 3600, 86_400


def shown(alert: Alert, model: ReadModel) -> Shown:
    """An alert; that of a campaign tells what is known of the campaign now, not when the alert changed last."""
    notice = msgspec.structs.asdict(notice_of(alert))
    notice["risk_score"] = shown_risk(alert.risk)
    campaign = model.campaigns.get(alert.subject) if alert.kind == "campaign" else None
    if campaign is not None and not campaign.merged_into:
        notice["title"], notice["numbers"], notice["calls"] = campaign.name, campaign.size, campaign.calls
        notice["affected_users"] = campaign.victims_reached
        notice["affected_users_at_least"] = campaign.victims_at_least
    return Shown(time=ago(model.now_ms - alert.created_ms), **notice)


def detail(alert: Alert, standing: Standing | None, model: ReadModel, rules: RuleSet) -> AlertDetail:
    """An alert with its history and what its rules tell to look at."""
    triage = [
        RuleTriage(rule.id, rule.description, list(rule.known_false_positives), list(rule.triage))
        for rule in rules.rules
        if rule.id in alert.rules
    ]
    return AlertDetail(
        **msgspec.structs.asdict(shown(alert, model)),
        history=[entry_of(entry) for entry in alert.history],
        history_cut=alert.history_cut,
        triage=triage,
        muted=standing is not None and standing.muted,
    )


def entry_of(entry: Entry) -> AlertEntry:
    """An entry of a history."""
    at = rfc3339(entry.at_ms / 1000)
    return AlertEntry(at, entry.clock, entry.by or None, entry.act, entry.text, entry.version)


def ago(ms: int) -> str:
    """How long ago something was, by stream time.

    >>> [ago(ms) for ms in (-5, 59_000, 300_000, 7_200_000, 200_000_000)]
    ['0s ago', '59s ago', '5m ago', '2h ago', '2d ago']
    """
    seconds = max(0, ms // 1000)
    unit, sign = next(
        (unit, sign)
        for unit, sign in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "m"), (_SECOND, "s"))
        if seconds >= unit or unit == _SECOND
    )
    return f"{seconds // unit}{sign} ago"
