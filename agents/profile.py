"""Agent `profile`: legs in; profiles, verdicts, suspects and traffic out, each exactly once.

The write path has six numbered steps; what a crash costs in each is written beside it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec
import numpy as np
from numpy.typing import NDArray

from agents.ingest import Send
from agents.sweep import Sweeper
from models import leg, profile_codec
from models.engine import Engine
from models.leg import OUT, Legs
from models.number import KIND_NUMBER, key_of, text_of
from models.profile_fold import DUPLICATE, LATE
from models.verdict import Verdicts
from tables import changelog, suspects, traffic
from tables.profiles import STATE_KEY, PartitionState, Source, decode_state, encode_state
from tables.store import Store

log = logging.getLogger(__name__)

Items = list[tuple[bytes, bytes | None]]


@dataclass(frozen=True)
class Topics:
    """Names of the topics that the agent writes to."""

    verdicts: str
    suspect_events: str
    profiles_changelog: str
    suspects_changelog: str
    traffic_changelog: str


@dataclass(frozen=True)
class Tables:
    """The three tables. Their stores exist from the worker's start on, so they are looked up when used."""

    profiles_table: Any
    suspects_table: Any
    traffic_table: Any

    @property
    def profiles(self) -> Store:
        """Store of `profiles`."""
        return cast(Store, self.profiles_table.data)

    @property
    def suspects(self) -> Store:
        """Store of `suspects`."""
        return cast(Store, self.suspects_table.data)

    @property
    def traffic(self) -> Store:
        """Store of `traffic`."""
        return cast(Store, self.traffic_table.data)


@dataclass
class ProfileCounts:
    """What this worker has done since it started; for metrics, not exact across restarts."""

    legs: int = 0
    calls: int = 0
    duplicates: int = 0
    late: int = 0
    repeated: int = 0
    batches: int = 0
    stale_batches: int = 0
    forgotten: int = 0


@dataclass
class _Work:
    """One partition's share of a micro-batch, between the steps."""

    partition: int
    state: PartitionState
    messages: list[Legs]
    texts: dict[int, str] = field(default_factory=dict)
    profiles: Items = field(default_factory=list)
    suspects: Items = field(default_factory=list)
    traffic: Items = field(default_factory=list)
    verdicts: list[Verdicts] = field(default_factory=list)
    events: list[bytes] = field(default_factory=list)
    offsets: dict[str, int] = field(default_factory=dict)


class ProfileAgent:
    """Applies micro-batches of `calls` messages to the tables.

    Args:
        engine: folds, scores and judges.
        stores: of the three tables.
        topics: where results go.
        producer: gives the started aiokafka producer.
        send: sends one record.
        generation: gives the generation of today's assignment, -1 while partitions are moving.
    """

    def __init__(
        self,
        engine: Engine,
        stores: Tables,
        topics: Topics,
        producer: Callable[[], Any],
        send: Send,
        generation: Callable[[], int],
    ) -> None:
        self._engine = engine
        self._stores = stores
        self._topics = topics
        self._producer = producer
        self._send = send
        self._generation = generation
        self._sweeper = Sweeper(engine.retention)
        self._states: dict[int, PartitionState] = {}
        self.counts = ProfileCounts()

    def forget(self) -> None:
        """Partitions have moved: read every partition's record again before using it."""
        self._states.clear()
        self._sweeper.forget()

    def state(self, partition: int) -> PartitionState:
        """What has been applied to a partition that this worker holds.

        Raises:
            ProfilesVersionError: when its profiles have another layout version.
        """
        if partition not in self._states:
            self._states[partition] = decode_state(self._stores.profiles.read_one(partition, STATE_KEY))
        return self._states[partition]

    async def handle(self, events: list[Any]) -> bool:
        """Apply a micro-batch of events; False when partitions moved away meanwhile and nothing was stored."""
        generation = self._generation()
        if generation < 0:
            return False
        # 1. Decode whole messages, by partition. Nothing has happened yet: a crash here costs nothing.
        by_partition: dict[int, list[Legs]] = {}
        for event in events:
            by_partition.setdefault(event.message.partition, []).append(leg.decode(event.message.value))
        if not all(self._stores.profiles.opened(partition) for partition in by_partition):
            return False
        # 2. Drop legs at or below the watermark, read each profile once, fold, score and judge.
        #    Only memory has changed: a crash here costs nothing.
        works = [self._apply(partition, messages) for partition, messages in by_partition.items()]
        # 3. Send outputs and await them. All of them are the same when computed again, and readers take the last:
        #    after a crash here they are sent once more.
        await self._send_outputs(works)
        # The last moment to see that another worker owns the partitions now. Without this check a worker that had
        # been stopped for longer than its session would append profiles behind those of its successor.
        if generation != self._generation():
            self.forget()
            self.counts.stale_batches += 1
            return False
        # 4. Append changed profiles and the watermark to the changelog, one record batch per partition.
        #    Before Kafka has it, nothing has happened; after, everything has, and the repeat is dropped in step 2.
        await self._append_profiles(works)
        # 5. The same into RocksDB, with the changelog offset in the same write batch.
        #    A crash before this is made good by recovery, which reads the changelog from the stored offset.
        for work in works:
            self._store(work)
        # 6. The caller acknowledges. A crash before the commit repeats the messages, and step 2 drops them.
        self.counts.batches += 1
        return True

    def _apply(self, partition: int, messages: list[Legs]) -> _Work:
        # The state is copied: it counts only once the changelog has it.
        old = self.state(partition)
        sources = {key: msgspec.structs.replace(value) for key, value in old.sources.items()}
        work = _Work(partition, PartitionState(old.version, sources, old.clock_ms), messages)
        fresh: list[tuple[int, NDArray[np.void]]] = []
        for message in messages:
            source = sources.setdefault(message.source, Source())
            source.clock_ms = max(source.clock_ms, message.clock_ms)
            source.idle = message.idle
            legs = message.legs
            if len(legs) and int(legs["position"][0]) <= source.position:
                legs = legs[legs["position"].astype(np.int64) > source.position]
                self.counts.repeated += len(message.legs) - len(legs)
            if len(legs):
                source.position = int(legs["position"][-1])
                fresh.append((message.source, legs))
                work.texts.update(message.texts)
        minute = work.state.clock_ms // 60_000
        work.state.advance()
        if fresh:
            self._score(work, fresh)
            self._sweep(work, sum(len(legs) for _, legs in fresh))
        if work.state.clock_ms // 60_000 > minute:
            work.events.append(_tick(partition, work.state.clock_ms // 60_000))
        return work

    def _sweep(self, work: _Work, legs: int) -> None:
        stores, busy = self._stores, {key for key, _ in work.profiles}
        swept = self._sweeper.sweep(
            work.partition, stores.profiles, stores.traffic, work.state.clock_ms, legs, busy
        )  # fmt: skip
        work.profiles += [(key, None) for key in swept.profiles]
        work.suspects += [(key, None) for key in swept.suspects]
        counted = {key for key, _ in work.traffic}
        work.traffic += [(key, None) for key in swept.traffic if key not in counted]
        self.counts.forgotten += len(swept.profiles)

    def _score(self, work: _Work, fresh: list[tuple[int, NDArray[np.void]]]) -> None:
        partition, stores = work.partition, self._stores
        legs = np.concatenate([legs for _, legs in fresh])
        sizes = [len(legs) for _, legs in fresh]
        origin = np.repeat(np.array([source for source, _ in fresh], np.int64), sizes)
        subjects, slots = np.unique(legs["subject"], return_inverse=True)
        keys = _keys(subjects)
        profiles = profile_codec.decode(stores.profiles.read(partition, keys))
        outcome = self._engine.run(profiles, slots.astype(np.int32), (origin & 3).astype(np.uint8), legs)

        out = np.flatnonzero(legs["direction"] == OUT)
        by_source = [(source, outcome.verdicts[origin[out] == source]) for source in np.unique(origin[out]).tolist()]
        work.profiles = list(zip(keys, profile_codec.encode(profiles), strict=True))
        work.verdicts = [Verdicts(source, rows, work.texts) for source, rows in by_source]
        work.traffic = list(traffic.count(by_source, lambda key: stores.traffic.read_one(partition, key)))
        # A suspect's row follows every call it places.
        last_row = np.zeros(len(subjects), np.int64)
        last_row[slots[out]] = np.arange(len(out))
        placed = np.zeros(len(subjects), bool)
        placed[slots[out]] = True
        for slot in np.flatnonzero(placed & (profiles["flagged_at"] > 0)).tolist():
            row = last_row[slot]
            number = int(subjects[slot])
            work.suspects.append(
                suspects.row(
                    number,
                    text_of(number, work.texts),
                    profiles[slot],
                    int(origin[out[row]]),
                    int(outcome.verdicts["position"][row]),
                )
            )
        work.events += _suspect_events(outcome.verdicts, origin[out], work.texts)
        self.counts.legs += len(legs)
        self.counts.calls += len(out)
        self.counts.duplicates += int(np.count_nonzero(outcome.flags[out] == DUPLICATE))
        self.counts.late += int(np.count_nonzero(outcome.flags == LATE))

    async def _send_outputs(self, works: list[_Work]) -> None:
        topics = self._topics
        pending: list[Awaitable[Any]] = []
        appended: list[tuple[_Work, str, Awaitable[int]]] = []
        for work in works:
            pending += [
                await self._send(topics.verdicts, work.partition, None, verdicts.encode(), [])
                for verdicts in work.verdicts
            ]
            pending += [await self._send(topics.suspect_events, 0, None, event, []) for event in work.events]
            for name, topic, items in (
                (suspects.NAME, topics.suspects_changelog, work.suspects),
                (traffic.NAME, topics.traffic_changelog, work.traffic),
            ):
                if items:
                    offset = await changelog.append(self._producer(), topic, work.partition, items)
                    appended.append((work, name, offset))
        await asyncio.gather(*pending)
        for work, name, offset in appended:
            work.offsets[name] = await offset

    async def _append_profiles(self, works: list[_Work]) -> None:
        appended: list[tuple[_Work, Awaitable[int]]] = []
        for work in works:
            work.profiles.append((STATE_KEY, encode_state(work.state)))
            offset = await changelog.append(
                self._producer(), self._topics.profiles_changelog, work.partition, work.profiles
            )
            appended.append((work, offset))
        for work, offset in appended:
            work.offsets["profiles"] = await offset

    def _store(self, work: _Work) -> None:
        stores, partition = self._stores, work.partition
        if not stores.profiles.opened(partition):
            return  # moved away in this very moment; its next owner reads the changelog
        if work.traffic:
            stores.traffic.apply(partition, work.traffic, work.offsets[traffic.NAME])
        if work.suspects:
            stores.suspects.apply(partition, work.suspects, work.offsets[suspects.NAME])
        stores.profiles.apply(partition, work.profiles, work.offsets["profiles"])
        self._states[partition] = work.state


def _keys(subjects: NDArray[np.uint64]) -> list[bytes]:
    data = subjects.astype(">u8").tobytes()
    return [data[at : at + 8] for at in range(0, len(data), 8)]


def _tick(partition: int, minute: int) -> bytes:
    """Mark that a partition's stream clock has reached a minute."""
    return msgspec.json.encode({"kind": "tick", "partition": partition, "minute": minute})


def _suspect_events(verdicts: NDArray[np.void], sources: NDArray[np.int64], texts: Mapping[int, str]) -> list[bytes]:
    """One event for each call at which a number rose to SUSPICIOUS or to DANGEROUS."""
    events = []
    for k in np.flatnonzero(verdicts["first"]).tolist():
        verdict = verdicts[k]
        number = int(verdict["number"])
        events.append(
            msgspec.json.encode(
                {
                    "kind": "suspect",
                    "number": text_of(number, texts),
                    "id": number,
                    "risk": round(float(verdict["risk"]), 3),
                    "band": int(verdict["band"]),
                    "fraud_type": int(verdict["fraud_type"]),
                    "end_ms": int(verdict["end_ms"]),
                    "source": int(sources[k]),
                    "position": int(verdict["position"]),
                }
            )
        )
    return events


__all__ = ["ProfileAgent", "ProfileCounts", "Tables", "Topics"]

assert KIND_NUMBER == 0
assert len(key_of(0)) == 8  # _keys writes what key_of writes
