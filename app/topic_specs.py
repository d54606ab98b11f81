"""Which topics Ringfence has, and why each is partitioned and kept as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

_HOUR_MS = 3_600_000
_DAY_MS = 24 * _HOUR_MS
_MIB = 1024 * 1024


class TopicSettings(Protocol):
    """The settings that shape the topics."""

    @property
    def group(self) -> str: ...  # noqa: D102  consumer group, which names the changelogs; with the prefix
    @property
    def topic_prefix(self) -> str: ...  # noqa: D102  stands before every topic's name
    @property
    def partitions(self) -> int: ...  # noqa: D102  of the legs and of every table
    @property
    def source_partitions(self) -> int: ...  # noqa: D102  of the incoming records
    @property
    def replication(self) -> int: ...  # noqa: D102  copies of every partition


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """One topic as it should be.

    Attributes
    ----------
    name
        Full name, with the prefix.
    partitions
        Number of partitions; Ringfence refuses to start when the topic has another number.
    config
        Kafka's settings of the topic that differ from the broker's defaults.
    sized_by
        The environment variable that sets `partitions`; empty when the number is fixed.
    """

    name: str
    partitions: int
    config: Mapping[str, str] = field(default_factory=dict)
    sized_by: str = ""


def specs(settings: TopicSettings) -> list[TopicSpec]:
    """Return every topic of a Ringfence with these settings, in the order of the flow."""
    durable = {"min.insync.replicas": "2"} if settings.replication > 2 else {}

    def log(days: int, max_mib: int) -> dict[str, str]:
        # Retention goes by a record's timestamp. Stamped on arrival, a record of last year's calls is kept as long as
        # one of today's, whatever its producer wrote; when a call took place stands in the record itself.
        return {
            "cleanup.policy": "delete",
            "retention.ms": str(days * _DAY_MS),
            "message.timestamp.type": "LogAppendTime",
            "max.message.bytes": str(max_mib * _MIB),
            **durable,
        }

    # A changelog is a table's only copy beside a worker's disk. Only closed segments are compacted: in segments of
    # 64 MB instead of 1 GB a worker that lost its disk reads little more than the living keys.
    changelog = {
        "cleanup.policy": "compact",
        "max.message.bytes": str(16 * _MIB),
        "segment.bytes": str(64 * _MIB),
        **durable,
    }
    prefix, by_number = settings.topic_prefix, "RINGFENCE_PARTITIONS"
    return [
        # What comes in. A week is enough to score again with another model.
        TopicSpec(f"{prefix}cdr", settings.source_partitions, log(7, 8), "RINGFENCE_SOURCE_PARTITIONS"),
        # Legs by number, derived from cdr; a message is a batch of up to 2,000 calls.
        TopicSpec(f"{prefix}calls", settings.partitions, log(1, 16), by_number),
        # For a person to look at, rarely many, and each up to the size of the message that it came in.
        TopicSpec(f"{prefix}cdr-rejected", 1, log(30, 16)),
        # Campaigns need all suspects in one place; there are few of them.
        TopicSpec(f"{prefix}suspect-events", 1, log(7, 16)),
        TopicSpec(f"{prefix}verdicts", settings.partitions, log(1, 16), by_number),
        *(
            TopicSpec(f"{settings.group}-{table}-changelog", settings.partitions, changelog, by_number)
            for table in ("profiles", "suspects", "traffic")
        ),
        TopicSpec(f"{settings.group}-campaigns-changelog", 1, changelog),
        # Findings and requests in one order, so that every replay says who was first.
        TopicSpec(f"{prefix}alert-events", 1, log(90, 16)),
        TopicSpec(f"{settings.group}-alerts-changelog", 1, changelog),
        # What people say and what follows from it. There is little of it, every worker reads all of it, and whoever
        # reads it wants one order: one partition each. They are named by the prefix alone: a job that builds its state
        # anew (RINGFENCE_STATE_VERSION) keeps them.
        TopicSpec(f"{prefix}lists", 1, changelog),
        TopicSpec(f"{prefix}rule-states", 1, changelog),
        TopicSpec(f"{prefix}labels", 1, changelog),
        TopicSpec(f"{prefix}users", 1, changelog),
        TopicSpec(f"{prefix}decisions", 1, changelog),
        # Who or what blocked whom, and why: asked for long after.
        TopicSpec(f"{prefix}decisions-audit", 1, log(365, 16)),
        # For webhooks; what is not delivered within a week is of no use to anybody any more.
        TopicSpec(f"{prefix}alert-changes", 1, log(7, 16)),
    ]
