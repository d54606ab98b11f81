"""Every endpoint answers in the shape that the OpenAPI document promises, with figures that come from the stream."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from typing import Any

import aiohttp
import pytest

from app.web.endpoints import ENDPOINTS
from models.call_fields import ALIASES
from tests.app.web.calls import call, missed
from tests.app.web.schema_check import mismatches
from tests.workers import Worker, wait_for

FRAUDSTER = "+919876500001"
_callers = (f"+120255501{number:02d}" for number in itertools.count())


@pytest.fixture(scope="module")
def flagged(worker: Worker) -> dict[str, Any]:
    """The verdict of the 40th missed call of a fraudster."""
    verdicts = [worker.post("/api/cdr", missed(FRAUDSTER, number)) for number in range(40)]
    assert {reply.status for reply in verdicts} == {200}
    # A verdict is sent before its profile is stored.
    wait_for(
        "the profile with all 40 calls",
        lambda: worker.post("/api/check-number", {"number": FRAUDSTER}).json["evidence"]["calls_placed"] == 40,
    )
    return dict(verdicts[-1].json)


def settled_stats(worker: Worker) -> Any:
    """The figures once they stand still: the read model looks every quarter of a second."""
    last = None
    while (now := worker.get("/api/stats").json) != last:
        last = now
        time.sleep(1.0)
    return now


def test_a_record_gets_the_verdict_of_its_very_call(worker: Worker, conforms: Any) -> None:
    caller = next(_callers)
    answer = conforms("/api/cdr", worker.post("/api/cdr", call(caller)), "post")
    rules = worker.get("/api/rules").json
    assert answer == {
        "success": True,
        "caller_id": caller,
        "risk_score": answer["risk_score"],
        "is_fraud": False,
        "cluster_id": None,
        "fraud_type": None,
        "alerts_generated": 0,
        "status": "SAFE",
        "duplicate": False,
        "confidence": None,
        "anomaly_score": answer["anomaly_score"],
        "evidence": answer["evidence"],
        "listed": None,
        "rules": [],
        "model_version": answer["model_version"],
        "rules_version": rules["version"],
    }
    assert len(answer["model_version"]) == 12
    again = worker.post("/api/cdr", call(caller)).json
    assert again == {**answer, "duplicate": True}


def test_a_fraudster_is_flagged_and_looked_up_with_reasons(
    worker: Worker, conforms: Any, flagged: dict[str, Any]
) -> None:
    assert flagged["is_fraud"]
    assert flagged["status"] == "DANGEROUS"
    assert flagged["fraud_type"] == "Wangiri"
    report = conforms("/api/check-number", worker.post("/api/check-number", {"number": FRAUDSTER}), "post")
    assert (report["status"], report["risk_score"]) == ("DANGEROUS", flagged["risk_score"])
    assert (report["category"], report["fraud_type"]) == ("Wangiri", "Wangiri")
    assert (report["reports"], report["cluster_id"]) == (None, None)
    assert report["carrier"] == "Airtel"
    assert report["last_active"] == "2025-10-09T09:06:20Z"
    evidence = report["evidence"]
    assert (evidence["calls_placed"], evidence["calls_answered"], evidence["calls_received"]) == (40, 0, 0)
    assert 36 <= evidence["different_callees"] <= 40
    assert 20 <= evidence["calls_since_dangerous"] <= 40 - evidence["calls_when_flagged"]
    assert f"It has placed 40 calls since {evidence['first_call']}" in report["explanation"]
    assert f"at call {evidence['calls_when_flagged']}" in report["explanation"]
    assert (report["own_risk"], report["listed"], report["raised_by"]) == (report["risk_score"], None, [])
    assert evidence["rules_version"] == flagged["rules_version"]
    # Each reason has its figures, and is part of the explanation.
    assert report["reasons"]
    assert all(reason in report["explanation"] for reason in report["reasons"])
    told = re.compile(r"\d.*; normal callers: (at most|at least|mostly about) [\d.,]+")
    assert any(told.search(reason) for reason in report["reasons"]), report["reasons"]
    assert all(one["percentile"] is None or 0 <= one["percentile"] <= 100 for one in report["contributions"])


def test_an_emergency_number_is_protected_whatever_it_does(worker: Worker, conforms: Any) -> None:
    last = [worker.post("/api/cdr", missed("112", number)) for number in range(40)][-1].json
    assert (last["status"], last["risk_score"], last["listed"]) == ("SAFE", 0, "protected number")
    wait_for(
        "the profile",
        lambda: (worker.post("/api/check-number", {"number": "112"}).json["evidence"] or {}).get("calls_placed") == 40,
    )
    report = conforms("/api/check-number", worker.post("/api/check-number", {"number": "112"}), "post")
    assert (report["status"], report["risk_score"], report["category"]) == ("SAFE", 0, "Protected number")
    assert report["listed"] == "protected number"
    assert "never flagged" in report["explanation"]


def test_the_rules_in_effect_are_listed_with_what_they_found(
    worker: Worker, conforms: Any, flagged: dict[str, Any]
) -> None:
    answer = conforms("/api/rules", worker.get("/api/rules"))
    assert answer["version"] == flagged["rules_version"]
    assert (answer["error"], answer["lists"]) == (None, {"allowed": 0, "blocked": 0, "error": None})
    listed = {rule["id"]: rule for rule in answer["rules"]}
    assert {"flash-call-service", "wangiri-called-back"} <= listed.keys()
    assert [listed[rule]["risk_at_most"] for rule in ("nobody-reached", "wangiri-called-back")] == [60, 100]
    assert all(listed[rule]["fired"] > 0 for rule in flagged["rules"])


def test_a_number_is_looked_up_however_it_is_written(worker: Worker, flagged: dict[str, Any]) -> None:
    reports = [
        worker.post("/api/check-number", {"number": written}).json
        for written in (FRAUDSTER, "+91 98765-00001", "0091 98765 00001", 919876500001, "tel:+919876500001")
    ]
    assert all(report == reports[0] for report in reports)


def test_a_callee_that_never_called_has_nothing_to_judge(worker: Worker, conforms: Any) -> None:
    caller = next(_callers)
    callee = "+46709999999"
    assert worker.post("/api/cdr", call(caller, callee=callee)).status == 200

    def known() -> bool:
        return bool(worker.post("/api/check-number", {"number": callee}).json["evidence"])

    wait_for("the callee's leg, which another partition may fold", known)
    report = conforms("/api/check-number", worker.post("/api/check-number", {"number": callee}), "post")
    assert (report["status"], report["risk_score"], report["anomaly_score"]) == ("SAFE", 0, None)
    assert report["evidence"]["calls_received"] == 1
    assert report["explanation"].startswith("It has placed no call")


def test_an_unknown_number_is_safe_and_never_active(worker: Worker, conforms: Any) -> None:
    report = conforms("/api/check-number", worker.post("/api/check-number", {"number": "+46700000001"}), "post")
    assert report["status"] == "SAFE"
    assert report["risk_score"] == 0
    assert report["last_active"] == "Never"
    assert report["evidence"] is None


def test_the_figures_are_those_of_the_stream(worker: Worker, conforms: Any, flagged: dict[str, Any]) -> None:
    before = settled_stats(worker)
    caller = next(_callers)
    for number in (0, 1, 2, 2):
        assert worker.post("/api/cdr", call(caller, number)).status == 200
    after = settled_stats(worker)
    assert conforms("/api/stats", worker.get("/api/stats")) == after
    assert after["duplicate_records"] == before["duplicate_records"] + 1
    assert after["total_calls"] == before["total_calls"] + 3
    assert after["answered_calls"] == before["answered_calls"] + 3
    assert after["talk_seconds"] == before["talk_seconds"] + 180
    assert (after["total_fraud_detected"], after["suspicious_numbers"] >= 1) == (1, True)
    evidence = worker.post("/api/check-number", {"number": FRAUDSTER}).json["evidence"]
    assert after["blocked_threats"] == evidence["calls_since_dangerous"]
    assert after["active_campaigns_count"] == len(worker.get("/api/campaigns").json)
    assert sum(minute["blocked"] for minute in after["minutes"]) <= after["blocked_threats"]


def test_bulk_takes_the_good_records_and_names_the_bad_ones(worker: Worker, conforms: Any) -> None:
    caller = next(_callers)
    lines = [json.dumps(call(caller, number)).encode() for number in range(10)]
    lines[3], lines[7] = b'{"caller": ', b'{"caller": "+12025550100", "start": 1}'
    for body in (b"\n".join(lines), b"[" + b",".join([*lines[:3], lines[7], *lines[4:7]]) + b"]"):
        answer = conforms("/api/cdr/bulk", worker.post("/api/cdr/bulk", body), "post")
        assert answer["accepted"] + answer["rejected"] == len(body.splitlines()) or answer["accepted"] == 6
        assert all(error["reason"] for error in answer["errors"])
    assert [error["index"] for error in answer["errors"]] == [3]
    wait_for(
        "the calls of both requests, each once",
        lambda: (worker.post("/api/check-number", {"number": caller}).json["evidence"] or {}).get("calls_placed") == 8,
    )


def test_the_live_stream_sends_the_calls_and_the_figures_each_second(worker: Worker, document: dict[str, Any]) -> None:
    caller = next(_callers)

    async def watch() -> list[dict[str, Any]]:
        url = f"ws://127.0.0.1:{worker.port}/ws/threat-stream"
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as stream:
            messages = [json.loads(await stream.receive_str(timeout=5))]
            records = [call(caller, number, callee="+12025550143") for number in range(200)]
            async with session.post(f"{worker.url}/api/cdr/bulk", json=records) as reply:
                assert reply.status == 202
            await session.post(f"{worker.url}/api/cdr", json=missed(FRAUDSTER, 41))
            while len(messages) < 4:
                messages.append(json.loads(await stream.receive_str(timeout=5)))
            return messages

    messages = asyncio.run(watch())
    schema = {"$ref": "#/components/schemas/StreamMessage"}
    assert [mismatches(message, schema, document) for message in messages] == [[], [], [], []]
    events = [event for message in messages[1:] for event in message["events"]]
    assert max(len(message["events"]) for message in messages) <= 50
    assert any(event["source"] == FRAUDSTER and event["type"] == "Fraud" for event in events)
    ordinary = next(event for event in events if event["source"] == caller)
    assert (ordinary["type"], ordinary["location"], ordinary["duration"]) == ("Legitimate", "Stockholm", 60)
    assert len({event["id"] for event in events}) == len(events)


def test_a_browser_gets_a_page_and_a_program_a_message(worker: Worker, conforms: Any) -> None:
    page = worker.get("/", Accept="text/html,*/*;q=0.8")
    assert page.type.startswith("text/html")
    assert b"Ringfence" in page.body
    assert set(conforms("/", worker.get("/", Accept="application/json"))) == {"message"}


def test_health_is_in_the_document_too(worker: Worker, conforms: Any) -> None:
    assert conforms("/livez", worker.get("/livez"))["status"] == "alive"
    assert conforms("/readyz", worker.get("/readyz"))["status"] == "ready"


def test_the_document_names_every_endpoint_and_every_field_of_a_record(document: dict[str, Any]) -> None:
    assert set(document["paths"]) == {endpoint.path for endpoint in ENDPOINTS} | {"/api/openapi.json"}
    assert set(document["components"]["schemas"]["CdrRecord"]["properties"]) == set(ALIASES)
