"""The dashboard in a real browser, against real workers on a real broker.

One has a simulated morning, one is empty, and one needs tokens.

`make test` runs it by itself, behind everything else: it measures times, which other tests beside it would spoil.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from app.settings import PACKAGED_MODEL
from tests.app.web.access import People, lines, records
from tests.app.web.calls import START, friendly
from tests.workers import ROOT, Worker, create_topics, environment, produce, wait_for
from training.simulator import NORMAL, Record, Scenario, labels, simulate

SITE = ROOT / "web-platform"
#: A simulated morning ends when the gravest of its campaigns has been over for a while and another is going on. Which
#: one is the gravest depends on the model: after the first calls it is seen to every so often that it calls no more.
FIRST_CALLS, STEP, LAST_CALLS = 30_000, 4_000, 90_000
#: More than the hour after which a campaign is over, so that it is for everybody who looks.
OVER = timedelta(minutes=70)
#: Records in one request.
BULK = 10_000
#: A message that is no record.
REFUSED = '{"caller": "+46701234567", "callee": "+46701234568", "start": "soon"}'
WORLD = replace(Scenario.load("demo"), seed=2026, start="2026-03-02T09:00:00Z")


@pytest.fixture(scope="module")
def built() -> None:
    """The dashboard and its tools are there; `make test` sees to both."""
    assert (SITE / "node_modules" / ".bin" / "playwright").exists(), "run `make dashboard` first"
    assert (SITE / "out" / ".pages.json").exists(), "run `make dashboard` first"
    assert shutil.which(os.environ.get("CHROMIUM", "chromium")), "install chromium, or name it in CHROMIUM"


def start(broker: str, name: str, home: Path, **settings: object) -> Worker:
    """A worker of a job of its own, ready."""
    env = environment(broker, f"{name}-", PACKAGED_MODEL, **settings)
    create_topics(env)
    return Worker(env, home).start()


@pytest.fixture(scope="module")
def empty(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """A worker that has never seen a call."""
    worker = start(broker, "dashboard-empty", tmp_path_factory.mktemp("empty"))
    yield worker
    worker.kill()


def bring(worker: Worker, records: Iterator[Record], calls: int) -> None:
    """Post records, and wait until so many calls in all are judged and no campaign changes any more."""
    while batch := list(islice(records, BULK)):
        assert worker.post("/api/cdr/bulk", batch).json["accepted"] == len(batch)
    wait_for("all calls", lambda: worker.get("/api/stats").json["total_calls"] == calls, 120)
    campaigns = None
    while (told := worker.get("/api/campaigns").json) != campaigns:
        campaigns = told
        time.sleep(1)


def tour_has_to_choose(worker: Worker) -> bool:
    """Whether the gravest campaign is over, and another going on."""
    now = datetime.fromisoformat(worker.get("/api/stats").json["stream_time"])
    silent = [now - datetime.fromisoformat(one["updated_at"]) for one in worker.get("/api/campaigns").json]
    return len(silent) > 1 and silent[0] > OVER and min(silent) < OVER / 2


def members_of_the_gravest(worker: Worker) -> set[str]:
    """The numbers of the gravest campaign."""
    campaigns = worker.get("/api/campaigns").json
    if not campaigns:
        return set()
    return {one["number"] for one in worker.get(f"/api/campaigns/{campaigns[0]['id']}").json["members"]}


@pytest.fixture(scope="module")
def seeded(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """A worker that has seen a simulated morning with fraud in it."""
    worker = start(broker, "dashboard-seeded", tmp_path_factory.mktemp("seeded"))
    produce(worker.env, [REFUSED.encode()])
    gone: set[str] = set()
    records = (record for record in simulate(WORLD) if record["caller"] not in gone)
    for calls in range(FIRST_CALLS, LAST_CALLS + 1, STEP):
        bring(worker, islice(records, FIRST_CALLS if calls == FIRST_CALLS else STEP), calls)
        if tour_has_to_choose(worker):
            break
        gone |= members_of_the_gravest(worker)
    else:
        raise AssertionError(f"after {LAST_CALLS} calls no campaign is over that is graver than one going on")
    yield worker
    worker.kill()


@pytest.fixture(scope="module")
def guarded(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Worker, People]]:
    """A worker that needs tokens, with a campaign, and a user of each role."""
    worker = start(broker, "dashboard-guarded", tmp_path_factory.mktemp("guarded"), access="tokens")
    people = People(worker.env).add_all()
    # The model flags less in the first hours of a watch: this one began two days before.
    watched = [friendly(999, start=START - 2 * 86_400), *records()]
    assert people.ask(worker, "admin", "POST", "/api/cdr/bulk", lines(watched)).status == 202
    wait_for("a campaign", lambda: people.get(worker, "admin", "/api/campaigns").json, 60)
    wait_for("its alert", lambda: people.get(worker, "admin", "/api/alerts").json, 60)
    yield worker, people
    worker.kill()


@pytest.mark.parametrize("project", ["pages", "timed"])
def test_the_dashboard_in_a_browser(
    project: str, built: None, seeded: Worker, empty: Worker, guarded: tuple[Worker, People]
) -> None:
    worker, people = guarded
    planted = [number for number, kind in labels(WORLD).items() if kind != NORMAL]
    told = {
        "SEEDED": seeded.url, "EMPTY": empty.url, "REFUSED": REFUSED, "PLANTED": " ".join(planted),
        "GUARDED": worker.url, "TOKENS": json.dumps(people.tokens),
    }  # fmt: skip
    env = {**os.environ, **{f"RINGFENCE_{name}": value for name, value in told.items()}}
    done = subprocess.run(
        ["npx", "--no-install", "playwright", "test", "--project", project],
        cwd=SITE, env=env, check=False, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-20_000:]}\n{done.stderr[-2_000:]}"
