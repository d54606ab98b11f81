"""Sending records to the topic `cdr`."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from app.errors import BrokerError
from app.kafka_client import client_settings, unreachable
from app.settings import Settings
from app.topics import ensure, specs

_BATCH_BYTES = 1 << 20
_MESSAGE_BYTES = 8 << 20  # what the topic takes
_LINGER_MS = 10


async def ensure_cdr(settings: Settings) -> None:
    """Create the topic `cdr` if it is missing; raises TopicError when it has another number of partitions."""
    await ensure(settings, [spec for spec in specs(settings) if spec.name == settings.topic("cdr")])


class CdrSender:
    """Sends messages to `cdr`, each once and in order; a context manager that leaves when Kafka has everything.

    The producer holds back its caller when a partition has a megabyte waiting, so memory stays bounded.

    Raises:
        BrokerError: when Kafka does not answer, or refuses a message.
        TopicError: when `cdr` has another number of partitions than the settings say.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._topic = settings.topic("cdr")
        self._failure: BaseException | None = None
        self.messages = 0

    async def __aenter__(self) -> Self:
        await ensure_cdr(self._settings)
        self._producer = AIOKafkaProducer(
            **client_settings(self._settings),
            acks="all",
            enable_idempotence=True,
            compression_type="lz4",
            linger_ms=_LINGER_MS,
            max_batch_size=_BATCH_BYTES,
            max_request_size=_MESSAGE_BYTES,
        )
        try:
            await self._producer.start()
        except KafkaError as error:
            raise BrokerError(unreachable(self._settings.broker)) from error
        return self

    async def send(self, partition: int, value: bytes) -> None:
        """Send a message to a partition; it is on its way when this returns."""
        self._raise_failure()
        try:
            delivered = await self._producer.send(self._topic, value, partition=partition)
        except KafkaError as error:
            raise self._refused(error) from error
        delivered.add_done_callback(self._delivered)
        self.messages += 1

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._producer.stop()  # which flushes
        await asyncio.sleep(0)  # let the last deliveries report
        if error is None:
            self._raise_failure()

    def _delivered(self, delivery: asyncio.Future[Any]) -> None:
        if not delivery.cancelled() and (error := delivery.exception()) is not None:
            self._failure = self._failure or error

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._refused(self._failure) from self._failure

    def _refused(self, error: BaseException) -> BrokerError:
        return BrokerError(f"Kafka at {self._settings.broker} did not take a message for {self._topic}: {error}.")
