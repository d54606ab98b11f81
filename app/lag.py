"""The lag: source messages that Kafka holds and the job has not dealt with, all workers together."""

from __future__ import annotations

import asyncio
import time

from aiokafka import TopicPartition

from app.background import group_less
from app.kafka_client import admin_client
from app.settings import Settings

#: Seconds between two looks, and for one answer of Kafka.
_PAUSE, _TIMEOUT = 1.0, 5.0
#: Seconds without an answer after which Kafka counts as away.
SILENT = 10.0


class LagWatch:
    """Looks at the group's committed offsets and at the topics' ends once a second.

    Attributes:
        by_partition: messages of the topics that agents read which are not committed yet, by (topic, partition).
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._parts = [
            TopicPartition(settings.topic(name), number)
            for name, count in (
                ("cdr", settings.source_partitions),
                ("calls", settings.partitions),
                ("suspect-events", 1),
                ("alert-events", 1),
            )
            for number in range(count)
        ]
        self._heard = float("-inf")
        self.by_partition: dict[tuple[str, int], int] = {}

    @property
    def total(self) -> int:
        """Lag of all partitions."""
        return sum(self.by_partition.values())

    @property
    def known(self) -> bool:
        """Whether Kafka has answered lately."""
        return time.monotonic() - self._heard < SILENT

    async def follow(self) -> None:
        """Look for ever."""
        group = self._settings.group
        async with admin_client(self._settings) as admin, group_less(self._settings) as consumer:
            while True:
                # Ends after commits: the difference is then never negative.
                committed = await asyncio.wait_for(
                    admin.list_consumer_group_offsets(group, partitions=self._parts), _TIMEOUT
                )
                ends = await asyncio.wait_for(consumer.end_offsets(self._parts), _TIMEOUT)
                done = {part: committed[part].offset if part in committed else -1 for part in self._parts}
                fresh = [part for part, offset in done.items() if offset < 0]
                if fresh:  # nothing committed yet: the job begins with what Kafka still has
                    done.update(await asyncio.wait_for(consumer.beginning_offsets(fresh), _TIMEOUT))
                self.by_partition = {
                    (part.topic, part.partition): max(0, ends[part] - done[part]) for part in self._parts
                }
                self._heard = time.monotonic()
                await asyncio.sleep(_PAUSE)
