"""Restoring tables from their changelogs: an own consumer, batches of thousands, straight into RocksDB.

Faust reads changelogs through the worker's one consumer, record by record: 11,000 records/s, and a record of a
partition that has just moved away may be applied to another table (`tables/recovery.py` of Faust 0.15.3 says so
itself). Here every partition is read by itself, from the offset its store is at to the end.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from tables.store import Store

log = logging.getLogger(__name__)

#: Records asked for at a time, and bytes of a fetch of one partition.
_RECORDS, _BYTES = 20_000, 8 << 20


async def restore(client: Mapping[str, Any], stores: Mapping[Any, Store]) -> int:
    """Bring stores up to the end of their changelogs.

    Args:
        client: arguments with which aiokafka clients connect.
        stores: by changelog partition (anything with `topic` and `partition`), the table's store.

    Returns:
        Number of records read.
    """
    if not stores:
        return 0
    places = {TopicPartition(tp.topic, tp.partition): store for tp, store in stores.items()}
    consumer = AIOKafkaConsumer(
        **client, enable_auto_commit=False, max_poll_records=_RECORDS, max_partition_fetch_bytes=_BYTES
    )
    await consumer.start()
    try:
        consumer.assign(list(places))
        ends = await consumer.end_offsets(list(places))
        begins = await consumer.beginning_offsets(list(places))
        left = {}
        for tp, store in places.items():
            known = store.offset(tp.partition)
            begin = max(begins[tp], 0 if known is None else known + 1)
            if begin < ends[tp]:
                consumer.seek(tp, begin)
                left[tp] = ends[tp]
        done = [tp for tp in places if tp not in left]
        consumer.pause(*done)
        return await _read(consumer, places, left)
    finally:
        await consumer.stop()


async def _read(consumer: Any, places: Mapping[Any, Store], left: dict[Any, int]) -> int:
    count = 0
    while left:
        for tp, records in (await consumer.getmany(timeout_ms=1000)).items():
            if tp in left and records:
                count += len(records)
                places[tp].apply(tp.partition, _last(records), records[-1].offset)
        for tp in [tp for tp, end in left.items() if await consumer.position(tp) >= end]:
            del left[tp]
            consumer.pause(tp)
    return count


def _last(records: Iterable[Any]) -> Iterable[tuple[bytes, bytes | None]]:
    """The last value of each key."""
    return {record.key: record.value for record in records}.items()
