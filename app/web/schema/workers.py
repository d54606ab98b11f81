"""The workers of the job, and what Kafka could not be made a call of."""

from __future__ import annotations

from msgspec import Struct


class WorkerState(Struct):
    """A worker: what it has been assigned, and what it says of itself; null when it does not answer."""

    url: str
    answered_this: bool
    partitions: dict[str, list[int]]
    ready: bool | None
    reasons: list[str]
    model_version: str | None
    rules_version: str | None


class TopicLag(Struct):
    """Messages of a topic that are not committed yet."""

    topic: str
    messages: int
    partitions: list[int]


class WorkersAnswer(Struct):
    """All workers, and how far they are behind together; `lag` is null while Kafka does not answer."""

    workers: list[WorkerState]
    lag: list[TopicLag] | None
    lag_total: int | None


class OwnState(Struct):
    """What a worker says of itself to another."""

    ready: bool
    reasons: list[str]
    model_version: str
    rules_version: str
