"""Runs the real job on a real broker and reads what it left behind, for the tests of exactness."""

from __future__ import annotations

import asyncio
import random
import shutil
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from numpy.typing import NDArray

from app import topics
from app.rule_files import load_rules
from app.settings import Settings
from models import profile_codec
from models.call_reader import CallReader
from models.campaign.event import Event, Tick
from models.campaign.event import Message as SuspectMessage
from models.campaign.inbox import every
from models.engine import Engine
from models.facts import NAMES
from models.judging import GROUP_KINDS
from models.model import Model
from models.number import id_of, kind_of, short_codes, text_of
from models.number_id import KIND_BLOCK, KIND_HANDSET, KIND_NUMBER, KIND_OPAQUE, KIND_TRUNK
from models.profile import ORDERED_FIELDS, VERDICT_FIELDS
from models.verdict import decode_verdicts
from tables import raises, suspects, traffic
from tables.campaigns import changed
from tables.campaigns import load as load_campaigns
from tables.profiles import STATE_KEY
from tests.quick_model import KINDS
from tests.workers import Worker, environment, settings_of
from training.replay import Fed, Replay
from training.simulator import Scenario, simulate

#: Fields of a record that name a handset or a trunk.
GROUPS = ("imei", "account", "trunk")
NUMBERS = (KIND_NUMBER, KIND_OPAQUE)

Message = tuple[int, bytes]  # source partition, value


def records(
    count: int, seed: int = 3, subscribers: int = 3000, *, again_on_groups: bool = True, late: bool = True
) -> list[dict[str, Any]]:
    """Simulated records, with some that come twice and some that come late.

    Half of the fraudsters share blocks, handsets and accounts by sixes; a few people hide their number or call from a
    short code.

    Args:
        count: how many.
        seed: of everything random.
        subscribers: ordinary subscribers.
        again_on_groups: whether records may come twice that name a handset or trunk which others call through too.
        late: whether some come late: which minute of campaigns these join depends on when they come.
    """
    chance = random.Random(seed)
    world = Scenario(subscribers=subscribers, hours=None, seed=seed, kinds=KINDS, campaigns_after_hours=3.0)
    found = _gathered([dict(record) for record in islice(simulate(world), count)])
    shared = _shared(found)
    lonely = [
        index for index in range(len(found) - 50)
        if again_on_groups or not shared & {found[index].get(name) for name in GROUPS}
    ]  # fmt: skip
    for index in chance.sample(lonely, count // 50):
        found[index + chance.randrange(1, 50)] = dict(found[index])  # a producer that sends again
    for index in chance.sample(range(len(found) - 5000), count // 200) if late else ():
        delayed = found.pop(index)
        found.insert(index + chance.randrange(100, 4000), delayed)
    return found


def _gathered(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same records; fraudsters stand together, and some people cannot be seen."""
    sixes: dict[str, tuple[str, int]] = {}
    for index, record in enumerate(found):
        caller, place = record["caller"], len(sixes)
        if record.pop("true_label", "normal") != "normal":
            first, own = sixes.setdefault(caller, (caller if place % 6 == 0 else list(sixes)[place - place % 6], place))
            if own // 6 % 2 == 0:
                record["caller"] = f"{first[:-2]}{(int(first[-2:]) + 3 * (own % 6)) % 100:02}"
                record["imei"] = f"35693803564{own // 12:04}"
                record["account"] = f"account-{own // 12}"
        elif index % 97 == 0:
            record["caller"] = ("anonymous", "2255", "pseudonym-1", "pseudonym-2")[index // 97 % 4]
    return found


def _shared(found: list[dict[str, Any]]) -> set[str]:
    """Handsets, accounts and trunks that several numbers call through."""
    callers: dict[str, set[str]] = {}
    for record in found:
        for name in GROUPS:
            if name in record:
                callers.setdefault(record[name], set()).add(record["caller"])
    return {group for group, members in callers.items() if len(members) > 1}


def source_of(caller: str, sources: int) -> int:
    """Source partition of a caller's records; the numbers of a block are spread as Kafka's own partitioner would."""
    return crc32(caller.encode()) % sources


def messages(records: Iterable[dict[str, Any]], sources: int, sizes: Sequence[int], seed: int = 0) -> list[Message]:
    """Records as messages of random sizes; a caller's calls stay in order in one source partition."""
    chance = random.Random(seed)
    waiting: dict[int, list[dict[str, Any]]] = {source: [] for source in range(sources)}
    wanted = {source: chance.choice(sizes) for source in waiting}
    out: list[Message] = []
    for record in records:
        source = source_of(record["caller"], sources)
        waiting[source].append(record)
        if len(waiting[source]) >= wanted[source]:
            out.append((source, msgspec.json.encode(waiting[source])))
            waiting[source], wanted[source] = [], chance.choice(sizes)
    return out + [(source, msgspec.json.encode(rest)) for source, rest in waiting.items() if rest]


@dataclass
class Result:
    """What a job left in Kafka.

    Attributes:
        profiles: of numbers, handsets and trunks by id, records of `PROFILE`.
        blocks: by id, records of `COMPANY`.
        suspects: of numbers, by id.
        raises: of blocks, handsets and trunks, by id.
        totals: traffic of all time, all partitions added.
        verdicts: of one source partition by position, rows of `VERDICT` as bytes.
        campaigns: rows of suspects and campaigns as stored, by key; compared for one source partition.
    """

    profiles: dict[int, np.void]
    blocks: dict[int, np.void]
    suspects: dict[int, suspects.Suspect]
    raises: dict[int, raises.Raise]
    totals: dict[str, int]
    verdicts: dict[int, bytes]
    campaigns: dict[bytes, bytes]


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
        tps += [TopicPartition(self.settings.topic("suspect-events"), 0)]
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
            _lasting(await self._last_values(f"{self.settings.group}-campaigns-changelog", partitions=1)),
        )

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


def added(rows: Iterable[traffic.Traffic]) -> dict[str, int]:
    """Sums of the counts of some rows."""
    names = ("calls", "answered", "talk_ms", "duplicates", "suspicious", "dangerous", "blocked", "flagged")
    found = list(rows)
    return {name: sum(getattr(row, name) for row in found) for name in names}


def seen_alike(row: raises.Raise) -> raises.Raise:
    """A row without the texts of opaque members, which it learns only where they stand in the same micro-batch."""
    members = (
        member if kind_of(member.id) == KIND_NUMBER else msgspec.structs.replace(member, number="")
        for member in row.members
    )
    return msgspec.structs.replace(row, members=tuple(members))


def packaged_engine(model: Model) -> Engine:
    """The engine of a job with the default settings."""
    return Engine(model, load_rules(None, NAMES), 35 * 86_400)


def expected(model: Model, found: Iterable[Message], sources: int) -> Result:
    """What the job must leave behind, computed in memory, one source partition after the other."""
    reader, replay = CallReader(), Replay(packaged_engine(model))
    by_source: dict[int, list[bytes]] = {source: [] for source in range(sources)}
    for source, value in found:
        by_source[source].append(value)
    texts: dict[int, str] = {}
    fed: list[tuple[int, Fed]] = []
    for source, values in by_source.items():
        batches = [reader.read(value) for value in values]
        for batch in batches:
            texts.update(batch.texts)
        calls = np.concatenate([batch.calls for batch in batches])
        offsets = np.repeat(np.arange(len(batches), dtype=np.uint64), [len(batch.calls) for batch in batches])
        positions = offsets << np.uint64(16) | calls["index"].astype(np.uint64)
        fed.append((source, replay.feed(calls, positions, source, short_codes(texts), texts)))
    profiles = dict(replay.profiles())
    blocks = {one: replay._blocks[slot] for one, slot in replay._block_slots.items() if slot >= 0}
    verdicts = [(source, part.verdicts) for source, part in fed]
    rows = dict(traffic.count(verdicts, lambda _key: None))
    return Result(
        profiles,
        blocks,
        _suspects(profiles, verdicts, texts),
        _raises(np.concatenate([part.raised for _, part in fed]), texts),
        added([traffic.decode(rows[traffic.TOTAL_KEY])]),
        {int(row["position"]): row.tobytes() for row in fed[0][1].verdicts} if sources == 1 else {},
        _campaigns(fed[0][1].events) if sources == 1 else {},
    )


def _campaigns(events: Sequence[Event]) -> dict[bytes, bytes]:
    """Rows of campaigns and suspects after all complete minutes of one source partition."""
    loaded = load_campaigns([], 1)
    newest = max(event.end_ms for event in events) // 60_000
    loaded.inbox.take(SuspectMessage(0, [*events, Tick(0, newest)]))
    minutes, _ = loaded.inbox.release()
    for minute in every(minutes, minutes[0].minute - 1, newest - 1):
        if minute.events or loaded.book.due(minute.minute):
            loaded.book.step(minute.minute, minute.events)
    return _lasting({key: value for key, value in changed(loaded, [], []) if value is not None})


def _lasting(rows: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """Rows of campaigns and suspects; not what waits, nor how far it is."""
    return {key: value for key, value in rows.items() if key[:2] in (b"c:", b"s:")}


def _suspects(
    profiles: dict[int, np.void], verdicts: list[tuple[int, NDArray[np.void]]], texts: dict[int, str]
) -> dict[int, suspects.Suspect]:
    last = {
        number: (source, position)
        for source, rows in verdicts
        for number, position in zip(rows["number"].tolist(), rows["position"].tolist(), strict=True)
    }
    return {
        number: suspects.decode(suspects.row(number, text_of(number, texts), profiles[number], *last[number])[1])
        for number in last
        if profiles[number]["flagged_at"]
    }


def _raises(raised: NDArray[np.void], texts: dict[int, str]) -> dict[int, raises.Raise]:
    found: dict[int, bytes] = {}
    for at, group in enumerate(raised["group"].tolist()):
        found[group] = raises.row(group, found.get(group), raised[at : at + 1], texts)[1]
    return {group: seen_alike(raises.decode(value)) for group, value in found.items()}


def differences(got: Mapping[int, np.void], wanted: Mapping[int, np.void], *, aside: Collection[str] = ()) -> list[str]:
    """Subjects whose records differ, with the fields that do; some fields may be left aside."""
    found = [f"{subject} is missing" for subject in wanted.keys() - got.keys()]
    found += [f"{subject} is too many" for subject in got.keys() - wanted.keys()]
    for subject in wanted.keys() & got.keys():
        one, other = got[subject], wanted[subject]
        if one.tobytes() != other.tobytes():
            fields = [name for name in one.dtype.names or () if np.any(one[name] != other[name])]
            if set(fields) - set(aside):
                found.append(f"{kind_of(subject)} {subject}: {fields}")
    return found


def assert_equal(got: Result, wanted: Result, sources: int) -> None:
    """A job's result is what memory gives: all of it for one source, what does not depend on order for several."""
    for kinds, ordered in ((NUMBERS, ()), (GROUP_KINDS.values(), ORDERED_FIELDS)):
        aside = () if sources == 1 else (*VERDICT_FIELDS, *ordered)
        parts = [{one: row for one, row in side.profiles.items() if kind_of(one) in kinds} for side in (got, wanted)]
        assert differences(*parts, aside=aside)[:5] == []
    assert got.blocks.keys() == wanted.blocks.keys()
    for name in ("calls", "answered", "talk_ms", "duplicates"):
        assert got.totals[name] == wanted.totals[name]
    if sources == 1:
        assert differences(got.blocks, wanted.blocks)[:5] == []
        assert got.verdicts == wanted.verdicts
        assert got.suspects == wanted.suspects
        assert got.raises == wanted.raises
        assert got.totals == wanted.totals


def assert_same_campaigns(got: Result, wanted: Result) -> None:
    """Campaigns and their suspects are the same, byte for byte."""
    assert got.campaigns.keys() == wanted.campaigns.keys()
    differing = {key: (row, got.campaigns[key]) for key, row in wanted.campaigns.items() if got.campaigns[key] != row}
    assert not differing, f"{len(differing)} rows differ, such as {next(iter(differing.items()))}"


def assert_rich(result: Result) -> None:
    """There is something of everything that could go wrong."""
    kinds = Counter(kind_of(subject) for subject in result.raises)
    assert min(kinds[KIND_BLOCK], kinds[KIND_HANDSET], kinds[KIND_TRUNK]) > 0
    assert len(result.suspects) > 10
    assert result.totals["blocked"] > 100
    assert result.totals["duplicates"] > 10
