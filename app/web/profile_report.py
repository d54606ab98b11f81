"""What a profile says of its number, as fields and in plain sentences."""

from __future__ import annotations

import numpy as np

from app.feed_event import Status, rfc3339, shown_risk
from app.web.schema import Evidence, NumberReport
from models.bits import DISTINCT_512
from models.number import carrier_of, text_of
from models.verdict import FRAUD_TYPES
from tables.suspects import band_of

#: The bits of `out_known`: set by numbers called in the last two to four weeks.
_BITS = 512


def report(number: int, text: str | None, profile: np.void | None, model_version: str) -> NumberReport:
    """The report on a number.

    Args:
        number: its id.
        text: its text when it is opaque.
        profile: its `PROFILE` record, None when the stream never named it.
        model_version: of the model that judges its calls.
    """
    shown = text_of(number, {} if text is None else {number: text})
    if profile is None:
        return NumberReport(
            number=shown, status="SAFE", risk_score=0.0, category="Unknown number", reports=None,
            carrier=carrier_of(number) or "Unknown", last_active="Never", fraud_type=None, cluster_id=None,
            anomaly_score=None, explanation="No call from or to this number is known.", evidence=None,
        )  # fmt: skip
    risk = float(profile["risk"])
    status: Status = band_of(risk)  # type: ignore[assignment]
    fraud_type = FRAUD_TYPES[int(profile["fraud_type"])] or None if status != "SAFE" else None
    evidence = evidence_of(profile, model_version)
    return NumberReport(
        number=shown,
        status=status,
        risk_score=shown_risk(risk),
        category=fraud_type or "No fraud seen",
        reports=None,
        carrier=carrier_of(number) or "Unknown",
        last_active=rfc3339(max(int(profile["out_last"]), int(profile["in_last"]))),
        fraud_type=fraud_type,
        cluster_id=None,
        anomaly_score=round(float(profile["score"]), 4) if evidence.calls_placed else None,
        explanation=explanation(evidence, status, shown_risk(risk), fraud_type),
        evidence=evidence,
    )


def different_callees(profile: np.void) -> int:
    """Different numbers called in the last two to four weeks, by linear counting; some 3,500 at most."""
    known = np.bitwise_or(profile["out_known"][0], profile["out_known"][1])
    return round(float(DISTINCT_512[int(np.bitwise_count(known).sum())]))


def evidence_of(profile: np.void, model_version: str) -> Evidence:
    """The counts of a profile."""

    def at(name: str) -> str | None:
        return rfc3339(int(profile[name])) if profile[name] else None

    placed = int(profile["out_calls"])
    return Evidence(
        calls_placed=placed,
        calls_answered=int(profile["out_answered"]),
        short_calls=int(profile["out_short"]),
        night_calls=int(profile["out_night"]),
        first_contacts=int(profile["out_new"]),
        different_callees=min(placed, different_callees(profile)),
        calls_received=int(profile["in_calls"]),
        first_call=at("out_first"),
        last_call=at("out_last"),
        flagged_at=at("flagged_at"),
        dangerous_at=at("danger_at"),
        calls_when_flagged=int(profile["flagged_calls"]) if profile["flagged_at"] else None,
        calls_since_dangerous=int(profile["blocked"]),
        peak_risk=shown_risk(float(profile["peak_risk"])),
        model_version=model_version,
    )


def explanation(evidence: Evidence, status: Status, risk: float, fraud_type: str | None) -> str:
    """The evidence in sentences."""
    received = f"received {_count(evidence.calls_received, 'call')}"
    if not evidence.calls_placed:
        return f"It has placed no call, so there is nothing to judge; it has {received}."
    placed, answered = evidence.calls_placed, evidence.calls_answered
    callees, new = _count(evidence.different_callees, "different number"), _count(evidence.first_contacts, "call")
    said = (
        f"It has placed {_count(placed, 'call')} since {evidence.first_call}, of which {answered:,} "
        f"({answered / placed:.0%}) were answered and {evidence.short_calls:,} ended within 6 seconds. "
        f"In the last weeks it called about {callees}; {new} went to a number that it had not called before. "
        f"It has {received}. "
        f"After its last call, at {evidence.last_call}, its risk was {risk} of 100: {status}."
    )
    if fraud_type:
        said += f" Its calls look like {fraud_type}."
    if evidence.flagged_at:
        said += (
            f" It was first flagged at {evidence.flagged_at}, at call {evidence.calls_when_flagged:,}; "
            f"its highest risk was {evidence.peak_risk}."
        )
    if evidence.dangerous_at:
        since = _count(evidence.calls_since_dangerous, "call")
        said += f" It became DANGEROUS at {evidence.dangerous_at} and has placed {since} after that."
    return said


def _count(count: int, what: str) -> str:
    """A count with its noun.

    >>> _count(1, "call"), _count(1200, "call")
    ('1 call', '1,200 calls')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"
