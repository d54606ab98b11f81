"""`ringfence evaluate`: its verdicts are the job's, its files and report say what they show."""

import asyncio
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.call_files import CHUNK, CallFiles
from app.errors import UsageError
from app.evaluating import judged, new_engine, read_truth
from app.importing import Importer, read_file
from app.settings import PACKAGED_MODEL, Settings
from models.call_reader import CallReader
from models.model import Model
from models.verdict import DANGEROUS, FRAUD_TYPES, SUSPICIOUS
from tests.commands import CommandLine, sentence
from tests.crash_records import records
from tests.memory import expected
from tests.quick_model import quick_model
from training import model_file
from training.simulator import Scenario, simulate

SETTINGS = Settings(_env_file=None)
NORMAL = ("normal", "")


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Model]:
    path = tmp_path_factory.mktemp("model") / "model.joblib"
    return path, model_file.save(quick_model(), path)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with calls.jsonl and labels.csv of a small world, and two bad lines."""
    folder = tmp_path_factory.mktemp("world")
    kinds: dict[str, str] = {}
    with (folder / "calls.jsonl").open("w") as file:
        for place, record in enumerate(simulate(Scenario(subscribers=800, hours=18.0, seed=5))):
            kinds[record["caller"]] = record["true_label"]
            file.write("rubbish\n" if place == 3 else "")
            file.write(json.dumps(record) + "\n")
        file.write('{"caller": "+46701234567"}\n')
    with (folder / "labels.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("number", "kind", "fraud", "campaign", "first_call"))
        rows.writerows((number, kind, int(kind not in NORMAL), "", "") for number, kind in kinds.items())
    return folder


@pytest.fixture
def ringfence(tmp_path: Path, trained: tuple[Path, Model]) -> CommandLine:
    return CommandLine(tmp_path, {"model": trained[0], "broker": "127.0.0.1:1"})


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def imported(paths: list[Path]) -> list[tuple[int, bytes]]:
    """The messages that `ringfence import` sends when `cdr` has one partition."""
    sent: list[tuple[int, bytes]] = []

    async def send(partition: int, value: bytes) -> None:
        sent.append((partition, value))

    for path in paths:
        asyncio.run(Importer(CallReader(), 1, send).run(read_file(path)))
    return sent


def write(path: Path, found: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in found))
    return path


def test_verdicts_are_those_of_the_job_on_the_imported_files(trained: tuple[Path, Model], tmp_path: Path) -> None:
    # tests/agents/test_exactness.py compares `expected` with the running job, verdict by verdict.
    found = records(CHUNK + 3000, subscribers=1000)
    half = [write(tmp_path / "a.jsonl", found[:11_111]), write(tmp_path / "b.jsonl", found[11_111:])]
    files = CallFiles(SETTINGS)
    chunks = list(judged(new_engine(trained[1], SETTINGS), files.read(half), files.texts))
    assert [len(chunk.calls) for chunk in chunks] == [CHUNK, 3000]
    got = np.concatenate([chunk.verdicts for chunk in chunks])
    assert len(got) == len(found)
    wanted = expected(trained[1], imported(half), 1)
    assert [row.tobytes() for row in got] == [wanted.verdicts[position] for position in sorted(wanted.verdicts)]
    raised = {(int(row["group"]), int(row["member"])) for chunk in chunks for row in chunk.raised}
    assert raised == {(group, member.id) for group, row in wanted.raises.items() for member in row.members}


def test_a_world_with_labels_is_measured_and_written(ringfence: CommandLine, world: Path) -> None:
    outcome = ringfence(
        "evaluate", world / "calls.jsonl", "--labels", world / "labels.csv", "--out", "result", "--json", timeout=180
    )
    assert outcome.code == 0, outcome.err
    report = outcome.json()
    assert report == json.loads((ringfence.folder / "result" / "report.json").read_text())
    assert f"{world / 'calls.jsonl'}:4: not a JSON object" in outcome.err
    assert next(row["line"] for row in table(ringfence.folder / "result" / "rejected.csv")) == "4"
    assert report["records"]["rejected"] == 2
    campaigns = json.loads((ringfence.folder / "result" / "campaigns.json").read_text())
    assert len(campaigns) == report["campaigns"]["campaigns"]
    for one in campaigns:
        assert one.keys() == {"id", "name", "fraud_type", "status", "first", "last", "members"}
        assert one["fraud_type"] in FRAUD_TYPES[1:]
        assert one["first"] <= one["last"]
    members = [number for one in campaigns for number in one["members"]]
    assert len(members) == len(set(members)) == report["campaigns"]["members"]
    assert report["labelled"]["campaigns"]["numbers"] == 0, "these labels name no campaigns"

    truth = {row["number"]: row for row in table(world / "labels.csv")}
    written = table(ringfence.folder / "result" / "risks.csv")
    risks = {row["number"]: float(row["max_risk"]) for row in written}
    standing = {row["number"]: float(row["standing_risk"]) for row in written}
    flags = {row["number"]: row for row in table(ringfence.folder / "result" / "flags.csv")}
    assert risks.keys() == truth.keys(), "every number that placed a call"
    assert flags.keys() == {number for number, risk in risks.items() if risk >= DANGEROUS}
    for number, row in flags.items():
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", row["first_flag_time"])
        assert DANGEROUS <= float(row["risk"]) <= risks[number]
        assert row["fraud_type"] in FRAUD_TYPES[1:]

    said = report["labelled"]
    apart = {number for number, row in truth.items() if row["kind"] == "spoofed_flood"}
    fraud = {number for number, row in truth.items() if row["fraud"] == "1"} - apart
    honest = truth.keys() - fraud - apart
    assert fraud
    assert (said["numbers"]["fraud"], said["numbers"]["honest"]) == (len(fraud), len(honest))
    assert said["at_threshold"]["tpr"] == pytest.approx(len(fraud & flags.keys()) / len(fraud))
    assert said["at_threshold"]["false_flags"] == len(honest & flags.keys())
    assert said["bands"]["DANGEROUS"] == said["at_threshold"]
    watched = {number for number, risk in risks.items() if risk >= SUSPICIOUS}
    assert said["bands"]["SUSPICIOUS"]["tpr"] == pytest.approx(len(fraud & watched) / len(fraud))
    assert said["bands"]["SUSPICIOUS"]["false_flags"] == len(honest & watched)
    for name, by in (("detection", risks), ("detection_by_standing", standing)):
        highest = max(by[number] for number in honest)
        found = sum(by[number] > highest for number in fraud) / len(fraud)
        assert said[name]["at_1e-4"]["tpr"] == pytest.approx(found)
    assert sum(row["numbers"] for row in said["fraud_kinds"].values()) == len(fraud) + len(apart)
    assert sum(row["flagged"] for row in said["honest_kinds"].values()) == len(honest & flags.keys())
    assert len(said["baselines"]) == 3
    for other in said["baselines"]:
        assert other["fraud_numbers"] == len(fraud)
    text = (ringfence.folder / "result" / "report.md").read_text()
    for heading in ("## Alerts", "## Detection", "## Fraud by kind", "## Honest numbers by kind", "## ROC near zero"):
        assert heading in text


def test_without_labels_alerts_are_counted_and_nothing_is_written(ringfence: CommandLine, world: Path) -> None:
    outcome = ringfence("evaluate", world / "calls.jsonl", "--json", timeout=120)
    assert outcome.code == 0, outcome.err
    report = outcome.json()
    assert "labelled" not in report
    alerts = report["alerts"]
    assert alerts["flagged"] == sum(alerts["by_type"].values()) == alerts["by_band"]["DANGEROUS"]
    assert alerts["watched"] == sum(alerts["by_band"].values()) >= alerts["flagged"]
    assert alerts["per_10000_calls"] == pytest.approx(alerts["flagged"] * 10_000 / report["records"]["calls"])
    assert list(ringfence.folder.iterdir()) == []
    lines = ringfence("evaluate", world / "calls.jsonl", timeout=120).out.splitlines()
    assert lines[0] == "# Evaluation"
    assert "## Detection" not in lines


def test_the_model_that_comes_with_ringfence_judges_unless_one_was_trained_here(tmp_path: Path) -> None:
    from app.commands.evaluate import _model

    settings = SETTINGS.model_copy(update={"data_dir": tmp_path})
    assert settings.model_path == PACKAGED_MODEL
    own = model_file.save(quick_model(), settings.trained_path)
    assert _model(settings, None).manifest.version == own.manifest.version
    assert _model(settings, settings.trained_path).manifest.version == own.manifest.version


def test_calls_ordered_by_their_starts_are_put_in_order_of_their_ends(world: Path, tmp_path: Path) -> None:
    found = [json.loads(line) for line in (world / "calls.jsonl").read_text().splitlines() if line[:5] == '{"cal']
    found = [record for record in found if "start" in record]
    path = write(tmp_path / "by_start.jsonl", sorted(found, key=lambda record: str(record["start"])))

    def ends(files: CallFiles, chunks: Iterator[Any]) -> list[int]:
        ordered: list[int] = []
        for calls in chunks:
            files.ledger.note(calls, 0)
            ordered += calls["end_ms"].tolist()
        return ordered

    auto, arrival = CallFiles(SETTINGS), CallFiles(SETTINGS)
    in_order = ends(auto, auto.read([path]))
    as_it_stands = ends(arrival, arrival.read([path], "arrival"))
    assert (auto.ledger.order, auto.ledger.late, arrival.ledger.order) == ("end", 0, "arrival")
    assert in_order == sorted(as_it_stands) != as_it_stands
    clock, late = 0, 0
    for end in as_it_stands:
        late += end < clock
        clock = max(clock, end)
    assert arrival.ledger.late == late > 0
    usual = CallFiles(SETTINGS)
    assert ends(usual, usual.read([world / "calls.jsonl"])) == in_order
    assert usual.ledger.order == "arrival"


def test_a_number_without_e164_is_written_as_it_stands(ringfence: CommandLine) -> None:
    call = {"caller": "pseudonym-7", "callee": "+46701234567", "start": 1714559025, "duration": 5}
    write(ringfence.folder / "calls.jsonl", [call, {**call, "start": 1714559125, "origin_region": "SE-AB"}])
    assert ringfence("evaluate", "calls.jsonl", "--out", "o").code == 0
    assert [row["number"] for row in table(ringfence.folder / "o" / "risks.csv")] == ["pseudonym-7"]


def test_misuse_and_bad_labels_are_said_in_a_sentence(ringfence: CommandLine, world: Path) -> None:
    calls = world / "calls.jsonl"
    (ringfence.folder / "bad.csv").write_text("number,kind,fraud\n+46701234567,irsf,perhaps\n")
    assert "bad.csv:2: fraud must be 1 or 0" in sentence(ringfence("evaluate", calls, "--labels", "bad.csv"), 2)
    assert "--labels" in sentence(ringfence("evaluate", calls, "--baselines"), 2)
    for arguments in (["--order", "random"], ["--format", "xls"], ["--labels", "none.csv"], ["--model", "none"]):
        outcome = ringfence("evaluate", calls, *arguments)
        assert (outcome.code, outcome.out) == (2, "")
    (ringfence.folder / "empty.jsonl").write_text("{}\n")
    outcome = ringfence("evaluate", "empty.jsonl", "--json")
    assert (outcome.code, outcome.json()["records"]["calls"], outcome.json()["alerts"]["per_10000_calls"]) == (
        1,
        0,
        None,
    )
    outcome = ringfence("evaluate", "empty.jsonl")
    assert (outcome.code, outcome.err) == (1, "ringfence: empty.jsonl:1: start is missing\n")
    assert "There was no call to judge." in outcome.out
    with pytest.raises(UsageError, match="Cannot open"):
        read_truth(SETTINGS, ringfence.folder / "none.csv", None)
