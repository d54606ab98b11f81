"""The command line without Kafka: help, documentation, exit codes, and sentences for what goes wrong."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from app.cli import cli
from tests.commands import CommandLine, sentence

DOCS = Path(__file__).parents[2] / "docs" / "cli.md"
RECORDS = Path(__file__).parents[1] / "data" / "records"
GOOD = '{"from": "+46701234567", "to": "+46707654321", "start": 1714559025, "duration": 63, "id": "a"'


def commands() -> dict[str, Any]:
    """Every command by its full name."""
    found: dict[str, Any] = {}
    for name, command in typer.main.get_command(cli).commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        found.update({f"{name} {sub}": one for sub, one in below.items()} if below else {name: command})
    return found


@pytest.fixture
def ringfence(tmp_path: Path, free_ports: int) -> CommandLine:
    """The command line in an empty folder, with no Kafka at its address."""
    return CommandLine(tmp_path, {"broker": f"127.0.0.1:{free_ports}"})


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_is_documented(name: str) -> None:
    sections = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    section = next((text for text in sections if name in text.splitlines()[0].split(", ")), None)
    assert section, f"docs/cli.md has no section for {name}"
    assert f"ringfence {name}" in section, "an example"
    options = [option for parameter in commands()[name].params for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if option != "--help" and f"`{option}`" not in section] == []


@pytest.mark.parametrize("name", sorted(commands()))
def test_the_help_of_every_command_has_examples(name: str) -> None:
    outcome = CliRunner().invoke(cli, [*name.split(), "--help"])
    assert (outcome.exit_code, outcome.stderr) == (0, "")
    assert f"ringfence {name}" in outcome.stdout.partition("Examples:")[2]


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"], ["topics", "nonsense"], ["tail"], ["tail", "nonsense"], ["import"], ["import", "missing.jsonl"],
        ["simulate", "--rate", "-1"], ["simulate", "--start", "yesterday"], ["worker", "--web-port", "0"],
        ["import", "--zone", "Mars", str(RECORDS / "seed.csv")],
        ["import", "--columns", "x=1", str(RECORDS / "seed.csv")],
        ["import", "--format", "xls", str(RECORDS / "seed.csv")],
    ],
)  # fmt: skip
def test_misuse_ends_with_2(arguments: list[str], ringfence: CommandLine) -> None:
    outcome = ringfence(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [["topics", "check"], ["topics", "create"], ["tail", "cdr"], ["simulate", "--calls", "1"], ["worker"],
     ["import", str(RECORDS / "seed.csv")]],
)  # fmt: skip
def test_without_kafka_a_sentence_says_so(arguments: list[str], ringfence: CommandLine) -> None:
    said = sentence(ringfence(*arguments))
    assert said.startswith(f"No Kafka answers at {ringfence.settings['broker']}; start one with `ringfence broker`")


def test_a_bad_setting_ends_every_command_with_a_sentence(tmp_path: Path) -> None:
    ringfence = CommandLine(tmp_path, {"partitions": "none"})
    for arguments in (["worker"], ["settings"], ["topics", "check"], ["demo"]):
        assert sentence(ringfence(*arguments)).startswith("RINGFENCE_PARTITIONS: ")


def test_settings_shows_what_is_in_effect_and_no_password(tmp_path: Path) -> None:
    ringfence = CommandLine(tmp_path, {"partitions": 12, "broker_password": "hunter2", "partitons": 3})
    outcome = ringfence("settings", "--json")
    assert outcome.json()["RINGFENCE_PARTITIONS"] == 12
    assert outcome.json()["RINGFENCE_BROKER_PASSWORD"] == "********"
    assert "hunter2" not in ringfence("settings").out
    assert "RINGFENCE_PARTITONS is set and no setting has this name" in outcome.err


def test_settings_check_names_every_problem(ringfence: CommandLine) -> None:
    without = CommandLine(ringfence.folder, {**ringfence.settings, "model": "none.joblib"})
    outcome = without("settings", "--check", "--json")
    assert outcome.code == 1
    model, kafka = outcome.json()["problems"]
    assert "ringfence train" in model
    assert "No Kafka answers" in kafka


def test_broker_status_tells_that_none_runs(ringfence: CommandLine) -> None:
    outcome = ringfence("broker", "--status", "--json")
    assert (outcome.code, outcome.json()["ready"]) == (1, False)


def test_the_demo_does_not_send_made_up_calls_to_another_machine(tmp_path: Path) -> None:
    said = sentence(CommandLine(tmp_path, {"broker": "kafka.example:9092"})("demo"), 2)
    assert "kafka.example:9092" in said


def test_a_dry_run_counts_and_names_the_rejected_lines(ringfence: CommandLine) -> None:
    (ringfence.folder / "calls.jsonl").write_text(f'{GOOD}}}\n{{"from": "+46701234567"}}\n{GOOD}, "x": 1}}\nrubbish\n')
    outcome = ringfence("import", "--dry-run", "calls.jsonl")
    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "calls.jsonl: 2 acceptable; 2 rejected",
        "  line 2: start is missing",
        "  line 4: not a JSON object",
    ]
    summary = ringfence("import", "--dry-run", "--json", "calls.jsonl").json()
    assert (summary["accepted"], summary["rejected"], summary["files"][0]["file"]) == (2, 2, "calls.jsonl")


def test_a_file_without_an_acceptable_record_ends_with_1(ringfence: CommandLine) -> None:
    (ringfence.folder / "bad.jsonl").write_text('{"from": 1}\n')
    (ringfence.folder / "empty.jsonl").write_text("")
    assert ringfence("import", "--dry-run", "bad.jsonl", RECORDS / "calls.jsonl").code == 1
    assert ringfence("import", "--dry-run", "--format", "jsonl", "empty.jsonl").code == 1


def test_column_map_and_zone_reach_the_reader(ringfence: CommandLine) -> None:
    (ringfence.folder / "own.csv").write_text("+46701234567,+46707654321,2024-05-01 10:00:00,12\n")
    columns = "caller=0,callee=1,start=2,duration=3"
    arguments = ("import", "--dry-run", "--format", "asterisk", "--columns", columns, "own.csv")
    assert ringfence(*arguments).code == 1, "a time without a zone"
    assert ringfence(*arguments, "--zone", "Europe/Stockholm").code == 0


def test_labels_are_kept_beside(ringfence: CommandLine) -> None:
    (ringfence.folder / "calls.jsonl").write_text(f'{GOOD}, "true_label": "wangiri"}}\n{GOOD[:-2]}b"}}\n')
    assert ringfence("import", "--dry-run", "--labels-out", "labels.csv", "calls.jsonl").code == 0
    with (ringfence.folder / "labels.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["caller"], row["true_label"]) for row in rows] == [("+46701234567", "wangiri")]
    assert re.fullmatch("[0-9a-f]{16}", rows[0]["call_hash"])


def test_a_model_is_trained_from_a_small_world_and_from_a_file_too_small_it_is_not(ringfence: CommandLine) -> None:
    small = ("train", "--worlds", 1, "--subscribers", 500, "--hours", 12, "--json")
    outcome = ringfence(*small, "--out", "m/one.joblib", timeout=300)
    assert outcome.code == 0, outcome.err
    everybody = outcome.json()["metrics"]["normal_callers"]
    assert everybody > 100
    assert (ringfence.folder / "m" / "one.json").is_file()
    outcome = ringfence(*small, "--sort", "second", "--out", "m/two.joblib")
    assert 0 < outcome.json()["metrics"]["normal_callers"] < everybody / 4
    outcome = ringfence("train", "--sort", "second", "--sort", "flat")
    assert (outcome.code, "flat is none of first, mixed, second" in outcome.err) == (2, True)
    outcome = ringfence("train", "--from", RECORDS / "calls.jsonl")
    assert outcome.code == 1
    left_out, too_few = outcome.err.splitlines()
    assert left_out.endswith("2 lines could not be read and were left out")
    assert "give at least 100" in too_few
    assert ringfence("train", "--from", RECORDS / "calls.jsonl", "--without-worlds", "--hours", 6).code == 2
    assert ringfence("train", "--hours", 5).code == 2, "no world is that short"


def test_output_to_a_pipe_has_no_colours_and_no_progress(ringfence: CommandLine) -> None:
    outcome = ringfence("import", "--dry-run", RECORDS / "seed.csv")
    assert "\x1b" not in outcome.out + outcome.err
    assert outcome.err == ""
