"""Tokens and roles on two real workers: who may do what, who is known to have done it, and when it ends."""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from typing import Any

import aiohttp
import pytest

from app.web.endpoints import ENDPOINTS
from models.access.role import MAY, ROLES, Role, allowed
from tests.app.web.access import LONE, RING, People, lines, records
from tests.app.web.conftest import NewWorker
from tests.commands import CommandLine, sentence
from tests.workers import Reply, Worker, produce, wait_for

TOKENS = {"RINGFENCE_ACCESS": "tokens"}


@pytest.fixture(scope="module")
def people(env: dict[str, str]) -> People:
    return People(env).add_all()


@pytest.fixture(scope="module")
def pair(new_worker: NewWorker, people: People) -> tuple[Worker, Worker]:
    """Two workers that need tokens and have seen a campaign, two numbers alone, and a record that was no call."""
    workers = new_worker(**TOKENS).start(), new_worker(**TOKENS).start()
    sent = people.ask(workers[0], "producer", "POST", "/api/cdr/bulk", lines(records()))
    assert sent.status == 202, sent.body
    for worker in workers:
        wait_for("three alerts", lambda worker=worker: len(alerts(people, worker)) == 3, 90)  # type: ignore[misc]
        wait_for("a campaign", lambda worker=worker: people.get(worker, "admin", "/api/campaigns").json)  # type: ignore[misc]
    return workers


@pytest.fixture(scope="module")
def worker(pair: tuple[Worker, Worker]) -> Worker:
    return pair[0]


def alerts(people: People, worker: Worker, name: str = "admin", asked: str = "") -> list[dict[str, Any]]:
    reply = people.get(worker, name, f"/api/alerts{asked}")
    assert reply.status == 200, reply.body
    return list(reply.json)


def filled(path: str) -> str:
    """A path with names that nobody has."""
    return re.sub(r"\{(\w+)\}", lambda found: {"list": "block", "number": "+46700000000"}.get(found[1], "nobody"), path)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: f"{one.method} {one.path}")
def test_every_endpoint_lets_in_who_may_and_nobody_else(endpoint: Any, worker: Worker, people: People) -> None:
    path = filled(endpoint.path)
    body: object = {} if endpoint.request else None
    without = worker.request(endpoint.method, path, body)
    assert without is not None
    if endpoint.needs == "open":
        assert without.status != 403
        assert (without.status == 401) == (endpoint.path == "/api/session" and endpoint.method == "POST"
                                           and without.json["title"] == "A valid token is needed")  # fmt: skip
        return
    assert (without.status, without.json["type"]) == (401, "urn:ringfence:problem:unauthorized")
    assert without.headers["WWW-Authenticate"] == 'Bearer realm="Ringfence"'
    wrong = people.ask(worker, "rf_00c0ffee0042_" + "0" * 64, endpoint.method, path, body)
    assert (wrong.status, 'error="invalid_token"' in wrong.headers["WWW-Authenticate"]) == (401, True)
    for role in ROLES:
        reply = people.ask(worker, role, endpoint.method, path, body)
        forbidden = reply.status == 403 and reply.json["type"] == "urn:ringfence:problem:forbidden"
        assert forbidden != allowed(role, endpoint.needs), (role, reply.status, reply.body)


def test_the_document_says_what_each_endpoint_needs(worker: Worker) -> None:
    document = worker.get("/api/openapi.json").json
    for endpoint in ENDPOINTS:
        said = document["paths"][endpoint.path][endpoint.method.lower()]["security"]
        assert said == (
            [] if endpoint.needs == "open" else [{"token": [endpoint.needs]}, {"session": [endpoint.needs]}]
        )
    assert set(document["components"]["securitySchemes"]) == {"token", "session"}


def test_what_needs_no_token_needs_none(worker: Worker) -> None:
    for path in ("/livez", "/readyz", "/api/openapi.json", "/api/me", "/"):
        assert worker.get(path).status == 200
    assert worker.get("/no-such-page").status == 404
    assert worker.get("/api/me").json == {"access": "tokens", "name": None, "role": None, "may": []}
    assert worker.request("PUT", "/api/lists").status == 405  # type: ignore[union-attr]
    head = worker.request("HEAD", "/api/alerts")
    assert head is not None
    assert head.status == 401


@pytest.mark.parametrize("role", ROLES)
def test_who_asks_is_told_what_the_role_may(role: Role, worker: Worker, people: People) -> None:
    told = people.get(worker, role, "/api/me").json
    assert told == {"access": "tokens", "name": role, "role": role, "may": sorted(MAY[role])}


def test_a_number_is_looked_up_on_its_owner_with_the_token_of_who_asks(
    pair: tuple[Worker, Worker], people: People
) -> None:
    for number in (*RING, LONE, "+12025550150"):
        pages = [people.get(worker, "analyst", f"/api/numbers/{number}") for worker in pair]
        assert [page.status for page in pages] == [200, 200]
        assert pages[0].json == pages[1].json
    found = people.get(pair[0], "viewer", "/api/workers").json["workers"]
    assert [one["ready"] for one in found] == [True, True]


def test_changes_are_made_in_the_name_of_the_tokens_user(worker: Worker, people: People) -> None:
    alert = next(one for one in alerts(people, worker) if one["caller_id"] == LONE)
    path = f"/api/alerts/{alert['id']}"
    done = people.ask(worker, "analyst", "PATCH", path, {"version": alert["version"], "comment": "rang her"})
    assert (done.status, done.json["history"][-1]["by"]) == (200, "analyst")
    other = {"version": done.json["version"], "comment": "c", "by": "somebody else"}
    refused = people.ask(worker, "analyst", "PATCH", path, other)
    assert (refused.status, refused.json["detail"]) == (
        422, "by: this token is analyst's, who cannot act as somebody else. Leave it out.",
    )  # fmt: skip
    entry = people.ask(worker, "admin", "POST", "/api/lists/block", {"entry": "+46701234599", "reason": "a test"})
    assert (entry.status, entry.json["by"]) == (201, "admin")
    gone = people.ask(worker, "admin", "DELETE", "/api/lists/block/+46701234599?reason=over")
    assert (gone.status, gone.json["by"]) == (200, "admin")


def test_raw_records_that_were_refused_are_for_admins(worker: Worker, people: People, env: dict[str, str]) -> None:

    produce(env, [json.dumps({"caller": "+46701234567", "called": "070-765 43 21"}).encode()])
    wait_for("a letter", lambda: people.get(worker, "admin", "/api/dead-letters").json["samples"])
    assert "+46701234567" in people.get(worker, "admin", "/api/dead-letters").json["samples"][0]["raw"]
    assert people.get(worker, "analyst", "/api/dead-letters").json["samples"][0]["raw"] is None


def add_user(people: People, worker: Worker, name: str, role: Role) -> Reply:
    return people.ask(worker, "admin", "POST", "/api/users", {"name": name, "role": role})


def issue(people: People, worker: Worker, name: str, **fields: Any) -> Any:
    reply = people.ask(worker, "admin", "POST", f"/api/users/{name}/tokens", fields)
    assert reply.status == 201, reply.body
    return reply.json


def test_a_user_comes_gets_a_token_and_another_role_and_goes(pair: tuple[Worker, Worker], people: People) -> None:
    here, there = pair
    assert add_user(people, here, "ann@example.org", "viewer").status == 201
    again = add_user(people, here, "ann@example.org", "viewer")
    assert (again.status, again.json["detail"]) == (409, "There is a user ann@example.org already.")
    assert add_user(people, here, "+46701234567", "viewer").status == 422
    token = issue(people, here, "ann@example.org", note="laptop", expires_at="2099-01-01T00:00:00Z")
    assert people.get(here, token["token"], "/api/me").json["role"] == "viewer"
    wait_for("the other worker", lambda: people.get(there, token["token"], "/api/stats").status == 200, 2)
    wanted = {"role": "analyst"}
    assert people.ask(here, "admin", "PATCH", "/api/users/ann@example.org", wanted).json["role"] == "analyst"
    wait_for("her role", lambda: people.get(there, token["token"], "/api/me").json["role"] == "analyst", 2)
    (listed,) = [one for one in people.get(there, "admin", "/api/users").json if one["name"] == "ann@example.org"]
    assert [one["note"] for one in listed["tokens"]] == ["laptop"]
    assert token["token"] not in json.dumps(listed)
    assert people.ask(here, "admin", "PATCH", "/api/users/ann@example.org", {"disabled": True}).json["disabled"]
    wait_for("her end", lambda: people.get(there, token["token"], "/api/stats").status == 401, 2)
    people.ask(here, "admin", "PATCH", "/api/users/ann@example.org", {"disabled": False})
    assert people.get(here, token["token"], "/api/stats").status == 200
    revoked = people.ask(here, "admin", "DELETE", f"/api/users/ann@example.org/tokens/{token['id']}")
    assert (revoked.status, people.get(here, token["token"], "/api/stats").status) == (200, 401)
    second = issue(people, here, "ann@example.org")["token"]
    assert people.ask(here, "admin", "DELETE", "/api/users/ann@example.org").status == 200
    assert add_user(people, here, "ann@example.org", "admin").status == 201
    assert people.get(here, second, "/api/stats").status == 401, "an old token is not that of the new user"
    assert people.ask(here, "admin", "DELETE", "/api/users/ann@example.org").status == 200
    assert people.ask(here, "admin", "DELETE", "/api/users/ann@example.org").status == 404


def test_tokens_issued_side_by_side_on_two_workers_are_all_there(pair: tuple[Worker, Worker], people: People) -> None:
    add_user(people, pair[0], "batch", "viewer")
    wait_for("the user", lambda: "batch" in people.get(pair[1], "admin", "/api/users").body.decode())
    issued: list[str] = []

    def work(worker: Worker) -> None:
        issued.extend(issue(people, worker, "batch")["token"] for _ in range(8))
        people.ask(worker, "admin", "PATCH", "/api/users/batch", {"role": "analyst"})

    threads = [threading.Thread(target=work, args=(worker,)) for worker in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(issued)) == 16

    def roles(worker: Worker) -> set[str]:
        return {people.get(worker, one, "/api/me").json["role"] for one in issued}

    for worker in pair:
        wait_for("all of them", lambda worker=worker: roles(worker) == {"analyst"}, 5)  # type: ignore[misc]


def test_a_token_ends_when_it_expires_and_a_stream_with_it(worker: Worker, people: People) -> None:
    token = people.add("guest", "viewer", int(time.time() * 1000) + 4000)

    async def watch() -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{worker.url}/ws/threat-stream", headers=headers) as stream,
        ):
            seen = 0
            while (message := await stream.receive(timeout=20)).type == aiohttp.WSMsgType.TEXT:
                seen += 1
            return seen, message.data

    wait_for("the guest", lambda: people.get(worker, "guest", "/api/stats").status == 200, 3)
    seen, code = asyncio.run(asyncio.wait_for(watch(), 30))
    assert (seen > 0, code) == (True, aiohttp.WSCloseCode.POLICY_VIOLATION)
    assert people.get(worker, "guest", "/api/stats").status == 401


def test_the_stream_needs_a_token(worker: Worker) -> None:
    async def connect() -> int:
        async with aiohttp.ClientSession() as session:
            try:
                await session.ws_connect(f"{worker.url}/ws/threat-stream")
            except aiohttp.WSServerHandshakeError as error:
                return error.status
        return 0

    assert asyncio.run(connect()) == 401


def test_the_last_admin_stays(worker: Worker, people: People) -> None:
    add_user(people, worker, "deputy", "admin")
    people.ask(worker, "admin", "PATCH", "/api/users/deputy", {"disabled": True})
    for method, wanted in (("PATCH", {"role": "viewer"}), ("PATCH", {"disabled": True}), ("DELETE", None)):
        reply = people.ask(worker, "admin", method, "/api/users/admin", wanted)
        assert (reply.status, reply.json["type"]) == (409, "urn:ringfence:problem:conflict")
    people.ask(worker, "admin", "PATCH", "/api/users/deputy", {"disabled": False})
    assert people.ask(worker, "admin", "DELETE", "/api/users/deputy").status == 200


def test_a_browser_signs_in_and_out(worker: Worker, people: People) -> None:
    signed = worker.post("/api/session", {"token": people.tokens["viewer"]}, **{"X-Forwarded-Proto": "https"})
    cookie = signed.headers["Set-Cookie"]
    assert (signed.status, signed.json["name"]) == (200, "viewer")
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Secure", "Path=/"))
    assert "Secure" not in worker.post("/api/session", {"token": people.tokens["viewer"]}).headers["Set-Cookie"]
    kept = cookie.partition(";")[0]
    assert worker.get("/api/stats", Cookie=kept).status == 200
    assert worker.get("/api/stats", Cookie=kept, Authorization="Basic eDp5").status == 200, "a proxy's own login"
    foreign = worker.post("/api/session", {"token": people.tokens["viewer"]}, Origin="https://elsewhere.example")
    assert foreign.status == 403
    out = worker.request("DELETE", "/api/session", headers={"Cookie": kept})
    assert out is not None
    assert ("Max-Age=0" in out.headers["Set-Cookie"], out.json["name"]) == (True, None)
    assert "Max-Age=0" in worker.get("/api/me", Cookie="ringfence=rf_revoked").headers["Set-Cookie"]
    assert "Set-Cookie" not in worker.get("/api/me", Cookie=kept).headers
    assert worker.post("/api/session", {"token": "rf_nonsense"}).status == 401


def test_refused_tokens_are_counted_and_no_token_is_in_the_log(worker: Worker, people: People) -> None:
    def refused() -> float:
        page = people.get(worker, "producer", "/metrics").body.decode()
        (line,) = [one for one in page.splitlines() if one.startswith("ringfence_refused_tokens_total ")]
        return float(line.split()[1])

    before = refused()
    people.get(worker, people.tokens["admin"][:-1] + "x", "/api/stats")
    people.get(worker, "rf_" + people.tokens["admin"][3:15] + "_" + "f" * 64, "/api/stats")
    assert refused() == before + 2
    assert all(token[16:] not in worker.log for token in people.tokens.values())


def test_the_command_line_asks_with_its_token(
    worker: Worker, people: People, env: dict[str, str], tmp_path: Any
) -> None:
    settings: dict[str, object] = {name.removeprefix("RINGFENCE_").lower(): value for name, value in env.items()}
    bare = CommandLine(tmp_path, settings)
    assert "This needs a token" in sentence(bare("alerts", "list", "--url", worker.url))
    analyst = CommandLine(tmp_path, {**settings, "token": people.tokens["analyst"]})
    (one, *_) = analyst("alerts", "list", "--url", worker.url, "--search", LONE, "--json").json()
    shown = analyst("alerts", "change", one["id"], "--comment", "by command line", "--url", worker.url, "--json").json()
    assert shown["history"][-1]["by"] == "analyst"
    assert people.tokens["analyst"] not in analyst("settings").out


def test_metrics_may_be_open_and_other_addresses_than_loopback_are_warned_of(new_worker: NewWorker) -> None:
    scraped = new_worker(**TOKENS, RINGFENCE_METRICS_OPEN="true").start()
    assert scraped.get("/metrics").status == 200
    assert scraped.get("/api/stats").status == 401
    scraped.kill()
    wide = new_worker(RINGFENCE_WEB_HOST="0.0.0.0").start()
    assert "whoever reaches it may do everything" in wide.log
    assert wide.get("/api/me").json == {"access": "open", "name": None, "role": "admin", "may": sorted(MAY["admin"])}
    assert wide.post("/api/session", {"token": "x"}).status == 409
    wide.kill()
