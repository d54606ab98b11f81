"""What operators look at: the model and its drift, workers and their lag, and records that were no calls."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.dead_letters import DeadLetters, kind_of
from models.calibration import ANCHORS
from models.features import NAMES
from tests.app.web.calls import call
from tests.app.web.conftest import NewWorker
from tests.workers import Worker, produce, settings_of, wait_for

BAD = [{"caller": "+46701234567"}, {"to": 1}, {"start": "x" * 5000}]


@pytest.fixture(scope="module")
def fed(worker: Worker, env: dict[str, str]) -> Worker:
    """A worker that has scored some thousand calls of a few hundred callers."""
    for begin in range(0, 8000, 2000):
        records = [call(f"+1416555{place % 400:04d}", place, duration=60) for place in range(begin, begin + 2000)]
        assert worker.post("/api/cdr/bulk", records).json["accepted"] == len(records)
    wait_for("all calls", lambda: worker.get("/api/stats").json["total_calls"] == 8000)
    return worker


def test_the_model_is_told_with_its_calibration_and_importances(fed: Worker, conforms: Any, model_path: Any) -> None:
    told = conforms("/api/model", fed.get("/api/model"))
    written = json.loads(model_path.with_suffix(".json").read_text())
    assert {name: told["manifest"][name] for name in written["manifest"]} == written["manifest"]
    assert [[knot["raw"], knot["risk"]] for knot in told["calibration"]] == written["calibration"]["knots"]
    assert [(1 / anchor["one_in"], anchor["risk"]) for anchor in told["anchors"]] == list(ANCHORS)
    assert {one["feature"] for one in told["importances"]} == set(NAMES)
    assert sum(one["share"] for one in told["importances"]) == pytest.approx(1.0, abs=0.01)
    reaches = [one["reach"] for one in told["importances"]]
    assert reaches == sorted(reaches, reverse=True)
    assert reaches[0] > 0


def test_drift_is_told_of_the_calls_that_were_scored(fed: Worker) -> None:
    drift = fed.get("/api/model").json["drift"]
    assert 700 < drift["calls"] < 1300, "one in eight of 8,000"
    assert 300 < drift["callers"] <= 400
    assert [tail["one_in"] for tail in drift["tails"]] == [10, 100, 1000, 10_000]
    assert {one["feature"] for one in drift["features"]} == set(NAMES) - {"watched", "absent"}
    assert drift["features"][0]["index"] > 0.25, "made-up calls are not what the model was trained on"
    assert 0 <= drift["dangerous_share"] <= drift["suspicious_share"] <= 1
    assert drift["first_call"] < drift["last_call"]


def test_workers_are_told_with_partitions_state_and_lag(fed: Worker, conforms: Any, env: dict[str, str]) -> None:
    settings = settings_of(env)
    fed.wait_ready()
    told = conforms("/api/workers", fed.get("/api/workers"))
    (one,) = told["workers"]
    assert (one["answered_this"], one["ready"], one["reasons"]) == (True, True, [])
    assert one["partitions"][settings.topic("calls")] == [0, 1, 2, 3]
    assert one["partitions"][settings.topic("cdr")] == [0, 1]
    assert one["model_version"] == fed.get("/api/model").json["manifest"]["version"]
    behind = {lag["topic"]: len(lag["partitions"]) for lag in told["lag"]}
    for topic, partitions in (("cdr", 2), ("calls", 4), ("suspect-events", 1)):
        assert behind[settings.topic(topic)] == partitions
    assert told["lag_total"] == sum(lag["messages"] for lag in told["lag"])


def test_a_second_worker_is_named_asked_and_missed(fed: Worker, new_worker: NewWorker) -> None:
    other = new_worker().start()
    try:
        wait_for("both to be named", lambda: len(fed.get("/api/workers").json["workers"]) == 2, 60)
        wait_for("both to be ready", lambda: all(one["ready"] for one in fed.get("/api/workers").json["workers"]), 60)
        workers = fed.get("/api/workers").json["workers"]
        assert sorted(part for one in workers for topic, parts in one["partitions"].items() for part in parts
                      if topic.endswith("-calls")) == [0, 1, 2, 3]  # fmt: skip
        assert [one["answered_this"] for one in workers].count(True) == 1
        other.freeze()
        wait_for(
            "one that does not answer",
            lambda: any(one["ready"] is None for one in fed.get("/api/workers").json["workers"]),
        )
    finally:
        other.kill()


def test_records_that_were_no_calls_are_counted_and_shown(fed: Worker, conforms: Any, env: dict[str, str]) -> None:
    before = conforms("/api/dead-letters", fed.get("/api/dead-letters"))
    assert (before["total"], before["reasons"], before["samples"]) == (0, [], [])
    produce(env, [json.dumps(record).encode() for record in BAD] + [b"{nonsense", b"{nonsense that is longer"])
    wait_for("five letters", lambda: fed.get("/api/dead-letters").json["counted"] == 5)
    told = conforms("/api/dead-letters", fed.get("/api/dead-letters?limit=3"))
    assert (told["total"], len(told["samples"])) == (5, 3)
    assert sum(one["count"] for one in told["reasons"]) == 5
    assert {one["count"] for one in told["reasons"] if one["reason"].startswith("not JSON")} == {2}
    everything = fed.get("/api/dead-letters").json["samples"]
    assert {one["topic"] for one in everything} == {settings_of(env).topic("cdr")}
    assert json.dumps(BAD[0]) in [one["raw"] for one in everything]
    (long,) = [one for one in everything if one["raw_cut"]]
    assert (len(long["raw"]), long["size"]) == (2000, len(json.dumps(BAD[2])))
    assert fed.get("/api/dead-letters?limit=101").status == 422


def test_reasons_of_many_kinds_stay_bounded() -> None:
    letters = DeadLetters(settings_of({"RINGFENCE_BROKER": "nowhere:1"}))
    for number in range(300):
        letters._take(record(f"reason {'x' * number}", b"raw"))
    letters._take(record("reason xx", b"raw"))
    assert len(letters.reasons) == 101
    assert letters.reasons["other reasons"] == 200
    assert letters.reasons["reason xx"] == 2
    assert len(letters.latest) == 100


def test_a_letter_without_our_headers_is_counted_too() -> None:
    letters = DeadLetters(settings_of({"RINGFENCE_BROKER": "nowhere:1"}))
    letters._take(type("Record", (), {"headers": [("offset", b"many")], "value": None, "timestamp": 7}))
    assert letters.reasons == {"no reason is told": 1}
    assert (letters.latest[0].offset, letters.latest[0].size) == (-1, 0)


def record(reason: str, value: bytes) -> Any:
    headers = [("topic", b"cdr"), ("reason", reason.encode())]
    return type("Record", (), {"headers": headers, "value": value, "timestamp": 1000})


def test_values_make_no_kinds_of_reasons() -> None:
    assert kind_of('zone "Mars/1" of 17 is unknown') == kind_of('zone "Venus" of 3,000 is unknown')
