"""`ringfence evaluate-subscribers`: its answers, and a sentence for each kind of bad table."""

from pathlib import Path

import pytest

from tests.commands import CommandLine, sentence
from tests.training.subscribers.subscribers import write_subscribers

COMMAND = "evaluate-subscribers"


@pytest.fixture
def ringfence(tmp_path: Path) -> CommandLine:
    """The command line in a folder with two tables."""
    write_subscribers(tmp_path / "people.csv")
    write_subscribers(tmp_path / "others.csv", 120, seed=1)
    return CommandLine(tmp_path, {})


def test_two_tables_give_figures_of_both_stages(ringfence: CommandLine) -> None:
    outcome = ringfence(COMMAND, "--train", "people.csv", "--test", "others.csv", "--json")
    assert (outcome.code, outcome.err) == (0, "")
    found = outcome.json()
    assert found["train"] == {"rows": 240, "fraud": 80}
    assert found["test"] == {"rows": 120, "fraud": 40}
    for stage in ("forest", "supervised"):
        assert set(found[stage]) == {"auc", "average_precision"}
        assert 0.7 < found[stage]["auc"] < 1.0


def test_folds_give_a_readable_table_with_the_spread(ringfence: CommandLine) -> None:
    outcome = ringfence(COMMAND, "--train", "people.csv", "--folds", 2, "--repeats", 2)
    assert (outcome.code, outcome.err) == (0, "")
    head, how, titles, *stages = outcome.out.splitlines()
    assert head == "train: 240 subscribers, 80 of them fraud"
    assert how.startswith("2-fold cross-validation, 2 times")
    assert titles.split()[0] == "AUC"
    assert [line.split()[0] for line in stages] == ["forest", "supervised"]
    assert all(line.count("(") == 2 for line in stages)


def test_people_in_both_tables_are_remarked(ringfence: CommandLine) -> None:
    outcome = ringfence(COMMAND, "--train", "people.csv", "--test", "people.csv", "--json")
    assert outcome.code == 0
    assert "240 subscribers are in both tables" in outcome.err


def test_a_bad_table_ends_with_a_sentence(ringfence: CommandLine) -> None:
    lines = (ringfence.folder / "others.csv").read_text().splitlines()
    (ringfence.folder / "bad.csv").write_text("\n".join([*lines[:4], lines[4].rpartition(",")[0] + ",7"]))
    said = sentence(ringfence(COMMAND, "--train", "people.csv", "--test", "bad.csv"))
    assert said.startswith("bad.csv, line 5, column label: '7'")


@pytest.mark.parametrize("more", [[], ["--test", "others.csv", "--folds", "5"], ["--folds", "1"], ["--test", "no.csv"]])
def test_misuse_ends_with_2(more: list[str], ringfence: CommandLine) -> None:
    outcome = ringfence(COMMAND, "--train", "people.csv", *more)
    assert (outcome.code, outcome.out) == (2, "")
    assert "Traceback" not in outcome.err
