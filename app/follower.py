"""Following a small topic: read from its beginning, then for ever, by every worker, in no consumer group."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiokafka import TopicPartition

from app.background import group_less
from app.kafka_client import ClientSettings

#: Takes records of the topic, in order; when it fails, they come again.
Apply = Callable[[Sequence[Any]], Awaitable[None]]


class Follower:
    """Follows a topic of one partition.

    Args:
        settings: where Kafka is.
        topic: its full name.
        apply: takes the records.
        begin: called each time that it has caught up, before anybody is told.
        forget: called when the topic was made anew: what was read before counts no longer.
        last: read only so many of the records that are there at the start; None = all.

    Attributes:
        topic: its full name.
        caught_up: what was there at the start has been applied.
    """

    def __init__(
        self,
        settings: ClientSettings,
        topic: str,
        apply: Apply,
        *,
        begin: Callable[[], Awaitable[None]] | None = None,
        forget: Callable[[], None] = lambda: None,
        last: int | None = None,
    ) -> None:
        self._settings = settings
        self.topic = topic
        self._part = TopicPartition(topic, 0)
        self._apply = apply
        self._begin = begin
        self._forget = forget
        self._last = last
        self._next = 0
        self._moved = asyncio.Condition()
        self.caught_up = False

    async def follow(self) -> None:
        """Follow for ever; called again after an error it goes on where it was."""
        part = self._part
        async with group_less(self._settings) as consumer:
            consumer.assign([part])
            begin = (await consumer.beginning_offsets([part]))[part]
            end = (await consumer.end_offsets([part]))[part]
            if self._next > end:  # the topic was deleted and made anew
                self._next, self.caught_up = 0, False
                self._forget()
            first = max(begin, self._next)
            if self._last is not None and not self._next:
                first = max(first, end - self._last)
            consumer.seek(part, first)
            while True:
                await self._advance(await consumer.position(part), end)
                for records in (await consumer.getmany(timeout_ms=500)).values():
                    await self._apply(records)

    async def _advance(self, offset: int, end: int) -> None:
        if not self.caught_up and offset >= end:
            if self._begin is not None:
                await self._begin()
            self.caught_up = True
        async with self._moved:
            self._next = offset
            self._moved.notify_all()

    async def ready(self) -> None:
        """Wait until it has caught up."""
        async with self._moved:
            await self._moved.wait_for(lambda: self.caught_up)

    async def applied(self, offset: int, within: float) -> bool:
        """Wait until the record at an offset has been applied, `within` seconds at most; tells whether it has."""
        try:
            async with asyncio.timeout(within), self._moved:
                await self._moved.wait_for(lambda: self._next > offset)
        except TimeoutError:
            return False
        return True
