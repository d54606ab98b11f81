"""A broker that is killed under load and comes back costs nothing but time."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

from app.broker import Broker
from models.model import Model
from tests.crash_records import messages, records
from tests.harness import Run
from tests.memory import assert_equal, expected

CALLS = 30_000
AWAY = 8.0


def test_a_broker_killed_under_load_changes_no_profile_and_no_verdict(
    free_ports: int, trained: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    path, model = trained
    found = messages(records(CALLS), 1, sizes=[1, 7, 200])
    half = len(found) // 2
    with Broker(free_ports, tmp_path / "kafka", tie_to_parent=True) as broker:
        run = Run(broker.address, tmp_path, path, "away", partitions=4)
        runs.append(run)

        async def before() -> None:
            await run.create(found[:half])
            run.start()
            await run.wait(CALLS // 4)
            await run.load(found[half:])

        asyncio.run(before())
        pid = broker.pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        time.sleep(AWAY)
        broker.start()

        asyncio.run(run.wait(CALLS))
        got = asyncio.run(run.result())
        run.stop()
    assert_equal(got, expected(model, found, 1), 1)
