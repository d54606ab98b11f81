"""Kafka goes away for a while: the worker says so, refuses what it cannot keep, and goes on when Kafka is back."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.broker import Broker
from tests.app.web.calls import call
from tests.conftest import free_port
from tests.workers import Worker, create_topics, environment, wait_for

CALLER = "+12025550123"


def test_an_outage_costs_nothing_but_time(
    model_path: Path, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Broker(free_port(), tmp_path_factory.mktemp("own"), tie_to_parent=True) as own:
        env = environment(own.address, "outage-", model_path, partitions=2, source_partitions=2)
        create_topics(env)
        worker = Worker(env, tmp_path)
        try:
            worker.start()
            assert worker.post("/api/cdr", call(CALLER, 0)).status == 200
            own.stop()
            during(worker)
            own.start()
            worker.wait_ready(90)
            after(worker)
        finally:
            worker.kill()


def during(worker: Worker) -> None:
    wait_for("not ready", lambda: worker.get("/readyz").status == 503, 30)
    wait_for("the reason", lambda: "Kafka has not answered" in " ".join(worker.get("/readyz").json["reasons"]), 30)
    assert worker.get("/livez").status == 200
    refused = worker.post("/api/cdr", call(CALLER, 1))
    assert (refused.status, refused.json["type"]) == (503, "urn:ringfence:problem:kafka-away")
    assert refused.headers["Retry-After"]
    assert worker.get("/api/stats").json["total_calls"] == 1
    assert worker.get("/metrics").status == 200


def after(worker: Worker) -> None:
    def accepted() -> bool:
        return worker.post("/api/cdr", call(CALLER, 1)).status == 200

    wait_for("records to be taken again", accepted)
    wait_for("two calls, each once", lambda: worker.get("/api/stats").json["total_calls"] == 2)
    assert len(worker.log.splitlines()) < 100, "the log was flooded"
