"""`ringfence train --from-topic`: what a topic holds, of a span of time, in the order in which the calls ended."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer

from app.settings import Settings
from app.topic_records import read_topic, time_of
from models.label import Label, encode, key_of
from tests.commands import CommandLine, sentence

NOON = 1_770_033_600


@pytest.fixture
def ringfence(tmp_path: Path, broker: str, request: pytest.FixtureRequest) -> CommandLine:
    """The command line with topics of the test's own."""
    prefix = f"{request.node.name[:60]}-"
    return CommandLine(tmp_path, {"broker": broker, "topic_prefix": prefix, "partitions": 2, "source_partitions": 2})


def sent(ringfence: CommandLine, records: list[dict[str, Any]]) -> None:
    """Send records in two messages, every other one in each."""
    for half in (records[::2], records[1::2]):
        path = ringfence.folder / "calls.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in half))
        outcome = ringfence("import", path)
        assert outcome.code == 0, outcome.err


def call(k: int, **fields: object) -> dict[str, Any]:
    """A call of a caller of its own; the later it begins, the shorter it lasts."""
    return {
        "call_id": str(k), "from": f"+4670{k:05d}50", "to": "+46701299999", "start": NOON + 10 * k,
        "duration": 3000 - 20 * k, **fields,
    }  # fmt: skip


async def say(ringfence: CommandLine, labels: list[Label]) -> None:
    """Write labels as the API does."""
    producer = AIOKafkaProducer(bootstrap_servers=str(ringfence.settings["broker"]))
    await producer.start()
    try:
        for label in labels:
            topic = f"{ringfence.settings['topic_prefix']}labels"
            await producer.send_and_wait(topic, encode(label), key_of(label.subject), 0)
    finally:
        await producer.stop()


def test_records_come_by_the_end_of_their_calls_within_the_span(ringfence: CommandLine) -> None:
    assert ringfence("topics", "create").code == 0
    sent(ringfence, [call(k) for k in range(100)])
    settings = Settings(**ringfence.settings)  # type: ignore[arg-type]
    said: list[str] = []

    def read(since: int | None, until: int | None) -> list[int]:
        return [int(record["call_id"]) for record in asyncio.run(read_topic(settings, since, until, said.append))]

    assert read(None, None) == list(range(99, -1, -1))
    end = {k: 1000 * (NOON + 3000 - 10 * k) for k in range(100)}
    assert read(end[60], end[40]) == list(range(60, 40, -1))
    assert said == []
    moment = datetime.fromtimestamp(NOON, UTC).isoformat()
    assert time_of(settings, moment, "--since") == 1000 * NOON


def test_too_little_in_the_topic_is_said_and_so_are_wrong_times(ringfence: CommandLine) -> None:
    assert "is missing; create it" in sentence(ringfence("train", "--from-topic", "--without-worlds"))
    assert ringfence("topics", "create").code == 0
    assert "give at least 100" in sentence(ringfence("train", "--from-topic", "--without-worlds"))
    assert "--since is no time" in sentence(ringfence("train", "--from-topic", "--since", "yesterday"), 2)
    assert ringfence("train", "--since", "2026-05-01T00:00:00Z").code == 2
    assert ringfence("train", "--from-topic", "--from", __file__).code == 2


def test_a_model_is_trained_from_the_topic(ringfence: CommandLine) -> None:
    records = [
        call(
            k,
            call_id=f"{k}-{turn}",
            start=NOON + 600 * turn + k,
            duration=30 + k % 50,
            to=f"+467020{(k + turn) % 300:05d}",
        )
        for turn in range(4)
        for k in range(300)
    ]
    assert ringfence("topics", "create").code == 0
    sent(ringfence, records)
    outcome = ringfence("train", "--from-topic", "--without-worlds", "--json", "--out", "m/one.joblib", timeout=120)
    assert outcome.code == 0, outcome.err
    assert outcome.json()["supervised"] is False
    assert 100 < outcome.json()["callers"] < 200
    alone = outcome.json()["data_sha256"]
    labelled = [
        Label(subject=f"+4670{k:05d}50", id=int(f"4670{k:05d}50"), fraud=False, by="a", at_ms=1) for k in (1, 2)
    ]
    asyncio.run(say(ringfence, labelled))
    told = ringfence("train", "--from-topic", "--without-worlds", "--json", "--out", "m/two.joblib", timeout=120)
    assert "2 numbers were labelled by analysts" in told.err
    deaf = ("train", "--from-topic", "--no-labels", "--without-worlds", "--json", "--out", "m/three.joblib")
    assert ringfence(*deaf, timeout=120).json()["data_sha256"] == alone != told.json()["data_sha256"]
    assert "Training report" in (ringfence.folder / "m" / "report.html").read_text()
