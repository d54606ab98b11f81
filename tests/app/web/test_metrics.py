"""Metrics: all documented, none with a number in it, and right."""

from __future__ import annotations

import re
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from app.web.endpoints import ENDPOINTS
from app.web.problems import TYPES
from app.web.schema.stats import Minute, Stats
from tests.app.web.calls import call
from tests.workers import Worker, wait_for

DOCS = Path(__file__).parents[3] / "docs"


def samples(worker: Worker) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(worker.get("/metrics").body.decode())
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_the_counters_follow_the_stream(worker: Worker) -> None:
    before = samples(worker)
    assert worker.post("/api/cdr", call("+12025550111")).status == 200
    assert worker.post("/api/cdr", call("+12025550111")).status == 200

    def grown(name: str) -> float:
        return samples(worker)[name, ()] - before[name, ()]

    wait_for("two calls scored", lambda: grown("ringfence_scored_calls_total") == 2)
    assert grown("ringfence_duplicate_calls_total") == 1
    assert grown("ringfence_ingested_calls_total") == 2
    assert grown("ringfence_folded_legs_total") in (3, 4)  # the callee's legs may still be on their way
    now = samples(worker)
    assert now["ringfence_ready", ()] == 1
    assert now["ringfence_partitions_held", ()] == 4
    assert now["ringfence_http_requests_total", (("method", "POST"), ("route", "/api/cdr"), ("status", "200"))] >= 2
    wait_for(
        "no lag", lambda: sum(v for (name, _), v in samples(worker).items() if name == "ringfence_lag_messages") == 0
    )


def test_no_label_holds_what_a_client_sent(worker: Worker) -> None:
    worker.get("/api/check-number/+12025550111")
    worker.request("PROPFIND", "/api/stats")
    text = worker.get("/metrics").body.decode()
    assert not re.search(r"\d{7}", re.sub(r"^#.*$|\S+$", "", text, flags=re.MULTILINE))
    assert 'route="other"' in text
    assert 'method="OTHER"' in text


def test_every_metric_is_documented_and_no_other(worker: Worker) -> None:
    page = (DOCS / "metrics.md").read_text()
    documented = set(re.findall(r"^\| `(ringfence_\w+)`", page, re.MULTILINE))
    families = text_string_to_metric_families(worker.get("/metrics").body.decode())
    served = {family.name + ("_total" if family.type == "counter" else "") for family in families}
    assert documented == served


def test_every_endpoint_and_every_kind_of_problem_is_documented_and_no_other() -> None:
    page = (DOCS / "api.md").read_text()
    headings = re.findall(r"^## `([A-Z]+) (\S+)`", page, re.MULTILINE)
    documented = {("GET" if method == "WS" else method, path) for method, path in headings}
    assert documented == {(one.method, one.path) for one in ENDPOINTS} | {("GET", "/api/openapi.json")}
    assert set(re.findall(r"^\| `urn:ringfence:problem:([\w-]+)`", page, re.MULTILINE)) == set(TYPES)


def test_every_figure_is_documented_and_no_other() -> None:
    page = (DOCS / "figures.md").read_text()
    documented = re.findall(r"^\| `(\w+)`", page, re.MULTILINE)
    assert set(documented) >= set(Stats.__struct_fields__) | set(Minute.__struct_fields__)
