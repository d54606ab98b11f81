"""Rules are switched through the API: on every worker within a second, and by a worker that starts later too."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.app.web.calls import missed
from tests.app.web.conftest import NewWorker
from tests.workers import Reply, Worker, wait_for

WHO = {"by": "ann", "reason": "flags our own dialler"}


@pytest.fixture(scope="module")
def pair(worker: Worker, new_worker: NewWorker) -> tuple[Worker, Worker]:
    """Two workers with half of the partitions each."""
    second = new_worker().start()
    held = "ringfence_partitions_held 2.0"
    wait_for(
        "each to have its share", lambda: all(held in one.get("/metrics").body.decode() for one in (worker, second))
    )
    return worker, second


def switch(worker: Worker, rule: str, state: str | None, **fields: Any) -> Reply:
    return worker.post(f"/api/rules/{rule}", {"state": state, **WHO, **fields})


def state_of(worker: Worker, rule: str) -> Any:
    return next(one for one in worker.get("/api/rules").json["rules"] if one["id"] == rule)


def ring(worker: Worker, number: str) -> tuple[set[str], set[str]]:
    """Which rules fired on the calls of somebody who rings strangers, and which versions of them judged."""
    verdicts = [worker.post("/api/cdr", missed(number, k)).json for k in range(90)]
    return {rule for one in verdicts for rule in one["rules"]}, {one["rules_version"] for one in verdicts}


def test_a_rule_is_switched_on_every_worker_and_back(pair: tuple[Worker, Worker], conforms: Any) -> None:
    before = pair[0].get("/api/rules").json["version"]
    fired, _ = ring(pair[0], "+919876522001")
    rule = min(fired)
    of_file = state_of(pair[0], rule)["state"]
    answer = conforms("/api/rules/{id}", switch(pair[0], rule, "off"), "post")
    assert (answer["state"], answer["switched"]["by"], answer["switched"]["file_state"]) == ("off", "ann", of_file)
    until = time.monotonic() + 1.0
    while state_of(pair[1], rule)["state"] != "off":
        assert time.monotonic() < until, "not within a second"
    assert state_of(pair[1], rule)["switched"] == answer["switched"]
    changed = pair[1].get("/api/rules").json["version"]
    assert changed != before
    for number in ("+919876522002", "+919876533002", "+919876544002"):  # of either worker
        fired, versions = ring(pair[1], number)
        assert rule not in fired
        assert versions == {changed}
    pair[1].kill()
    pair[1].start()
    assert state_of(pair[1], rule)["state"] == "off", "read before it was ready"
    back = switch(pair[1], rule, None).json
    assert (back["state"], back["switched"]) == (of_file, None)
    wait_for("the other", lambda: pair[0].get("/api/rules").json["version"] == before, 1.0)
    assert rule in ring(pair[0], "+919876522003")[0]


def test_what_is_no_state_or_no_rule_is_refused(worker: Worker) -> None:
    rule = worker.get("/api/rules").json["rules"][0]["id"]
    assert switch(worker, "no-such-rule", "off").status == 404
    assert switch(worker, rule, "on").status == 422
    assert switch(worker, rule, "off", by="  ").status == 422
    assert worker.post(f"/api/rules/{rule}", {"by": "ann", "reason": "r"}).status == 422
    assert state_of(worker, rule)["switched"] is None
