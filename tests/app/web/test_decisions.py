"""Decisions from calls, lists and policy, in Kafka and through the API, on two workers."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from models.decision import Audited, decode_audited, encode
from models.decision_policy import Policy
from models.list_entry import Entry
from models.list_entry import encode as encode_entry
from tests.app.web.calls import START, call, missed
from tests.app.web.conftest import NewWorker
from tests.workers import Worker, settings_of, wait_for

WHO = {"by": "ann", "reason": "a test"}
REPORTED = "+919876511001"


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The policy's file; at first everything is only reported."""
    path: Path = tmp_path_factory.mktemp("policy") / "decisions.yaml"
    path.write_text("format: 1\nvalid_hours: 24\n")
    return path


@pytest.fixture(scope="module")
def pair(new_worker: NewWorker, policy: Path) -> tuple[Worker, Worker]:
    """Two workers with half of the partitions each."""
    first, second = (new_worker(RINGFENCE_DECISIONS=str(policy)).start() for _ in range(2))
    held = "ringfence_partitions_held 2.0"
    wait_for(
        "each to have its share", lambda: all(held in one.get("/metrics").body.decode() for one in (first, second))
    )
    return first, second


@pytest.fixture(scope="module")
def worker(pair: tuple[Worker, Worker]) -> Worker:
    """The first of the two."""
    return pair[0]


async def _read(worker: Worker, name: str) -> list[Any]:
    settings = settings_of(worker.env)
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.broker)
    await consumer.start()
    try:
        part = TopicPartition(settings.topic(name), 0)
        consumer.assign([part])
        await consumer.seek_to_beginning(part)
        end = (await consumer.end_offsets([part]))[part]
        found: list[Any] = []
        while await consumer.position(part) < end:
            for records in (await consumer.getmany(timeout_ms=200)).values():
                found += records
        return found
    finally:
        await consumer.stop()


def standing(worker: Worker) -> dict[str, Any]:
    """What topic `decisions` says, by number."""
    last = {record.key.decode(): record.value for record in asyncio.run(_read(worker, "decisions"))}
    return {number: json.loads(value) for number, value in last.items() if value is not None}


def audit(worker: Worker, number: str) -> list[Audited]:
    return [
        decode_audited(one.value) for one in asyncio.run(_read(worker, "decisions-audit")) if one.key == number.encode()
    ]


def ask(worker: Worker, number: str) -> Any:
    reply = worker.get(f"/api/decisions/{number}")
    assert reply.status == 200, reply.body
    return reply.json


def add(worker: Worker, on: str, entry: str, **fields: object) -> None:
    assert worker.post(f"/api/lists/{on}", {"entry": entry, **WHO, **fields}).status == 201


def remove(worker: Worker, on: str, entry: str) -> None:
    reply = worker.request("DELETE", f"/api/lists/{on}/{entry}?by=bob&reason=an%20end")
    assert reply is not None
    assert reply.status == 200


def ring(worker: Worker, number: str, first: int = 0, count: int = 40) -> None:
    """A Wangiri campaign's calls."""
    before = calls_of(worker, number)
    assert worker.post("/api/cdr/bulk", [missed(number, first + k) for k in range(count)]).status == 202
    wait_for("its calls", lambda: calls_of(worker, number) == before + count)


def calls_of(worker: Worker, number: str) -> int:
    evidence = worker.post("/api/check-number", {"number": number}).json.get("evidence")
    return int(evidence["calls_placed"]) if evidence else 0


def within(seconds: float, true: Callable[[], object]) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not within {seconds} s"
        time.sleep(0.05)


def test_without_a_policy_fraud_is_only_reported(pair: tuple[Worker, Worker], conforms: Any) -> None:
    ring(pair[0], REPORTED)
    within(2, lambda: all(ask(one, REPORTED)["action"] == "report" for one in pair))
    answer = conforms("/api/decisions/{number}", pair[1].get(f"/api/decisions/{REPORTED}"))
    assert (answer["mode"], answer["fraud_type"]) == ("report", "Wangiri")
    assert answer["reason"].endswith(".")
    assert answer["valid_until"] > answer["decided_at"] > "2025-10-09T08:53"
    assert standing(pair[0]) == {}
    (made,) = audit(pair[0], REPORTED)
    assert (made.mode, made.action, made.fraud_type) == ("report", "report", "Wangiri")


def test_nothing_is_said_of_ordinary_numbers_and_of_protected_ones_that_they_pass(worker: Worker) -> None:
    assert worker.post("/api/cdr", call("+12025550111")).status == 200
    answer = ask(worker, "+12025550111")
    assert (answer["action"], answer["mode"], answer["valid_until"]) == ("none", "report", None)
    ring(worker, "112")
    for number in ("112", "anonymous", "*98", "%2B1911", "911@pbx"):
        assert ask(worker, number)["action"] == "allow"
    assert audit(worker, "112") == []
    assert worker.get("/api/decisions/" + "1" * 200).status == 422


def test_a_changed_policy_enforces_from_the_next_call_on(pair: tuple[Worker, Worker], policy: Path) -> None:
    policy.write_text("format: 1\nvalid_hours: 24\nfraud_types:\n  Wangiri: enforce\n  Robocall: enforce\n")
    wait_for("the policy", lambda: all(one.get("/api/rules").json["decisions"]["fraud_types"] for one in pair))
    ring(pair[0], REPORTED, 40, 5)
    within(2, lambda: all(ask(one, REPORTED)["action"] == "block" for one in pair))
    (said,) = standing(pair[0]).values()
    assert (said["number"], said["action"], said["fraud_type"]) == (REPORTED, "block", "Wangiri")
    assert said["risk"] >= 85
    assert {"model_version", "rules_version", "reason", "rule", "valid_until", "decided_at"} <= said.keys()
    assert [one.mode for one in audit(pair[0], REPORTED)] == ["report", "enforce"]
    assert "ringfence_decisions_standing 1.0" in pair[1].get("/metrics").body.decode()


def test_a_broken_policy_changes_nothing_and_is_told(worker: Worker, policy: Path) -> None:
    good = policy.read_text()
    policy.write_text(good.replace("enforce", "shoot"))
    wait_for("the error", lambda: worker.get("/api/rules").json["decisions"]["error"])
    told = worker.get("/api/rules").json["decisions"]
    assert told["error"] == f"{policy}:4: Wangiri must be one of enforce, report."
    assert told["fraud_types"] == {"Wangiri": "enforce", "Robocall": "enforce"}
    assert "ringfence_decision_policy_broken 1.0" in worker.get("/metrics").body.decode()
    assert ask(worker, REPORTED)["action"] == "block"
    policy.write_text(good)
    wait_for("the end of the error", lambda: worker.get("/api/rules").json["decisions"]["error"] is None)


def test_the_allow_list_withdraws_at_once_and_nothing_more_is_decided(pair: tuple[Worker, Worker]) -> None:
    add(pair[1], "allow", REPORTED)
    within(1, lambda: all(ask(one, REPORTED)["action"] == "allow" for one in pair))
    within(1, lambda: standing(pair[0]) == {})
    assert ask(pair[0], REPORTED)["reason"] == "a test"
    last = audit(pair[0], REPORTED)[-1]
    assert (last.action, last.by) == ("withdraw", "ann")
    ring(pair[0], REPORTED, 50, 20)
    assert standing(pair[0]) == {}
    assert audit(pair[0], REPORTED)[-1] == last
    remove(pair[0], "allow", REPORTED)
    ring(pair[0], REPORTED, 80, 3)
    within(2, lambda: REPORTED in standing(pair[0]))


def test_the_block_list_decides_at_once_for_every_number_of_a_block(pair: tuple[Worker, Worker]) -> None:
    for block in ("+120255512xx", "+120255513xx"):  # of either worker, or not
        add(pair[0], "block", block)
        numbers = {f"{block[:-2]}{k:02d}" for k in range(100)}
        within(2, lambda numbers=numbers: numbers <= standing(pair[0]).keys())  # type: ignore[misc]
    said = standing(pair[0])["+12025551234"]
    assert (said["reason"], said["rule"], said["valid_until"], said["model_version"]) == ("a test", None, None, None)
    answer = ask(pair[1], "+12025551234")
    assert (answer["action"], answer["mode"], answer["reason"]) == ("block", "enforce", "a test")
    (made,) = audit(pair[0], "+12025551234")
    assert (made.by, made.mode) == ("ann", "enforce")
    # One of them is allowed, and then no more.
    add(pair[1], "allow", "+12025551234")
    within(1, lambda: "+12025551234" not in standing(pair[0]))
    assert "+12025551235" in standing(pair[0])
    remove(pair[1], "allow", "+12025551234")
    within(1, lambda: "+12025551234" in standing(pair[0]))
    for block in ("+120255512xx", "+120255513xx"):
        remove(pair[1], "block", block)
    within(2, lambda: not [one for one in standing(pair[0]) if one.startswith("+1202555")])
    last = audit(pair[0], "+12025551235")[-1]
    assert (last.action, last.by, last.reason) == ("withdraw", "bob", "an end")
    assert ask(pair[1], "+12025551234")["action"] == "none"


def test_a_decision_ends_by_stream_time(pair: tuple[Worker, Worker]) -> None:
    number = "+919876511077"
    ring(pair[0], number, 100)
    within(2, lambda: ask(pair[1], number)["action"] == "block")
    # A day and a minute later by the time of calls: the decision of a list stays.
    add(pair[0], "block", "+12025550199")
    later = [call(f"+1202555{k:04d}", 200, start=START + 300_000) for k in range(300, 340)]
    assert pair[0].post("/api/cdr/bulk", later).status == 202
    wait_for("its end", lambda: all(ask(one, number)["action"] == "none" for one in pair))
    assert ask(pair[0], "+12025550199")["action"] == "block"
    remove(pair[0], "block", "+12025550199")


def test_what_must_not_stand_is_withdrawn_by_whoever_sees_it(pair: tuple[Worker, Worker]) -> None:
    """As when a worker that had stood still sends what it had decided by lists of long ago."""
    number = "+12025550188"
    add(pair[0], "allow", number)

    async def forge() -> None:
        settings = settings_of(pair[0].env)
        producer = AIOKafkaProducer(bootstrap_servers=settings.broker)
        await producer.start()
        stale = Audited(number=number, action="block", mode="enforce", reason="old", risk=99.0, model_version="m")
        await producer.send_and_wait(settings.topic("decisions"), encode(stale), number.encode(), 0)
        await producer.stop()

    asyncio.run(forge())
    within(8, lambda: number not in standing(pair[0]))
    assert ask(pair[1], number)["action"] == "allow"


def test_a_policy_that_only_reports_again_withdraws_what_it_enforced(pair: tuple[Worker, Worker], policy: Path) -> None:
    number = "+919876511099"
    ring(pair[0], number, 30_000)
    within(2, lambda: number in standing(pair[0]))
    policy.write_text("format: 1\nfraud_types:\n  Wangiri: report\n")
    wait_for("its withdrawal", lambda: standing(pair[0]) == {})
    assert audit(pair[0], number)[-1].reason == "The policy only reports it now."


def test_an_entry_that_nobody_was_there_to_see_is_decided_by_the_next_worker(
    pair: tuple[Worker, Worker], new_worker: NewWorker
) -> None:
    for one in pair:
        one.kill()
    third = new_worker(RINGFENCE_DECISIONS="")
    settings = settings_of(third.env)
    number = "+12025550166"

    async def enter() -> None:
        entry = Entry(on="block", entry=number, id=int(number), reason="by hand", by="eve", added_ms=1)
        producer = AIOKafkaProducer(bootstrap_servers=settings.broker)
        await producer.start()
        await producer.send_and_wait(settings.topic("lists"), encode_entry(entry), entry.key, 0)
        await producer.stop()

    asyncio.run(enter())
    third.start()
    wait_for("the decision", lambda: standing(third).get(number, {}).get("reason") == "by hand")
    assert ask(third, number)["action"] == "block"


def test_the_default_policy_enforces_nothing() -> None:
    assert Policy() == Policy(valid_hours=24.0)
