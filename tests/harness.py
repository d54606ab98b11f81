"""Runs the real job on a real broker and reads what it left behind, for the tests of exactness."""

from __future__ import annotations

import asyncio
import random
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from app import topics
from app.settings import Settings
from models import profile_codec
from models.call_reader import CallReader
from models.model import Model
from models.number import id_of, partition_of_one
from models.profile import VERDICT_FIELDS
from models.verdict import decode_verdicts
from tables import suspects, traffic
from tables.profiles import STATE_KEY
from tests.workers import Worker, environment, settings_of
from training.replay import Replay
from training.simulator import Scenario, simulate

Message = tuple[int, bytes]  # source partition, value


def records(count: int, seed: int = 3, subscribers: int = 3000) -> list[dict[str, Any]]:
    """Simulated records, with some that come twice and some that come late."""
    chance = random.Random(seed)
    found = [dict(r) for r in islice(simulate(Scenario(subscribers=subscribers, hours=None, seed=seed)), count)]
    for index in chance.sample(range(len(found) - 50), count // 50):
        found[index + chance.randrange(1, 50)] = dict(found[index])  # a producer that sends again
    for index in chance.sample(range(len(found) - 5000), count // 200):
        late = found.pop(index)
        found.insert(index + chance.randrange(100, 4000), late)
    return found


def messages(records: Iterable[dict[str, Any]], sources: int, sizes: Sequence[int], seed: int = 0) -> list[Message]:
    """Records as messages of random sizes; a caller's calls stay in order in one source partition."""
    chance = random.Random(seed)
    waiting: dict[int, list[dict[str, Any]]] = {source: [] for source in range(sources)}
    wanted = {source: chance.choice(sizes) for source in waiting}
    out: list[Message] = []
    for record in records:
        source = partition_of_one(int(record["caller"]), sources)
        waiting[source].append(record)
        if len(waiting[source]) >= wanted[source]:
            out.append((source, msgspec.json.encode(waiting[source])))
            waiting[source], wanted[source] = [], chance.choice(sizes)
    return out + [(source, msgspec.json.encode(rest)) for source, rest in waiting.items() if rest]


@dataclass
class Result:
    """What a job left in Kafka.

    Attributes:
        profiles: by id, records of `PROFILE`.
        suspects: by id.
        totals: traffic of all time, all partitions added.
        verdicts: by (source, position): number, call hash, risk, score, band, type, calls, blocked.
    """

    profiles: dict[int, np.void]
    suspects: dict[int, suspects.Suspect]
    totals: dict[str, int]
    verdicts: dict[int, tuple[Any, ...]]


@dataclass
class Run:
    """One job with topics and a consumer group of its own."""

    broker: str
    home: Path
    model: Path
    name: str
    sources: int = 1
    partitions: int = 2
    extra: dict[str, str] = field(default_factory=dict)
    workers: dict[int, Worker] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        """Environment of every worker of the job."""
        own = environment(
            self.broker, f"{self.name}-", self.model, source_partitions=self.sources, partitions=self.partitions
        )
        return {**own, **self.extra}

    @property
    def settings(self) -> Settings:
        """Settings of the job."""
        return settings_of(self.env)

    async def create(self, found: Iterable[Message]) -> None:
        """Create the topics and load `cdr`."""
        await topics.ensure(self.settings, topics.specs(self.settings))
        await self.load(found)

    async def load(self, found: Iterable[Message]) -> None:
        """Append messages to `cdr`."""
        producer = AIOKafkaProducer(
            bootstrap_servers=self.broker, linger_ms=10, max_request_size=8 << 20, enable_idempotence=True
        )
        await producer.start()
        try:
            sent = [await producer.send(self.settings.topic("cdr"), value, partition=source) for source, value in found]
            await asyncio.gather(*sent)
        finally:
            await producer.stop()

    def start(self, worker: int = 0, *, wiped: bool = False) -> None:
        """Start a worker process, with its disk state removed when `wiped`; a worker keeps its folder."""
        known = self.workers.setdefault(worker, Worker(self.env, self.home / self.name / str(worker)))
        if wiped:
            shutil.rmtree(known.home / "state", ignore_errors=True)
        known.start(ready_within=None)

    def kill(self, worker: int = 0) -> None:
        """SIGKILL a worker."""
        self.workers[worker].kill()

    def stop(self) -> None:
        """SIGKILL all workers."""
        for worker in self.workers:
            self.kill(worker)

    def logs(self) -> str:
        """End of the workers' logs."""
        return "\n".join(worker.log[-3000:] for worker in self.workers.values())

    async def wait(self, applied: int, seconds: float = 120.0) -> int:
        """Wait until so many records have been applied, duplicates counted; gives the number that were."""
        consumer = await self._reader("traffic")
        found: dict[int, traffic.Traffic] = {}
        deadline = time.monotonic() + seconds
        try:
            while True:
                for tp, batch in (await consumer.getmany(timeout_ms=50)).items():
                    for record in batch:
                        if record.key == traffic.TOTAL_KEY:
                            found[tp.partition] = traffic.decode(record.value)
                done = sum(row.calls + row.duplicates for row in found.values())
                if done >= applied:
                    return done
                dead = [worker for worker in self.workers.values() if worker.ended]
                if dead or time.monotonic() > deadline:
                    state = "a worker died" if dead else "too slow"
                    raise AssertionError(f"{state}: {done:,} of {applied:,} applied\n{self.logs()}")
        finally:
            await consumer.stop()

    async def _committed(self, seconds: float = 60.0) -> None:
        """Wait until everything has been acknowledged: a call is counted in `traffic` before its profile is stored."""
        tps = [TopicPartition(self.settings.topic("cdr"), p) for p in range(self.sources)]
        tps += [TopicPartition(self.settings.topic("calls"), p) for p in range(self.partitions)]
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker)
        consumer = AIOKafkaConsumer(bootstrap_servers=self.broker)
        await admin.start()
        await consumer.start()
        try:
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                ends = await consumer.end_offsets(tps)
                offsets = await admin.list_consumer_group_offsets(self.settings.group)
                if all(end == 0 or (tp in offsets and offsets[tp].offset == end) for tp, end in ends.items()):
                    return
                await asyncio.sleep(0.2)
            raise AssertionError(f"not everything was acknowledged\n{self.logs()}")
        finally:
            await consumer.stop()
            await admin.close()

    async def result(self) -> Result:
        """What the job has left behind, read from Kafka once everything is acknowledged."""
        await self._committed()
        profiles: dict[int, np.void] = {}
        raw = await self._last_values(f"{self.settings.group}-profiles-changelog")
        raw.pop(STATE_KEY, None)
        for key, decoded in zip(raw, profile_codec.decode(list(raw.values())), strict=True):
            profiles[id_of(key)] = decoded
        flagged = await self._last_values(f"{self.settings.group}-suspects-changelog")
        rows = await self._all_values(f"{self.settings.group}-traffic-changelog")
        totals: dict[str, int] = {}
        last = {tp: value for tp, key, value in rows if key == traffic.TOTAL_KEY}
        for value in last.values():
            row = traffic.decode(value)
            for name in ("calls", "answered", "talk_ms", "duplicates", "suspicious", "dangerous", "blocked", "flagged"):
                totals[name] = totals.get(name, 0) + getattr(row, name)
        verdicts: dict[int, tuple[Any, ...]] = {}
        for _, _, value in await self._all_values(self.settings.topic("verdicts")):
            message = decode_verdicts(value)
            for row in message.rows.tolist() if self.sources == 1 else ():
                verdict = _comparable(row)
                first = verdicts.setdefault(verdict[0], verdict)
                assert first == verdict, f"a repeated verdict differs: {first} {verdict}"
        return Result(profiles, {id_of(key): suspects.decode(v) for key, v in flagged.items()}, totals, verdicts)

    async def _reader(self, table: str) -> Any:
        consumer = AIOKafkaConsumer(bootstrap_servers=self.broker, enable_auto_commit=False)
        await consumer.start()
        tps = [TopicPartition(f"{self.settings.group}-{table}-changelog", p) for p in range(self.partitions)]
        consumer.assign(tps)
        await consumer.seek_to_beginning(*tps)
        return consumer

    async def _all_values(self, topic: str) -> list[tuple[int, bytes, bytes]]:
        consumer = AIOKafkaConsumer(bootstrap_servers=self.broker, enable_auto_commit=False, max_poll_records=100_000)
        await consumer.start()
        try:
            tps = [TopicPartition(topic, p) for p in range(self.partitions)]
            consumer.assign(tps)
            await consumer.seek_to_beginning(*tps)
            ends = await consumer.end_offsets(tps)
            found: list[tuple[int, bytes, bytes]] = []
            while any([await consumer.position(tp) < end for tp, end in ends.items()]):
                for tp, batch in (await consumer.getmany(timeout_ms=200)).items():
                    found += [(tp.partition, record.key, record.value) for record in batch]
            return found
        finally:
            await consumer.stop()

    async def _last_values(self, topic: str) -> dict[bytes, bytes]:
        last: dict[bytes, bytes | None] = {key: value for _, key, value in await self._all_values(topic)}
        return {key: value for key, value in last.items() if value is not None}


def _comparable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    number, callee, call_hash, position, end_ms, duration, _, _, risk, score, calls, band, kind, *rest = row
    return (position, number, callee, call_hash, end_ms, duration, risk, score, calls, band, kind, *rest[:4])


def expected(model: Model, found: Iterable[Message], sources: int) -> Result:
    """What the job must leave behind, computed in memory, one source partition after the other."""
    reader, replay = CallReader(), Replay(model)
    by_source: dict[int, list[bytes]] = {source: [] for source in range(sources)}
    for source, value in found:
        by_source[source].append(value)
    verdicts: dict[int, tuple[Any, ...]] = {}
    for source, values in by_source.items():
        batches = [reader.read(value) for value in values]
        calls = np.concatenate([batch.calls for batch in batches])
        offsets = np.repeat(np.arange(len(batches), dtype=np.uint64), [len(batch.calls) for batch in batches])
        positions = offsets << np.uint64(16) | calls["index"].astype(np.uint64)
        rows = replay.feed(calls, positions, source)
        if sources == 1:
            verdicts = {verdict[0]: verdict for verdict in map(_comparable, rows.tolist())}
    return Result(dict(replay.profiles()), {}, {}, verdicts)


def differences(got: dict[int, Any], wanted: dict[int, Any], *, verdicts: bool) -> list[str]:
    """Numbers whose profiles differ, with the fields that do; verdict fields only when asked."""
    found = [f"{number} is missing" for number in wanted.keys() - got.keys()]
    found += [f"{number} is too many" for number in got.keys() - wanted.keys()]
    for number in wanted.keys() & got.keys():
        one, other = got[number], wanted[number]
        if one.tobytes() == other.tobytes():
            continue
        fields = [name for name in one.dtype.names if np.any(one[name] != other[name])]
        if verdicts or set(fields) - set(VERDICT_FIELDS):
            found.append(f"{number}: {fields}")
    return found
