"""Following a small topic: whole, in order, again after an error, and from its beginning when it was made anew."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from app.follower import Follower
from app.settings import Settings

_topics = (f"followed-{number}" for number in count())


async def write(broker: str, topic: str, *values: bytes) -> None:
    producer = AIOKafkaProducer(bootstrap_servers=broker)
    await producer.start()
    try:
        for value in values:
            await producer.send_and_wait(topic, value, b"k", 0)
    finally:
        await producer.stop()


async def create(broker: str, topic: str, *, anew: bool = False) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=broker)
    await admin.start()
    try:
        if anew:
            await admin.delete_topics([topic])
            await asyncio.sleep(1)
        await admin.create_topics([NewTopic(topic, 1, 1)])
    finally:
        await admin.close()


@pytest.fixture
def settings(broker: str) -> Settings:
    return Settings(_env_file=None, broker=broker)


class Seen:
    """What a follower applied; the first record `fails` makes it fail once."""

    def __init__(self, fails: bytes = b"") -> None:
        self.values: list[bytes] = []
        self.events: list[str] = []
        self.again = asyncio.Event()
        self.fails = fails

    async def take(self, records: Sequence[Any]) -> None:
        if self.fails and any(record.value == self.fails for record in records):
            self.fails = b""
            raise RuntimeError("once")
        self.values += [record.value for record in records]

    async def begin(self) -> None:
        if self.events:
            self.again.set()
        self.events.append(f"begin with {len(self.values)}")

    def forget(self) -> None:
        self.events.append("forget")
        self.values.clear()


async def following(follower: Follower) -> asyncio.Task[None]:
    async def again() -> None:
        while True:
            with suppress(RuntimeError):
                await follower.follow()

    task = asyncio.create_task(again())
    await asyncio.wait_for(follower.ready(), 20)
    return task


async def end(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def test_all_is_read_before_it_is_ready_and_all_that_follows_after(settings: Settings) -> None:
    async def scene() -> None:
        topic, seen = next(_topics), Seen(fails=b"3")
        await create(settings.broker, topic)
        await write(settings.broker, topic, b"1", b"2", b"3")
        follower = Follower(settings, topic, seen.take, begin=seen.begin)
        assert not follower.caught_up
        task = await following(follower)
        assert seen.values == [b"1", b"2", b"3"], "what failed came again"
        assert seen.events == ["begin with 3"]
        await write(settings.broker, topic, b"4")
        assert await follower.applied(3, 5)
        assert seen.values[-1] == b"4"
        assert not await follower.applied(4, 0.1)
        await end(task)

    asyncio.run(scene())


def test_an_empty_topic_is_ready_at_once_and_of_a_long_one_the_last_can_do(settings: Settings) -> None:
    async def scene() -> None:
        topic, seen = next(_topics), Seen()
        await create(settings.broker, topic)
        await end(await following(Follower(settings, topic, seen.take)))
        await write(settings.broker, topic, *(b"%d" % number for number in range(10)))
        await end(await following(Follower(settings, topic, seen.take, last=3)))
        assert seen.values == [b"7", b"8", b"9"]

    asyncio.run(scene())


def test_a_topic_that_was_made_anew_is_read_from_its_beginning(settings: Settings) -> None:
    async def scene() -> None:
        topic, seen = next(_topics), Seen()
        await create(settings.broker, topic)
        await write(settings.broker, topic, b"1", b"2")
        follower = Follower(settings, topic, seen.take, begin=seen.begin, forget=seen.forget)
        await end(await following(follower))
        await create(settings.broker, topic, anew=True)
        await write(settings.broker, topic, b"new")
        task = asyncio.create_task(follower.follow())
        await asyncio.wait_for(seen.again.wait(), 20)
        assert seen.events == ["begin with 2", "forget", "begin with 1"]
        assert seen.values == [b"new"]
        await end(task)

    asyncio.run(scene())
