"""The consumer loses nothing when partitions move: it goes back to what was acknowledged, and nothing comes between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from types import SimpleNamespace
from typing import Any

import faust
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic, RecordsToDelete
from faust.types import TP

from agents.drain import Backlog
from app.faust_transport import DirectConsumer, DirectTransport

TOPIC, RECORDS = "seek-calls", 10
COMMITTED, FRESH, SHORTENED, EMPTY = (TP(TOPIC, partition) for partition in range(4))


@contextmanager
def direct_consumer(reading: AIOKafkaConsumer) -> Iterator[DirectConsumer]:
    """The consumer of a Faust app; it reads through `reading` in the test's own loop, so that nothing else moves it."""

    async def unused(*_: Any) -> None:
        raise AssertionError("seeking hands nothing over")

    async def call_here(fun: Callable[..., Awaitable[Any]], *args: Any, **kwargs: Any) -> Any:
        return await fun(*args, **kwargs)

    app: Any = faust.App("seek", broker="kafka://127.0.0.1:1", autodiscover=False)
    consumer: Any = DirectConsumer(DirectTransport(["kafka://127.0.0.1:1"], app), unused, unused, unused)
    consumer._thread.call_thread, consumer._thread._consumer = call_here, reading
    try:
        yield consumer
    finally:
        consumer._thread.thread_loop.close()


async def fill(broker: str) -> None:
    """Records in all partitions but one; the first three of one are gone."""
    admin, producer = AIOKafkaAdminClient(bootstrap_servers=broker), AIOKafkaProducer(bootstrap_servers=broker)
    await admin.start()
    await producer.start()
    try:
        await admin.create_topics([NewTopic(TOPIC, 4, 1)])
        for tp in (COMMITTED, FRESH, SHORTENED):
            for _ in range(RECORDS):
                await producer.send_and_wait(TOPIC, b"record", partition=tp.partition)
        await admin.delete_records({TopicPartition(TOPIC, SHORTENED.partition): RecordsToDelete(3)})
    finally:
        await producer.stop()
        await admin.close()


@asynccontextmanager
async def reader(broker: str) -> AsyncIterator[AIOKafkaConsumer]:
    """A consumer of the four partitions; the group has committed in the first only."""
    reading = AIOKafkaConsumer(
        bootstrap_servers=broker, group_id="seek", enable_auto_commit=False, auto_offset_reset="earliest"
    )
    await reading.start()
    try:
        reading.assign([TopicPartition(tp.topic, tp.partition) for tp in (COMMITTED, FRESH, SHORTENED, EMPTY)])
        await reading.commit({TopicPartition(TOPIC, COMMITTED.partition): 4})
        yield reading
    finally:
        await reading.stop()


async def read_all(reading: AIOKafkaConsumer) -> None:
    """Read everything that is in the topic."""
    seen = 0
    while seen < 3 * RECORDS - 3 - 4:
        seen += sum(map(len, (await reading.getmany(timeout_ms=100)).values()))


def test_partitions_without_a_commit_are_sought_back_to_their_beginning(broker: str) -> None:
    async def job() -> dict[TP, int]:
        await fill(broker)
        async with reader(broker) as reading:
            await read_all(reading)
            tps = [TopicPartition(tp.topic, tp.partition) for tp in (COMMITTED, FRESH, SHORTENED, EMPTY)]
            assert [await reading.position(tp) for tp in tps] == [RECORDS, RECORDS, RECORDS, 0]
            with direct_consumer(reading) as consumer:
                consumer._committed_offset[FRESH] = RECORDS  # as a first commit leaves it that failed in a rebalance
                await consumer.perform_seek()
                # What was dropped comes again, from there on.
                assert consumer._read_offset[COMMITTED] == 4
                assert not consumer._read_offset[FRESH]
                assert [consumer._committed_offset[tp] for tp in (COMMITTED, FRESH)] == [4, None]
            return {TP(tp.topic, tp.partition): await reading.position(tp) for tp in tps}

    assert asyncio.run(job()) == {COMMITTED: 4, FRESH: 0, SHORTENED: 3, EMPTY: 0}


def test_a_fetch_that_was_under_way_does_not_move_on_what_is_sought_back(broker: str) -> None:
    async def job() -> tuple[int, list[int]]:
        async with reader(broker) as reading:
            await read_all(reading)
            with direct_consumer(reading) as consumer:
                consumer._active_partitions = {COMMITTED}
                under_way = asyncio.create_task(consumer._wait_next_records(2.0))
                await asyncio.sleep(0.2)
                consumer._active_partitions.clear()  # as partitions that begin to move leave it
                async with consumer.sought_back():
                    await asyncio.sleep(0.5)
                    position = await reading.position(TopicPartition(TOPIC, COMMITTED.partition))
                    consumer._active_partitions.add(COMMITTED)
                await under_way
                records, _ = await consumer._wait_next_records(5.0)
                return position, [record.offset for record in (records or {})[COMMITTED]]

    assert asyncio.run(job()) == (4, [4, 5, 6, 7, 8, 9])


def test_a_message_that_waited_while_partitions_moved_is_not_taken_for_read(broker: str) -> None:
    async def job() -> tuple[int | None, int]:
        async with reader(broker) as reading:
            with direct_consumer(reading) as consumer:
                app: Any = consumer.app
                app.flow_control.resume()
                app.consumer_generation_id = 1
                queue: Any = app.FlowControlQueue(maxsize=10)
                app.topics._topic_name_index = {TOPIC: [SimpleNamespace(queue=queue)]}
                backlog = Backlog(1)
                consumer.backlogs = {TOPIC: backlog}
                backlog.put(1)
                record = SimpleNamespace(offset=7, topic=TOPIC, generation_id=1, value=b"call", key=None)
                waiting = asyncio.create_task(consumer._receive(COMMITTED, record))
                await asyncio.sleep(0.05)
                # A whole rebalance goes by: the message was dropped, and its partition sought back.
                app.consumer_generation_id = 2
                consumer._read_offset[COMMITTED] = 4
                backlog.reset()
                await waiting
                return consumer._read_offset[COMMITTED], queue.qsize()

    assert asyncio.run(job()) == (4, 0)


def test_room_for_a_partition_that_was_given_away_or_is_paused_does_not_start_it(broker: str) -> None:
    async def job() -> set[TP]:
        async with reader(broker) as reading:
            with direct_consumer(reading) as consumer:
                gone = TP(TOPIC, 9)
                consumer._buffered_partitions = {COMMITTED, FRESH, gone}
                consumer.pause_partitions({FRESH})
                for tp in (COMMITTED, FRESH, gone):
                    consumer.on_buffer_drop(tp)
                assert not consumer._buffered_partitions
                return set(consumer._active_partitions)

    assert asyncio.run(job()) == {COMMITTED}
