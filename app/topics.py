"""Creates, checks and describes topics. Nothing is ever changed or deleted: both would lose data."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any, Protocol

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaError, for_code

from app.errors import BrokerError, TopicError
from app.kafka_client import ClientSettings, admin_client, client_settings, unreachable
from app.topic_specs import TopicSettings, TopicSpec, specs

__all__ = ["Settings", "TopicSpec", "check", "describe", "ensure", "specs"]

_CREATE_SECONDS = 30.0
_ALREADY_EXISTS = 36


class Settings(ClientSettings, TopicSettings, Protocol):
    """The settings that topics need: where Kafka is, and how many of what."""


async def ensure(settings: Settings, wanted: Sequence[TopicSpec]) -> list[str]:
    """Create the topics that are missing, wait until they can be written to, and return their names.

    Raises TopicError when a topic exists with another number of partitions or cannot be created, BrokerError when
    Kafka does not answer. Other settings of an existing topic are its operator's business: see `check`.
    """
    async with admin_client(settings) as admin:
        present = await _partition_counts(admin)
        _refuse_other_counts(wanted, present)
        missing = [spec for spec in wanted if spec.name not in present]
        if not missing:
            return []
        answer = await admin.create_topics(
            [
                NewTopic(spec.name, spec.partitions, settings.replication, topic_configs=dict(spec.config))
                for spec in missing
            ]
        )
        for name, code, *message in answer.topic_errors:
            if code not in (0, _ALREADY_EXISTS):  # another worker that starts now may have been quicker
                reason = (message and message[0]) or for_code(code).__name__
                raise TopicError(f"Topic {name} could not be created: {reason}")
        give_up = time.monotonic() + _CREATE_SECONDS
        while not await _writable(admin, [spec.name for spec in missing]):
            if time.monotonic() > give_up:
                raise TopicError(f"Kafka at {settings.broker} has no leader for the new topics; is a broker down?")
            await asyncio.sleep(0.05)
        _refuse_other_counts(missing, await _partition_counts(admin))
        return [spec.name for spec in missing]


async def check(settings: Settings, wanted: Sequence[TopicSpec]) -> list[str]:
    """Return one sentence for everything that differs from `wanted`; empty when all is well."""
    async with admin_client(settings) as admin:
        present = await _partition_counts(admin)
        configs = await _configs(admin, [spec.name for spec in wanted if spec.name in present])
    problems = []
    for spec in wanted:
        if spec.name not in present:
            problems.append(f"Topic {spec.name} is missing; create it with `ringfence topics create`.")
            continue
        if present[spec.name] != spec.partitions:
            problems.append(_other_count(spec, present[spec.name]))
        problems += [
            f"Topic {spec.name} has {key}={configs[spec.name].get(key)}, not {value}; set it with kafka-configs."
            for key, value in spec.config.items()
            if configs[spec.name].get(key) != value
        ]
    return problems


async def describe(settings: Settings, wanted: Sequence[TopicSpec]) -> list[dict[str, Any]]:
    """Return what Kafka says of those of the topics that exist.

    Each is a dict of `name`, `partitions`, `config` (the values of the keys that its TopicSpec names), and
    `beginning` and `end`, the first kept and the next offset of each partition.
    """
    async with admin_client(settings) as admin:
        present = await _partition_counts(admin)
        found = [spec for spec in wanted if spec.name in present]
        configs = await _configs(admin, [spec.name for spec in found])
    parts = {spec.name: [TopicPartition(spec.name, number) for number in range(present[spec.name])] for spec in found}
    beginning, end = await _offsets(settings, [part for of_topic in parts.values() for part in of_topic])
    return [
        {
            "name": spec.name,
            "partitions": present[spec.name],
            "config": {key: configs[spec.name].get(key, "") for key in spec.config},
            "beginning": [beginning[part] for part in parts[spec.name]],
            "end": [end[part] for part in parts[spec.name]],
        }
        for spec in found
    ]


async def _partition_counts(admin: Any) -> dict[str, int]:
    return {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}


async def _writable(admin: Any, names: Sequence[str]) -> bool:
    """Tell whether every partition of the topics has a leader."""
    known = {topic["topic"]: topic for topic in await admin.describe_topics()}
    return all(
        name in known
        and known[name]["error_code"] == 0
        and all(part["error_code"] == 0 for part in known[name]["partitions"])
        for name in names
    )


async def _configs(admin: Any, names: Sequence[str]) -> dict[str, dict[str, str]]:
    if not names:
        return {}
    answers = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, name) for name in names])
    configs = {}
    for answer in answers:
        for code, message, _kind, name, entries in answer.resources:
            if code != 0:
                raise TopicError(f"The settings of topic {name} cannot be read: {message or for_code(code).__name__}")
            configs[name] = {entry[0]: entry[1] for entry in entries}
    return configs


async def _offsets(
    settings: Settings, parts: Sequence[TopicPartition]
) -> tuple[dict[TopicPartition, int], dict[TopicPartition, int]]:
    if not parts:
        return {}, {}
    consumer = AIOKafkaConsumer(**client_settings(settings))
    try:
        await consumer.start()
        return await consumer.beginning_offsets(parts), await consumer.end_offsets(parts)
    except KafkaError as error:
        raise BrokerError(unreachable(settings.broker)) from error
    finally:
        await consumer.stop()


def _refuse_other_counts(wanted: Sequence[TopicSpec], present: dict[str, int]) -> None:
    for spec in wanted:
        if present.get(spec.name, spec.partitions) != spec.partitions:
            raise TopicError(_other_count(spec, present[spec.name]))


def _other_count(spec: TopicSpec, count: int) -> str:
    cure = f"set {spec.sized_by}={count}" if spec.sized_by else "choose another RINGFENCE_TOPIC_PREFIX"
    return (
        f"Topic {spec.name} has {count} partitions and Ringfence needs {spec.partitions}; "
        f"{cure}, or delete the topic with all that it holds."
    )
