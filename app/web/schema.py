"""Requests and answers of the API. The OpenAPI document is generated from these classes."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.feed_event import FeedEvent, Status
from app.web.problems import BulkError

Risk = Annotated[float, Meta(ge=0, le=100)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Message(Struct):
    """A greeting."""

    message: str


class Minute(Struct):
    """Traffic of one minute of event time."""

    minute: str
    calls: int
    suspicious: int
    dangerous: int
    blocked: int


class Stats(Struct):
    """Figures of the whole job; docs/figures.md defines each."""

    total_calls: int
    blocked_threats: int
    active_campaigns_count: int
    total_fraud_detected: int
    answered_calls: int
    talk_seconds: float
    suspicious_numbers: int
    duplicate_records: int
    stream_time: str | None
    calls_per_minute: float | None
    minutes: list[Minute]


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
    reasons: list[str] = []
    rules: list[FiredRule] = []
    contributions: list[FeatureContribution] = []
    raised_by: list[RaisedBy] = []


class CdrRecord(Struct, omit_defaults=True):
    """A call detail record; docs/records.md defines the fields and their other names."""

    caller: str | int
    callee: str | int
    start: str | float
    duration: float | None = None
    disposition: str | None = None
    call_id: str | int | None = None
    origin_region: str | None = None
    target_region: str | None = None
    cell: str | None = None
    imei: str | None = None
    account: str | None = None
    trunk: str | None = None
    true_label: str | None = None


class CdrAnswer(Struct):
    """The verdict of the call that was sent."""

    success: bool
    caller_id: str
    risk_score: Risk
    is_fraud: bool
    cluster_id: str | None
    fraud_type: str | None
    alerts_generated: int | None
    status: Status
    duplicate: bool
    confidence: Share | None
    anomaly_score: Share
    evidence: float
    listed: str | None
    rules: list[str] | None
    model_version: str
    rules_version: str


class CdrPending(Struct):
    """The call is safely stored; its verdict was not there in time."""

    success: bool
    pending: bool
    caller_id: str
    detail: str


class BulkAnswer(Struct):
    """What became of the records of a bulk request; `errors` holds the first 100."""

    accepted: int
    rejected: int
    errors: list[BulkError]


class RuleState(Struct):
    """A rule in effect; `fired` counts the calls on which it fired in this worker since its start."""

    id: str
    version: int
    subject: str
    state: str
    severity: str
    fraud_type: str
    risk: int
    description: str
    fired: int


class ListsState(Struct):
    """How many numbers and blocks are on the lists in effect, and why the files as they are now are not."""

    allowed: int
    blocked: int
    error: str | None


class RulesAnswer(Struct):
    """The rules in effect on this worker, and why the files as they are now are not."""

    version: str
    error: str | None
    lists: ListsState
    rules: list[RuleState]


class CampaignSummary(Struct):
    """Suspects that belong together; docs/figures.md defines each figure."""

    id: str
    name: str
    risk_score: Risk
    affected_users: int
    affected_users_at_least: bool
    status: str
    fraud_type: str
    numbers: int
    calls: int
    growth: int
    density: Share
    ranges: list[str]
    regions: list[str]
    created_at: str
    updated_at: str


class CampaignMember(Struct):
    """A number of a campaign."""

    number: str
    role: str
    risk_score: Risk
    first_seen: str
    last_seen: str
    joined_at: str


class CampaignHour(Struct):
    """Suspicious calls of a campaign in an hour of event time."""

    hour: str
    calls: int


class CampaignEntry(Struct):
    """Something that happened to a campaign, and the numbers that it is about."""

    at: str
    kind: str
    text: str
    numbers: list[str]


class CampaignDetail(CampaignSummary):
    """A campaign with its members and its history; what was cut says so."""

    merged_into: str | None
    members: list[CampaignMember]
    members_cut: bool
    hours: list[CampaignHour]
    history: list[CampaignEntry]
    history_cut: bool


class Health(Struct):
    """Whether a worker lives, or is ready, and if not, why."""

    status: str
    reasons: list[str] = []


class StreamMessage(Struct):
    """One second of the live stream; `stats` is null until the worker knows all of it."""

    events: list[FeedEvent]
    stats: Stats | None


encode = msgspec.json.Encoder().encode
