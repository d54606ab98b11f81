"""The intake: writes what the API is given to Kafka with a producer of its own, acknowledged by all replicas."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from contextlib import suppress
from typing import Any

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from app.kafka_client import client_settings
from app.settings import Settings
from models.number import key_of, partition_of_one

#: Bytes of one message at most; the topic takes 8 MiB.
MAX_MESSAGE = 7 << 20


class IntakeClosedError(Exception):
    """Kafka cannot be reached; whether the record was written is not known."""


class Intake:
    """A producer that is made anew when it breaks."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._topic = settings.topic("cdr")
        self._producer: Any = None
        self._broken = asyncio.Event()

    def partition(self, caller: int) -> int:
        """Source partition of a caller's records: always the same one, so that they stay in order."""
        return partition_of_one(caller, self._settings.source_partitions)

    async def follow(self) -> None:
        """Keep a producer started."""
        producer = AIOKafkaProducer(
            acks="all",
            enable_idempotence=True,
            compression_type="lz4",
            max_batch_size=1 << 20,
            max_request_size=MAX_MESSAGE + (1 << 16),
            **client_settings(self._settings),
        )
        try:
            await producer.start()
            self._broken.clear()
            self._producer = producer
            await self._broken.wait()
        finally:
            self._producer = None
            with suppress(Exception):
                await asyncio.wait_for(producer.stop(), 2.0)

    async def send(self, caller: int, value: bytes, within: float) -> None:
        """Write a message to the partition of its caller and return when Kafka has it.

        Raises:
            IntakeClosedError: when that takes longer than `within` seconds; it may still be written later.
        """
        await self.send_to(self.partition(caller), key_of(caller), value, within)

    async def send_to(self, partition: int, key: bytes | None, value: bytes, within: float) -> None:
        """The same for a partition."""
        await self.write(self._topic, partition, key, value, within)

    async def write(
        self,
        topic: str,
        partition: int,
        key: bytes | None,
        value: bytes | None,
        within: float,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> int:
        """Write a record, or a tombstone, to any topic and return its offset when Kafka has it; errors are the same."""
        if self._producer is None:
            raise IntakeClosedError
        try:
            return await asyncio.wait_for(self._delivered(topic, partition, key, value, headers), within)
        except TimeoutError as error:
            raise IntakeClosedError from error
        except KafkaError as error:
            # An idempotent producer that lost a record cannot number the next one: take a new producer.
            self._broken.set()
            raise IntakeClosedError from error

    async def _delivered(
        self, topic: str, partition: int, key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, bytes]]
    ) -> int:
        sent: Awaitable[Any] = await self._producer.send(topic, value, key, partition, headers=list(headers))
        return int((await asyncio.shield(sent)).offset)
