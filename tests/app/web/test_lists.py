"""Lists and rules follow their files while a worker runs, and a broken file changes nothing but what is said of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from app.rule_files import PACKAGED
from tests.app.web.calls import call, missed
from tests.app.web.conftest import NewWorker
from tests.workers import Worker, wait_for

ALLOWED, BLOCKED, LATER = "+919876500002", "+12025550177", "+12025550178"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both lists and the rules."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "allow.txt").write_text(f"# ours\n{ALLOWED[:-2]}xx\n")
    (folder / "block.txt").write_text(f"{BLOCKED}\n")
    (folder / "rules").mkdir()
    for path in PACKAGED.glob("*.yaml"):
        (folder / "rules" / path.name).write_text(path.read_text())
    return folder


@pytest.fixture(scope="module")
def listed(files: Path, new_worker: NewWorker) -> Worker:
    settings = {
        "RINGFENCE_ALLOW_LIST": files / "allow.txt",
        "RINGFENCE_BLOCK_LIST": files / "block.txt",
        "RINGFENCE_RULES": files / "rules",
    }
    return new_worker(**{name: str(path) for name, path in settings.items()}).start()


def look_up(worker: Worker, number: str) -> Any:
    return worker.post("/api/check-number", {"number": number}).json


def gauge(worker: Worker, name: str) -> str:
    lines = worker.get("/metrics").body.decode().splitlines()
    return next(line.partition(" ")[2] for line in lines if line.startswith(f"{name} "))


def test_the_allow_list_beats_every_score(listed: Worker) -> None:
    last = [listed.post("/api/cdr", missed(ALLOWED, number)) for number in range(40)][-1].json
    assert (last["status"], last["risk_score"], last["listed"], last["is_fraud"]) == ("SAFE", 0, "allow list", False)
    report = look_up(listed, ALLOWED)
    assert (report["status"], report["risk_score"], report["category"]) == ("SAFE", 0, "Allowed number")
    assert report["reasons"] == ["It is on the allow list, which beats every score."]


def test_a_blocked_number_is_dangerous_at_its_first_call(listed: Worker) -> None:
    verdict = listed.post("/api/cdr", call(BLOCKED)).json
    assert (verdict["status"], verdict["risk_score"], verdict["listed"]) == ("DANGEROUS", 100, "block list")
    assert verdict["is_fraud"]


def test_a_changed_list_is_in_effect_without_a_restart(listed: Worker, files: Path) -> None:
    assert listed.post("/api/cdr", call(LATER)).json["listed"] is None
    (files / "block.txt").write_text(f"{BLOCKED}\n{LATER}\n")
    wait_for("the longer list", lambda: listed.get("/api/rules").json["lists"]["blocked"] == 2)
    assert look_up(listed, LATER)["status"] == "DANGEROUS", "before its next call"
    assert listed.post("/api/cdr", call(LATER, 1)).json["status"] == "DANGEROUS"


def test_a_broken_list_keeps_the_old_one_and_is_told(listed: Worker, files: Path) -> None:
    good = (files / "block.txt").read_text()
    (files / "block.txt").write_text("+46701234567 mother\n")
    wait_for("the error", lambda: listed.get("/api/rules").json["lists"]["error"])
    answer = listed.get("/api/rules").json
    assert answer["lists"]["error"] == f"{files / 'block.txt'}:1: +46701234567 mother is no number."
    assert answer["error"] is None
    assert gauge(listed, "ringfence_lists_broken") == "1.0"
    assert look_up(listed, BLOCKED)["status"] == "DANGEROUS"
    assert "block.txt:1: +46701234567 mother is no number" in listed.log
    (files / "block.txt").write_text(good)
    wait_for("the end of the error", lambda: gauge(listed, "ringfence_lists_broken") == "0.0")


def test_changed_rules_are_in_effect_and_broken_ones_are_told(listed: Worker, files: Path) -> None:
    before = listed.get("/api/rules").json["version"]
    path = files / "rules" / "wangiri.yaml"
    good = path.read_text()
    path.write_text(good.replace("risk: ", "risk: 10", 1))
    wait_for("the error", lambda: listed.get("/api/rules").json["error"])
    broken = listed.get("/api/rules").json
    assert "wangiri.yaml:" in broken["error"]
    assert (broken["version"], gauge(listed, "ringfence_rules_broken")) == (before, "1.0")
    path.write_text(re.sub(r"state: [a-z-]+", "state: off", good))
    wait_for("the new rules", lambda: listed.get("/api/rules").json["version"] != before)
    answer = listed.get("/api/rules").json
    assert answer["error"] is None
    assert {rule["state"] for rule in answer["rules"] if rule["id"].startswith("wangiri")} == {"off"}
    verdict = listed.post("/api/cdr", call("+12025550179")).json
    assert (verdict["rules_version"], verdict["rules"]) == (answer["version"], [])
