"""State of another layout version stops the start with one sentence that names the cure, and the cure works."""

from __future__ import annotations

import asyncio
from pathlib import Path

import msgspec
from aiokafka import AIOKafkaProducer

from models.model import Model
from models.profile import VERSION
from tables.profiles import STATE_KEY, PartitionState, encode_state
from tests.crash_records import messages, records
from tests.harness import Run
from tests.workers import wait_for

CALLS = 500


def test_a_worker_refuses_profiles_of_another_layout_and_rebuilds_them_when_told_to(
    broker: str, trained: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    run = Run(broker, tmp_path, trained[0], "layout", partitions=2)
    runs.append(run)
    other = encode_state(msgspec.structs.replace(PartitionState(), version=VERSION + 1))

    async def leave_other_state() -> None:
        await run.create(messages(records(CALLS + 6000)[:CALLS], 1, [50]))
        producer = AIOKafkaProducer(bootstrap_servers=broker)
        await producer.start()
        changelog = f"{run.settings.group}-profiles-changelog"
        await producer.send_and_wait(changelog, other, key=STATE_KEY, partition=0)
        await producer.stop()

    asyncio.run(leave_other_state())
    run.start()
    wait_for("the worker ends by itself", lambda: run.workers[0].ended is not None)
    assert run.workers[0].ended == 1
    said = [line for line in run.logs().splitlines() if "ringfence:" in line]
    assert len(said) == 1
    assert f"layout version {VERSION + 1}, this program needs {VERSION}" in said[0]
    assert "set RINGFENCE_STATE_VERSION" in said[0]

    run.workers.clear()  # the next worker has a folder and an environment of its own
    run.extra["RINGFENCE_STATE_VERSION"] = "2"

    async def rebuild() -> int:
        await run.create([])
        run.start()
        return await run.wait(CALLS)

    assert asyncio.run(rebuild()) == CALLS
