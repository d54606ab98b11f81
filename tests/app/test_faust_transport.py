"""The consumer goes back to what was acknowledged, in partitions without a commit too."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import faust
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic, RecordsToDelete
from faust.types import TP

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


def test_partitions_without_a_commit_are_sought_back_to_their_beginning(broker: str) -> None:
    async def job() -> dict[TP, int]:
        await fill(broker)
        reading = AIOKafkaConsumer(
            bootstrap_servers=broker, group_id="seek", enable_auto_commit=False, auto_offset_reset="earliest"
        )
        await reading.start()
        try:
            tps = [TopicPartition(tp.topic, tp.partition) for tp in (COMMITTED, FRESH, SHORTENED, EMPTY)]
            reading.assign(tps)
            await reading.commit({tps[0]: 4})
            seen = 0
            while seen < 3 * RECORDS - 3 - 4:
                seen += sum(map(len, (await reading.getmany(timeout_ms=100)).values()))
            assert [await reading.position(tp) for tp in tps] == [RECORDS, RECORDS, RECORDS, 0]
            with direct_consumer(reading) as consumer:
                consumer._committed_offset[FRESH] = RECORDS  # as a first commit leaves it that failed in a rebalance
                await consumer.perform_seek()
                # What was dropped comes again, from there on.
                assert consumer._read_offset[COMMITTED] == 4
                assert not consumer._read_offset[FRESH]
                assert [consumer._committed_offset[tp] for tp in (COMMITTED, FRESH)] == [4, None]
            return {TP(tp.topic, tp.partition): await reading.position(tp) for tp in tps}
        finally:
            await reading.stop()

    assert asyncio.run(job()) == {COMMITTED: 4, FRESH: 0, SHORTENED: 3, EMPTY: 0}
