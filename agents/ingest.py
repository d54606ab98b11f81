"""Agent `ingest`: records in, legs out.

It keeps no state: it sends, waits until Kafka has everything, and acknowledges. What it sends twice after a crash is
dropped by position in `agents.profile`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from agents import faults
from models.call import CALL, Rejected
from models.leg import LEG, MAX_CALLS, Legs, split
from models.number import KIND_HANDSET, KIND_SHIFT, partition_of
from models.picking import picked

_FIRST_TAGGED, _FIRST_GROUP = np.uint64(1 << KIND_SHIFT), np.uint64(KIND_HANDSET << KIND_SHIFT)


class Reader(Protocol):
    """Reads the value of a `cdr` message (`models.call_reader.CallReader`)."""

    def read_into(
        self, value: bytes | None, rows: bytearray, texts: dict[int, str], labels: dict[int, str]
    ) -> list[Rejected]:
        """Append the calls of a message to `rows` as bytes of `CALL`; gives its rejected records."""
        ...


class Send(Protocol):
    """Sends one record; the awaitable it gives is done when Kafka has stored it."""

    async def __call__(
        self, topic: str, partition: int | None, key: bytes | None, value: bytes, headers: list[tuple[str, bytes]]
    ) -> Awaitable[Any]:
        """Send a record to a topic."""
        ...


@dataclass
class IngestCounts:
    """What this worker has read since it started."""

    calls: int = 0
    rejected: int = 0
    messages: int = 0


@dataclass
class _Source:
    clock_ms: int = 0
    heard: float = field(default_factory=time.monotonic)
    idle: bool = False


class Ingest:
    """Turns micro-batches of `cdr` messages into `calls` messages.

    Args:
        reader: reads messages.
        send: sends records.
        calls_topic, rejected_topic: where to.
        partitions: partitions of `calls`.
        idle_after: seconds of silence after which a source partition is marked idle.
    """

    def __init__(
        self, reader: Reader, send: Send, calls_topic: str, rejected_topic: str, partitions: int, idle_after: float
    ) -> None:
        self._reader = reader
        self._send = send
        self._calls_topic = calls_topic
        self._rejected_topic = rejected_topic
        self._partitions = partitions
        self._idle_after = idle_after
        self._sources: dict[int, _Source] = {}
        self.counts = IngestCounts()

    async def handle(self, events: list[Any]) -> bool:
        """Apply a micro-batch of events."""
        by_source: dict[int, list[Any]] = {}
        for event in events:
            by_source.setdefault(event.message.partition, []).append(event.message)
        pending: list[Awaitable[Any]] = []
        for source, messages in by_source.items():
            pending += await self._handle_source(source, messages)
        await asyncio.gather(*pending)
        faults.after("ingest.1")
        self.counts.messages += len(events)
        return True

    async def _handle_source(self, source: int, messages: list[Any]) -> list[Awaitable[Any]]:
        state = self._sources.setdefault(source, _Source())
        state.heard, state.idle = time.monotonic(), False
        pending: list[Awaitable[Any]] = []
        rows, texts = bytearray(), dict[int, str]()
        offsets, counts = [], []
        for message in messages:
            before = len(rows)
            for rejected in self._reader.read_into(message.value, rows, texts, {}):
                headers = rejection(message, rejected.index, rejected.reason)
                pending.append(await self._send(self._rejected_topic, None, message.key, rejected.raw, headers))
                self.counts.rejected += 1
            if len(rows) > before:
                offsets.append(message.offset)
                counts.append((len(rows) - before) // CALL.itemsize)
        if rows:
            found = np.frombuffer(rows, CALL)
            self.counts.calls += len(found)
            index: NDArray[np.uint64] = found["index"].astype(np.uint64)
            place = np.repeat(np.array(offsets, np.uint64) << np.uint64(16), counts) | index
            for start in range(0, len(found), MAX_CALLS):
                part = slice(start, start + MAX_CALLS)
                pending += await self._send_calls(source, state, found[part], place[part], texts)
        return pending

    async def _send_calls(
        self,
        source: int,
        state: _Source,
        calls: NDArray[np.void],
        positions: NDArray[np.uint64],
        texts: Mapping[int, str],
    ) -> list[Awaitable[Any]]:
        """One message for every partition, empty if need be: each learns the source's clock."""
        state.clock_ms = max(state.clock_ms, int(calls["end_ms"].max()))
        legs = split(calls, positions)
        place = partition_of(legs["subject"], self._partitions)
        regions = _texts_in(texts, {*calls["origin"].tolist(), *calls["target"].tolist()})
        first_ms = int(calls["end_ms"][0])
        return [
            await self._send_legs(
                Legs(source, state.clock_ms, False, first_ms, part, _texts_of(part, texts) | regions), partition
            )
            for partition in range(self._partitions)
            for part in [picked(legs, place == partition)]
        ]

    async def _send_legs(self, legs: Legs, partition: int) -> Awaitable[Any]:
        return await self._send(self._calls_topic, partition, None, legs.encode(), [])

    async def mark_idle(self, assigned: Iterable[int]) -> None:
        """Tell every partition which of the assigned source partitions have fallen silent; called now and then."""
        now = time.monotonic()
        pending: list[Awaitable[Any]] = []
        for source in assigned:
            state = self._sources.setdefault(source, _Source())
            if not state.idle and now - state.heard >= self._idle_after:
                state.idle = True
                silent = Legs(source, state.clock_ms, True, 0, _NO_LEGS, {})
                pending += [await self._send_legs(silent, partition) for partition in range(self._partitions)]
        await asyncio.gather(*pending)

    def forget(self) -> None:
        """Partitions have moved: what is known of the sources may be out of date."""
        self._sources.clear()


_NO_LEGS = np.zeros(0, LEG)


def _texts_of(legs: NDArray[np.void], texts: Mapping[int, str]) -> dict[int, str]:
    """Texts of the opaque numbers, handsets and trunks that some legs name; the others would only be carried along."""
    subject, other = legs["subject"], legs["other"]
    # A handset or trunk leg has its calling number in the context; elsewhere the context is no key of a text.
    ids = np.concatenate([subject, other, legs["context"][subject >= _FIRST_GROUP]])
    return _texts_in(texts, set(ids[ids >= _FIRST_TAGGED].tolist()))


def _texts_in(texts: Mapping[int, str], keys: Collection[int]) -> dict[int, str]:
    return {key: texts[key] for key in keys if key in texts}


def rejection(message: Any, index: int, reason: str) -> list[tuple[str, bytes]]:
    """Headers of a dead letter: where it stood, and why it was not taken."""
    values = {
        "topic": message.topic,
        "partition": message.partition,
        "offset": message.offset,
        "index": index,
        "reason": reason,
    }
    return [(name, str(value).encode()) for name, value in values.items()]
