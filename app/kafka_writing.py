"""Writing records from the command line, to topics of one partition that workers follow."""

from __future__ import annotations

from collections.abc import Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError

from app.errors import BrokerError
from app.kafka_client import client_settings, unreachable
from app.settings import Settings

#: Key, value (None = removed) and headers of a record.
Record = tuple[bytes, bytes | None, Sequence[tuple[str, bytes]]]


async def write_records(settings: Settings, topic: str, records: Sequence[Record]) -> None:
    """Append records to a topic, in order, and return when Kafka has them; the topic must be there.

    Raises:
        BrokerError: when Kafka does not answer.
    """
    producer = AIOKafkaProducer(acks="all", enable_idempotence=True, **client_settings(settings))
    try:
        await producer.start()
        for key, value, headers in records:
            await producer.send_and_wait(topic, value, key, 0, headers=list(headers))
    except KafkaError as error:
        raise BrokerError(unreachable(settings.broker)) from error
    finally:
        await producer.stop()
