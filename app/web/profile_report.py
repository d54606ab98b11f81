"""What is known of a number, as fields and in plain sentences."""

from __future__ import annotations

from app.feed_event import Status, shown_risk
from app.web.evidence import evidence_of
from app.web.judgement import Judgement
from app.web.known import Known
from app.web.raisings import raisings
from app.web.reasons import explained, reasons_of
from app.web.schema.numbers import FeatureContribution, FiredRule, NumberReport
from models.explaining import SIBLINGS
from models.features import FEATURES
from models.instant import rfc3339
from models.lists import ALLOWED, BLOCKED, CODES, PROTECTED
from models.number import carrier_of, text_of
from models.rules import Reason
from models.standing import corroborated
from models.verdict import FRAUD_TYPES
from tables.suspects import band_of

FLASH_CALL = "Flash Call"
#: Contributions that are told at most, and the risk that one must gain or lose to be told.
_TOLD, _LEAST = 10, 0.05


def report(known: Known) -> NumberReport:
    """The report on a number."""
    profile, judgement = known.profile, known.judgement
    own = float(profile["risk"]) if profile is not None else 0.0
    # Company counts only against a number that looks somewhat strange itself (models.standing); it is told in any case.
    raised = raisings(known)
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
    reasons = reasons_of(known, status, raised)
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
        explanation=explained(evidence, status, shown, fraud_type, shown_risk(own), reasons),
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
