"""Numbers that work together become one campaign, which the API shows with members and history."""

from __future__ import annotations

import csv
import io
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.app.web.calls import START, friendly, missed
from tests.commands import CommandLine, sentence
from tests.workers import Worker, wait_for

RING = tuple(f"+9198765000{number:02d}" for number in range(10, 16))


@pytest.fixture(scope="module")
def found(worker: Worker) -> Any:
    """The list of campaigns once six numbers of one block have rung forty strangers each, and time has passed."""
    records = [missed(number, place) for place in range(40) for number in RING]
    # Somebody calls half an hour later: the stream clock passes the minutes of the campaign.
    records += [friendly(at, start=START + 3000 + at * 60) for at in range(20)]
    for record in records:
        record["callee"] = f"+46701{hash_of(record):06d}"
    answer = worker.post("/api/cdr/bulk", b"\n".join(json.dumps(record).encode() for record in records))
    assert answer.json["accepted"] == len(records)
    # Nobody has joined it of late once the clock has passed the last minute: from then on nothing changes any more.
    wait_for("a campaign", lambda: [one["numbers"] for one in found_now(worker) if not one["growth"]] == [6], 60)
    return worker.get("/api/campaigns")


def found_now(worker: Worker) -> list[dict[str, Any]]:
    return worker.get("/api/campaigns").json  # type: ignore[no-any-return]


def hash_of(record: dict[str, Any]) -> int:
    """Another callee for every call, the same in every run."""
    return zlib.crc32(record["call_id"].encode()) % 1_000_000


def test_siblings_that_ring_strangers_are_one_campaign(found: Any, conforms: Any) -> None:
    (one,) = conforms("/api/campaigns", found)
    assert (one["numbers"], one["fraud_type"]) == (6, "Wangiri")
    assert one["status"] in ("emerging", "active")
    assert one["risk_score"] >= 50
    assert 100 <= one["affected_users"] <= one["calls"] <= 240
    assert not one["affected_users_at_least"]
    assert all(RING[0].startswith(prefix.rstrip("x")) for prefix in one["ranges"])


def test_a_campaign_tells_members_hours_and_history(found: Any, worker: Worker, conforms: Any) -> None:
    name = found.json[0]["id"]
    detail = conforms("/api/campaigns/{id}", worker.get(f"/api/campaigns/{name}"))
    assert sorted(member["number"] for member in detail["members"]) == sorted(RING)
    assert sum(hour["calls"] for hour in detail["hours"]) == detail["calls"]
    assert detail["history"][0]["kind"] == "created"
    assert {key: detail[key] for key in found.json[0]} == found.json[0]


def test_its_numbers_and_the_figures_name_it(found: Any, worker: Worker) -> None:
    name = found.json[0]["id"]
    assert worker.post("/api/check-number", {"number": RING[0]}).json["cluster_id"] == name
    assert worker.post("/api/check-number", {"number": "+12025550150"}).json["cluster_id"] is None
    assert worker.get("/api/stats").json["active_campaigns_count"] == 1


def test_an_id_that_nobody_has_is_not_found(worker: Worker) -> None:
    reply = worker.get("/api/campaigns/c-nobody")
    assert (reply.status, reply.json["type"]) == (404, "urn:ringfence:problem:not-found")
    assert "c-nobody" in reply.json["detail"]


def test_its_graph_has_members_victims_and_every_call_between_them(found: Any, worker: Worker, conforms: Any) -> None:
    name = found.json[0]["id"]
    graph = conforms("/api/campaigns/{id}/graph", worker.get(f"/api/campaigns/{name}/graph"))
    members = {node["id"] for node in graph["nodes"] if node["kind"] == "member"}
    victims = {node["id"] for node in graph["nodes"] if node["kind"] == "victim"}
    assert members == set(RING)
    assert (graph["members_total"], graph["victims_total"]) == (6, found.json[0]["affected_users"])
    assert (len(victims), graph["cut"], graph["members_unknown"]) == (graph["victims_total"], False, 0)
    calls = [link for link in graph["links"] if link["kind"] == "call"]
    assert {link["source"] for link in calls} == members
    assert {link["target"] for link in calls} == victims
    assert sum(node["calls"] for node in graph["nodes"] if node["kind"] == "member") == found.json[0]["calls"]


def test_a_small_graph_says_that_it_was_cut(found: Any, worker: Worker) -> None:
    name = found.json[0]["id"]
    graph = worker.get(f"/api/campaigns/{name}/graph?nodes=10").json
    assert (len(graph["nodes"]), graph["cut"]) == (10, True)
    shown = {node["id"] for node in graph["nodes"]}
    assert all({link["source"], link["target"]} <= shown for link in graph["links"])


@pytest.mark.parametrize("wrong", ["nodes=0", "nodes=2001", "nodes=many", "nodes=-1", "nodes=1.5"])
def test_a_number_of_nodes_that_is_none_is_refused(wrong: str, found: Any, worker: Worker) -> None:
    reply = worker.get(f"/api/campaigns/{found.json[0]['id']}/graph?{wrong}")
    assert (reply.status, reply.json["type"]) == (422, "urn:ringfence:problem:invalid")
    assert "nodes" in reply.json["detail"]


def test_campaigns_and_members_are_exported(found: Any, worker: Worker, conforms: Any) -> None:
    name = found.json[0]["id"]
    members = conforms("/api/campaigns/{id}/export", worker.get(f"/api/campaigns/{name}/export"))
    assert members == worker.get(f"/api/campaigns/{name}").json["members"]
    as_csv = worker.get(f"/api/campaigns/{name}/export?format=csv")
    assert as_csv.type == "text/csv; charset=utf-8"
    assert as_csv.headers["Content-Disposition"] == f'attachment; filename="ringfence-campaign-{name}.csv"'
    rows = list(csv.DictReader(io.StringIO(as_csv.body.decode(), newline="")))
    assert [row["number"] for row in rows] == [member["number"] for member in members]
    (row,) = csv.DictReader(io.StringIO(worker.get("/api/campaigns?format=csv").body.decode(), newline=""))
    assert (row["id"], row["fraud_type"], row["numbers"]) == (name, "Wangiri", "6")
    assert worker.get("/api/campaigns?format=xml").status == 422
    assert worker.get("/api/campaigns/nobody/export").status == 404
    assert worker.get("/api/campaigns/nobody/graph").status == 404


def test_the_command_line_shows_what_a_worker_knows(found: Any, worker: Worker, tmp_path: Path) -> None:
    ringfence, name = CommandLine(tmp_path, {"web_port": worker.port}), found.json[0]["id"]
    assert ringfence("campaigns", "list", "--json").json() == worker.get("/api/campaigns").json
    assert found.json[0]["name"] in ringfence("campaigns", "list").out
    assert ringfence("campaigns", "show", name, "--json").json() == worker.get(f"/api/campaigns/{name}").json
    shown = ringfence("campaigns", "show", name).out
    assert all(number in shown for number in RING)
    exported = ringfence("campaigns", "export", name)
    assert exported.out == worker.get(f"/api/campaigns/{name}/export?format=csv").body.decode().replace("\r\n", "\n")
    assert len(ringfence("campaigns", "export", name, "--format", "json").json()) == 6
    assert "There is no campaign 'no/body'" in sentence(ringfence("campaigns", "show", "no/body"))
    elsewhere = CommandLine(tmp_path, {})
    assert ringfence("campaigns", "list").out == elsewhere("campaigns", "list", "--url", worker.url).out
    assert "No worker answers" in sentence(elsewhere("campaigns", "list", "--url", "http://127.0.0.1:1"))
    assert "is no address" in sentence(elsewhere("campaigns", "list", "--url", "file:///etc/passwd"))
