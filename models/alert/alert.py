"""An alert and what is decided about its subject, as rows."""

from __future__ import annotations

from hashlib import blake2b
from typing import Final, Literal

import msgspec

from models.rules.rule import Severity

State = Literal["open", "acknowledged", "closed"]
Outcome = Literal["confirmed_fraud", "false_positive", "duplicate", "no_action"]
SubjectKind = Literal["number", "campaign"]
#: Who stamped an entry's time: the stream (event time), or a person's request (the clock of the worker that took it).
Clock = Literal["stream", "operator"]
Act = Literal[
    "raised", "escalated", "grew", "retyped", "joined", "acknowledged", "closed", "reopened", "assigned", "snoozed",
    "woken", "commented", "refused", "muted", "unmuted", "paused", "resumed",
]  # fmt: skip

#: Entries of one history that are kept; when it is full the oldest after the first goes, and the row says so.
HISTORY: Final = 200
#: Decisions about one subject that are kept.
DECISIONS: Final = 50
#: How long a closed alert is kept after its last change, ms.
KEPT_MS: Final = 90 * 86_400_000


class Entry(msgspec.Struct):
    """Something that happened to an alert or to a subject; never changed afterwards.

    Attributes:
        at_ms: ms since the epoch, by `clock`.
        clock: whose time that is.
        by: who did it, "" = Ringfence.
        act: what.
        text: a sentence, or the comment.
        version: of the alert after it.
        request: id of the request that asked for it, "" = none did.
    """

    at_ms: int
    clock: Clock
    by: str
    act: Act
    text: str
    version: int
    request: str = ""


class Alert(msgspec.Struct, kw_only=True):
    """Something for an analyst: one subject, one type of fraud.

    Attributes:
        id: the same for the same subject and type, on every replay.
        kind, subject: a number as people read it, or a campaign's id.
        number: id of the number, 0 for a campaign.
        fraud_type: a name of `models.verdict.FRAUD_TYPES`.
        severity, risk: the highest since it was raised or reopened; risk 0-100.
        title, description: in plain words, as of the last change.
        campaign: id of the campaign that it is about or has become part of, "" = none.
        numbers, victims, calls: numbers concerned, different numbers called by them, their suspicious calls, as of the
            last change by Ringfence; `victims_at_least`: whether it may be more.
        rules: ids of active rules that fired.
        state: where it is in its life.
        version: rises by one with every change; whoever changes it names the version that he has seen.
        assignee: who works on it, "" = nobody.
        snoozed_until_ms: it waits until then, 0 = it does not.
        outcome, outcome_reason: of a closed one.
        created_ms, updated_ms: stream time when it was raised; time of the last change.
        reopened: how often it was reopened.
        told_numbers: `numbers` when growth was last told.
        history: oldest first; `history_cut`: whether entries were left out.
    """

    id: str
    kind: SubjectKind
    subject: str
    number: int = 0
    fraud_type: str
    severity: Severity
    risk: float
    title: str
    description: str
    campaign: str = ""
    numbers: int = 1
    victims: int = 0
    victims_at_least: bool = False
    calls: int = 0
    rules: list[str] = []
    state: State = "open"
    version: int = 1
    assignee: str = ""
    snoozed_until_ms: int = 0
    outcome: Outcome | None = None
    outcome_reason: str = ""
    created_ms: int
    updated_ms: int
    reopened: int = 0
    told_numbers: int = 0
    history: list[Entry] = []
    history_cut: bool = False

    def note(self, entry: Entry) -> None:
        """Add to the history."""
        self.history.append(entry)
        if len(self.history) > HISTORY:
            del self.history[1]
            self.history_cut = True


class Standing(msgspec.Struct, kw_only=True):
    """What is decided about a subject, whatever its alerts.

    Attributes:
        kind, subject: as in `Alert`.
        alert: id of its latest alert, "" = none yet.
        muted: it is a confirmed false positive: no alert about it any more.
        paused_until_ms, paused_by, pause_reason: no alert about it until then, who said so and why; 0 = not paused.
        history: what people decided about it, the latest `DECISIONS`.
    """

    kind: SubjectKind
    subject: str
    alert: str = ""
    muted: bool = False
    paused_until_ms: int = 0
    paused_by: str = ""
    pause_reason: str = ""
    history: list[Entry] = []


def alert_id(kind: SubjectKind, subject: str, fraud_type: str) -> str:
    """The id of the alert about a subject and a type.

    >>> alert_id("number", "+88213000501", "Wangiri")
    '76b6f9bebcb5'
    """
    return blake2b(f"{kind} {subject} {fraud_type}".encode(), digest_size=6).hexdigest()
