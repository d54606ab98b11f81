"""The labels of analysts for training: what topic `labels` holds now."""

from __future__ import annotations

from app.kafka_reading import ends_of, reached, topic_reader
from app.labels_view import LabelsView
from app.settings import Settings
from models.label import Label


async def read_labels(settings: Settings) -> list[Label]:
    """The last label of each number, in the order of their ids, so that equal topics teach equal models.

    Raises:
        BrokerError: when Kafka does not answer.
        TopicError: when there is no such topic.
    """
    found = LabelsView()
    async with topic_reader(settings, [settings.topic("labels")], beginning=True) as consumer:
        ends = await ends_of(consumer)
        while ends and not await reached(consumer, ends):
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found.put(records)
    return sorted(found, key=lambda one: one.id)
