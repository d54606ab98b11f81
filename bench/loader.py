"""Loads calls into `cdr` from a process of its own: what it costs is not the worker's.

The process makes everything beforehand, so that loading itself is as light as Kafka allows, and then does as it is
told on standard input: each line sends one part. It writes a line to standard output when it has made the calls, and
one after each part, with the seconds that it took.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Sequence

import msgspec
from aiokafka import AIOKafkaProducer

from app.compression import use_fast_lz4
from app.kafka_client import client_settings
from app.settings import load_settings
from app.tied import tied
from bench.calls import Message, distinct, simulated, two_parts
from bench.errors import BenchError

#: Bytes of a record batch, as `ringfence import` and `ringfence simulate` send them.
_BATCH_BYTES, _MESSAGE_BYTES = 1 << 20, 8 << 20


class Load(msgspec.Struct):
    """What to load: `count` calls after `warm_up` others, between `numbers` numbers."""

    warm_up: int
    count: int
    per_message: int
    numbers: int
    distinct: bool
    seed: int


class Loader:
    """The process that loads; its environment says where to."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, load: Load, env: dict[str, str]) -> Loader:
        """Start the process; `made` tells when it has the calls."""
        command = tied([sys.executable, "-m", "bench.loader", msgspec.json.encode(load).decode()])
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*command, env={**os.environ, **env}, stdin=pipe, stdout=pipe)
        return cls(process)

    async def made(self) -> None:
        """Wait until all calls are made."""
        await self._line()

    async def send(self) -> float:
        """Have the next part sent, wait until Kafka has it, and give the seconds that took."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\n")
        await self._process.stdin.drain()
        return float(await self._line())

    async def stop(self) -> None:
        """End the process."""
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def _line(self) -> bytes:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise BenchError(f"the loader ended with status {await self._process.wait()}")
        return line


async def _serve(load: Load) -> None:
    use_fast_lz4()
    settings = load_settings()
    records = (distinct if load.distinct else simulated)(load.numbers, load.seed)
    parts = two_parts(records, load.warm_up, load.count, load.per_message, settings.source_partitions)
    producer = AIOKafkaProducer(
        **client_settings(settings),
        acks="all",
        compression_type="lz4",
        max_batch_size=_BATCH_BYTES,
        max_request_size=_MESSAGE_BYTES,
    )
    await producer.start()
    try:
        print("made", flush=True)
        for part in parts:
            await asyncio.to_thread(sys.stdin.readline)
            began = time.monotonic()
            await _send(producer, settings.topic("cdr"), part)
            print(time.monotonic() - began, flush=True)
    finally:
        await producer.stop()


async def _send(producer: AIOKafkaProducer, topic: str, found: Sequence[Message]) -> None:
    """Send messages in full record batches, each partition's in order, all partitions at once."""
    by_source: dict[int, list[bytes]] = {}
    for source, value in found:
        by_source.setdefault(source, []).append(value)
    await asyncio.gather(*(_send_source(producer, topic, source, values) for source, values in by_source.items()))


async def _send_source(producer: AIOKafkaProducer, topic: str, source: int, values: list[bytes]) -> None:
    # Batches made by hand: one task for each instead of one future for every message.
    batch, delivered = producer.create_batch(), []
    for value in values:
        if batch.append(key=None, value=value, timestamp=None) is None:
            delivered.append(await producer.send_batch(batch, topic, partition=source))
            batch = producer.create_batch()
            batch.append(key=None, value=value, timestamp=None)
    delivered.append(await producer.send_batch(batch, topic, partition=source))
    await asyncio.gather(*delivered)


if __name__ == "__main__":
    asyncio.run(_serve(msgspec.json.decode(sys.argv[1], type=Load)))
