"""The exact drain loop: whole micro-batches of events, acknowledged together or not at all.

Faust's own `take()` acknowledges a batch even when handling it failed, and an exception that leaves an agent skips
its event. Here nothing is acknowledged before its handler returned, and a handler that fails ends the process, so
that Kafka delivers the batch again to whoever takes over (docs/exactness.md).
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable
from typing import Any

log = logging.getLogger(__name__)

#: Exit status after an unexpected error in a handler; the batch is read again after the restart.
EXIT_FAILED = 70


class Backlog:
    """Bytes of records waiting in a stream's queue; bounds memory when records arrive faster than they are handled.

    The queue of a stream is bounded in messages, but a message may hold one call or thousands.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.waiting = 0
        self._room = asyncio.Event()
        self._room.set()

    def put(self, size: int) -> None:
        """A message of `size` bytes enters the queue."""
        self.waiting += size
        if self.waiting >= self.limit:
            self._room.clear()

    def take(self, size: int) -> None:
        """It leaves the queue."""
        self.waiting = max(0, self.waiting - size)
        if self.waiting < self.limit:
            self._room.set()

    def reset(self) -> None:
        """The queue was cleared, as every rebalance does."""
        self.waiting = 0
        self._room.set()

    @property
    def full(self) -> bool:
        """Whether the next message has to wait."""
        return self.waiting >= self.limit

    async def room(self) -> None:
        """Wait until the next message may enter."""
        await self._room.wait()


class Drain:
    """Collects the events of one stream into micro-batches.

    Args:
        app: the Faust app.
        handle: applies a micro-batch; returns False when it gave the batch up because partitions moved away, in
            which case it is not acknowledged.
        weigh: weight of an event, such as its number of legs.
        limit: weight at which a micro-batch is complete.
        wait: seconds that a micro-batch below the limit waits once for more events.
        backlog: told of every event taken from the queue.
    """

    def __init__(
        self,
        app: Any,
        handle: Callable[[list[Any]], Awaitable[bool]],
        weigh: Callable[[Any], int],
        limit: int,
        wait: float,
        backlog: Backlog,
    ) -> None:
        self._app = app
        self._handle = handle
        self._weigh = weigh
        self._limit = limit
        self._wait = wait
        self._backlog = backlog
        self._lock = asyncio.Lock()

    async def run(self, stream: Any) -> None:
        """Drain `stream` for ever."""
        stream.enable_acks = False
        queue = stream.channel.queue
        async for first in stream.events():
            events = [first]
            weight = self._took(first)
            waited = False
            while weight < self._limit:
                # Straight from the queue: the stream's own iteration costs several times as much per event.
                while weight < self._limit and not queue.empty():
                    event = queue.get_nowait()
                    weight += self._took(event)
                    if self._current(event):
                        events.append(event)
                if waited or weight >= self._limit:
                    break
                waited = True
                await asyncio.sleep(self._wait)
            await self._apply(events)

    def _took(self, event: Any) -> int:
        self._backlog.take(len(event.message.value or b""))
        return self._weigh(event)

    def _current(self, event: Any) -> bool:
        """Whether the event was fetched under today's assignment; others will be, or were, delivered again."""
        app, message = self._app, event.message
        return bool(app.flow_control.is_active() and message.generation_id == app.consumer_generation_id)

    async def _apply(self, events: list[Any]) -> None:
        async with self._lock:
            try:
                done = await self._handle(events)
            except asyncio.CancelledError:
                raise
            except BaseException:
                log.critical("a micro-batch of %d messages failed; ending the process", len(events), exc_info=True)
                logging.shutdown()
                os._exit(EXIT_FAILED)
            if done:
                # Acknowledging what was fetched under an earlier assignment would leave offsets behind that a
                # later commit takes for its own; those messages come again and are dropped by position.
                current = [event.message for event in events if self._current(event)]
                self._app.consumer.acknowledge(current)

    async def alone(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do some work between two micro-batches."""
        async with self._lock:
            await work()

    async def settled(self) -> None:
        """Wait until no micro-batch is under way: called before partitions are given away."""
        async with self._lock:
            pass
