"""A worker killed at any point changes nothing: compared record by record with the same calls folded in memory."""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import pytest

from models.model import Model
from tests.crash_records import Message, messages, records
from tests.harness import Run
from tests.memory import assert_equal, assert_rich, expected

CALLS = int(os.environ.get("RINGFENCE_CRASH_CALLS", "40000"))
KILLS = 5


@pytest.mark.parametrize("sources", [1, 4])
def test_five_kills_and_a_wiped_disk_change_no_profile_and_no_verdict(
    sources: int, broker: str, trained_with_past: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    path, model = trained_with_past
    found = messages(records(CALLS, again_on_groups=sources == 1), sources, sizes=[1, 7, 200, 400])
    run = Run(broker, tmp_path, path, f"kill{sources}", sources, partitions=4)
    runs.append(run)

    async def crash() -> None:
        await run.create(found)
        chance = random.Random(sources)
        points = sorted(chance.sample(range(CALLS // 20, CALLS * 9 // 10), KILLS))
        for kill, point in enumerate(points):
            run.start(wiped=kill == 3)
            await run.wait(point)
            await asyncio.sleep(chance.random() * 0.2)
            run.kill()
        run.start()
        await run.wait(CALLS)

    asyncio.run(crash())
    assert_equal_to_memory(run, model, found)


@pytest.mark.parametrize("sources", [1, 4])
def test_of_two_workers_each_killed_once_and_back_again_nothing_is_lost(
    sources: int, broker: str, trained: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    path, model = trained
    found = messages(records(CALLS, again_on_groups=sources == 1), sources, sizes=[1, 7, 200, 400])
    third = len(found) // 3
    run = Run(broker, tmp_path, path, f"two{sources}", sources, partitions=4)
    runs.append(run)

    async def crash() -> None:
        await run.create(found[:third])
        run.start(0)
        run.start(1)
        await run.wait(CALLS // 6)
        await run.load(found[third : 2 * third])
        await run.wait(CALLS * 2 // 5)
        run.kill(1)
        await run.load(found[2 * third :])
        await run.wait(CALLS // 2)
        run.start(1)
        await run.wait(CALLS * 3 // 4)
        run.kill(0)
        await run.wait(CALLS * 9 // 10)
        run.start(0)
        await run.wait(CALLS)

    asyncio.run(crash())
    assert_equal_to_memory(run, model, found)


def assert_equal_to_memory(run: Run, model: Model, found: list[Message]) -> None:
    wanted = expected(model, found, run.sources)
    assert_rich(wanted)
    got = asyncio.run(run.result())
    assert_equal(got, wanted, run.sources)
    assert got.totals["calls"] + got.totals["duplicates"] == CALLS
