"""A message on topic `calls` that is none of ours ends among the dead letters, and the worker goes on."""

from __future__ import annotations

import asyncio
from pathlib import Path

import numpy as np
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from models.leg import LEG, VERSION, Legs
from models.model import Model
from tests.crash_records import messages, records
from tests.harness import Run

CALLS = 300


def test_foreign_messages_on_calls_are_rejected_with_their_reasons_and_stop_nothing(
    broker: str, trained: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    run = Run(broker, tmp_path, trained[0], "foreign", partitions=2)
    runs.append(run)
    ours = Legs(0, 0, False, 0, np.zeros(0, LEG), {}).encode()
    foreign = {
        b'{"caller": "+12025550143", "callee": "+13035550187"}': "layout b'{\"'",
        b"": "shorter than its header",
        ours[:2] + bytes([VERSION + 1]) + ours[3:]: f"b'RF' {VERSION + 1}, this program reads b'RF' {VERSION}",
        ours + b"x": "length does not match",
    }
    found = messages(records(CALLS + 6000)[:CALLS], 1, [20])

    async def job() -> list[tuple[bytes, dict[str, str]]]:
        await run.create(found[:5])
        run.start()
        await run.wait(100)
        producer = AIOKafkaProducer(bootstrap_servers=broker)
        await producer.start()
        offsets = [
            (await producer.send_and_wait(run.settings.topic("calls"), value, partition=1)).offset for value in foreign
        ]
        await producer.stop()
        await run.load(found[5:])
        assert await run.wait(CALLS) == CALLS
        dead = await rejected(run, len(foreign))
        assert [int(headers["offset"]) for _, headers in dead] == offsets
        return dead

    dead = asyncio.run(job())
    assert run.workers[0].ended is None
    assert [value for value, _ in dead] == [*foreign]
    for (_, headers), reason in zip(dead, foreign.values(), strict=True):
        assert (headers["topic"], headers["partition"]) == (run.settings.topic("calls"), "1")
        assert reason in headers["reason"]


async def rejected(run: Run, count: int) -> list[tuple[bytes, dict[str, str]]]:
    """Values and headers of the first dead letters, in order."""
    consumer = AIOKafkaConsumer(bootstrap_servers=run.broker, enable_auto_commit=False)
    await consumer.start()
    try:
        tp = TopicPartition(run.settings.topic("cdr-rejected"), 0)
        consumer.assign([tp])
        await consumer.seek_to_beginning(tp)
        found: list[tuple[bytes, dict[str, str]]] = []
        async with asyncio.timeout(30):
            while len(found) < count:
                record = await consumer.getone()
                found.append((record.value or b"", {name: value.decode() for name, value in record.headers}))
        return found
    finally:
        await consumer.stop()
