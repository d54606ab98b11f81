"""Rule files on disk: loading, reloading without a restart, and the command that shows them."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from app.errors import RuleFileError
from app.rule_files import PACKAGED, RuleWatcher, load_rules
from app.rule_samples import try_samples
from models.facts import NAMES
from models.rules import RuleSet
from tests.commands import CommandLine, sentence
from tests.models.rules.texts import FACTS, GOOD, rule


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one rule file."""
    found = tmp_path / "rules"
    found.mkdir()
    (found / "one.yaml").write_text(GOOD)
    return found


def ids(rules: RuleSet) -> list[str]:
    return [one.id for one in rules.rules]


def test_files_are_read_by_name_and_other_files_are_left_alone(folder: Path) -> None:
    (folder / "b.yml").write_text(GOOD.replace("short-calls", "rule-b"))
    (folder / "a.yaml").write_text(GOOD.replace("short-calls", "rule-a"))
    (folder / "README.md").write_text("not a rule")
    assert ids(load_rules(folder, FACTS)) == ["rule-a", "rule-b", "short-calls"]


def test_without_a_folder_the_packaged_rules_count() -> None:
    packaged = load_rules(None, NAMES)
    assert packaged.version == load_rules(PACKAGED, NAMES).version
    assert len(packaged.rules) >= 10


def test_what_cannot_be_loaded_is_said_in_one_sentence(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"^The rules in .*missing cannot be read: No such file or directory\.$"):
        load_rules(tmp_path / "missing", FACTS)
    (folder / "two.yaml").write_text(GOOD.replace("risk: 70", "risk: 700").replace("short-calls", "other"))
    with pytest.raises(RuleFileError, match=r"two\.yaml:9: risk: expected `int` <= 100\.$"):
        load_rules(folder, FACTS)
    (folder / "two.yaml").write_text(GOOD)
    with pytest.raises(RuleFileError, match=r"two\.yaml:3: the id short-calls is taken by .*one\.yaml:3\.$"):
        load_rules(folder, FACTS)
    (folder / "two.yaml").write_bytes(b"format: 1\n# \xff\nrules: []\n")
    with pytest.raises(RuleFileError, match=r"two\.yaml:2: this is no UTF-8\.$"):
        load_rules(folder, FACTS)
    (folder / "two.yaml").unlink()
    (folder / "one.yaml").unlink()
    with pytest.raises(RuleFileError, match="holds no rule files"):
        load_rules(folder, FACTS)


def test_nothing_happens_while_no_file_changes(folder: Path) -> None:
    watcher = RuleWatcher(folder, FACTS)
    rules = watcher.rules
    assert [watcher.poll() for _ in range(3)] == [False, False, False]
    assert watcher.rules is rules
    assert watcher.error is None


def test_a_changed_an_added_and_a_removed_file_are_seen(folder: Path) -> None:
    watcher = RuleWatcher(folder, FACTS)
    row = np.array([[20, 8, 16, 20]], np.float32)
    masks = watcher.rules.fired("number", row)
    assert watcher.rules.risk("number", masks).tolist() == [70]
    (folder / "one.yaml").write_text(GOOD.replace("risk: 70", "risk: 8"))
    assert watcher.poll()
    assert watcher.rules.risk("number", watcher.rules.fired("number", row)).tolist() == [8]
    (folder / "two.yaml").write_text(GOOD.replace("short-calls", "rule-b"))
    assert watcher.poll()
    assert ids(watcher.rules) == ["short-calls", "rule-b"]
    (folder / "one.yaml").unlink()
    assert watcher.poll()
    rules = watcher.rules
    assert ids(rules) == ["rule-b"]
    assert not watcher.poll()
    assert watcher.rules is rules, "not read again"


def test_a_change_of_the_same_size_is_seen_by_its_time(folder: Path) -> None:
    watcher = RuleWatcher(folder, FACTS)
    path = folder / "one.yaml"
    before = path.stat().st_mtime_ns
    path.write_text(GOOD.replace("risk: 70", "risk: 60"))
    os.utime(path, ns=(before + 1000, before + 1000))
    assert watcher.poll()
    assert watcher.rules.rules[0].risk == 60


def test_a_comment_is_no_other_set(folder: Path) -> None:
    watcher = RuleWatcher(folder, FACTS)
    version = watcher.rules.version
    (folder / "one.yaml").write_text(f"# A remark.\n{GOOD}")
    assert not watcher.poll()
    assert watcher.rules.version == version
    assert watcher.rules.rules[0].line == 4, "but its place is the new one"


def test_a_broken_file_keeps_all_the_old_rules_until_it_is_mended(folder: Path) -> None:
    watcher = RuleWatcher(folder, FACTS)
    rules = watcher.rules
    (folder / "one.yaml").write_text(GOOD.replace("risk: 70", "risk: 60"))
    (folder / "two.yaml").write_text(GOOD.replace("fact: new", "fact: knew").replace("short-calls", "rule-b"))
    for _ in range(2):
        assert not watcher.poll()
        assert watcher.rules is rules, "the good change waits as well"
        assert watcher.error == f"{folder}/two.yaml:13: there is no fact knew; perhaps new."
    (folder / "two.yaml").unlink()
    assert watcher.poll()
    assert watcher.error is None
    assert watcher.rules.rules[0].risk == 60


def test_a_folder_that_disappears_keeps_the_old_rules(folder: Path) -> None:
    watcher = RuleWatcher(folder, FACTS)
    away = folder.rename(folder.with_name("away"))
    assert not watcher.poll()
    assert "cannot be read" in (watcher.error or "")
    assert ids(watcher.rules) == ["short-calls"]
    away.rename(folder)
    assert not watcher.poll(), "the same rules are back"
    assert watcher.error is None


def test_at_the_start_a_broken_file_is_an_error(folder: Path) -> None:
    (folder / "one.yaml").write_text("rules")
    with pytest.raises(RuleFileError, match=r"one\.yaml:1: "):
        RuleWatcher(folder, FACTS)


def test_samples_that_misbehave_are_counted() -> None:
    samples = {"fires": ({"calls": 1.0}, {"calls": 0.0}), "silent": ({"calls": 0.0}, {"calls": 2.0})}
    wrong = rule("wrong", state="off", samples=type(rule().samples)(**samples))
    assert try_samples(RuleSet([wrong], FACTS)) == {"wrong": (1, 1, 2)}


def test_the_command_lists_checks_shows_and_tests(tmp_path: Path) -> None:
    ringfence = CommandLine(tmp_path, {})
    listed = ringfence("rules", "list", "--json").json()
    assert [one["id"] for one in listed["rules"]] == ids(load_rules(None, NAMES))
    assert ringfence("rules", "list").out.splitlines()[0].split() == [
        "rule", "version", "state", "risk", "severity", "subject", "type",
    ]  # fmt: skip
    assert f"{len(listed['rules'])} rules are in order, version {listed['version']}" in ringfence("rules", "check").out
    shown = ringfence("rules", "show", "sim-box-handset").out
    assert "members at least 4.5" in shown
    assert "at most 60" in ringfence("rules", "show", "nobody-reached").out
    assert "by detectors" not in shown
    assert "known false positives:" in shown
    assert sentence(ringfence("rules", "show", "nonsense"), 2).startswith("There is no rule nonsense")
    tested = ringfence("rules", "test")
    assert tested.code == 0
    assert tested.out.splitlines()[-1].endswith(" 0 wrong")


def test_the_command_names_line_and_reason(folder: Path) -> None:
    ringfence = CommandLine(folder.parent, {})
    assert ringfence("rules", "check", "rules").code == 0
    (folder / "one.yaml").write_text(GOOD.replace("calls: 20", "calls: 2"))
    outcome = ringfence("rules", "check", "rules")
    assert outcome.code == 1
    assert outcome.out.startswith(
        "rules/one.yaml:26: short-calls stays silent on a sample that must fire: calls at least"
    )
    answer = ringfence("rules", "check", "rules", "--json")
    assert (answer.code, answer.json()["ok"], answer.json()["problem"]) == (1, False, outcome.out.strip())
    assert sentence(ringfence("rules", "list", "--rules", "rules")).startswith("rules/one.yaml:26: ")
    assert ringfence("rules", "list", "--rules", "missing").code == 2
