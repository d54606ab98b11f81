"""The page of a number: windows, features, verdict, suspicious calls and campaign, complete also for a stranger."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from models.features import NAMES
from tests.app.web.calls import START, call, friendly, missed
from tests.workers import Reply, Worker, wait_for

PATH = "/api/numbers/{number}"
RING = tuple(f"+9198765000{number:02d}" for number in range(10, 14))
HONEST = "+14165550143"
CALLS = 40


def page_of(worker: Worker, number: str) -> Reply:
    return worker.get(f"/api/numbers/{quote(number, safe='')}")


@pytest.fixture(scope="module")
def ring(worker: Worker) -> tuple[str, ...]:
    """Four numbers of one block, each of which rang forty strangers, and are one campaign by now."""
    records = [missed(number, place) for place in range(CALLS) for number in RING]
    records += [call(HONEST, 0, start=START + place * 900, call_id=f"honest-{place}") for place in range(3)]
    records += [friendly(at, start=START + 3000 + at * 60) for at in range(20)]
    assert worker.post("/api/cdr/bulk", records).json["accepted"] == len(records)
    wait_for("a campaign", lambda: [one for one in worker.get("/api/campaigns").json if one["numbers"] == 4], 60)
    return RING


def test_it_holds_everything_that_check_number_says(ring: tuple[str, ...], worker: Worker, conforms: Any) -> None:
    page = conforms(PATH, page_of(worker, ring[0]))
    report = worker.post("/api/check-number", {"number": ring[0]}).json
    assert {name: page[name] for name in report} == report
    assert page["known"]
    assert page["status"] == "DANGEROUS"


def test_a_suspect_shows_its_latest_suspicious_calls_and_its_risk_over_time(
    ring: tuple[str, ...], worker: Worker
) -> None:
    page = page_of(worker, ring[0]).json
    calls, suspicion = page["suspicion"]["calls"], page["suspicion"]
    assert len(calls) == 20 < suspicion["suspicious_calls"] <= CALLS
    last = missed(ring[0], CALLS - 1)
    assert calls[0]["callee"] == last["callee"]
    assert calls[0]["at"] == suspicion["last_at"] == page["last_active"]
    assert calls[0]["risk_score"] == page["own_risk"]
    assert not calls[0]["answered"]
    assert [one["at"] for one in calls] == sorted((one["at"] for one in calls), reverse=True)
    assert {one["fraud_type"] for one in calls} == {"Wangiri"}
    assert [(one["at"], one["risk_score"]) for one in calls] == [
        (one["at"], one["risk_score"]) for one in reversed(page["risk"])
    ]
    assert suspicion["countries"] == ["SE"]


def test_windows_add_up_to_the_calls_of_the_last_day(ring: tuple[str, ...], worker: Worker) -> None:
    page = page_of(worker, ring[0]).json
    windows = page["windows"]
    assert (len(windows["minutes"]), len(windows["hours"])) == (12, 24)
    assert sum(one["calls"] for one in windows["minutes"]) == sum(one["calls"] for one in windows["hours"]) == CALLS
    assert sum(one["first_contacts"] for one in windows["hours"]) == page["evidence"]["first_contacts"]
    assert {one["answered"] for one in windows["minutes"]} == {0}
    assert windows["received"] == []
    assert windows["minutes"][-1]["start"] <= page["last_active"]


def test_every_feature_has_its_place_among_normal_callers(ring: tuple[str, ...], worker: Worker) -> None:
    features = page_of(worker, ring[0]).json["features"]
    assert tuple(one["feature"] for one in features) == NAMES
    for one in features:
        assert 0 <= one["percentile"] <= 100
        assert one["normal_low"] <= one["normal_median"] <= one["normal_high"]
    unanswered = next(one for one in features if one["feature"] == "unanswered_ratio")
    assert (unanswered["value"] > 0.9, unanswered["percentile"] >= 95) == (True, True)


def test_it_names_its_campaign_and_what_its_range_was_allocated_to(ring: tuple[str, ...], worker: Worker) -> None:
    page = page_of(worker, ring[0]).json
    listed = worker.get("/api/campaigns").json[0]
    assert page["campaign"]["id"] == page["cluster_id"] == listed["id"]
    assert (page["campaign"]["numbers"], page["campaign"]["role"]) == (4, "founder")
    assert page["allocation"] == {"carrier": "Airtel", "region": "IN", "basis": "original allocation"}


def test_a_caller_that_is_no_suspect_has_a_page_without_evidence(ring: tuple[str, ...], worker: Worker) -> None:
    page = page_of(worker, HONEST).json
    assert (page["status"], page["known"]) == ("SAFE", True)
    assert (page["suspicion"], page["risk"], page["campaign"]) == (None, [], None)
    assert sum(one["answered"] for one in page["windows"]["hours"]) == 3
    assert sum(one["talk_seconds"] for one in page["windows"]["minutes"]) == 180


def test_who_is_only_called_has_windows_of_received_calls(ring: tuple[str, ...], worker: Worker) -> None:
    page = page_of(worker, call(HONEST)["callee"]).json
    assert (page["windows"]["hours"], page["features"]) == ([], [])
    assert sum(one["calls"] for one in page["windows"]["received"]) == page["evidence"]["calls_received"] > 0


@pytest.mark.parametrize("number", ["+46709999999", "alice/bob?x=1#y", "Ängla två"])
def test_a_number_that_nobody_named_has_a_complete_and_empty_page(number: str, worker: Worker, conforms: Any) -> None:
    page = conforms(PATH, page_of(worker, number))
    assert (page["number"], page["known"], page["status"], page["risk_score"]) == (number, False, "SAFE", 0.0)
    assert page["last_active"] == "Never"
    assert page["windows"] == {"minutes": [], "hours": [], "received": []}
    assert (page["features"], page["suspicion"], page["risk"], page["campaign"]) == ([], None, [], None)


@pytest.mark.parametrize("number", [" ", "x" * 129, "a\x07b"])
def test_what_is_no_number_is_refused(number: str, worker: Worker) -> None:
    reply = page_of(worker, number)
    assert (reply.status, reply.json["type"]) == (422, "urn:ringfence:problem:invalid")


def test_countries_show_whence_it_comes_and_whom_it_reaches(
    ring: tuple[str, ...], worker: Worker, conforms: Any
) -> None:
    reply = worker.get("/api/regions")
    by_region = {one["region"]: one for one in conforms("/api/regions", reply)}
    assert by_region["IN"] == {"region": "IN", "suspects": 4, "campaigns": 1, "targeted_by": 0, "victims": 0}
    assert (by_region["SE"]["campaigns"], by_region["SE"]["targeted_by"]) == (0, 1)
    assert by_region["SE"]["victims"] >= worker.get("/api/campaigns").json[0]["affected_users"]
    begin, end = reply.headers["Event-Time-Window"].split("/")
    assert end == worker.get("/api/stats").json["stream_time"]
    assert begin[:11] != end[:11]
    assert begin[11:] == end[11:]


def test_what_blocking_would_have_spared_is_added_up(ring: tuple[str, ...], worker: Worker) -> None:
    stats = worker.get("/api/stats").json
    pages = [page_of(worker, number).json for number in ring]
    assert stats["calls_after_flag"] == sum(page["evidence"]["calls_since_dangerous"] for page in pages) > 0
    assert 0 < stats["victims_after_flag"] <= stats["calls_after_flag"]
    assert 0 < stats["threat_index"] <= 100
    assert 0 < stats["network_load"] <= 1
