"""Follows from outside how far a worker is: calls applied, and records acknowledged."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiokafka import TopicPartition

from app.background import group_less
from app.kafka_client import admin_client
from app.settings import Settings
from bench.errors import BenchError
from tables import traffic


class Watch:
    """A context manager that reads the totals in the changelog of `traffic`.

    Attributes:
        applied: calls applied, repeated ones counted.
        writes: times that a partition was written to.
    """

    def __init__(self, settings: Settings, look: Callable[[], None], limit: float) -> None:
        self._settings = settings
        self._look = look
        self._limit = limit
        self._found: dict[int, traffic.Traffic] = {}
        self.writes = 0

    async def __aenter__(self) -> Self:
        self._reading = group_less(self._settings)
        self._asking = admin_client(self._settings)
        self._consumer: Any = await self._reading.__aenter__()
        self._admin: Any = await self._asking.__aenter__()
        topic = f"{self._settings.group}-{traffic.NAME}-changelog"
        parts = [TopicPartition(topic, partition) for partition in range(self._settings.partitions)]
        self._consumer.assign(parts)
        await self._consumer.seek_to_beginning(*parts)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._asking.__aexit__(kind, error, trace)
        await self._reading.__aexit__(kind, error, trace)

    @property
    def applied(self) -> int:
        """Calls applied so far, repeated ones counted."""
        return sum(row.calls + row.duplicates for row in self._found.values())

    async def until_applied(self, calls: int, progress: Callable[[int], None]) -> None:
        """Wait until so many calls have been applied; raises BenchError when that takes too long."""
        give_up = time.monotonic() + self._limit
        while self.applied < calls:
            self._look()
            for part, batch in (await self._consumer.getmany(timeout_ms=50)).items():
                totals = [record.value for record in batch if record.key == traffic.TOTAL_KEY]
                if totals:
                    self._found[part.partition] = traffic.decode(totals[-1])
                    self.writes += len(totals)
            progress(self.applied)
            if time.monotonic() > give_up:
                raise BenchError(f"{self.applied:,} of {calls:,} calls were applied in {self._limit:.0f} s")

    async def until_acknowledged(self) -> None:
        """Wait until the group has committed everything; a call counts in `traffic` before its profile is stored."""
        settings = self._settings
        parts = [TopicPartition(settings.topic("cdr"), partition) for partition in range(settings.source_partitions)]
        parts += [TopicPartition(settings.topic("calls"), partition) for partition in range(settings.partitions)]
        give_up = time.monotonic() + self._limit
        while True:
            self._look()
            ends = await self._consumer.end_offsets(parts)
            done = await self._admin.list_consumer_group_offsets(settings.group, partitions=parts)
            if all(end == 0 or (part in done and done[part].offset == end) for part, end in ends.items()):
                return
            if time.monotonic() > give_up:
                raise BenchError(f"not everything was acknowledged in {self._limit:.0f} s")
            await asyncio.sleep(0.1)

    async def end_of(self, topic: str) -> dict[int, int]:
        """Next offset of each partition of one of the tables' changelogs."""
        parts = [TopicPartition(topic, partition) for partition in range(self._settings.partitions)]
        ends = await self._consumer.end_offsets(parts)
        return {part.partition: end for part, end in ends.items()}
