"""Agent `campaign`: events of suspects in; campaigns with stable identities out, each exactly once.

The write path is that of `agents.profile`, with one partition and one table.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from agents import faults
from agents.ingest import Send, rejection
from models.campaign.event import Message, decode
from models.campaign.inbox import Place, every
from tables import campaigns, changelog
from tables.campaigns import Loaded, Rows
from tables.store import Store

_PARTITION = 0
#: Complete minutes that are stepped through before what they changed is stored.
MINUTES = 60


@dataclass
class CampaignCounts:
    """What this worker has done since it started; for metrics, not exact across restarts."""

    events: int = 0
    minutes: int = 0
    batches: int = 0
    stale_batches: int = 0


class CampaignAgent:
    """Applies micro-batches of `suspect-events` to the table `campaigns`.

    Args:
        store: gives the store of the table.
        partitions: of `calls`.
        changelog_topic, rejected_topic: where to.
        producer: gives the started aiokafka producer.
        send: sends one record.
        generation: gives the generation of today's assignment, -1 while partitions are moving.
    """

    def __init__(
        self,
        store: Callable[[], Store],
        partitions: int,
        changelog_topic: str,
        rejected_topic: str,
        producer: Callable[[], Any],
        send: Send,
        generation: Callable[[], int],
    ) -> None:
        self._store = store
        self._partitions = partitions
        self._changelog_topic = changelog_topic
        self._rejected_topic = rejected_topic
        self._producer = producer
        self._send = send
        self._generation = generation
        self._loaded: Loaded | None = None
        self.counts = CampaignCounts()

    def forget(self) -> None:
        """The partition has moved, or a step was given up: read the table again before using it."""
        self._loaded = None

    def holds(self) -> bool:
        """Whether this worker holds the table now."""
        return self._store().opened(_PARTITION)

    def load(self) -> Loaded:
        """The table, which this worker holds.

        Raises:
            models.campaign.inbox.InboxError: when it has another layout.
        """
        if self._loaded is None:
            self._loaded = campaigns.load(self._store().items(_PARTITION), self._partitions)
        return self._loaded

    async def handle(self, events: list[Any]) -> bool:
        """Apply a micro-batch of events; False when the partition moved away meanwhile, and not all of it was stored.

        Minutes that it completes are taken some at a time, each time through steps 2 to 5: what a long jump of the
        stream clock changes would not fit into one record batch.
        """
        generation = self._generation()
        if generation < 0 or not self.holds():
            return False
        # 1. Decode messages; what is none of ours goes to the dead letters. A crash here costs nothing.
        messages = await self._decode(events)
        faults.after("campaign.1")
        most, more = MINUTES, True
        while more:
            # 2. Drop events at or below the watermark; step through minutes that have become complete. Only memory has
            #    changed: a crash here costs nothing.
            stepped = await self._step(messages, most, generation)
            if stepped is None:
                return False
            rows, more = stepped
            if not changelog.fits(rows):
                if most > 1 or len(events) > 1:
                    self.forget()
                if most > 1:
                    most, more = most // 2, True
                    continue
                if len(events) > 1:
                    half = len(events) // 2
                    return await self.handle(events[:half]) and await self.handle(events[half:])
                # Thousands of suspects called within one minute. Their latest calls decide nothing; the next call of
                # each writes them again.
                rows = campaigns.without_calls(rows)
                if not changelog.fits(rows):
                    raise changelog.ChangelogOverflowError(f"{len(rows)} rows do not fit into one record batch")
            faults.after("campaign.2")
            # 3. The last moment to see that another worker owns the partition now.
            if generation != self._generation():
                self.forget()
                self.counts.stale_batches += 1
                return False
            faults.after("campaign.3")
            # 4. Append changed rows and the watermark to the changelog as one record batch. Before Kafka has it,
            #    nothing has happened; after, everything has, and a repeat is dropped in step 2.
            offset = await (await self._append(rows))
            faults.after("campaign.4")
            # 5. The same into RocksDB. A crash before this is made good by recovery, which reads the changelog.
            if self.holds():
                self._store().apply(_PARTITION, rows, offset)
            faults.after("campaign.5")
            messages = []  # they are below the watermark now
        # 6. The caller acknowledges. A crash before the commit repeats the messages, and step 2 drops them.
        self.counts.batches += 1
        return True

    async def _step(self, messages: Sequence[Message], most: int, generation: int) -> tuple[Rows, bool] | None:
        """Take messages over and step through at most so many complete minutes; None when that was given up.

        Gives changed rows, and whether further minutes are complete. A search takes up to a second and a jump of the
        stream clock asks for many, so minutes are stepped through in a thread, and the other agents go on.
        """
        loaded = self.load()
        taken: list[Place] = []
        for message in messages:
            taken += loaded.inbox.take(message)
        released = loaded.inbox.release(most)
        stop = threading.Event()

        def walk() -> Rows | None:
            for minute in every(released.minutes, released.begin, loaded.inbox.progress.done):
                if stop.is_set() or generation != self._generation():
                    return None
                if minute.events or loaded.book.due(minute.minute):
                    loaded.book.step(minute.minute, minute.events)
            return campaigns.changed(loaded, taken, released.places)

        try:
            rows = await asyncio.to_thread(walk)
        except asyncio.CancelledError:
            stop.set()
            self.forget()
            raise
        if rows is None:
            self.forget()
            self.counts.stale_batches += 1
            return None
        self.counts.events += len(taken)
        self.counts.minutes += len(released.minutes)
        return rows, released.more

    async def _append(self, rows: Rows) -> Awaitable[int]:
        return await changelog.append(self._producer(), self._changelog_topic, _PARTITION, rows)

    async def _decode(self, events: Iterable[Any]) -> list[Message]:
        found = []
        for event in events:
            message = event.message
            try:
                found.append(decode(message.value or b""))
            except msgspec.DecodeError as error:
                headers = rejection(message, 0, str(error))
                await (await self._send(self._rejected_topic, None, message.key, message.value or b"", headers))
        return found
