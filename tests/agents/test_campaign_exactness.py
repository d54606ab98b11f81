"""Campaigns and alerts are the same whatever happens on the way: byte for byte those of the same calls in memory."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from app.call_files import CallFiles
from app.evaluating import judged, new_engine
from app.settings import Settings
from models.campaign.inbox import Inbox, Progress
from models.model import Model
from tables.campaigns import Loaded, changed
from tests.crash_records import messages, records
from tests.harness import Run
from tests.memory import assert_same_alerts, assert_same_campaigns, expected, lasting
from training.evaluation.campaigns import Watch

CALLS = 20_000
#: Every place between two numbered steps of the agents, and at which time that it comes there a worker dies. Agents
#: that run ahead come first, while there is something left for them to do; agent `campaign` works beside them and takes
#: what has come meanwhile at once, some minutes at a time, each time through its steps.
FAULTS = [
    "ingest.1:2",
    *(f"profile.{step}:{batch}" for step, batch in ((1, 3), (2, 2), (3, 4), (4, 2), (5, 3))),
    *(f"campaign.{step}:{time}" for step, time in ((1, 1), (2, 2), (3, 3), (4, 2), (5, 4), (4, 1), (5, 1))),
    "alert.3:2",
    "alert.4:1",  # the other places: test_alert_exactness.py
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
    assert len(wanted.alerts) > 5
    assert_same_campaigns(got, wanted)
    assert_same_alerts(got, wanted.alerts)


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
    wanted = expected(model, found, 1)
    assert_same_campaigns(got, wanted)
    assert_same_alerts(got, wanted.alerts)


def test_an_evaluation_finds_the_campaigns_of_the_job(trained: tuple[Path, Model], tmp_path: Path) -> None:
    _, model = trained
    made, settings, watch = records(CALLS, late=False), Settings(_env_file=None), Watch()
    path = tmp_path / "calls.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in made))
    files = CallFiles(settings)
    for _, verdicts, _, events in judged(new_engine(model, settings), files.read([path]), files.texts):
        watch.add(verdicts["position"], verdicts["end_ms"], events)
    rows = changed(Loaded(watch.book, Inbox(1, Progress(), {})), [], [])
    wanted = expected(model, messages(made, 1, [200]), 1)
    assert lasting({key: value for key, value in rows if value is not None}) == wanted.campaigns
