"""Figures of the whole job, and the live stream."""

from __future__ import annotations

from msgspec import Struct

from app.feed_event import FeedEvent
from app.web.schema.common import Risk, Share


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
    threat_index: Risk | None
    network_load: Share | None
    calls_after_flag: int
    victims_after_flag: int
    minutes: list[Minute]


class StreamMessage(Struct):
    """One second of the live stream; `stats` is null until the worker knows all of it."""

    events: list[FeedEvent]
    stats: Stats | None
