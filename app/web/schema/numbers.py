"""What is known of a number."""

from __future__ import annotations

from msgspec import Struct

from app.feed_event import Status
from app.web.schema.common import Risk, Share
from app.web.schema.lists import ListEntry


class CheckRequest(Struct):
    """Which number to look up."""

    number: str | int


class Evidence(Struct):
    """What a verdict rests on: counts of the number's profile."""

    calls_placed: int
    calls_answered: int
    short_calls: int
    night_calls: int
    first_contacts: int
    different_callees: int
    calls_received: int
    first_call: str | None
    last_call: str | None
    flagged_at: str | None
    dangerous_at: str | None
    calls_when_flagged: int | None
    calls_since_dangerous: int
    peak_risk: Risk
    model_version: str
    rules_version: str
    siblings: int
    siblings_strange: int


class FiredRule(Struct):
    """A rule that fires on a number as it is now; one that is report-only changes no risk."""

    id: str
    version: int
    state: str
    severity: str
    fraud_type: str
    text: str


class FeatureContribution(Struct):
    """What a feature adds to the risk that the model alone sees: what is lost without it."""

    feature: str
    meaning: str
    value: float
    percentile: int | None
    risk_lost: float


class RaisedBy(Struct):
    """A block, handset or trunk that has raised a number, and how many numbers it has raised altogether."""

    group: str
    kind: str
    risk: Risk
    fraud_type: str
    raised_at: str
    members: int


class NumberReport(Struct):
    """What is known of a number."""

    number: str
    status: Status
    risk_score: Risk
    category: str
    reports: int | None
    carrier: str
    last_active: str
    fraud_type: str | None
    cluster_id: str | None
    anomaly_score: Share | None
    explanation: str
    evidence: Evidence | None
    confidence: Share | None = None
    own_risk: Risk = 0.0
    listed: str | None = None
    list_entry: ListEntry | None = None
    reasons: list[str] = []
    rules: list[FiredRule] = []
    contributions: list[FeatureContribution] = []
    raised_by: list[RaisedBy] = []
