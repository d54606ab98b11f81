"""Topics on the real broker: created as specified, refused when they have another shape, described as they are."""

import asyncio
from dataclasses import dataclass, replace
from itertools import count

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from app.errors import BrokerError, SettingsError, TopicError
from app.kafka_client import client_settings
from app.topics import check, describe, ensure, specs

MIB = 1024 * 1024
_prefixes = (f"topics-{number}-" for number in count())


@dataclass
class Settings:
    broker: str
    broker_security: str = "PLAINTEXT"
    broker_sasl_mechanism: str | None = None
    broker_username: str | None = None
    broker_password: str | None = None
    broker_ca_file: str | None = None
    group: str = "ringfence"
    topic_prefix: str = ""
    partitions: int = 3
    source_partitions: int = 2
    replication: int = 1


@pytest.fixture
def settings(broker: str) -> Settings:
    """Settings whose topics no other test sees."""
    prefix = next(_prefixes)
    return Settings(broker, topic_prefix=prefix, group=f"{prefix}ringfence")


def test_topics_are_named_by_prefix_and_app(broker: str) -> None:
    names = [spec.name for spec in specs(Settings(broker, topic_prefix="eu.", group="eu.night"))]
    assert names == [
        "eu.cdr",
        "eu.calls",
        "eu.cdr-rejected",
        "eu.suspect-events",
        "eu.verdicts",
        "eu.night-profiles-changelog",
        "eu.night-suspects-changelog",
        "eu.night-traffic-changelog",
        "eu.night-campaigns-changelog",
        "eu.alert-events",
        "eu.night-alerts-changelog",
        "eu.lists",
        "eu.rule-states",
        "eu.labels",
        "eu.users",
        "eu.decisions",
        "eu.decisions-audit",
        "eu.alert-changes",
    ]


def test_missing_topics_are_created_as_specified_and_only_once(settings: Settings) -> None:
    wanted = specs(settings)
    assert len(asyncio.run(check(settings, wanted))) == len(wanted)
    assert asyncio.run(ensure(settings, wanted)) == [spec.name for spec in wanted]
    assert asyncio.run(ensure(settings, wanted)) == []
    assert asyncio.run(check(settings, wanted)) == []
    described = asyncio.run(describe(settings, wanted))
    assert [(topic["name"], topic["partitions"], topic["config"]) for topic in described] == [
        (spec.name, spec.partitions, dict(spec.config)) for spec in wanted
    ]


def test_only_the_topics_that_are_missing_are_created(settings: Settings) -> None:
    wanted = specs(settings)
    asyncio.run(ensure(settings, wanted[:2]))
    assert asyncio.run(ensure(settings, wanted)) == [spec.name for spec in wanted[2:]]


def test_workers_that_start_together_both_find_the_topics(settings: Settings) -> None:
    async def both() -> None:
        await asyncio.gather(ensure(settings, specs(settings)), ensure(settings, specs(settings)))
        assert await check(settings, specs(settings)) == []

    asyncio.run(both())


def test_another_partition_count_is_refused_with_topic_counts_and_cure(settings: Settings) -> None:
    asyncio.run(ensure(settings, specs(settings)))
    more = replace(settings, partitions=5)
    with pytest.raises(TopicError) as refused:
        asyncio.run(ensure(more, specs(more)))
    sentence = str(refused.value)
    assert f"Topic {settings.topic_prefix}calls has 3 partitions and Ringfence needs 5" in sentence
    assert "RINGFENCE_PARTITIONS=3" in sentence
    assert "\n" not in sentence
    assert refused.value.exit_code == 1
    assert len(asyncio.run(check(more, specs(more)))) == 5  # calls, verdicts and three changelogs


def test_another_source_partition_count_names_its_own_setting(settings: Settings) -> None:
    asyncio.run(ensure(settings, specs(settings)))
    more = replace(settings, source_partitions=7)
    with pytest.raises(TopicError, match="RINGFENCE_SOURCE_PARTITIONS=2"):
        asyncio.run(ensure(more, specs(more)))


def test_nothing_is_created_when_a_topic_has_another_partition_count(settings: Settings) -> None:
    asyncio.run(ensure(settings, specs(settings)[:1]))
    more = replace(settings, source_partitions=7)
    with pytest.raises(TopicError):
        asyncio.run(ensure(more, specs(more)))
    assert len(asyncio.run(describe(settings, specs(settings)))) == 1


def test_a_changed_setting_of_a_topic_is_reported_but_does_not_stop_the_start(settings: Settings) -> None:
    wanted = specs(settings)
    asyncio.run(ensure(settings, wanted))
    other = [replace(wanted[0], config={**wanted[0].config, "retention.ms": "1"}), *wanted[1:]]
    assert asyncio.run(ensure(settings, other)) == []
    (problem,) = asyncio.run(check(settings, other))
    assert problem.startswith(f"Topic {settings.topic_prefix}cdr has retention.ms=604800000, not 1;")


def test_a_setting_that_kafka_refuses_is_a_topic_error(settings: Settings) -> None:
    (first, *_) = specs(settings)
    with pytest.raises(TopicError, match=rf"Topic {first.name} could not be created: .*no\.such\.policy"):
        asyncio.run(ensure(settings, [replace(first, config={"cleanup.policy": "no.such.policy"})]))


def test_offsets_are_described_by_partition(settings: Settings) -> None:
    async def write_three() -> None:
        producer = AIOKafkaProducer(**client_settings(settings))
        await producer.start()
        for _ in range(3):
            await producer.send_and_wait(f"{settings.topic_prefix}cdr", b"{}", partition=1)
        await producer.stop()

    asyncio.run(ensure(settings, specs(settings)))
    asyncio.run(write_three())
    cdr = asyncio.run(describe(settings, specs(settings)))[0]
    assert (cdr["beginning"], cdr["end"]) == ([0, 0], [0, 3])


def test_a_record_batch_of_nearly_16_mb_fits_the_topics_of_batches(settings: Settings) -> None:
    async def write_and_read() -> int:
        topic = f"{settings.group}-profiles-changelog"
        producer = AIOKafkaProducer(
            **client_settings(settings), max_request_size=17 * MIB, max_batch_size=17 * MIB, acks="all"
        )
        await producer.start()
        await producer.send_and_wait(topic, bytes(16 * MIB - 1024), key=b"k", partition=0)
        await producer.stop()
        consumer = AIOKafkaConsumer(**client_settings(settings), auto_offset_reset="earliest")
        await consumer.start()
        consumer.assign([TopicPartition(topic, 0)])
        record = await consumer.getone()
        await consumer.stop()
        return len(record.value)

    asyncio.run(ensure(settings, specs(settings)))
    assert asyncio.run(write_and_read()) == 16 * MIB - 1024


def test_records_are_stamped_on_arrival_so_that_old_calls_are_not_deleted_at_once(settings: Settings) -> None:
    async def write_and_read() -> tuple[int, int]:
        producer = AIOKafkaProducer(**client_settings(settings))
        await producer.start()
        written = await producer.send_and_wait(f"{settings.topic_prefix}cdr", b"{}", partition=0, timestamp_ms=1000)
        await producer.stop()
        return written.timestamp, written.timestamp_type

    asyncio.run(ensure(settings, specs(settings)))
    stamp, kind = asyncio.run(write_and_read())
    assert stamp > 1_700_000_000_000
    assert kind == 1  # LogAppendTime


def test_a_broker_that_does_not_answer_is_one_sentence(free_ports: int) -> None:
    nowhere = Settings(f"127.0.0.1:{free_ports}")
    with pytest.raises(BrokerError, match=r"No Kafka answers at 127\.0\.0\.1:\d+; start one with `ringfence broker`"):
        asyncio.run(ensure(nowhere, specs(nowhere)))


def test_sasl_settings_are_passed_to_the_client() -> None:
    secured = Settings(
        "a:9092, b:9092",
        broker_security="SASL_SSL",
        broker_sasl_mechanism="SCRAM-SHA-512",
        broker_username="user",
        broker_password="word",
    )
    arguments = client_settings(secured)
    assert arguments.pop("ssl_context") is not None
    assert arguments == {
        "bootstrap_servers": ["a:9092", "b:9092"],
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "user",
        "sasl_plain_password": "word",
    }


def test_sasl_without_a_password_is_a_settings_error() -> None:
    with pytest.raises(SettingsError, match="RINGFENCE_BROKER_PASSWORD"):
        client_settings(Settings("a:9092", broker_security="SASL_PLAINTEXT", broker_username="user"))


def test_a_ca_file_that_is_none_is_a_settings_error() -> None:
    with pytest.raises(SettingsError, match=r"RINGFENCE_BROKER_CA_FILE=nowhere\.pem"):
        client_settings(Settings("a:9092", broker_security="SSL", broker_ca_file="nowhere.pem"))
