"""Whatever is wrong with a request, the answer is a problem document with the right status."""

from __future__ import annotations

from typing import Any

import pytest

from app.faust_app import MAX_BODY
from app.web.cdr import MAX_RECORD
from tests.app.web.calls import call
from tests.app.web.schema_check import mismatches
from tests.workers import Reply, Worker

DEEP = b'{"number":' * 50_000


def assert_problem(reply: Reply, status: int, document: dict[str, Any]) -> Any:
    assert reply.status == status, reply.body
    assert reply.type == "application/problem+json"
    assert mismatches(reply.json, {"$ref": "#/components/schemas/ProblemDocument"}, document) == []
    assert reply.json["status"] == status
    return reply.json


@pytest.fixture(scope="module")
def document(worker: Worker) -> dict[str, Any]:
    return dict(worker.get("/api/openapi.json").json)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/check-number", b"{", 400),
        ("/api/check-number", b"", 400),
        ("/api/check-number", b"\xff\xfe", 400),
        ("/api/check-number", DEEP, 422),
        ("/api/check-number", [], 422),
        ("/api/check-number", {}, 422),
        ("/api/check-number", {"number": None}, 422),
        ("/api/check-number", {"number": True}, 422),
        ("/api/check-number", {"number": ["+46701234567"]}, 422),
        ("/api/check-number", {"number": ""}, 422),
        ("/api/check-number", {"number": -5}, 422),
        ("/api/check-number", {"number": "x" * 200}, 422),
        ("/api/check-number", {"number": "a\x00b"}, 422),
        ("/api/cdr", b"not json", 400),
        ("/api/cdr", DEEP[:60_000], 400),
        ("/api/cdr", b'{"caller": NaN}', 400),
        ("/api/cdr", [call("+12025550100")], 422),
        ("/api/cdr", "text", 422),
        ("/api/cdr", {"caller": "+12025550100"}, 422),
        ("/api/cdr", call("+12025550100", start="yesterday"), 422),
        ("/api/cdr", call("+12025550100", duration=-1), 422),
        ("/api/cdr", call("+12025550100", callee={"a": 1}), 422),
        ("/api/cdr", call("+12025550100", cell="x" * MAX_RECORD), 413),
        ("/api/cdr/bulk", b"", 422),
        ("/api/cdr/bulk", b"[]", 422),
        ("/api/cdr/bulk", [1, None, "x"], 422),
        ("/api/cdr/bulk", b"[" + b"1," * 20_001 + b"1]", 413),
        ("/api/cdr/bulk", b" " * (MAX_BODY + 1), 413),
    ],
)
def test_a_bad_body_is_refused_with_its_reason(
    path: str, body: object, status: int, worker: Worker, document: dict[str, Any]
) -> None:
    problem = assert_problem(worker.post(path, body), status, document)
    assert problem["detail"]


def test_the_reason_names_the_field(worker: Worker) -> None:
    reply = worker.post("/api/cdr", call("+12025550100", start="yesterday"))
    assert "start" in reply.json["detail"]
    bulk = worker.post("/api/cdr/bulk", [call("+12025550100", start="yesterday")]).json
    assert bulk["errors"] == [{"index": 0, "reason": reply.json["detail"].removesuffix(".")}]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/cdr"), ("DELETE", "/api/stats"), ("POST", "/"), ("PUT", "/livez")]
)
def test_another_method_is_refused_and_told_the_right_one(
    method: str, path: str, worker: Worker, document: dict[str, Any]
) -> None:
    reply = worker.request(method, path, {} if method != "GET" else None)
    assert reply is not None
    assert_problem(reply, 405, document)
    assert reply.headers["Allow"]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing", "/api", "/api/", "/api/stats/", "/table", "/table/", "/table/profiles", "/table/profiles/x",
        "/table/suspects/x", "/router", "/router/", "/router/profiles/x", "/stats", "/assignment", "/assignment/",
        "/graph", "/performance", "/performance/", "/static", "/static/",
    ],
)  # fmt: skip
def test_nothing_else_is_served_and_no_table_shown(path: str, worker: Worker, document: dict[str, Any]) -> None:
    assert_problem(worker.get(path), 404, document)


def test_a_page_of_another_site_can_neither_send_nor_watch(worker: Worker, document: dict[str, Any]) -> None:
    foreign = {"Origin": "http://elsewhere.example"}
    assert_problem(worker.post("/api/cdr", call("+12025550100"), **foreign), 403, document)
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", **foreign}
    assert_problem(worker.get("/ws/threat-stream", **upgrade), 403, document)
    own = worker.post("/api/check-number", {"number": "+12025550199"}, Origin=worker.url)
    assert own.status == 200


def test_a_browser_that_opens_the_stream_is_told_to_upgrade(worker: Worker, document: dict[str, Any]) -> None:
    assert_problem(worker.get("/ws/threat-stream"), 426, document)


def test_answers_do_not_tell_what_software_runs(worker: Worker) -> None:
    for path in ("/", "/nothing", "/metrics"):
        assert worker.get(path).headers["Server"] == "Ringfence"
