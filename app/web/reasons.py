"""Why a number has its status, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from app.feed_event import Status
from app.web.known import Known
from app.web.raisings import Raising
from app.web.schema.lists import ListEntry
from app.web.schema.numbers import Evidence
from models.lists import ALLOWED, BLOCKED, PROTECTED
from models.phrases import counted


def reasons_of(known: Known, status: Status, raised: Sequence[Raising]) -> list[str]:
    """Why it has this status, in sentences, the weightiest first."""
    if known.listed:
        why = _why_listed(known.entry)
        return [
            {
                ALLOWED: f"It is on the allow list, which beats every score{why}.",
                BLOCKED: f"It is on the block list, which beats every score{why}.",
                PROTECTED: "It is protected: short codes, emergency numbers and withheld numbers are never flagged.",
            }[known.listed]
        ]
    judgement = known.judgement
    found = []
    if judgement is not None:
        found += [_sentence(reason.text) for reason in judgement.fired if reason.rule.state == "active"]
    found += [one.reason for one in raised]
    if judgement is not None and status != "SAFE":
        found += [_sentence(phrase) for phrase in judgement.phrases]
    return list(dict.fromkeys(found))


def _why_listed(entry: ListEntry | None) -> str:
    """What an entry says of itself, as the rest of a sentence."""
    if entry is None or not (entry.reason or entry.by):
        return ""
    by = f" by {entry.by}" if entry.by else ""
    reason = f": {entry.reason.rstrip('.')}" if entry.reason else ""
    until = f", until {entry.expires_at}" if entry.expires_at else ""
    return f"; {entry.entry} was put there{by}{until}{reason}"


def _sentence(text: str) -> str:
    """A text with a capital and a full stop.

    >>> _sentence("three calls; normal callers: at most 2")
    'Three calls; normal callers: at most 2.'
    """
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def explained(
    evidence: Evidence | None, status: Status, risk: float, fraud_type: str | None, own: float, reasons: list[str]
) -> str:
    """The evidence and the reasons in sentences, also of a number of which no call is known."""
    said = " ".join(reasons)
    if evidence is None:
        return f"No call from or to this number is known.{f' {said}' if said else ''}"
    return f"{explanation(evidence, status, risk, fraud_type, own)}{f' {said}' if said else ''}"


def explanation(evidence: Evidence, status: Status, risk: float, fraud_type: str | None, own: float) -> str:
    """The evidence in sentences.

    Args:
        evidence: the counts.
        status, risk, fraud_type: what is shown of the number.
        own: its own risk after its last call.
    """
    received = f"received {counted(evidence.calls_received, 'call')}"
    if not evidence.calls_placed:
        return f"It has placed no call, so there is nothing to judge; it has {received}."
    placed, answered = evidence.calls_placed, evidence.calls_answered
    callees, new = counted(evidence.different_callees, "different number"), counted(evidence.first_contacts, "call")
    said = (
        f"It has placed {counted(placed, 'call')} since {evidence.first_call}, of which {answered:,} "
        f"({answered / placed:.0%}) were answered and {evidence.short_calls:,} ended within 6 seconds. "
        f"In the last weeks it called about {callees}; {new} went to a number that it had not called before. "
        f"It has {received}. "
        f"After its last call, at {evidence.last_call}, its risk was {own} of 100"
    )
    said += f": {status}." if own == risk else f"; with all that is known now it is {risk}: {status}."
    if fraud_type:
        said += f" Its calls look like {fraud_type}."
    if evidence.flagged_at:
        said += (
            f" It was first SUSPICIOUS at {evidence.flagged_at}, at call {evidence.calls_when_flagged:,}; "
            f"its highest risk was {evidence.peak_risk}."
        )
    if evidence.dangerous_at:
        since = counted(evidence.calls_since_dangerous, "call")
        said += f" It became DANGEROUS at {evidence.dangerous_at} and has placed {since} after that."
    return said
