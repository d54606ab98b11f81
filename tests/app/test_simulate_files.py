"""`ringfence simulate --out` writes a world to files, without Kafka."""

from __future__ import annotations

import csv
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli import cli
from app.errors import UsageError
from models.call_reader import CallReader
from training.simulator import FRAUD_KINDS

SMALL = ("--subscribers", "600", "--hours", "20", "--campaigns-after", "7")


def simulate(*arguments: object) -> str:
    """Run the command, which must succeed; give its standard output."""
    outcome = CliRunner().invoke(cli, ["simulate", *map(str, arguments)], catch_exceptions=False)
    assert (outcome.exit_code, outcome.stderr) == (0, ""), outcome.output
    return outcome.stdout


def test_a_world_is_written_with_its_labels_and_victims(tmp_path: Path) -> None:
    calls, labels, victims = (tmp_path / name for name in ("calls.jsonl", "labels.csv", "victims.csv"))
    said = simulate("--scenario", "mixed", *SMALL, "--out", calls, "--labels", labels, "--victims", victims)
    lines = calls.read_bytes().splitlines()
    assert said.startswith(f"wrote {len(lines):,} calls within ")
    records = [json.loads(line) for line in lines]
    batch = CallReader("US", "UTC").read(b"[" + b",".join(lines) + b"]")
    assert (len(batch.calls), len(batch.rejected)) == (len(records), 0)
    with labels.open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    assert list(table[0]) == ["number", "kind", "fraud", "campaign", "first_call"]
    known = {row["number"]: row for row in table}
    assert len(known) == len(table) > 600
    for record in records:
        assert record["true_label"] in ("normal", known[record["caller"]]["kind"])
    for row in table:
        assert (row["fraud"] == "1") == (row["kind"] in FRAUD_KINDS) == bool(row["campaign"])
    first = min(record["start"] for record in records if record["true_label"] != "normal")
    assert min(row["first_call"] for row in table if row["fraud"] == "1" and row["first_call"]) == first
    with victims.open(encoding="utf-8") as file:
        hurt = list(csv.DictReader(file))
    assert hurt
    assert all(known[row["number"]]["campaign"] == row["campaign"] for row in hurt)


def test_the_same_world_gives_the_same_bytes_packed_or_not(tmp_path: Path) -> None:
    for name in ("one.jsonl", "one.jsonl.gz", "two.jsonl.gz"):
        simulate(*SMALL, "--calls", 900, "--out", tmp_path / name)
    plain, one, two = ((tmp_path / name).read_bytes() for name in ("one.jsonl", "one.jsonl.gz", "two.jsonl.gz"))
    assert gzip.decompress(one) == gzip.decompress(two) == plain
    assert plain.count(b"\n") == 900


def test_standard_output_holds_nothing_but_records() -> None:
    command = [sys.executable, "-m", "app.cli", "simulate", *SMALL, "--calls", "700", "--out", "-"]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "NO_COLOR": "1"})
    assert len([json.loads(line) for line in done.stdout.splitlines()]) == 700
    assert done.stderr.startswith(b"ringfence: wrote 700 calls")


def test_a_scenario_of_ones_own(tmp_path: Path) -> None:
    scenario = tmp_path / "mine.yaml"
    scenario.write_text("subscribers: 100\nhours: 12\nfraud_share: 0\nworld: {tells_imei: false}\n", encoding="utf-8")
    simulate("--scenario", scenario, "--out", tmp_path / "calls.jsonl")
    records = [json.loads(line) for line in (tmp_path / "calls.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {record["true_label"] for record in records} == {"normal"}
    assert not any("imei" in record for record in records)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--scenario", "nowhere"), "There is no scenario 'nowhere'"),
        (("--scenario", "demo"), "This world never ends"),
        (("--scenario", "mixed", "--start", "yesterday"), "No such world"),
    ],
)
def test_a_world_that_cannot_be_written_is_misuse(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        CliRunner().invoke(cli, ["simulate", *arguments, "--out", str(tmp_path / "x")], catch_exceptions=False)


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Cannot write .*: No such file or directory"):
        simulate(*SMALL, "--out", tmp_path / "no" / "calls.jsonl")
