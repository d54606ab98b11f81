"""The lists for the command line: read whole from topic and files, changed through the topic; no worker is needed."""

from __future__ import annotations

from collections.abc import Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from app.errors import BrokerError, UsageError
from app.kafka_client import client_settings, unreachable
from app.kafka_reading import ends_of, reached, topic_reader
from app.list_files import load_entries
from app.list_topic import ListTopic, removal
from app.settings import Settings
from models.list_entry import Entry, ListName, encode, key_of
from models.listing import Listing


async def read_listing(settings: Settings) -> Listing:
    """All entries, as a worker with these settings would have them.

    Raises:
        ListFileError: when a file is broken.
        BrokerError, TopicError: when Kafka does not answer, or has no topic `lists`.
    """
    files = load_entries(settings.allow_list, settings.block_list, settings.default_region)
    return Listing((*files, *(await _read_topic(settings)).entries.values()))


async def add(settings: Settings, entry: Entry) -> None:
    """Put an entry on its list; errors are those of `read_listing`."""
    await _read_topic(settings)  # that it is there: a producer would have Kafka create it
    await _write(settings, entry.key, encode(entry), [])


async def remove(settings: Settings, on: ListName, text: str, by: str, reason: str) -> Entry:
    """Take an entry off a list and give it.

    Raises:
        UsageError: when it is not there.
        BrokerError, TopicError: as for `read_listing`.
    """
    entry = (await _read_topic(settings)).entries.get(key_of(on, text))
    if entry is None:
        raise UsageError(f"There is no entry {text} on the {on} list in topic {settings.topic('lists')}.")
    await _write(settings, entry.key, None, removal(by, reason))
    return entry


async def _read_topic(settings: Settings) -> ListTopic:
    found = ListTopic()
    async with topic_reader(settings, [settings.topic("lists")], beginning=True) as consumer:
        ends = await ends_of(consumer)
        while ends and not await reached(consumer, ends):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found.put(records)
    return found


async def _write(settings: Settings, key: bytes, value: bytes | None, headers: Sequence[tuple[str, bytes]]) -> None:
    producer = AIOKafkaProducer(acks="all", enable_idempotence=True, **client_settings(settings))
    try:
        await producer.start()
        await producer.send_and_wait(settings.topic("lists"), value, key, 0, headers=list(headers))
    except KafkaError as error:
        raise BrokerError(unreachable(settings.broker)) from error
    finally:
        await producer.stop()
