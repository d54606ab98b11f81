"""The LZ4 level is the one that we chose, in the record batches that producers really send."""

from __future__ import annotations

from collections.abc import Iterator

import cramjam
import numpy as np
import pytest
from aiokafka import codec
from aiokafka.record.default_records import DefaultRecordBatch, DefaultRecordBatchBuilder

from app.compression import LEVEL, use_fast_lz4
from models.leg import LEG, Legs


@pytest.fixture(autouse=True)
def fast() -> Iterator[None]:
    before = codec.lz4_encode.__defaults__
    use_fast_lz4()
    yield
    codec.lz4_encode.__defaults__ = before


def message() -> bytes:
    """A `calls` message like the job's own: numbers of a few ranges, rising times."""
    random = np.random.default_rng(1)
    legs = np.zeros(2000, LEG)
    legs["subject"] = 46_700_000_000 + random.integers(0, 100_000, 2000)
    legs["other"] = 46_700_000_000 + random.integers(0, 100_000, 2000)
    legs["call_hash"] = random.integers(0, 2**63, 2000)
    legs["end_ms"] = 1_700_000_000_000 + np.cumsum(random.integers(0, 1000, 2000))
    legs["duration_ms"] = random.integers(0, 300, 2000) * 1000
    return Legs(0, 1_700_000_000_000, False, 0, legs, {}).encode()


def compressed(data: bytes, level: int) -> bytes:
    compressor = cramjam.lz4.Compressor(level=level, content_checksum=False, block_linked=False)
    compressor.compress(data)
    return bytes(compressor.finish())


def record_batch(data: bytes) -> bytes:
    """What aiokafka's producer puts on the wire for one record."""
    builder = DefaultRecordBatchBuilder(2, DefaultRecordBatch.CODEC_LZ4, 0, -1, -1, 0, 1 << 20)
    builder.append(0, timestamp=0, key=None, value=data, headers=[])
    return bytes(builder.build())


def test_messages_are_compressed_at_our_level_and_not_at_aiokafkas() -> None:
    data = message()
    assert codec.lz4_encode(data) == compressed(data, LEVEL)
    assert len(compressed(data, 9)) < len(compressed(data, LEVEL)) < len(data)


def test_a_level_that_is_asked_for_is_still_used() -> None:
    data = message()
    assert codec.lz4_encode(data, 9) == compressed(data, 9)


def test_record_batches_are_built_with_it() -> None:
    data = message()
    ours = record_batch(data)
    codec.lz4_encode.__defaults__ = (9,)
    theirs = record_batch(data)
    # The batch holds a frame of a few bytes more than the message; the headers are the same size.
    assert len(ours) - len(theirs) == pytest.approx(len(compressed(data, LEVEL)) - len(compressed(data, 9)), abs=100)
    assert len(ours) > len(theirs)


def test_what_was_compressed_is_read_back() -> None:
    data = message()
    (record,) = DefaultRecordBatch(record_batch(data))
    assert record.value == data
