"""The exact write path of agents with one partition and one table: campaigns and alerts.

It is that of `agents.profile`: nothing that a message leads to is lost or counted twice, whenever the process dies.
Subclasses say how messages are read and what they lead to.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from agents import faults
from agents.ingest import Send, rejection
from tables import changelog
from tables.store import Store

PARTITION = 0

#: (key, value), None = removed.
Rows = list[tuple[bytes, bytes | None]]
Message = TypeVar("Message")
Loaded = TypeVar("Loaded")


class Output(NamedTuple):
    """A record for another topic, which must be the same, and harmless, when it is sent again after a crash."""

    topic: str
    key: bytes | None
    value: bytes


@dataclass
class Step:
    """What a micro-batch leads to.

    Attributes:
        rows: changed ones, the watermark among them.
        outputs: records for other topics.
        more: whether there is more to do that these messages led to.
    """

    rows: Rows
    outputs: list[Output] = field(default_factory=list)
    more: bool = False


@dataclass(frozen=True)
class Parts:
    """What such an agent works with.

    Attributes:
        store: gives the store of the table.
        changelog_topic, rejected_topic: where to.
        producer: gives the started aiokafka producer.
        send: sends one record.
        generation: gives the generation of today's assignment, -1 while partitions are moving.
    """

    store: Callable[[], Store]
    changelog_topic: str
    rejected_topic: str
    producer: Callable[[], Any]
    send: Send
    generation: Callable[[], int]


@dataclass
class SingleCounts:
    """What this worker has done since it started; for metrics, not exact across restarts."""

    batches: int = 0
    stale_batches: int = 0


class SingleAgent(ABC, Generic[Message, Loaded]):
    """Applies micro-batches of messages to a table of one partition.

    Args:
        name: of the agent, for its fault points.
        parts: what it works with.
    """

    counts: SingleCounts
    #: How much of what can be divided is done before it is stored.
    most = 1

    def __init__(self, name: str, parts: Parts) -> None:
        self._name = name
        self._parts = parts
        self._loaded: Loaded | None = None

    @abstractmethod
    def read(self, rows: Iterable[tuple[bytes, bytes]]) -> Loaded:
        """The table from all of its rows; ValueError when it has another layout or is damaged."""

    @abstractmethod
    def decode(self, event: Any) -> Message:
        """The message of an event; `msgspec.DecodeError` when it is none."""

    @abstractmethod
    async def step(
        self, loaded: Loaded, messages: Sequence[Message], most: int, moved: Callable[[], bool]
    ) -> Step | None:
        """Apply messages to the table in memory; those that were applied before must change nothing.

        Args:
            loaded: the table.
            messages: in their order; none when there was more to do than could be done at once.
            most: do no more of what can be divided than this.
            moved: whether the partition has moved away; asked in a long step.

        Returns:
            None when it was given up because the partition moved.
        """

    def least(self, rows: Rows) -> Rows:
        """The rows that have to be stored, when all of them do not fit even for one message."""
        return rows

    def forget(self) -> None:
        """The partition has moved, or a step was given up: read the table again before using it."""
        self._loaded = None

    def holds(self) -> bool:
        """Whether this worker holds the table now."""
        return self._parts.store().opened(PARTITION)

    def load(self) -> Loaded:
        """The table, which this worker holds.

        Raises:
            ValueError: when it has another layout or is damaged.
        """
        if self._loaded is None:
            self._loaded = self.read(self._parts.store().items(PARTITION))
        return self._loaded

    async def handle(self, events: list[Any]) -> bool:
        """Apply a micro-batch of events; False when the partition moved away meanwhile, and not all of it was stored.

        What it leads to is taken a part at a time, each time through steps 2 to 5, when all of it together would not
        fit into one record batch.
        """
        parts = self._parts
        generation = parts.generation()
        if generation < 0 or not self.holds():
            return False
        # 1. Decode messages; what is none of ours goes to the dead letters. A crash here costs nothing.
        messages = await self._decode(events)
        faults.after(f"{self._name}.1")
        most, more = self.most, True
        while more:
            # 2. Apply them to the table in memory; those at or below the watermark are dropped. Only memory has
            #    changed: a crash here costs nothing.
            step = await self.step(self.load(), messages, most, lambda: generation != parts.generation())
            if step is None:
                return self._given_up()
            rows, more = step.rows, step.more
            if not changelog.fits(rows):
                self.forget()
                if most > 1:
                    most, more = most // 2, True
                    continue
                if len(events) > 1:
                    half = len(events) // 2
                    return await self.handle(events[:half]) and await self.handle(events[half:])
                rows = self.least(rows)
                if not changelog.fits(rows):
                    raise changelog.ChangelogOverflowError(f"{len(rows)} rows do not fit into one record batch")
            faults.after(f"{self._name}.2")
            # 3. Send outputs and await them. They are the same when computed again, and readers know a repeat: after a
            #    crash here they are sent once more. Then, at the last moment, see whether another worker owns the
            #    partition now.
            await asyncio.gather(*[await parts.send(one.topic, 0, one.key, one.value, []) for one in step.outputs])
            if generation != parts.generation():
                return self._given_up()
            faults.after(f"{self._name}.3")
            # 4. Append changed rows and the watermark to the changelog as one record batch. Before Kafka has it,
            #    nothing has happened; after, everything has, and a repeat is dropped in step 2.
            offset = await (await self._append(rows))
            faults.after(f"{self._name}.4")
            # 5. The same into RocksDB. A crash before this is made good by recovery, which reads the changelog.
            if self.holds():
                parts.store().apply(PARTITION, rows, offset)
            faults.after(f"{self._name}.5")
            messages = []  # they are below the watermark now
        # 6. The caller acknowledges. A crash before the commit repeats the messages, and step 2 drops them.
        self.counts.batches += 1
        return True

    def _given_up(self) -> bool:
        self.forget()
        self.counts.stale_batches += 1
        return False

    async def _append(self, rows: Rows) -> Awaitable[int]:
        return await changelog.append(self._parts.producer(), self._parts.changelog_topic, PARTITION, rows)

    async def _decode(self, events: Iterable[Any]) -> list[Message]:
        found = []
        for event in events:
            try:
                found.append(self.decode(event))
            except msgspec.DecodeError as error:
                message = event.message
                headers = rejection(message, 0, str(error))
                await (
                    await self._parts.send(self._parts.rejected_topic, None, message.key, message.value or b"", headers)
                )
        return found
