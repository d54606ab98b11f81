"""A stream with messages in it, for the tests of the drain loop; no Kafka."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from agents.drain import Backlog, Drain

GENERATION = 5


@dataclass
class Message:
    """One message; `acked` once it was acknowledged."""

    offset: int
    value: bytes | None
    generation_id: int = GENERATION
    acked: bool = False


@dataclass
class Event:
    """What a stream's queue holds."""

    message: Message


@dataclass
class Bench:
    """A queue, the app that it belongs to, and a drain over them.

    It stands for the few names of Faust that the drain uses: the stream's `events()` and queue, the app's generation,
    flow control and consumer.
    """

    values: Iterable[bytes | None]
    limit: int = 100
    wait: float = 0.0
    consumer_generation_id: int = GENERATION
    flowing: bool = True
    enable_acks: bool = True
    queue: asyncio.Queue[Event] = field(default_factory=asyncio.Queue)
    backlog: Backlog = field(default_factory=lambda: Backlog(10_000))
    messages: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        for value in self.values:
            self.put(value)

    def put(self, value: bytes | None, generation: int = GENERATION) -> Message:
        """Deliver a message."""
        message = Message(len(self.messages), value, generation)
        self.messages.append(message)
        self.backlog.put(len(value or b""))
        self.queue.put_nowait(Event(message))
        return message

    @property
    def consumer(self) -> Bench:
        """Its `acknowledge` is the only thing of it."""
        return self

    def acknowledge(self, messages: Iterable[Message]) -> None:
        """Acknowledge messages, each once."""
        for message in messages:
            assert not message.acked
            message.acked = True

    @property
    def flow_control(self) -> Bench:
        """Its `is_active` is the only thing of it."""
        return self

    def is_active(self) -> bool:
        """Whether partitions are not moving."""
        return self.flowing

    @property
    def channel(self) -> Bench:
        """Its `queue` is the only thing of it."""
        return self

    async def events(self) -> AsyncIterator[Event]:
        """Events until the queue is empty, which ends the drain."""
        while not self.queue.empty():
            yield self.queue.get_nowait()

    def make(self, handle: Callable[[list[Any]], Awaitable[bool]]) -> Drain:
        """A drain that weighs a message by its bytes."""
        return Drain(self, handle, lambda event: len(event.message.value or b""), self.limit, self.wait, self.backlog)

    async def drain(self, handle: Callable[[list[Any]], Awaitable[bool]]) -> None:
        """Drain until the queue is empty."""
        await self.make(handle).run(self)

    @property
    def acked(self) -> list[int]:
        """Offsets that were acknowledged."""
        return [message.offset for message in self.messages if message.acked]
