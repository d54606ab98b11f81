"""A viewer finds no whole number in any answer of a real worker: not in fields, sentences, files, streams or ids."""

from __future__ import annotations

import asyncio
import json
import re
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from urllib.parse import quote

import aiohttp
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from app.web.endpoints import ENDPOINTS
from app.web.masking import hidden
from app.web.schema.alerts import Alert
from app.web.schema.model import ModelAnswer
from app.web.schema.rules import RulesAnswer
from app.web.schema.stats import StreamMessage
from app.web.schema.workers import WorkersAnswer
from models.access.mask import Mask
from models.alert.alert import alert_id
from tests.app.web.access import LONE, OPAQUE, RING, People, lines, records
from tests.app.web.conftest import NewWorker
from tests.workers import Worker, wait_for

WRITTEN = "070-999 88 77"
#: What a viewer may not ask for at all.
FORBIDDEN = ("/api/numbers/", "/api/decisions/", "/api/users")


@pytest.fixture(scope="module")
def people(env: dict[str, str]) -> People:
    return People(env).add_all()


@pytest.fixture(scope="module")
def worker(new_worker: NewWorker, people: People) -> Worker:
    """A worker that has numbers in everything that it can answer."""
    worker = new_worker(RINGFENCE_ACCESS="tokens").start()
    assert people.ask(worker, "producer", "POST", "/api/cdr/bulk", lines(records())).status == 202
    wait_for("three alerts", lambda: len(people.get(worker, "admin", "/api/alerts").json) == 3, 90)
    wait_for("a campaign", lambda: people.get(worker, "admin", "/api/campaigns").json)
    for alert in people.get(worker, "admin", "/api/alerts").json:
        told = {"version": alert["version"], "comment": f"{LONE} is {WRITTEN}, as {RING[0]} says"}
        assert people.ask(worker, "analyst", "PATCH", f"/api/alerts/{alert['id']}", told).status == 200
    for entry in (LONE, f"{RING[0][:-2]}xx", OPAQUE):
        wanted = {"entry": entry, "reason": f"calls {WRITTEN}"}
        assert people.ask(worker, "admin", "POST", "/api/lists/block", wanted).status == 201
    for number in (LONE, OPAQUE):
        label = {"number": number, "fraud": True, "reason": f"{RING[1]} said so"}
        assert people.ask(worker, "analyst", "POST", "/api/labels", label).status == 201
    rule = people.get(worker, "admin", "/api/rules").json["rules"][0]["id"]
    switch = {"state": "report-only", "reason": f"flags {LONE}"}
    assert people.ask(worker, "admin", "POST", f"/api/rules/{rule}", switch).status == 200
    return worker


def secrets() -> set[str]:
    """Every number of the world as digits, the opaque one, and what was written by hand."""
    numbers = {one[side].lstrip("+") for one in records() for side in ("caller", "callee")}
    return {*numbers, WRITTEN, "70999 88 77", f"{RING[0][1:-2]}xx"}


def clean(text: str) -> None:
    found = [one for one in secrets() if one in text]
    assert found == [], text[:2000]
    # Whatever the form, no answer holds eight digits that are a beginning of a number.
    beginnings = {one[:8] for one in secrets() if one.isdecimal()}
    assert [one for one in re.findall(r"\d{8,}", text) if one[:8] in beginnings] == []


def paths(people: People, worker: Worker) -> list[str]:
    """Every GET endpoint as a viewer can ask it, with all that there is in its path."""
    ids = {
        "campaigns": [one["id"] for one in people.get(worker, "viewer", "/api/campaigns").json],
        "alerts": [one["id"] for one in people.get(worker, "viewer", "/api/alerts").json],
        "rules": [],
    }
    assert ids["campaigns"]
    found = []
    for one in ENDPOINTS:
        if one.method != "GET" or one.path.startswith("/ws"):
            continue
        kind = one.path.split("/")[2] if one.path.startswith("/api/") else ""
        names = {"{id}": ids.get(kind, []), "{list}": ["allow", "block"], "{number}": [LONE]}
        mark = next((mark for mark in names if mark in one.path), None)
        filled = [one.path] if mark is None else [one.path.replace(mark, quote(name)) for name in names[mark]]
        found += filled + [f"{path}?format=csv" for path in filled if one.media]
    return [*found, "/api/dead-letters?limit=100", "/api/alerts?limit=1", "/api/campaigns/nobody"]


def test_no_get_endpoint_tells_a_viewer_a_number(worker: Worker, people: People) -> None:
    asked = paths(people, worker)
    assert len(asked) > 25
    for path in asked:
        reply = people.get(worker, "viewer", path)
        told = reply.body.decode() + json.dumps(dict(reply.headers))
        if reply.status == 200:
            clean(told)
        else:
            assert (reply.status, path.startswith(FORBIDDEN)) in ((403, True), (404, False)), path
    assert people.get(worker, "viewer", f"/api/numbers/{LONE}").status == 403
    assert people.get(worker, "viewer", f"/api/labels?number={LONE}").status == 403
    assert people.get(worker, "analyst", f"/api/labels?number={LONE}").status == 200
    assert people.ask(worker, "viewer", "POST", "/api/check-number", {"number": LONE}).status == 403


def test_the_stream_tells_a_viewer_none_either(worker: Worker, people: People) -> None:
    async def watch(name: str) -> str:
        headers = {"Authorization": f"Bearer {people.tokens[name]}"}
        async with (
            aiohttp.ClientSession(headers=headers) as session,
            session.ws_connect(f"{worker.url}/ws/threat-stream") as stream,
        ):
            text = await stream.receive_str(timeout=5)
            await asyncio.sleep(1)
            await asyncio.to_thread(people.ask, worker, "producer", "POST", "/api/cdr/bulk", lines(again()))
            for _ in range(4):
                text += await stream.receive_str(timeout=5)
            return text

    def again() -> list[dict[str, Any]]:
        return [{**one, "call_id": f"{one['call_id']}/{id(watch)}"} for one in records()[:40]]

    masked = asyncio.run(watch("viewer"))
    clean(masked)
    assert re.search(r'"source":"\+9198~[a-z2-7]{8}"', masked)
    assert LONE in asyncio.run(watch("analyst")) or RING[0] in asyncio.run(watch("analyst"))


def test_the_same_number_looks_the_same_everywhere(worker: Worker, people: People) -> None:
    (campaign,) = people.get(worker, "viewer", "/api/campaigns").json
    detail = people.get(worker, "viewer", f"/api/campaigns/{campaign['id']}").json
    members = {member["number"] for member in detail["members"]}
    graph = people.get(worker, "viewer", f"/api/campaigns/{campaign['id']}/graph").json
    assert {node["id"] for node in graph["nodes"] if node["kind"] == "member"} == members
    assert len(members) == len(RING)
    ends = {link[side] for link in graph["links"] for side in ("source", "target")}
    assert ends <= {node["id"] for node in graph["nodes"]}
    alert = next(one for one in people.get(worker, "viewer", "/api/alerts").json if one["caller_id"])
    assert alert["title"].endswith(alert["caller_id"])
    listed = {one["entry"] for one in people.get(worker, "viewer", "/api/lists/block").json}
    labelled = {one["subject"] for one in people.get(worker, "viewer", "/api/labels").json}
    alone = {one["caller_id"] for one in people.get(worker, "viewer", "/api/alerts").json if one["caller_id"]}
    assert alone == labelled
    assert alone < listed


def test_ids_of_a_viewer_lead_where_they_should_and_say_nothing(worker: Worker, people: People) -> None:
    real = {one["id"]: one for one in people.get(worker, "admin", "/api/alerts").json}
    assert (
        alert_id("number", LONE, next(one["fraud_type"] for one in real.values() if one["caller_id"] == LONE)) in real
    )
    for one in people.get(worker, "viewer", "/api/alerts").json:
        assert one["id"] not in real
        assert people.get(worker, "viewer", f"/api/alerts/{one['id']}").json["created_at"] == one["created_at"]
        if one["cluster_id"]:
            assert people.get(worker, "viewer", f"/api/campaigns/{one['cluster_id']}").json["alert_id"] == one["id"]
            kept = people.get(worker, "viewer", f"/api/alerts?campaign={one['cluster_id']}").json
            assert [found["id"] for found in kept] == [one["id"]]
    for name in real:
        assert people.get(worker, "viewer", f"/api/alerts/{name}").status == 404


def test_pages_of_a_viewer_go_on_where_they_should(worker: Worker, people: People) -> None:
    path, seen = "/api/alerts?limit=1", []
    while path:
        reply = people.get(worker, "viewer", path)
        seen += [one["id"] for one in reply.json]
        path = re.sub(r"^<(.*)>.*", r"\1", reply.headers.get("Link", ""))
    assert seen == [one["id"] for one in people.get(worker, "viewer", "/api/alerts").json]


@pytest.mark.parametrize("words", [LONE, LONE[4:], "0912", WRITTEN, OPAQUE, "pbx"])
def test_a_viewer_finds_no_number_by_search(words: str, worker: Worker, people: People) -> None:
    assert people.get(worker, "viewer", f"/api/alerts?q={quote(words)}").json == []


def test_a_viewer_finds_what_is_shown(worker: Worker, people: People) -> None:
    alert = next(one for one in people.get(worker, "viewer", "/api/alerts").json if one["caller_id"])
    found = people.get(worker, "viewer", f"/api/alerts?q={quote(alert['caller_id'])}").json
    assert [one["id"] for one in found] == [alert["id"]]
    assert people.get(worker, "admin", f"/api/alerts?q={quote(LONE)}").json


def filled_in(kind: Any, text: str) -> Any:
    """A value of a type with a text wherever it may have one."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return filled_in(next(one for one in arguments if one is not NoneType), text)
    if origin is Annotated:
        return filled_in(arguments[0], text)
    if origin is list:
        return [filled_in(arguments[0], text)]
    if origin is dict:
        return {filled_in(arguments[0], text): filled_in(arguments[1], text)}
    if kind is str or origin is Literal:
        return text
    if isinstance(kind, type) and issubclass(kind, Struct):
        hints = get_type_hints(kind, include_extras=True)
        return kind(**{name: filled_in(hints[name], text) for name in kind.__struct_fields__})
    return 1


#: What can hold no number, and would only be made unreadable: a place in Kafka, a version.
PLAIN = {StreamMessage: ["id"], RulesAnswer: ["version"]}
ANSWERS = [
    kind
    for one in ENDPOINTS
    if one.needs == "read"
    for kind in one.answers.values()
    if kind not in (ModelAnswer, WorkersAnswer)
]


@settings(max_examples=20)
@given(
    digits=st.from_regex(r"[1-9][0-9]{7,14}", fullmatch=True),
    wording=st.sampled_from(
        ["{}", "raised as HIGH: Robocall from {}", "IRSF from {}, 2 numbers", "api:block:{}", "0{}"]
    ),
)
@pytest.mark.parametrize("kind", ANSWERS, ids=str)
def test_no_field_of_any_answer_of_a_viewer_keeps_a_number(kind: Any, digits: str, wording: str) -> None:
    for number in (f"+{digits}", digits):
        value = filled_in(kind, wording.format(number))
        shown = msgspec.to_builtins(hidden(value, Mask(bytes(32))))
        without(shown, PLAIN.get(kind, []))
        assert digits not in json.dumps(shown)


def without(value: Any, names: list[str]) -> None:
    """Take fields out of a value and of all that is in it."""
    if isinstance(value, dict):
        for name in names:
            value.pop(name, None)
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        without(one, names)


def test_a_field_that_nobody_has_named_is_masked() -> None:
    class Later(Struct):
        remark: str
        many: dict[str, list[str]]

    shown = hidden(Later(f"see {LONE}", {LONE: [LONE]}), Mask(bytes(32)))
    assert LONE not in repr(shown)
    assert "caller_id" in Alert.__struct_fields__
