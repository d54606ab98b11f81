"""The lists for the command line: read whole from topic and files, changed through the topic; no worker is needed."""

from __future__ import annotations

from app.errors import UsageError
from app.kafka_reading import read_whole
from app.kafka_writing import write_records
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
    await write_records(settings, settings.topic("lists"), [(entry.key, encode(entry), [])])


async def remove(settings: Settings, on: ListName, text: str, by: str, reason: str) -> Entry:
    """Take an entry off a list and give it.

    Raises:
        UsageError: when it is not there.
        BrokerError, TopicError: as for `read_listing`.
    """
    entry = (await _read_topic(settings)).entries.get(key_of(on, text))
    if entry is None:
        raise UsageError(f"There is no entry {text} on the {on} list in topic {settings.topic('lists')}.")
    await write_records(settings, settings.topic("lists"), [(entry.key, None, removal(by, reason))])
    return entry


async def _read_topic(settings: Settings) -> ListTopic:
    found = ListTopic()
    await read_whole(settings, settings.topic("lists"), found.put)
    return found
