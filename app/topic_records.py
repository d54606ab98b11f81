"""Records of topic cdr as training wants them: of a span of time, in the order in which their calls ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
import numpy as np

from app.errors import UsageError
from app.kafka_reading import ends_of, reached, topic_reader
from app.settings import Settings
from models.call_reader import CallReader
from models.call_split import records_of
from models.call_time import Clock


@dataclass(slots=True)
class _Found:
    """Accepted records as JSON, the end of each one's call in ms, and where it lies: partition, offset, index."""

    records: list[bytes] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    rejected: int = 0

    def in_order(self) -> Iterator[Mapping[str, Any]]:
        # Calls that ended at the same time keep an order of their own, whatever partition answered first.
        places = np.array(self.places, np.int64).reshape(-1, 3)
        order = np.lexsort((places[:, 2], places[:, 1], places[:, 0], np.array(self.ends, np.int64)))
        for k in order.tolist():
            yield msgspec.json.decode(self.records[k])


async def read_topic(
    settings: Settings, since: int | None, until: int | None, say: Callable[[str], None]
) -> Iterator[Mapping[str, Any]]:
    """Read what topic cdr holds now.

    The records are kept in memory, since partitions are read one beside the other.

    Args:
        settings: which topic, and how to read numbers and times.
        since: ends of calls from then on, ms since the epoch; None = from the oldest.
        until: ends of calls before; None = to the latest.
        say: is told how many records were rejected.

    Returns:
        The records, by the end of their calls.

    Raises:
        BrokerError: when Kafka does not answer.
        TopicError: when there is no such topic.
    """
    reader = CallReader(settings.default_region, settings.zone, settings.naive_zone)
    found = _Found()
    async with topic_reader(settings, [settings.topic("cdr")], beginning=True) as consumer:
        ends = await ends_of(consumer)
        while ends and not await reached(consumer, ends):
            for messages in (await consumer.getmany(timeout_ms=200)).values():
                for message in messages:
                    _keep(found, reader, message, since, until)
    if found.rejected:
        say(f"topic cdr: {found.rejected:,} records could not be read and were left out")
    return found.in_order()


def _keep(found: _Found, reader: CallReader, message: Any, since: int | None, until: int | None) -> None:
    batch = reader.read(message.value)
    found.rejected += len(batch.rejected)
    records = records_of(message.value or b"")
    for index, end in zip(batch.calls["index"].tolist(), batch.calls["end_ms"].tolist(), strict=True):
        if (since is None or end >= since) and (until is None or end < until):
            found.records.append(msgspec.json.encode(records[index]))
            found.ends.append(end)
            found.places.append((message.partition, message.offset, index))


def time_of(settings: Settings, text: str | None, option: str) -> int | None:
    """The instant that an option names, ms since the epoch.

    Raises:
        UsageError: when it names none.
    """
    if text is None:
        return None
    try:
        return Clock(settings.zone, settings.naive_zone)(text)[0]
    except ValueError as error:
        raise UsageError(f"{option} is no time such as 2026-05-01T00:00:00Z: {error}.") from error
