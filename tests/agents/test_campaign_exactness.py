"""Campaigns are the same whatever happens on the way: compared byte for byte with the same calls folded in memory."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from models.model import Model
from tests.harness import Run, assert_same_campaigns, expected, messages, records

CALLS = 20_000
#: Places between two numbered steps of the agents, and at which micro-batch a worker dies there.
FAULTS = [
    *(f"campaign.{step}:{batch}" for step, batch in ((1, 4), (2, 7), (3, 5), (4, 6), (5, 8))),
    *(f"profile.{step}:{batch}" for step, batch in ((3, 6), (4, 3), (5, 7))),
    "ingest.1:4",
]


def test_a_crash_between_any_two_steps_changes_no_campaign(
    broker: str, trained: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    path, model = trained
    found = messages(records(CALLS, late=False), 1, sizes=[1, 7, 200])
    # Small micro-batches: there are many between the first call and the last.
    small = {"RINGFENCE_BATCH_LEGS": "1000", "RINGFENCE_BATCH_WAIT_MS": "1"}
    run = Run(broker, tmp_path, path, "campaigns", partitions=4, extra=dict(small))
    runs.append(run)

    async def crash() -> None:
        await run.create(found)
        for fault in FAULTS:
            run.extra["RINGFENCE_FAULT"] = fault
            run.start()
            await run.died()
        del run.extra["RINGFENCE_FAULT"]
        run.start()
        await run.wait(CALLS)

    asyncio.run(crash())
    got, wanted = asyncio.run(run.result()), expected(model, found, 1)
    run.stop()
    assert len(wanted.campaigns) > 50
    assert_same_campaigns(got, wanted)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_replay_by_one_or_two_workers_gives_the_same_campaigns(
    workers: int, broker: str, trained: tuple[Path, Model], tmp_path: Path, runs: list[Run]
) -> None:
    path, model = trained
    found = messages(records(CALLS, seed=5, late=False), 1, sizes=[7, 400])
    run = Run(broker, tmp_path, path, f"replay{workers}", partitions=4)
    runs.append(run)

    async def replay() -> None:
        await run.create(found)
        for worker in range(workers):
            run.start(worker)
        await run.wait(CALLS)

    asyncio.run(replay())
    got = asyncio.run(run.result())
    run.stop()
    assert_same_campaigns(got, expected(model, found, 1))
