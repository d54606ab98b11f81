"""Appending to a changelog: everything of one micro-batch as one Kafka record batch.

A record batch is appended whole or not at all, which is what makes profiles and watermark change together.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Iterable, Sequence
from typing import Any

#: Bytes of one record batch at most, before compression: 10,000 full profiles fit. Broker and topics allow the same.
MAX_BATCH = 16 << 20


#: Bytes of a record beside its value: its key, lengths and offsets.
_BESIDES = 48


class ChangelogOverflowError(RuntimeError):
    """A micro-batch does not fit into one record batch; it must not be split, so the worker has to stop."""


def fits(items: Iterable[tuple[bytes, bytes | None]]) -> bool:
    """Whether (key, value) pairs are sure to fit into one record batch.

    >>> fits([(b"key", bytes(MAX_BATCH // 2))]), fits([(b"key", bytes(MAX_BATCH // 2))] * 2)
    (True, False)
    """
    return sum([_BESIDES + len(value or b"") for _, value in items]) <= MAX_BATCH


async def append(
    producer: Any, topic: str, partition: int, items: Sequence[tuple[bytes, bytes | None]]
) -> Awaitable[int]:
    """Send (key, value) pairs, None being a tombstone, as one record batch.

    Args:
        producer: a started `aiokafka.AIOKafkaProducer` with `max_batch_size` of `MAX_BATCH`.
        topic, partition: the changelog partition.
        items: at least one pair.

    Returns:
        An awaitable of the offset of the last pair; it is done when Kafka has stored all of them.

    Raises:
        ChangelogOverflowError: when the pairs do not fit; nothing was sent.
    """
    batch = producer.create_batch()
    add, now = batch.append, int(time.time() * 1000)  # aiokafka would ask the clock for every record
    for key, value in items:
        if add(key=key, value=value, timestamp=now) is None:
            raise ChangelogOverflowError(f"{len(items)} records for {topic} do not fit into {MAX_BATCH:,} bytes")
    batch.close()
    delivered = await producer.send_batch(batch, topic, partition=partition)
    return _last_offset(delivered, len(items))


async def _last_offset(delivered: Awaitable[Any], count: int) -> int:
    metadata = await delivered
    return int(metadata.offset) + count - 1
