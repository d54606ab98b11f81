"""Numbers that work together become one campaign, which the API shows with members and history."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest

from tests.app.web.calls import START, call, missed
from tests.workers import Worker, wait_for

RING = tuple(f"+9198765000{number:02d}" for number in range(10, 16))


@pytest.fixture(scope="module")
def found(worker: Worker) -> Any:
    """The list of campaigns once six numbers of one block have rung forty strangers each, and time has passed."""
    records = [missed(number, place) for place in range(40) for number in RING]
    # Somebody calls half an hour later: the stream clock passes the minutes of the campaign.
    records += [call("+12025550150", at, start=START + 3000 + at * 60) for at in range(20)]
    for record in records:
        record["callee"] = f"+46701{hash_of(record):06d}"
    answer = worker.post("/api/cdr/bulk", b"\n".join(json.dumps(record).encode() for record in records))
    assert answer.json["accepted"] == len(records)
    wait_for("a campaign", lambda: [one for one in worker.get("/api/campaigns").json if one["numbers"] == 6], 60)
    return worker.get("/api/campaigns")


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
