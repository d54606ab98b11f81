"""Call detail records sent to the API."""

from __future__ import annotations

from msgspec import Struct

from app.feed_event import Status
from app.web.problems import BulkError
from app.web.schema.common import Risk, Share


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
    alerts_generated: int
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
