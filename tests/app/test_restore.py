"""Tables are restored from real changelogs, from where a store is to the end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from app.restore import restore
from tables import changelog
from tests.tables.stores import open_store

Items = Sequence[tuple[bytes, bytes | None]]


async def _write(broker: str, topic: str, partition: int, items: Items) -> int:
    producer = AIOKafkaProducer(bootstrap_servers=broker, max_batch_size=changelog.MAX_BATCH)
    await producer.start()
    try:
        return await (await changelog.append(producer, topic, partition, items))
    finally:
        await producer.stop()


async def _create(broker: str, topic: str) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 2, 1)])
    await admin.close()


def test_a_store_gets_what_it_lacks_and_the_offset_that_belongs_to_it(broker: str, tmp_path: Path) -> None:
    topic, client = "restore-log", {"bootstrap_servers": broker}
    store = open_store(tmp_path, "restored")
    places = {TopicPartition(topic, 0): store, TopicPartition(topic, 1): store}

    async def run() -> None:
        await _create(broker, topic)
        assert await restore(client, places) == 0
        assert store.offset(0) is None
        last = await _write(broker, topic, 0, [(b"a", b"1"), (b"b", b"1"), (b"a", b"2"), (b"b", None)])
        assert await restore(client, places) == 4
        assert (list(store.items(0)), store.offset(0)) == ([(b"a", b"2")], last)
        assert (list(store.items(1)), store.offset(1)) == ([], None)

        # What the store wrote itself is not read again.
        last = await _write(broker, topic, 0, [(b"c", b"1")])
        store.apply(0, [(b"c", b"own")], last)
        assert await restore(client, places) == 0
        assert dict(store.items(0))[b"c"] == b"own"

        many: Items = [(b"%d" % n, b"x" * 100) for n in range(50_000)]
        last = await _write(broker, topic, 1, many)
        assert await restore(client, places) == len(many)
        assert (len(list(store.items(1))), store.offset(1)) == (len(many), last)

    asyncio.run(run())


def test_nothing_to_restore_needs_no_kafka() -> None:
    assert asyncio.run(restore({"bootstrap_servers": "127.0.0.1:1"}, {})) == 0
