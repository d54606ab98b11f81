"""Whatever bytes arrive, the worker stays up, counts every good call, and says why it took no other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.call_reader import CallReader
from models.model import Model
from tests.harness import Run
from training.simulator import Scenario, simulate

EXAMPLES, MESSAGES = 20, 500  # 10,000 messages
_good = simulate(Scenario(subscribers=500, hours=None, seed=21))


@pytest.fixture(scope="module")
def run(broker: str, trained: tuple[Path, Model], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    job = Run(broker, tmp_path_factory.mktemp("hostile"), trained[0], "hostile", partitions=2)
    asyncio.run(job.create([]))
    job.start()
    yield job
    job.stop()


def _cut(message: bytes, at: float) -> bytes:
    return message[: int(len(message) * at)]


values = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**30), 10**30), st.floats(), st.text(max_size=40),
    st.lists(st.integers(), max_size=3), st.just("9" * 400), st.just("\ud800"),
)  # fmt: skip
fields = st.sampled_from(["caller", "callee", "start", "duration", "call_id", "disposition", "origin_region", "imei"])
hostile = st.one_of(
    st.tuples(st.just("cut"), st.floats(0, 1)),
    st.tuples(st.just("field"), st.tuples(fields, values)),
    st.tuples(st.just("drop"), fields),
    st.tuples(st.just("bytes"), st.binary(max_size=200)),
    st.tuples(st.just("deep"), st.integers(1, 100_000)),
    st.tuples(st.just("insert"), st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=5))),
    st.tuples(st.just("number"), st.sampled_from([b"NaN", b"Infinity", b"-Infinity", b"1e400", b"9" * 5000, b"-0"])),
    st.tuples(st.just("good"), st.just(None)),
)


def _message(kind: str, detail: Any) -> bytes:
    record: dict[str, Any] = dict(next(_good))
    if kind == "field":
        record[detail[0]] = (
            detail[1] if not isinstance(detail[1], str) else detail[1].encode("utf-8", "replace").decode()
        )
    if kind == "drop":
        record.pop(detail, None)
    text = msgspec.json.encode(record)
    if kind == "cut":
        return _cut(text, detail)
    if kind == "bytes":
        return bytes(detail)
    if kind == "deep":
        return b"[" * int(detail)
    if kind == "insert":
        at = int(len(text) * detail[0])
        return text[:at] + bytes(detail[1]) + text[at:]
    if kind == "number":
        return text.replace(b'"duration":', b'"duration":' + detail + b',"x":')
    return text


# Messages cannot be unsent, so a failing example cannot be shrunk.
@settings(
    max_examples=EXAMPLES,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(hostile, min_size=MESSAGES, max_size=MESSAGES))
def test_mutated_messages_cost_their_neighbours_nothing_and_are_all_accounted_for(run: Run, drawn: list[Any]) -> None:
    asyncio.run(_send_and_check(run, [_message(kind, detail) for kind, detail in drawn]))


def test_five_megabytes_in_one_string_are_rejected_and_the_next_call_is_counted(run: Run) -> None:
    long = msgspec.json.encode({**next(_good), "caller": "x" * 5_000_000})
    asyncio.run(_send_and_check(run, [long, msgspec.json.encode(next(_good))]))


_reader = CallReader()
_counted = {"messages": 0, "calls": 0, "rejected": 0}


async def _send_and_check(run: Run, found: list[bytes]) -> None:
    first = _counted["messages"]
    batches = [_reader.read(value) for value in found]
    _counted["messages"] += len(found)
    _counted["calls"] += sum(len(batch.calls) for batch in batches)
    await run.load((0, value) for value in found)
    await run.wait(_counted["calls"], 30)
    wanted = {(first + at, rejected.index) for at, batch in enumerate(batches) for rejected in batch.rejected}
    got = await _rejected(run, first, len(wanted))
    # Which of two true reasons is given may depend on the depth of the stack ("nested too deep", "truncated").
    assert all(reason for _, _, reason in got)
    assert {(offset, index) for offset, index, _ in got} == wanted
    assert run.workers[0].ended is None


async def _rejected(run: Run, first: int, count: int) -> set[tuple[int, int, str]]:
    """Offset, index and reason of the dead letters of the messages from `first` on."""
    consumer = AIOKafkaConsumer(bootstrap_servers=run.broker, enable_auto_commit=False)
    await consumer.start()
    try:
        tp = TopicPartition(run.settings.topic("cdr-rejected"), 0)
        consumer.assign([tp])
        consumer.seek(tp, _counted["rejected"])
        found: set[tuple[int, int, str]] = set()
        deadline = time.monotonic() + 30
        while len(found) < count and time.monotonic() < deadline:
            for batch in (await consumer.getmany(timeout_ms=100)).values():
                for record in batch:
                    headers = {name: value.decode() for name, value in record.headers}
                    if int(headers["offset"]) >= first:
                        found.add((int(headers["offset"]), int(headers["index"]), headers["reason"]))
        _counted["rejected"] = await consumer.position(tp)
        return found
    finally:
        await consumer.stop()


assert list(islice(_good, 1))
