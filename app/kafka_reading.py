"""Reading topics without a consumer group: what is there, from the beginning or from now on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from app.errors import BrokerError, TopicError
from app.kafka_client import admin_client, client_settings, unreachable
from app.settings import Settings
from models.call_reader import CallReader

_FETCH_BYTES = 16 << 20  # the largest record batch of our topics


@asynccontextmanager
async def topic_reader(settings: Settings, topics: Sequence[str], *, beginning: bool) -> AsyncIterator[Any]:
    """Give a started consumer of all partitions of some topics, at their beginning or at their end.

    Raises:
        BrokerError: when Kafka does not answer.
        TopicError: when one of the topics does not exist.
    """
    # Asked for as a whole: a consumer that asks for a missing topic may make Kafka create it, with any partition count.
    async with admin_client(settings) as admin:
        counts = {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}
    for topic in topics:
        if topic not in counts:
            raise TopicError(f"Topic {topic} is missing; create it with `ringfence topics create`.")
    parts = [TopicPartition(topic, number) for topic in topics for number in range(counts[topic])]
    consumer = AIOKafkaConsumer(
        **client_settings(settings), enable_auto_commit=False, max_partition_fetch_bytes=_FETCH_BYTES
    )
    try:
        await consumer.start()
        consumer.assign(parts)
        offsets = await (consumer.beginning_offsets(parts) if beginning else consumer.end_offsets(parts))
        for part, offset in offsets.items():
            consumer.seek(part, offset)
        yield consumer
    except KafkaError as error:
        raise BrokerError(unreachable(settings.broker)) from error
    finally:
        await consumer.stop()


async def ends_of(consumer: Any) -> dict[TopicPartition, int]:
    """Return the next offset of each partition that holds anything."""
    parts = list(consumer.assignment())
    first, last = await consumer.beginning_offsets(parts), await consumer.end_offsets(parts)
    return {part: offset for part, offset in last.items() if offset > first[part]}


async def reached(consumer: Any, ends: dict[TopicPartition, int]) -> bool:
    """Tell whether a consumer has read up to these offsets."""
    for part, end in ends.items():
        if await consumer.position(part) < end:
            return False
    return True


async def read_whole(settings: Settings, topic: str, take: Callable[[Sequence[Any]], None]) -> None:
    """Give what a topic holds now to `take`, in order within a partition; errors are those of `topic_reader`."""
    async with topic_reader(settings, [topic], beginning=True) as consumer:
        ends = await ends_of(consumer)
        while ends and not await reached(consumer, ends):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                take(records)


async def last_call_end(settings: Settings) -> int | None:
    """End of the latest call in the last message of each partition of `cdr`, ms since the epoch; None without any."""
    reader = CallReader(settings.default_region, settings.zone, settings.naive_zone)
    latest: int | None = None
    async with topic_reader(settings, [settings.topic("cdr")], beginning=False) as consumer:
        ends = await ends_of(consumer)
        for part, end in ends.items():
            consumer.seek(part, end - 1)
        while ends and not await reached(consumer, ends):
            for messages in (await consumer.getmany(timeout_ms=200)).values():
                for message in messages:
                    calls = reader.read(message.value).calls
                    if len(calls):
                        latest = max(latest or 0, int(calls["end_ms"].max()))
    return latest
