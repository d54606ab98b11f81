"""The dashboard in a real browser, against real workers on a real broker.

One has a simulated morning, one is empty, and one needs tokens.

`make test` runs it by itself, behind everything else: it measures times, which other tests beside it would spoil.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from app.settings import PACKAGED_MODEL
from tests.app.web.access import People, lines, records
from tests.app.web.calls import START, friendly
from tests.workers import ROOT, Worker, create_topics, environment, produce, wait_for
from training.simulator import NORMAL, Scenario, labels, simulate

SITE = ROOT / "web-platform"
#: A simulated morning, in which three campaigns have been found. Whether the gravest of them is over, every new model
#: says anew; which one the tour chooses then, the tests of `going-on.ts` say.
CALLS = 56_000
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


@pytest.fixture(scope="module")
def seeded(broker: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    """A worker that has seen a simulated morning with fraud in it."""
    worker = start(broker, "dashboard-seeded", tmp_path_factory.mktemp("seeded"))
    produce(worker.env, [REFUSED.encode()])
    records = islice(simulate(WORLD), CALLS)
    while batch := list(islice(records, BULK)):
        assert worker.post("/api/cdr/bulk", batch).json["accepted"] == len(batch)
    wait_for("all calls", lambda: worker.get("/api/stats").json["total_calls"] == CALLS, 120)
    wait_for("campaigns", lambda: len(worker.get("/api/campaigns").json) >= 3, 60)
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
