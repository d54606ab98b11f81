"""The command line with a real Kafka: topics, traffic in, a worker, and everything read back."""

import json
import re
import shutil
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.commands import CommandLine, sentence
from tests.quick_model import quick_model
from training import model_file
from training.simulator import Scenario, labels

RECORDS = Path(__file__).parents[1] / "data" / "records"
WORLD = """
subscribers: 500
hours: null
fraud_share: 0.1
loud: true
kinds: [wangiri]
campaigns_after_hours: 0
campaigns_spread_hours: 0.5
"""
TAILS = ("--from-beginning", "--no-follow", "--json")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quickly taught model."""
    path = tmp_path_factory.mktemp("model") / "model.joblib"
    model_file.save(quick_model(), path)
    return path


@pytest.fixture
def ringfence(tmp_path: Path, broker: str, model: Path, free_ports: int, request: pytest.FixtureRequest) -> CommandLine:
    """The command line with topics of the test's own."""
    prefix = f"{request.node.name.replace('[', '-').replace(']', '')[:60]}-"
    settings: dict[str, object] = {"broker": broker, "topic_prefix": prefix, "model": model, "web_port": free_ports}
    return CommandLine(tmp_path, {**settings, "partitions": 2, "source_partitions": 2})


def truth(path: Path) -> dict[str, str]:
    """What each number of a scenario is."""
    return labels(Scenario.load(str(path)))


def wait_for(true: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.1)


def test_topics_are_created_once_then_as_they_should_be(ringfence: CommandLine) -> None:
    before = ringfence("topics", "check", "--json")
    assert (before.code, len(before.json()["problems"])) == (1, 18)
    assert len(ringfence("topics", "create", "--json").json()["created"]) == 18
    assert ringfence("topics", "create", "--json").json()["created"] == []
    assert ringfence("topics", "check").code == 0
    described = {topic["name"]: topic for topic in ringfence("topics", "describe", "--json").json()}
    assert described[f"{ringfence.settings['topic_prefix']}cdr"]["end"] == [0, 0]
    other = CommandLine(ringfence.folder, {**ringfence.settings, "partitions": 3})
    assert "RINGFENCE_PARTITIONS=2" in sentence(other("worker"))


def test_imported_files_can_be_read_back_by_number(ringfence: CommandLine) -> None:
    outcome = ringfence("import", "--json", RECORDS / "seed.csv", RECORDS / "calls.jsonl")
    assert outcome.code == 0, outcome.err
    rows = ringfence("tail", "cdr", *TAILS).lines()
    assert len(rows) == outcome.json()["accepted"]
    caller = next(row["caller_id"] for row in rows if "caller_id" in row)
    mine = ringfence("tail", "cdr", *TAILS, "--number", caller).lines()
    assert mine
    assert all(caller in (row.get("caller_id"), row.get("receiver_id")) for row in mine)
    assert len(ringfence("tail", "cdr", "--from-beginning", "--limit", 2).out.splitlines()) == 2


def test_simulated_calls_go_on_where_the_last_ones_ended(ringfence: CommandLine) -> None:
    arguments = ("simulate", "--rate", 0, "--calls", 300, "--subscribers", 500)
    first = ringfence(*arguments, "--start", "2026-02-02T12:00:00Z", "--per-message", 50)
    assert first.code == 0, first.err
    assert first.out.startswith("sent 300 calls in ")
    rows = ringfence("tail", "cdr", *TAILS).lines()
    assert len(rows) == 300
    assert ringfence(*arguments).code == 0
    known = {row["call_id"] for row in rows}
    again = [row for row in ringfence("tail", "cdr", *TAILS).lines() if row["call_id"] not in known]
    assert (len(known), len(again)) == (300, 300)
    assert min(row["start"] for row in again) > max(row["start"] for row in rows)


def test_a_paced_simulation_keeps_its_rate_and_ends_cleanly_on_ctrl_c(ringfence: CommandLine) -> None:
    process = ringfence.start("simulate", "--rate", 50, "--subscribers", 500)
    # Counted from its first call on: what the start costs is another matter.
    wait_for(lambda: ringfence("tail", "cdr", *TAILS).out if ringfence("topics", "describe").code == 0 else "")
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (0, "")
    calls, seconds = int(out.split()[1].replace(",", "")), float(out.split("within ")[1].split()[0])
    assert calls == pytest.approx(50 * seconds, abs=25)


def test_a_worker_scores_what_is_sent_and_ends_in_time(ringfence: CommandLine) -> None:
    missing = CommandLine(ringfence.folder, {**ringfence.settings, "topic_prefix": "nothing-here-"})
    assert "is missing; create it with `ringfence topics create`" in sentence(missing("worker", "--no-create-topics"))
    worker = ringfence.start("worker", "--without-web")
    try:
        (ringfence.folder / "world.yaml").write_text(WORLD)
        world = ("--scenario", "world.yaml", "--start", "2026-02-02T12:00:00Z")
        wangiri = next(number for number, kind in truth(ringfence.folder / "world.yaml").items() if kind == "wangiri")
        assert ringfence("simulate", "--rate", 0, "--calls", 2000, "--per-message", 100, *world).code == 0
        wait_for(lambda: len(ringfence("tail", "verdicts", *TAILS).out.splitlines()) >= 2000)
        verdicts = ringfence("tail", "verdicts", *TAILS, "--number", wangiri).lines()
        mine = [row for row in verdicts if row["number"] == wangiri]
        assert any(row["band"] == "DANGEROUS" and row["fraud_type"] for row in mine)
        ids = {rule["id"] for rule in ringfence("rules", "list", "--json").json()["rules"]}
        assert {rule for row in mine for rule in row["rules"]} <= ids
        flagged = ringfence("tail", "suspects", *TAILS, "--number", wangiri).lines()
        assert flagged[-1]["number"] == wangiri
        totals = [row for row in ringfence("tail", "traffic", *TAILS).lines() if row["minute"] == "all"]
        assert sum({row["at"].split(":")[0]: row["calls"] for row in totals}.values()) == 2000
        profile = ringfence("tail", "profiles", *TAILS, "--number", wangiri).lines()[-1]
        assert profile["out_calls"] == sum(row["number"] == wangiri for row in verdicts)
        assert ringfence("tail", "calls", *TAILS, "--limit", 3).lines()[0]["source"] in (0, 1)
        assert ringfence("tail", "suspect-events", *TAILS, "--number", wangiri).lines()[0]["kind"] == "call"
    finally:
        began = time.monotonic()
        worker.terminate()
        _, err = worker.communicate(timeout=10)
    assert worker.returncode == 0
    assert time.monotonic() - began < 10
    assert err.splitlines()[-1] == "ringfence: the worker is ready"
    # State that was moved to a job with other topics.
    prefix = f"{ringfence.settings['web_port']}-"
    elsewhere = CommandLine(ringfence.folder, {**ringfence.settings, "topic_prefix": prefix})
    states = ringfence.folder / ".ringfence" / "state"
    shutil.copytree(states / f"{ringfence.settings['topic_prefix']}ringfence", states / f"{prefix}ringfence")
    outcome = elsewhere("worker", "--without-web")
    assert outcome.code == 1
    assert "is ahead of its changelogs in Kafka" in outcome.err.splitlines()[-1]


def test_a_worker_without_a_model_says_how_to_train_one(ringfence: CommandLine) -> None:
    without = CommandLine(ringfence.folder, {**ringfence.settings, "model": "none.joblib"})
    assert "`ringfence train`" in sentence(without("worker"))


def test_rejected_records_are_shown_with_their_reason(ringfence: CommandLine) -> None:
    assert ringfence("topics", "create").code == 0
    assert ringfence("tail", "cdr-rejected", *TAILS).out == ""


def test_a_broker_that_answers_is_reused_and_its_status_told(ringfence: CommandLine) -> None:
    outcome = ringfence("broker")
    assert (outcome.code, outcome.err) == (0, "")
    assert "already; nothing was started" in outcome.out
    status = ringfence("broker", "--status", "--json")
    assert (status.code, status.json()["ready"], status.json()["pid"]) == (0, True, None)


def test_users_and_tokens_are_changed_without_a_worker_and_shown(ringfence: CommandLine) -> None:
    assert "is missing; create it" in sentence(ringfence("users", "list"))
    assert ringfence("topics", "create").code == 0
    assert ringfence("users", "list", "--json").json() == []
    assert ringfence("users", "add", "ann", "admin", "--by", "root").out == "ann is a user now, role admin\n"
    assert "There is a user ann already." in sentence(ringfence("users", "add", "ann", "viewer"), 2)
    assert ringfence("users", "add", "+46701234567", "viewer").code == 2
    issued = ringfence("users", "token", "ann", "--expires", "30d", "--note", "laptop")
    token = issued.out.strip()
    assert re.fullmatch(r"rf_[0-9a-f]{12}_[0-9a-f]{64}", token), "alone, so that it can be piped"
    assert "It is shown once" in issued.err
    (ann,) = ringfence("users", "list", "--json").json()
    assert (ann["name"], ann["role"], ann["disabled"], ann["created_by"]) == ("ann", "admin", False, "root")
    (one,) = ann["tokens"]
    assert (one["id"], one["note"]) == (token[3:15], "laptop")
    lasts = datetime.fromisoformat(one["expires_at"]) - datetime.fromisoformat(one["created_at"])
    assert lasts == timedelta(days=30)
    assert "has passed already" in sentence(ringfence("users", "token", "ann", "--expires", "2020-01-01T00:00Z"), 2)
    assert "There is no user bob." in sentence(ringfence("users", "token", "bob"), 2)
    assert ringfence("users", "role", "ann", "analyst").out == "ann has the role analyst now\n"
    assert ringfence("users", "disable", "ann", "--json").json()["disabled"]
    assert ringfence("users", "enable", "ann").out == "ann is enabled\n"
    assert ringfence("users", "list").out.splitlines()[0].startswith("ann  analyst  created_at=")
    assert "has no token nonsense" in sentence(ringfence("users", "revoke", "ann", "nonsense"), 2)
    assert ringfence("users", "revoke", "ann", one["id"]).out == f"token {one['id']} of ann is revoked\n"
    assert ringfence("users", "list", "--json").json()[0]["tokens"] == []
    assert ringfence("users", "token", "ann", "--json").json()["user"] == "ann"
    assert ringfence("users", "remove", "ann", "--by", "root").out == "ann is no longer a user\n"
    assert ringfence("users", "list").out == ""
    rows = ringfence("tail", "users", *TAILS).lines()
    assert (rows[-2]["key"], rows[-2]["deleted"], rows[-2]["by"]) == ("user ann", True, "root")
    assert all("hash" not in row for row in rows)
    assert token not in json.dumps(rows)


def test_lists_are_changed_without_a_worker_and_shown(ringfence: CommandLine) -> None:
    assert "is missing; create it" in sentence(ringfence("lists", "show"))
    assert "is missing; create it" in sentence(ringfence("lists", "add", "block", "+46701234567", "--reason", "r"))
    assert ringfence("topics", "create").code == 0
    (ringfence.folder / "allow.txt").write_text("+46709999999  # ours\n")
    ringfence = CommandLine(ringfence.folder, {**ringfence.settings, "allow_list": "allow.txt"})
    mother = ("lists", "add", "block", "+46 70 123 45 67", "--reason", "called my mother", "--by", "ann")
    assert ringfence(*mother).out == "+46701234567 is on the block list\n"
    assert (
        ringfence("lists", "add", "block", "+467012345XX", "--reason", "range", "--expires", "2026-07-01T00:00Z").code
        == 0
    )
    block = ringfence("lists", "show", "block", "--json").json()
    assert {one["entry"]: (one["reason"], one["expires_at"]) for one in block} == {
        "+46701234567": ("called my mother", None), "+467012345xx": ("range", "2026-07-01T00:00:00.000Z"),
    }  # fmt: skip
    assert block[0]["added_at"]
    assert {one["by"] for one in block} > {"ann"}
    assert "allow  +46709999999  source=file  reason=ours" in ringfence("lists", "show").out.splitlines()
    mistake = ("lists", "remove", "block", "+46701234567", "--reason", "a mistake", "--by", "bob")
    assert ringfence(*mistake, "--json").json()["entry"] == "+46701234567"
    assert "There is no entry +46701234567 on the block list" in sentence(ringfence(*mistake), 2)
    assert [one["entry"] for one in ringfence("lists", "show", "block", "--json").json()] == ["+467012345xx"]
    last = ringfence("tail", "lists", *TAILS, "--number", "+46701234567").lines()[-1]
    assert (last["deleted"], last["by"], last["reason"]) == (True, "bob", "a mistake")
    for arguments in (("block", "911"), ("allow", "my mother"), ("deny", "+46701234567")):
        refused = ringfence("lists", "add", *arguments, "--reason", "r")
        assert (refused.code, refused.out) == (2, "")
    assert "never blocked" in ringfence("lists", "add", "block", "911", "--reason", "r").err
