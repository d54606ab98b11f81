"""The ledger of alerts: takes findings minute by minute and what people ask for, one message after the other.

Everything that decides what happens next is in the rows, so that a ledger made from another's rows goes on exactly as
that one would.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec

from models.alert import editing, telling
from models.alert.alert import DECISIONS, KEPT_MS, Act, Alert, Entry, Standing, SubjectKind, alert_id
from models.alert.message import Edit, Finding, Findings, Message, Minute, Pause
from models.label import Label

MINUTE_MS: Final = 60_000
#: Minutes of stream time between two looks for alerts that are old enough to be forgotten.
_SWEEP: Final = 1440

#: What a subject is known by.
Subject = tuple[SubjectKind, str]


class Change(NamedTuple):
    """A new version of an alert, as it is now and without its history; and what happened."""

    alert: Alert
    entry: Entry


class Changes(NamedTuple):
    """Rows that have changed, None = removed; new versions of alerts, in order; and labels that were given."""

    alerts: dict[str, Alert | None]
    standings: dict[Subject, Standing | None]
    told: list[Change]
    labels: list[Label]


class Ledger:
    """Alerts, and what is decided about their subjects.

    Args:
        alerts, standings: rows of another ledger.
        minute: the last minute whose findings it has taken, minutes since the epoch; 0 = none.

    Attributes:
        alerts: by id.
        standings: by subject.
        minute: see above.
    """

    def __init__(self, alerts: Iterable[Alert] = (), standings: Iterable[Standing] = (), minute: int = 0) -> None:
        self.alerts: dict[str, Alert] = {one.id: one for one in alerts}
        self.standings: dict[Subject, Standing] = {(one.kind, one.subject): one for one in standings}
        self.minute = minute
        self._fresh = Changes({}, {}, [], [])

    def apply(self, message: Message) -> None:
        """Take a message, whatever it is."""
        match message:
            case Findings():
                for minute in message.minutes:
                    self.find(minute)
            case Edit():
                self.edit(message)
            case Pause():
                self.pause(message)

    def find(self, minute: Minute) -> None:
        """Take the findings of a minute; those of one that was taken before are dropped, for they are the same."""
        if minute.minute <= self.minute:
            return
        swept, self.minute = self.minute // _SWEEP, minute.minute
        now = (minute.minute + 1) * MINUTE_MS
        for finding in minute.findings:
            self._find(finding, now)
        if minute.minute // _SWEEP != swept:
            self._forget(now)

    def edit(self, edit: Edit) -> None:
        """Let a person change an alert; what cannot be granted is noted in its history as refused.

        An alert that is not there is passed over: whoever asked has been told so.
        """
        alert = self.alerts.get(edit.alert)
        if alert is None:
            return
        before = alert.outcome
        self._tell(alert, editing.edit(alert, edit))
        if alert.outcome != before:
            self._fresh.labels.extend(editing.labels(alert, edit))
            subject = self._standing(alert.kind, alert.subject)
            muted = alert.outcome == "false_positive"
            if subject.muted != muted:
                # A confirmed false positive ends all alerts about the subject; opening it again takes that back.
                subject.muted = muted
                self._decide(subject, "muted" if muted else "unmuted", edit)

    def pause(self, pause: Pause) -> None:
        """Let a campaign raise no alert until a time, or again."""
        subject = self._standing("campaign", pause.campaign)
        subject.paused_until_ms = pause.until_ms
        on = pause.until_ms > 0
        subject.paused_by, subject.pause_reason = (pause.by, pause.reason) if on else ("", "")
        self._decide(subject, "paused" if on else "resumed", pause)

    def changes(self) -> Changes:
        """What has changed since this was last asked."""
        found, self._fresh = self._fresh, Changes({}, {}, [], [])
        return found

    def _find(self, finding: Finding, now: int) -> None:
        for number in finding.joined:
            self._join(number, finding.subject, now)
        subject = self._standing(finding.kind, finding.subject)
        current = self.alerts.get(subject.alert)
        if finding.merged_into:
            if current is not None:
                self._tell(current, telling.end(current, f"its campaign became part of {finding.merged_into}", now))
            return
        if subject.muted or subject.paused_until_ms > now:
            return
        if current is None or (current.state == "closed" and current.fraud_type != finding.fraud_type):
            # One alert for each type; while one is open, a type that was named wrongly at first is put right in it.
            name = alert_id(finding.kind, finding.subject, finding.fraud_type)
            subject.alert = name
            self._fresh.standings[finding.kind, finding.subject] = subject
            current = self.alerts.get(name)
        if current is None:
            current = self.alerts[subject.alert] = telling.new_alert(subject.alert, finding)
            self._tell(current, telling.begin(current, now))
        else:
            self._tell(current, telling.again(current, finding, now))

    def _join(self, number: str, campaign: str, now: int) -> None:
        """A number has become a member of a campaign, whose alert speaks for it from now on."""
        known = self.standings.get(("number", number))
        alert = None if known is None else self.alerts.get(known.alert)
        if alert is not None and alert.campaign != campaign:
            self._tell(alert, telling.join(alert, campaign, now))

    def _standing(self, kind: SubjectKind, subject: str) -> Standing:
        return self.standings.setdefault((kind, subject), Standing(kind=kind, subject=subject))

    def _decide(self, subject: Standing, act: Act, asked: Edit | Pause) -> None:
        entry = Entry(asked.at_ms, "operator", asked.by, act, asked.reason, 0, asked.request)
        subject.history = [*subject.history[-DECISIONS + 1 :], entry]
        self._fresh.standings[subject.kind, subject.subject] = subject

    def _tell(self, alert: Alert, entry: Entry | None) -> None:
        """An entry was made in an alert's history; None = nothing worth one happened."""
        if entry is None:
            return
        alert.note(entry)
        self._fresh.alerts[alert.id] = alert
        if entry.act != "refused":
            self._fresh.told.append(Change(msgspec.structs.replace(alert, history=[]), entry))

    def _forget(self, now: int) -> None:
        """Let go of closed alerts that nobody has touched for long, and of subjects about which nothing is decided."""
        for name, alert in sorted(self.alerts.items()):
            if alert.state == "closed" and alert.updated_ms < now - KEPT_MS:
                del self.alerts[name]
                self._fresh.alerts[name] = None
        for key, subject in sorted(self.standings.items()):
            if subject.alert not in self.alerts and not subject.muted and subject.paused_until_ms <= now:
                del self.standings[key]
                self._fresh.standings[key] = None
