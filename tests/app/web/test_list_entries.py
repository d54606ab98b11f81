"""Lists through the API: in effect on every worker within a second, with reason and author, and never half read."""

from __future__ import annotations

import asyncio
import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from aiokafka import AIOKafkaProducer

from models.list_entry import Entry, encode
from tests.app.web.calls import START, call, missed
from tests.app.web.conftest import NewWorker
from tests.workers import Reply, Worker, settings_of, wait_for

FILED = "+12025550170"
WHO = {"by": "ann", "reason": "a test"}


@pytest.fixture(scope="module")
def pair(new_worker: NewWorker, tmp_path_factory: pytest.TempPathFactory) -> tuple[Worker, Worker]:
    """Two workers that share a file, with half of the partitions each."""
    path: Path = tmp_path_factory.mktemp("files") / "block.txt"
    path.write_text(f"{FILED}  # from the file\n")
    first, second = (new_worker(RINGFENCE_BLOCK_LIST=str(path)).start() for _ in range(2))
    held = "ringfence_partitions_held 2.0"
    wait_for(
        "each to have its share", lambda: all(held in one.get("/metrics").body.decode() for one in (first, second))
    )
    return first, second


@pytest.fixture(scope="module")
def worker(pair: tuple[Worker, Worker]) -> Worker:
    """The first of the two."""
    return pair[0]


def add(worker: Worker, on: str, entry: str, **fields: object) -> Reply:
    return worker.post(f"/api/lists/{on}", {"entry": entry, **WHO, **fields})


def remove(worker: Worker, on: str, entry: str, who: str = "by=bob&reason=an%20end") -> Reply:
    reply = worker.request("DELETE", f"/api/lists/{on}/{quote(entry)}?{who}")
    assert reply is not None
    return reply


def look_up(worker: Worker, number: str) -> Any:
    return worker.post("/api/check-number", {"number": number}).json


def shown(worker: Worker, entry: str) -> Any:
    return next(one for one in worker.get("/api/lists/block").json if one["entry"] == entry)


def at(end: int) -> str:
    return datetime.fromtimestamp(end, UTC).isoformat()


def test_an_entry_counts_on_every_worker_within_a_second(pair: tuple[Worker, Worker], conforms: Any) -> None:
    numbers = [f"+1202555{number:04d}" for number in range(8)]  # owned by either worker
    for number in numbers:
        entry = conforms("/api/lists/{list}", add(pair[0], "block", number), "post")
        assert (entry["list"], entry["entry"], entry["by"], entry["reason"]) == ("block", number, "ann", "a test")
        assert (entry["source"], entry["expires_at"], entry["expired"]) == ("api", None, False)
        until = time.monotonic() + 1.0
        for worker in pair:
            while look_up(worker, number)["listed"] != "block list":
                assert time.monotonic() < until, "not within a second"
        assert pair[1].post("/api/cdr", call(number)).json["listed"] == "block list"
    report = look_up(pair[1], numbers[0])
    assert (report["status"], report["risk_score"]) == ("DANGEROUS", 100)
    assert report["reasons"] == [
        f"It is on the block list, which beats every score; {numbers[0]} was put there by ann: a test."
    ]
    assert report["list_entry"] == pair[1].get("/api/lists").json["block"][0]
    for number in numbers:
        assert conforms("/api/lists/{list}/{entry}", remove(pair[1], "block", number), "delete")["by"] == "bob"
    wait_for("the end of all", lambda: not any(look_up(one, numbers[3])["listed"] for one in pair), 1.0)


def test_a_block_of_numbers_is_listed_and_an_allow_beats_it(worker: Worker) -> None:
    assert add(worker, "block", "+46 70 123 45 XX").json["entry"] == "+467012345xx"
    assert worker.post("/api/cdr", call("+46701234599")).json["listed"] == "block list"
    assert add(worker, "allow", "+46701234567").status == 201
    verdicts = [worker.post("/api/cdr", missed("+46701234567", number)).json for number in range(30)]
    assert {one["listed"] for one in verdicts} == {"allow list"}
    assert worker.post("/api/cdr", call("+46701234599", 1)).json["listed"] == "block list"
    assert remove(worker, "allow", "+46701234567").status == 200
    assert worker.post("/api/cdr", call("+46701234567", 99)).json["listed"] == "block list"


def test_an_entry_expires_by_the_time_of_the_call(pair: tuple[Worker, Worker]) -> None:
    worker, number, end = pair[0], "+12025550180", START + 2000 * 20 + 60
    answer = add(worker, "block", number, expires_at=at(end))
    assert (answer.status, answer.json["expires_at"], answer.json["expired"]) == (
        201, at(end).replace("+00:00", "Z"), False
    )  # fmt: skip
    assert worker.post("/api/cdr", call(number, 1999)).json["listed"] == "block list"
    assert worker.post("/api/cdr", call(number, 2000)).json["listed"] is None, "a call that ends then is too late"
    assert worker.post("/api/cdr", call(number, 1998)).json["listed"] == "block list", "event time, not the clock"
    assert worker.post("/api/cdr", call(number, 2010)).status == 200
    # Whichever worker has the number looks it up, by the stream time that it has read so far.
    wait_for("stream time to pass on both", lambda: all(shown(one, number)["expired"] for one in pair))
    assert look_up(worker, number)["listed"] is None
    late = add(worker, "block", number, expires_at=at(end))
    assert (late.status, late.json["detail"][:22]) == (422, "expires_at has passed:")


def test_both_lists_are_shown_with_those_of_the_file(pair: tuple[Worker, Worker], conforms: Any) -> None:
    answers = [conforms("/api/lists", worker.get("/api/lists")) for worker in pair]
    assert answers[0] == answers[1]
    filed = next(one for one in answers[0]["block"] if one["source"] == "file")
    assert (filed["entry"], filed["reason"], filed["by"], filed["added_at"]) == (FILED, "from the file", None, None)
    assert conforms("/api/lists/{list}", pair[0].get("/api/lists/allow")) == answers[0]["allow"]
    refused = remove(pair[0], "block", FILED)
    assert (refused.status, refused.json["detail"]) == (
        422, f"{FILED} stands in the file of the block list; take it out there."
    )  # fmt: skip
    assert add(pair[0], "block", FILED).status == 201
    assert remove(pair[0], "block", FILED).json["still_listed"] is True
    assert look_up(pair[1], FILED)["listed"] == "block list"


@pytest.mark.parametrize(
    ("on", "body", "status", "detail"),
    [
        ("block", {"entry": "911"}, 422, "entry: 911 is a short code or an emergency number, which is never blocked."),
        ("allow", {"entry": "my mother"}, 422, "entry: my mother is no number."),
        ("allow", {"entry": "anonymous"}, 422, "entry: anonymous is nobody in particular."),
        ("allow", {"entry": " "}, 422, "entry is empty."),
        ("allow", {"entry": "+46701234567", "by": " "}, 422, "by is empty."),
        ("allow", {"entry": "+46701234567", "by": "x" * 81}, 422, "Expected `str` of length <= 80 - at `$.by`"),
        (
            "allow", {"entry": "+46701234567", "expires_at": "tomorrow"}, 422,
            "expires_at must be a time with a zone, such as 2026-06-01T00:00:00Z.",
        ),
        (
            "allow", {"entry": "+46701234567", "expires_at": "2026-06-01T00:00:00"}, 422,
            "expires_at must be a time with a zone, such as 2026-06-01T00:00:00Z.",
        ),
        ("deny", {"entry": "+46701234567"}, 404, "There is no list 'deny'; there are allow and block."),
    ],
)  # fmt: skip
def test_bad_entries_are_refused_with_a_sentence(
    worker: Worker, on: str, body: dict[str, Any], status: int, detail: str
) -> None:
    refused = worker.post(f"/api/lists/{on}", {**WHO, **body})
    assert (refused.status, refused.type, refused.json["detail"]) == (status, "application/problem+json", detail)


def test_what_is_not_there_cannot_be_removed_and_nobody_removes_without_a_name(worker: Worker) -> None:
    assert remove(worker, "allow", "+46709999999").status == 404
    for who in ("by=bob", "reason=why", "by=%20&reason=why"):
        assert remove(worker, "allow", "+46709999999", who).status == 422
    foreign = worker.request("DELETE", "/api/lists/allow/1?by=b&reason=r", headers={"Origin": "http://elsewhere"})
    assert foreign is not None
    assert foreign.status == 403


def test_a_new_worker_judges_no_call_before_it_has_read_the_lists(
    pair: tuple[Worker, Worker], new_worker: NewWorker
) -> None:
    for worker in pair:
        worker.kill()
    third = new_worker()
    numbers = [f"+1202554{number:04d}" for number in range(20)]
    asyncio.run(load(third, numbers))
    third.start()
    reports = wait_for_calls(third, numbers)
    assert {report["status"] for report in reports} == {"DANGEROUS"}
    assert all(report["evidence"]["dangerous_at"] for report in reports), "judged as blocked, and not only shown so"
    assert len(third.get("/api/lists/block").json) >= len(numbers)


async def load(worker: Worker, numbers: list[str]) -> None:
    """While no worker runs, fill the lists, so that reading them takes a second, and append calls of blocked ones."""
    settings = settings_of(worker.env)
    others = [Entry(on="allow", entry=f"+{one}", id=one) for one in range(46_709_000_000, 46_709_060_000)]
    blocked = [Entry(on="block", entry=one, id=int(one), reason="late", by="eve") for one in numbers]
    producer = AIOKafkaProducer(bootstrap_servers=settings.broker, linger_ms=20, max_batch_size=1 << 20)
    await producer.start()
    try:
        for entry in (*others, *blocked):
            await producer.send(settings.topic("lists"), encode(entry), entry.key, 0)
        await producer.flush()
        for number in numbers:
            await producer.send_and_wait(settings.topic("cdr"), json.dumps(call(number)).encode(), partition=0)
    finally:
        await producer.stop()


def wait_for_calls(worker: Worker, numbers: list[str]) -> list[Any]:
    """The reports on numbers once each has a call."""
    wait_for(
        "all calls", lambda: all((look_up(worker, one).get("evidence") or {}).get("calls_placed") for one in numbers)
    )
    return [look_up(worker, one) for one in numbers]
