"""Sends a simulated world's calls to `cdr` at a given rate."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import Final

import msgspec

from app.kafka_reading import last_call_end
from app.sending import CdrSender
from app.settings import Settings
from models.number import Normaliser, partition_of_one
from training.simulator import Record, World

#: Seconds between two looks at the clock, and so how evenly calls are spread.
_TICK: Final = 0.02
#: Calls between two looks when there is no rate to keep.
_CHUNK: Final = 2000


@dataclass(slots=True)
class Sent:
    """What was sent: how many calls in how many messages, and the starts of the first and the last call."""

    calls: int = 0
    messages: int = 0
    first: str = ""
    last: str = ""


async def next_start(settings: Settings) -> str:
    """The moment from which new calls are later than all in `cdr`: now, or after the last of them; RFC 3339.

    Simulated time may run ahead of the clock on the wall; a world that began behind it would be late all along.
    """
    latest = await last_call_end(settings)
    now = int(time.time())
    return datetime.fromtimestamp(max(now, latest // 1000 + 1 if latest else 0), UTC).isoformat()


async def send_world(
    settings: Settings,
    world: World,
    *,
    rate: float,
    calls: int | None,
    per_message: int,
    stop: asyncio.Event,
    progress: Callable[[int], None],
) -> Sent:
    """Send calls of a world until `stop` is set or `calls` are sent.

    Args:
        settings: where to.
        world: which has not run yet; its callers decide the partitions.
        rate: calls a second; 0 = as fast as Kafka takes them.
        calls: how many; None = for ever.
        per_message: calls in one message at most; at a rate no call waits longer than a tick for others.
        stop: ends it.
        progress: is told how many have been sent, now and then.
    """
    sent = Sent()
    records = world.records()
    async with CdrSender(settings) as sender:
        groups = _Groups(sender, settings, per_message)
        began = time.monotonic()
        while not stop.is_set() and (calls is None or sent.calls < calls):
            due = sent.calls + _CHUNK
            if rate:
                due = min(due, int((time.monotonic() - began) * rate) + 1)
            count = (due if calls is None else min(due, calls)) - sent.calls
            added = 0
            for record in islice(records, count):
                sent.first = sent.first or record["start"]
                sent.last = record["start"]
                await groups.add(record)
                added += 1
            sent.calls += added
            if added < count:  # the world has ended
                stop.set()
            progress(sent.calls)
            if rate:
                await groups.flush()
            await asyncio.sleep(_TICK if rate and count < _CHUNK else 0)
        await groups.flush()
        sent.messages = sender.messages
    return sent


class _Groups:
    """Records waiting to go together, by partition: a caller's always through the same one, so they stay in order."""

    def __init__(self, sender: CdrSender, settings: Settings, per_message: int) -> None:
        self._sender = sender
        self._normalise = Normaliser(settings.default_region)
        self._per_message = per_message
        self._waiting: list[list[Record]] = [[] for _ in range(settings.source_partitions)]

    async def add(self, record: Record) -> None:
        caller, _ = self._normalise(record["caller"])
        partition = partition_of_one(caller, len(self._waiting))
        self._waiting[partition].append(record)
        if len(self._waiting[partition]) >= self._per_message:
            await self._flush(partition)

    async def flush(self) -> None:
        for partition in range(len(self._waiting)):
            await self._flush(partition)

    async def _flush(self, partition: int) -> None:
        records, self._waiting[partition] = self._waiting[partition], []
        if records:
            value = msgspec.json.encode(records[0] if self._per_message == 1 else records)
            await self._sender.send(partition, value)
