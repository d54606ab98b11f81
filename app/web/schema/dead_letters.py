"""Records that were no calls."""

from __future__ import annotations

from msgspec import Struct


class ReasonCount(Struct):
    """How many records were not taken for a reason, values in it left out."""

    reason: str
    count: int


class DeadLetterSample(Struct):
    """A record that was not taken: where it stood, why, and how it begins: null for who may not see that."""

    topic: str
    partition: int
    offset: int
    index: int
    reason: str
    arrived_at: str
    raw: str | None
    raw_cut: bool
    size: int


class DeadLettersAnswer(Struct):
    """Dead letters that Kafka holds, those that were read by reason, and the latest of them, newest first."""

    total: int
    counted: int
    reasons: list[ReasonCount]
    samples: list[DeadLetterSample]
