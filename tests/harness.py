"""Runs the real job on a real broker and reads what it left behind, for the tests of exactness."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from app import topics
from app.settings import Settings
from models import profile_codec
from models.number import id_of, kind_of
from models.number_id import KIND_BLOCK
from models.verdict import decode_verdicts
from tables import raises, suspects, traffic
from tables.alerts import STATE_KEY as STATE
from tables.profiles import STATE_KEY
from tests.crash_records import Message
from tests.memory import Result, added, lasting, seen_alike
from tests.workers import Worker, environment, settings_of


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

    async def ask(self, values: Iterable[bytes]) -> None:
        """Append messages to `alert-events`, as the API does for people."""
        producer = AIOKafkaProducer(bootstrap_servers=self.broker, enable_idempotence=True)
        await producer.start()
        try:
            for value in values:
                await producer.send_and_wait(self.settings.topic("alert-events"), value, partition=0)
        finally:
            await producer.stop()

    async def load(self, found: Iterable[Message]) -> None:
        """Append messages to `cdr`."""
        producer = AIOKafkaProducer(
            bootstrap_servers=self.broker, linger_ms=10, max_request_size=8 << 20, enable_idempotence=True
        )
        await producer.start()
        try:
            topic = self.settings.topic("cdr")  # settings are made anew each time they are asked for
            sent = [await producer.send(topic, value, partition=source) for source, value in found]
            await asyncio.gather(*sent)
        finally:
            await producer.stop()

    def start(self, worker: int = 0, *, wiped: bool = False) -> None:
        """Start a worker process, with its disk state removed when `wiped`; a worker keeps its folder."""
        known = self.workers.setdefault(worker, Worker(self.env, self.home / self.name / str(worker)))
        if wiped:
            shutil.rmtree(known.home / "state", ignore_errors=True)
        known.env = self.env  # which may have changed since it was started last
        known.start(ready_within=None)

    async def died(self, worker: int = 0, seconds: float = 60.0) -> None:
        """Wait until a worker has ended by itself."""
        deadline = time.monotonic() + seconds
        while self.workers[worker].ended is None:
            assert time.monotonic() < deadline, f"the worker goes on\n{self.logs()}"
            await asyncio.sleep(0.05)

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
        """Wait until so many records have been applied, duplicates counted; gives the number that were.

        A slow machine may take its time: only a job that applied nothing for `seconds` fails.
        """
        consumer = await self._reader("traffic")
        found: dict[int, traffic.Traffic] = {}
        done, moved = 0, time.monotonic()
        try:
            while True:
                for tp, batch in (await consumer.getmany(timeout_ms=50)).items():
                    for record in batch:
                        if record.key == traffic.TOTAL_KEY:
                            found[tp.partition] = traffic.decode(record.value)
                before, done = done, sum(row.calls + row.duplicates for row in found.values())
                if done >= applied:
                    return done
                if done > before:
                    moved = time.monotonic()
                dead = [worker for worker in self.workers.values() if worker.ended]
                if dead or time.monotonic() > moved + seconds:
                    state = "a worker died" if dead else f"nothing was applied for {seconds:.0f} s"
                    raise AssertionError(f"{state}: {done:,} of {applied:,} applied\n{self.logs()}")
        finally:
            await consumer.stop()

    async def _committed(self, seconds: float = 60.0) -> None:
        """Wait until everything has been acknowledged: a call is counted in `traffic` before its profile is stored."""
        tps = [TopicPartition(self.settings.topic("cdr"), p) for p in range(self.sources)]
        tps += [TopicPartition(self.settings.topic("calls"), p) for p in range(self.partitions)]
        tps += [TopicPartition(self.settings.topic(name), 0) for name in ("suspect-events", "alert-events")]
        admin = AIOKafkaAdminClient(bootstrap_servers=self.broker)
        consumer = AIOKafkaConsumer(bootstrap_servers=self.broker)
        await admin.start()
        await consumer.start()
        try:
            deadline = time.monotonic() + seconds
            while True:
                ends = await consumer.end_offsets(tps)
                offsets = await admin.list_consumer_group_offsets(self.settings.group)
                done = {tp: offsets[tp].offset if tp in offsets else None for tp in tps}
                behind = [tp for tp, end in ends.items() if end > 0 and done[tp] != end]
                if not behind:
                    return
                if time.monotonic() > deadline:
                    lag = "\n".join(f"{tp.topic} {tp.partition}: committed {done[tp]}, end {ends[tp]}" for tp in behind)
                    raise AssertionError(f"not everything was acknowledged\n{lag}\n{self.logs()}")
                await asyncio.sleep(0.2)
        finally:
            await consumer.stop()
            await admin.close()

    async def result(self) -> Result:
        """What the job has left behind, read from Kafka once everything is acknowledged."""
        await self._committed()
        raw = await self._last_values(f"{self.settings.group}-profiles-changelog")
        raw.pop(STATE_KEY, None)
        stored = {id_of(key): value for key, value in raw.items()}
        blocks = {one: value for one, value in stored.items() if kind_of(one) == KIND_BLOCK}
        others = {one: value for one, value in stored.items() if one not in blocks}
        rows = await self._last_values(f"{self.settings.group}-suspects-changelog")
        told = {id_of(key): value for key, value in rows.items()}
        return Result(
            dict(zip(others, profile_codec.decode(list(others.values())), strict=True)),
            dict(zip(blocks, profile_codec.BLOCKS.decode(list(blocks.values())), strict=True)),
            {one: suspects.decode(value) for one, value in told.items() if not raises.is_group(one)},
            {one: seen_alike(raises.decode(value)) for one, value in told.items() if raises.is_group(one)},
            await self._totals(),
            await self._verdicts(),
            lasting(await self._last_values(f"{self.settings.group}-campaigns-changelog", partitions=1)),
            await self.alerts(),
        )

    async def alerts(self) -> dict[bytes, bytes]:
        """Rows of alerts and decisions, by key, once everything is acknowledged."""
        await self._committed()
        rows = await self._last_values(f"{self.settings.group}-alerts-changelog", partitions=1)
        rows.pop(STATE, None)
        return rows

    async def _totals(self) -> dict[str, int]:
        rows = await self._all_values(f"{self.settings.group}-traffic-changelog")
        last = {tp: value for tp, key, value in rows if key == traffic.TOTAL_KEY}
        return added([traffic.decode(value) for value in last.values()])

    async def _verdicts(self) -> dict[int, bytes]:
        verdicts: dict[int, bytes] = {}
        for _, _, value in await self._all_values(self.settings.topic("verdicts")):
            message = decode_verdicts(value)
            for row in message.rows if self.sources == 1 else ():
                first = verdicts.setdefault(int(row["position"]), row.tobytes())
                assert first == row.tobytes(), f"a repeated verdict differs: {first!r} {row}"
        return verdicts

    async def _reader(self, table: str) -> Any:
        consumer = AIOKafkaConsumer(bootstrap_servers=self.broker, enable_auto_commit=False)
        await consumer.start()
        tps = [TopicPartition(f"{self.settings.group}-{table}-changelog", p) for p in range(self.partitions)]
        consumer.assign(tps)
        await consumer.seek_to_beginning(*tps)
        return consumer

    async def _all_values(self, topic: str, partitions: int = 0) -> list[tuple[int, bytes, bytes]]:
        consumer = AIOKafkaConsumer(bootstrap_servers=self.broker, enable_auto_commit=False, max_poll_records=100_000)
        await consumer.start()
        try:
            tps = [TopicPartition(topic, p) for p in range(partitions or self.partitions)]
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

    async def _last_values(self, topic: str, partitions: int = 0) -> dict[bytes, bytes]:
        last: dict[bytes, bytes | None] = {key: value for _, key, value in await self._all_values(topic, partitions)}
        return {key: value for key, value in last.items() if value is not None}
