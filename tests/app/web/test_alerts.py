"""The analysts' queue on two workers: what is raised, who may change it, and who of two was first."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer

from tests.app.web.calls import START, friendly, hung_up, missed
from tests.app.web.conftest import NewWorker
from tests.commands import CommandLine, sentence
from tests.workers import Reply, Worker, settings_of, wait_for

RING = tuple(f"+9198765000{number:02d}" for number in range(10, 16))
#: It calls nobody abroad, and so has nothing in common with the others.
LONE = "+46709123456"
LATER = "2099-01-01T00:00:00Z"


def ringing(number: str) -> list[dict[str, Any]]:
    """Forty calls to strangers."""
    records = [(hung_up if number == LONE else missed)(number, place) for place in range(40)]
    for record in records:
        record["callee"] = f"+46701{zlib.crc32(record['call_id'].encode()) % 1_000_000:06d}"
    return records


@pytest.fixture(scope="module")
def pair(new_worker: NewWorker) -> tuple[Worker, Worker]:
    """Two workers that have seen six numbers of one block, and one alone, ring forty strangers each."""
    workers = new_worker().start(), new_worker().start()
    records = [record for number in (*RING, LONE) for record in ringing(number)]
    records.sort(key=lambda record: record["start"])
    # Somebody calls for an hour: the stream clock passes the minutes in which a number alone waits for company.
    records += [friendly(at, start=START + 3000 + at * 60) for at in range(60)]
    assert workers[0].post("/api/cdr/bulk", b"\n".join(json.dumps(one).encode() for one in records)).status == 202
    for worker in workers:
        wait_for("two alerts", lambda worker=worker: len(queue(worker)) == 2, 90)  # type: ignore[misc]
        wait_for("a campaign", lambda worker=worker: worker.get("/api/campaigns").json)  # type: ignore[misc]
    return workers


@pytest.fixture(scope="module")
def worker(pair: tuple[Worker, Worker]) -> Worker:
    """The first of them."""
    return pair[0]


@pytest.fixture(autouse=True)
def reopened(worker: Worker) -> Iterator[None]:
    """Whatever a test closed is open again afterwards."""
    yield
    for one in queue(worker, "?state=closed"):
        assert change(worker, one, state="open").status == 200


def queue(worker: Worker, asked: str = "") -> list[dict[str, Any]]:
    reply = worker.get(f"/api/alerts{asked}")
    assert reply.status == 200, reply.body
    return list(reply.json)


def campaigns_alert(worker: Worker) -> dict[str, Any]:
    return next(one for one in queue(worker) if one["subject_kind"] == "campaign")


def change(worker: Worker, alert: dict[str, Any], by: str = "ann", **wanted: Any) -> Reply:
    body = {"version": alert["version"], "by": by, **wanted}
    reply = worker.request("PATCH", f"/api/alerts/{alert['id']}", body)
    assert reply is not None
    return reply


def test_a_campaign_and_a_number_alone_are_one_alert_each(worker: Worker, conforms: Any) -> None:
    gang, lone = campaigns_alert(worker), next(one for one in queue(worker) if one["caller_id"])
    conforms("/api/alerts", worker.get("/api/alerts"))
    (campaign,) = worker.get("/api/campaigns").json
    assert (gang["subject"], gang["cluster_id"], gang["caller_id"]) == (campaign["id"], campaign["id"], None)
    assert (gang["title"], gang["numbers"], gang["affected_users"]) == (
        campaign["name"], campaign["numbers"], campaign["affected_users"],
    )  # fmt: skip
    assert (campaign["alert_id"], campaign["severity"]) == (gang["id"], gang["severity"])
    assert (lone["caller_id"], lone["cluster_id"], lone["numbers"]) == (LONE, None, 1)
    assert {gang["status"], lone["status"]} == {"Open"}
    assert re.fullmatch(r"\d+[smhd] ago", gang["time"])


def test_an_alert_tells_its_history_and_what_to_look_at(worker: Worker, conforms: Any) -> None:
    detail = conforms("/api/alerts/{id}", worker.get(f"/api/alerts/{campaigns_alert(worker)['id']}"))
    assert (detail["history"][0]["action"], detail["history"][0]["by"]) == ("raised", None)
    assert detail["history"][0]["clock"] == "stream"
    assert [one["rule"] for one in detail["triage"]] == detail["rules"]


def test_the_page_of_a_number_has_its_alerts(worker: Worker) -> None:
    assert [one["caller_id"] for one in worker.get(f"/api/numbers/{LONE}").json["alerts"]] == [LONE]
    assert worker.get(f"/api/numbers/{RING[0]}").json["alerts"] == []


def test_the_life_of_an_alert_is_the_same_on_the_other_worker(pair: tuple[Worker, Worker], worker: Worker) -> None:
    first = change(worker, campaigns_alert(worker), state="acknowledged", assignee="ann", comment="calling the carrier")
    assert (first.status, first.json["state"], first.json["assignee"]) == (200, "acknowledged", "ann")
    wait_for("the other worker", lambda: campaigns_alert(pair[1])["version"] == first.json["version"])
    second = change(pair[1], first.json, by="bob", state="closed", outcome="confirmed_fraud", reason="heard it")
    assert (second.json["state"], second.json["status"], second.json["outcome"]) == (
        "closed",
        "Resolved",
        "confirmed_fraud",
    )
    assert [(one["by"], one["action"]) for one in second.json["history"][-2:]] == [
        ("ann", "acknowledged"),
        ("bob", "closed"),
    ]
    wait_for("labels", lambda: len(worker.get("/api/labels").json) == len(RING))
    labels = worker.get("/api/labels").json
    assert {one["subject"] for one in labels} == set(RING)
    assert {(one["fraud"], one["by"], one["alert_id"]) for one in labels} == {(True, "bob", second.json["id"])}


def test_of_two_analysts_on_two_workers_one_wins_and_history_has_both(
    pair: tuple[Worker, Worker], worker: Worker
) -> None:
    for _ in range(5):
        seen = campaigns_alert(worker)
        wait_for("both to see it", lambda seen=seen: campaigns_alert(pair[1])["version"] == seen["version"])  # type: ignore[misc]
        replies: dict[str, Reply] = {}

        def ask(name: str, at: Worker, seen: dict[str, Any] = seen, replies: dict[str, Reply] = replies) -> None:
            replies[name] = change(at, seen, by=name, comment=f"{name} was here")

        asking = [threading.Thread(target=ask, args=one) for one in zip(("ann", "bob"), pair, strict=True)]
        for one in asking:
            one.start()
        for one in asking:
            one.join()
        assert sorted(reply.status for reply in replies.values()) == [200, 409]
        winner = next(name for name, reply in replies.items() if reply.status == 200)
        loser = {"ann": "bob", "bob": "ann"}[winner]
        assert replies[loser].json["type"] == "urn:ringfence:problem:stale"
        assert winner in replies[loser].json["detail"]
        for at in pair:
            both = [(winner, "commented"), (loser, "refused")]
            wait_for("the history", lambda at=at, seen=seen, both=both: entries(at, seen) == both)  # type: ignore[misc]


def entries(worker: Worker, alert: dict[str, Any]) -> list[tuple[str, str]]:
    """Who did what to an alert since a version."""
    history = worker.get(f"/api/alerts/{alert['id']}").json["history"]
    return [(one["by"], one["action"]) for one in history if one["version"] > alert["version"]]


def test_a_stale_change_changes_nothing(worker: Worker, conforms: Any) -> None:
    seen = campaigns_alert(worker)
    assert change(worker, seen, comment="first").status == 200
    reply = change(worker, seen, state="closed", outcome="no_action", reason="late")
    conforms("/api/alerts/{id}", reply, "patch")
    assert reply.status == 409
    assert campaigns_alert(worker)["state"] == "open"


def test_a_closed_alert_cannot_be_acknowledged(worker: Worker) -> None:
    closed = change(worker, campaigns_alert(worker), state="closed", outcome="no_action", reason="test").json
    reply = change(worker, closed, state="acknowledged")
    assert (reply.status, reply.json["type"]) == (409, "urn:ringfence:problem:conflict")


def test_snoozing_and_waking(worker: Worker) -> None:
    snoozed = change(worker, campaigns_alert(worker), snoozed_until=LATER).json
    assert (snoozed["state"], snoozed["snoozed_until"]) == ("open", LATER)
    assert [one["id"] for one in queue(worker, "?state=snoozed")] == [snoozed["id"]]
    assert snoozed["id"] not in [one["id"] for one in queue(worker, "?state=open")]
    assert change(worker, snoozed, snoozed_until=None).json["snoozed_until"] is None


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        ({"state": "closed"}, "needs an outcome"),
        ({"state": "closed", "outcome": "no_action"}, "needs a reason"),
        ({"state": "open", "outcome": "no_action"}, "goes with the state closed"),
        ({}, "Nothing is asked for"),
        ({"comment": "   "}, "Nothing is asked for"),
        ({"snoozed_until": "2001-01-01T00:00:00Z"}, "passed already"),
        ({"snoozed_until": "tomorrow"}, "snoozed_until must be a time"),
        ({"state": "forgotten"}, "Invalid enum value"),
        ({"by": " ", "comment": "x"}, "by is empty"),
        ({"assigned": "bob"}, "assigned"),
    ],
)
def test_a_change_that_means_nothing_is_refused(worker: Worker, wanted: dict[str, Any], why: str) -> None:
    reply = change(worker, campaigns_alert(worker), **{"by": "ann", **wanted})
    assert (reply.status, why in reply.json["detail"]) == (422, True), reply.json


def test_what_is_not_there(worker: Worker) -> None:
    assert worker.get("/api/alerts/none").status == 404
    assert change(worker, {"id": "none", "version": 1}, comment="x").status == 404


def test_several_at_once_each_by_itself(worker: Worker, conforms: Any) -> None:
    one, other = queue(worker)
    asked = [
        {"id": one["id"], "version": one["version"]},
        {"id": other["id"], "version": 0},
        {"id": "none", "version": 1},
    ]
    reply = worker.post("/api/alerts/bulk", {"alerts": asked, "by": "ann", "assignee": "carol"})
    told = conforms("/api/alerts/bulk", reply, "post")
    assert [(each["id"], each["assignee"]) for each in told["done"]] == [(one["id"], "carol")]
    assert [(each["id"], each["status"]) for each in told["failed"]] == [(other["id"], 409), ("none", 404)]


def test_filters_words_and_pages(worker: Worker) -> None:
    one, other = queue(worker)
    assert queue(worker, "?limit=1") == [one]
    page = worker.get("/api/alerts?limit=1&q=%2B")
    assert page.headers["Total-Count"] == "2"
    follow = re.fullmatch(r'<(/api/alerts\?[^>]+)>; rel="next"', page.headers["Link"])
    assert follow
    last = worker.get(follow[1])
    assert (last.json[0]["id"], "Link" in last.headers) == (other["id"], False)
    assert [each["caller_id"] for each in queue(worker, f"?q={LONE[1:]}")] == [LONE]
    for asked in ("severity=LOW", "status=Resolved", "type=IRSF", "assignee=nobody", "campaign=none", "q=%2B+none"):
        assert queue(worker, f"?{asked}") == [], asked
    for asked in ("severity=CRITICAL,HIGH,MEDIUM", "status=Open", "state=open,acknowledged"):
        assert len(queue(worker, f"?{asked}")) == 2, asked


@pytest.mark.parametrize(
    "asked", ["severity=WORST", "status=open", "state=x", "type=x", "limit=0", "limit=501", "cursor=x"]
)
def test_filters_that_mean_nothing_are_refused(worker: Worker, asked: str) -> None:
    reply = worker.get(f"/api/alerts?{asked}")
    assert (reply.status, reply.json["detail"].startswith(asked.split("=", maxsplit=1)[0])) == (422, True)


def test_pausing_a_campaign_and_taking_it_back(pair: tuple[Worker, Worker], worker: Worker, conforms: Any) -> None:
    (campaign,) = worker.get("/api/campaigns").json
    path = f"/api/campaigns/{campaign['id']}"
    told = conforms(
        "/api/campaigns/{id}/pause",
        worker.post(f"{path}/pause", {"by": "ann", "reason": "our own test calls", "until": LATER}), "post",
    )  # fmt: skip
    assert (told["paused_until"], told["paused_by"], told["pause_reason"]) == (LATER, "ann", "our own test calls")
    wait_for("the other worker", lambda: pair[1].get(path).json["paused_until"] == LATER)
    assert worker.post(f"{path}/resume", {"by": "bob"}).json["paused_until"] is None
    assert worker.post(f"{path}/pause", {"by": "ann", "reason": "x", "until": "2001-01-01T00:00:00Z"}).status == 422
    assert worker.post(f"{path}/pause", {"by": "ann", "reason": " ", "until": LATER}).status == 422
    assert worker.post("/api/campaigns/none/pause", {"by": "ann", "reason": "x", "until": LATER}).status == 404


def test_a_confirmed_false_positive_says_so(worker: Worker) -> None:
    lone = next(one for one in queue(worker) if one["caller_id"])
    told = change(worker, lone, state="closed", outcome="false_positive", reason="a pollster").json
    assert (told["muted"], told["outcome_reason"]) == (True, "a pollster")
    wait_for(
        "its label",
        lambda: [one for one in worker.get("/api/labels").json if one["subject"] == LONE and not one["fraud"]],
    )


def test_changes_are_told_in_order_on_a_topic(worker: Worker, env: dict[str, str]) -> None:
    async def read() -> list[Any]:
        topic = settings_of(env).topic("alert-changes")
        consumer = AIOKafkaConsumer(topic, bootstrap_servers=env["RINGFENCE_BROKER"], auto_offset_reset="earliest")
        await consumer.start()
        try:
            return [record for part in (await consumer.getmany(timeout_ms=3000)).values() for record in part]
        finally:
            await consumer.stop()

    records = asyncio.run(read())
    versions: dict[str, list[int]] = {}
    for record in records:
        told = json.loads(record.value)
        assert record.key.decode() == told["alert"]["id"]
        assert told["alert"]["version"] == told["change"]["version"]
        versions.setdefault(told["alert"]["id"], []).append(told["change"]["version"])
    assert len(versions) == 2
    assert all(mine == list(range(1, len(mine) + 1)) for mine in versions.values())


def test_the_command_line_shows_and_changes_them(worker: Worker, tmp_path: Path) -> None:
    ringfence = CommandLine(tmp_path, {"web_port": worker.port})
    assert ringfence("alerts", "list", "--json").json() == queue(worker)
    name = campaigns_alert(worker)["id"]
    assert name in ringfence("alerts", "list", "--state", "open", "--severity", "CRITICAL,HIGH,MEDIUM").out
    changed = ringfence(
        "alerts", "change", name, "--state", "acknowledged", "--assign", "dora", "--by", "dora", "--json"
    ).json()
    assert (changed["state"], changed["assignee"], changed["history"][-1]["by"]) == ("acknowledged", "dora", "dora")
    shown = ringfence("alerts", "show", name).out
    assert "dora  acknowledged  acknowledged; assigned to dora" in shown
    assert ringfence("alerts", "change", name, "--assign", "", "--state", "open", "--json").json()["assignee"] is None
    assert "Closing needs an outcome" in sentence(ringfence("alerts", "change", name, "--state", "closed"))
    assert "There is no alert 'no/alert'" in sentence(ringfence("alerts", "show", "no/alert"))
