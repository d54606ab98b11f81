"""What is known of a number, as fields and in plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.feed_event import Status, shown_risk
from app.web.judgement import Judgement
from app.web.schema.lists import ListEntry
from app.web.schema.numbers import Evidence, FeatureContribution, FiredRule, NumberReport, RaisedBy
from models.bits import DISTINCT_512
from models.campaign.campaign import Campaign
from models.campaign.campaign import Member as CampaignMember
from models.explaining import SIBLINGS
from models.features import FEATURES
from models.instant import rfc3339
from models.lists import ALLOWED, BLOCKED, CODES, PROTECTED
from models.number import carrier_of, text_of
from models.phrases import counted
from models.rules import Reason
from models.standing import corroborated
from models.verdict import FRAUD_TYPES
from tables.raises import Member, Raise
from tables.suspects import band_of

FLASH_CALL = "Flash Call"
#: Contributions that are told at most, and the risk that one must gain or lose to be told.
_TOLD, _LEAST = 10, 0.05


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a number.

    Attributes:
        number: its id.
        text: its text when it is opaque.
        profile: its `PROFILE` record, None when the stream never named it.
        judgement: of now, None when it never placed a call.
        raised: the blocks, handsets and trunks that have raised it.
        listed: its code of `models.lists`.
        entry: the entry of a list that says so; None when there is none, as for protected numbers.
        model_version, rules_version: of what judges its calls.
        campaign: id of its campaign; None when it belongs to none.
        held: the campaign that has raised it, and the number in it; None when none has.
    """

    number: int
    text: str | None
    profile: np.void | None
    judgement: Judgement | None
    raised: Sequence[tuple[Raise, Member]]
    listed: int
    model_version: str
    rules_version: str
    campaign: str | None = None
    entry: ListEntry | None = None
    held: tuple[Campaign, CampaignMember] | None = None


@dataclass(frozen=True, slots=True)
class _Raising:
    """Something that raised the number: to what risk, for which type, when, why, and how it is told."""

    risk: float
    fraud_type: str
    told: RaisedBy
    reason: str


def report(known: Known) -> NumberReport:
    """The report on a number."""
    profile, judgement = known.profile, known.judgement
    own = float(profile["risk"]) if profile is not None else 0.0
    # Company counts only against a number that looks somewhat strange itself (models.standing); it is told in any case.
    raised = _raisings(known)
    held = raised if profile is not None and corroborated(profile["standing"]) else []
    gravest = max(held, key=lambda one: one.risk, default=None)
    risk = max(own, 0.0 if gravest is None else gravest.risk)
    if known.listed:
        risk = 100.0 if known.listed == BLOCKED else 0.0
    shown, status = shown_risk(risk), _status(risk)
    fraud_type = None
    if status != "SAFE":
        by_group = gravest is not None and gravest.risk > own
        own_type = FRAUD_TYPES[int(profile["fraud_type"])] if profile is not None else ""
        fraud_type = (gravest.fraud_type if by_group and gravest is not None else own_type) or None
    evidence = None if profile is None else evidence_of(profile, judgement, known)
    fired = [] if judgement is None else [_rule(reason) for reason in judgement.fired]
    reasons = _reasons(known, status, raised)
    sure = judgement is not None and fraud_type is not None and judgement.fraud_type == fraud_type
    return NumberReport(
        number=text_of(known.number, {} if known.text is None else {known.number: known.text}),
        status=status,
        risk_score=shown,
        category=_category(known, fraud_type, status),
        reports=None,
        carrier=carrier_of(known.number) or "Unknown",
        last_active="Never" if profile is None else rfc3339(max(int(profile["out_last"]), int(profile["in_last"]))),
        fraud_type=fraud_type,
        cluster_id=known.campaign,
        anomaly_score=round(float(profile["score"]), 4) if profile is not None and profile["out_calls"] else None,
        explanation=_explanation(evidence, status, shown, fraud_type, shown_risk(own), reasons),
        evidence=evidence,
        confidence=judgement.confidence if sure and judgement is not None else None,
        own_risk=shown_risk(own),
        listed=CODES[known.listed] or None,
        list_entry=known.entry,
        reasons=reasons,
        rules=fired,
        contributions=[] if judgement is None else _contributions(judgement),
        raised_by=[one.told for one in raised],
    )


def _status(risk: float) -> Status:
    return band_of(risk)  # type: ignore[return-value]


def _category(known: Known, fraud_type: str | None, status: Status) -> str:
    if known.listed == PROTECTED:
        return "Protected number"
    if known.listed == ALLOWED:
        return "Allowed number"
    if fraud_type is not None:
        return fraud_type
    if known.listed == BLOCKED:
        return "Blocked number"
    if known.judgement is not None and known.judgement.flash_calls:
        return FLASH_CALL
    if known.profile is None and not known.raised and known.held is None:
        return "Unknown number"
    return "No fraud seen" if status == "SAFE" else "Unknown Fraud"


def different_callees(profile: np.void) -> int:
    """Different numbers called in the last two to four weeks, by linear counting; some 3,500 at most."""
    known = np.bitwise_or(profile["out_known"][0], profile["out_known"][1])
    return round(float(DISTINCT_512[int(np.bitwise_count(known).sum())]))


def evidence_of(profile: np.void, judgement: Judgement | None, known: Known) -> Evidence:
    """The counts of a profile."""

    def at(name: str) -> str | None:
        return rfc3339(int(profile[name])) if profile[name] else None

    facts = {} if judgement is None else judgement.facts
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
        model_version=known.model_version,
        rules_version=known.rules_version,
        siblings=round(facts.get("siblings", 0.0)),
        siblings_strange=round(facts.get("siblings_strange", 0.0)),
    )


def _rule(reason: Reason) -> FiredRule:
    rule = reason.rule
    return FiredRule(rule.id, rule.version, rule.state, rule.severity, rule.fraud_type, reason.text)


def _contributions(judgement: Judgement) -> list[FeatureContribution]:
    told = [one for one in judgement.contributions if abs(one.risk_lost) >= _LEAST][:_TOLD]
    return [
        FeatureContribution(
            one.feature,
            "evidence against its siblings" if one.feature == SIBLINGS else FEATURES[one.feature].meaning,
            round(one.value, 4),
            one.percentile,
            round(one.risk_lost, 1),
        )
        for one in told
    ]


def _raisings(known: Known) -> list[_Raising]:
    """All that raised the number: blocks, handsets and trunks, then its campaign."""
    found = [_by_group(group, member) for group, member in known.raised]
    if known.held is not None:
        found.append(_by_campaign(*known.held))
    return found


def _by_campaign(campaign: Campaign, member: CampaignMember) -> _Raising:
    at, risk = rfc3339(member.held_ms / 1000), shown_risk(member.held)
    told = RaisedBy(campaign.id, "campaign", risk, campaign.fraud_type, at, campaign.size)
    why = "calls as its members do and shares with them what they share" if member.role == "raised" else "is one of it"
    return _Raising(
        member.held, campaign.fraud_type, told,
        f"The campaign {campaign.id} ({campaign.name}) raised it to risk {risk} at {at}: it {why}.",
    )  # fmt: skip


def _reasons(known: Known, status: Status, raised: Sequence[_Raising]) -> list[str]:
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


def _by_group(group: Raise, member: Member) -> _Raising:
    at, risk = rfc3339(member.raised_at / 1000), shown_risk(member.risk)
    others = counted(len(group.members) - 1, "other number")
    more = f", as they did {others}" if len(group.members) > 1 else ""
    reason = f"Calls through the {group.kind} {group.group} raised it to risk {risk} at {at}{more}."
    if group.kind == "block":
        reason = f"Another number of its block {group.group} turned out to be strange at {at}: together, risk {risk}."
    told = RaisedBy(group.group, group.kind, risk, member.fraud_type, at, len(group.members))
    return _Raising(member.risk, member.fraud_type, told, reason)


def _sentence(text: str) -> str:
    """A text with a capital and a full stop.

    >>> _sentence("three calls; normal callers: at most 2")
    'Three calls; normal callers: at most 2.'
    """
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _explanation(
    evidence: Evidence | None, status: Status, risk: float, fraud_type: str | None, own: float, reasons: list[str]
) -> str:
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
