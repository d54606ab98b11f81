"""Two workers answer alike; while partitions move a look-up gets the right answer or 503, never a wrong one."""

from __future__ import annotations

import threading
import time
from typing import Any
from urllib.parse import quote

import pytest

from tests.app.web.calls import call
from tests.app.web.conftest import NewWorker
from tests.workers import Reply, Worker, wait_for

NUMBERS = [f"+1202555{number:04d}" for number in range(40)]


@pytest.fixture(scope="module")
def pair(new_worker: NewWorker) -> tuple[Worker, Worker]:
    """Two workers, each with some of the partitions, and calls of 40 numbers."""
    first = new_worker().start()
    second = new_worker().start()
    wait_for("each to have two of the four partitions", lambda: held(first) == held(second) == 2, 60)
    records = [call(number, place) for number in NUMBERS for place in range(3)]
    assert second.post("/api/cdr/bulk", records).status == 202
    wait_for("all calls", lambda: second.get("/api/stats").json["total_calls"] == len(records))
    # What is told of suspects each worker reads for itself from Kafka, a moment after it was written.
    wait_for(
        "both to have read the same", lambda: all(page(first, one).json == page(second, one).json for one in NUMBERS)
    )
    return first, second


def held(worker: Worker) -> int:
    line = next(
        line
        for line in worker.get("/metrics").body.decode().splitlines()
        if line.startswith("ringfence_partitions_held ")
    )
    return int(float(line.split()[1]))


def look_up(worker: Worker, number: str) -> Reply:
    return worker.post("/api/check-number", {"number": number})


def page(worker: Worker, number: str) -> Reply:
    return worker.get(f"/api/numbers/{quote(number, safe='')}")


def test_both_answer_the_same_for_every_number_whoever_owns_it(pair: tuple[Worker, Worker]) -> None:
    for number in NUMBERS:
        one, other = (look_up(worker, number) for worker in pair)
        assert one.status == other.status == 200
        assert one.json == other.json
        assert one.json["evidence"]["calls_placed"] == 3


def test_both_give_the_same_page_of_every_number(pair: tuple[Worker, Worker]) -> None:
    odd = [f"sip:line {place}?x=/#%2F" for place in range(8)]  # whose owner has to be asked for exactly this
    for number in [*NUMBERS, *odd]:
        one, other = (page(worker, number) for worker in pair)
        assert one.status == other.status == 200
        assert one.json == other.json
        assert one.json["known"] == (number in NUMBERS)


def test_a_verdict_comes_back_whoever_scored_the_call(pair: tuple[Worker, Worker]) -> None:
    for worker in pair:
        for number in NUMBERS[:10]:
            answer = worker.post("/api/cdr", call(number, 0))
            assert answer.status == 200
            assert (answer.json["caller_id"], answer.json["duplicate"]) == (number, True)


def test_both_show_the_same_figures(pair: tuple[Worker, Worker]) -> None:
    wait_for("equal figures", lambda: pair[0].get("/api/stats").json == pair[1].get("/api/stats").json)


def test_a_question_is_passed_on_once_only(pair: tuple[Worker, Worker]) -> None:
    forwarded = {"Ringfence-Forwarded": "1"}
    for number in NUMBERS[:10]:
        replies = [worker.post("/api/check-number", {"number": number}, **forwarded) for worker in pair]
        assert sorted(reply.status for reply in replies) == [200, 503]
        refused = next(reply for reply in replies if reply.status == 503)
        assert refused.json["type"] == "urn:ringfence:problem:owner-unknown"
        assert refused.headers["Retry-After"]


def test_a_bad_question_is_refused_by_whoever_is_asked(pair: tuple[Worker, Worker]) -> None:
    assert {look_up(worker, "").status for worker in pair} == {422}


def test_a_killed_and_returning_worker_never_makes_an_answer_wrong(pair: tuple[Worker, Worker]) -> None:
    first, second = pair
    right = {number: look_up(first, number).json for number in NUMBERS}
    wrong: list[Any] = []
    seen: set[int] = set()
    done = threading.Event()

    def ask(worker: Worker) -> None:
        while not done.is_set():
            for number in NUMBERS:
                reply = worker.request("POST", "/api/check-number", {"number": number}, refused_ok=True)
                if reply is None:
                    time.sleep(0.05)
                    continue
                seen.add(reply.status)
                if reply.status == 200 and reply.json != right[number]:
                    wrong.append(reply.json)
                if reply.status == 503 and "Retry-After" not in reply.headers:
                    wrong.append(dict(reply.headers))

    askers = [threading.Thread(target=ask, args=(worker,)) for worker in pair]
    for asker in askers:
        asker.start()
    try:
        second.kill()
        wait_for("the first to take over", lambda: held(first) == 4, 60)
        assert {look_up(first, number).status for number in NUMBERS} == {200}
        second.start()
        wait_for("the second to have its share again", lambda: held(second) == 2 and held(first) == 2, 60)
    finally:
        done.set()
        for asker in askers:
            asker.join()
    assert wrong == []
    assert seen <= {200, 503}
    for number in NUMBERS:
        assert look_up(first, number).json == look_up(second, number).json == right[number]


def test_a_worker_that_stood_still_does_not_tell_what_it_knew_before(pair: tuple[Worker, Worker]) -> None:
    first, second = pair
    second.freeze()
    try:
        wait_for("the first to take over", lambda: held(first) == 4, 60)
        records = [call(number, place) for number in NUMBERS for place in range(3, 5)]
        assert first.post("/api/cdr/bulk", records).status == 202
        wait_for("the new calls", lambda: {known(look_up(first, number)) for number in NUMBERS} == {5})
    finally:
        second.thaw()
    told = [known(reply) for _ in range(20) for number in NUMBERS if (reply := look_up(second, number)).status != 503]
    assert set(told) <= {5}
    wait_for("the second to have its share again", lambda: held(second) == 2 and held(first) == 2, 60)
    second.wait_ready()
    assert {known(look_up(second, number)) for number in NUMBERS} == {5}


def known(reply: Reply) -> int | None:
    """Calls that an answer tells of; None when it is a refusal."""
    return int(reply.json["evidence"]["calls_placed"]) if reply.status == 200 else None
