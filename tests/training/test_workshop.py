"""Worlds made by several processes: the same as by one, and an end of theirs is told."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from subprocess import PIPE

import numpy as np
import pytest

from tests.training.small_lessons import crowd, lessons
from training.curriculum import TASKS, Curriculum
from training.errors import WorldsError
from training.lesson import Lesson
from training.lesson_file import keep, kept
from training.rows import FactRows
from training.workshop import worlds_of

TWO = Curriculum(teach=1, calibrate=1, measure=0, subscribers=500, hours=6.0, worlds=("first", "fourth"))


def arrays(lesson: Lesson) -> Iterator[np.ndarray]:
    for field in fields(Lesson):
        value = getattr(lesson, field.name)
        if isinstance(value, FactRows):
            yield from (getattr(value, part.name) for part in fields(FactRows))
        else:
            yield np.asarray(value)


def same(one: Lesson, other: Lesson) -> bool:
    return all(
        a.dtype == b.dtype and a.tobytes() == b.tobytes() and b.flags.aligned and b.shape == a.shape
        for a, b in zip(arrays(one), arrays(other), strict=True)
    )


@pytest.mark.parametrize("people", [["", "irsf", ""], []])
def test_a_lesson_in_a_file_is_the_lesson(people: list[str], tmp_path: Path) -> None:
    for number, lesson in enumerate((lessons("teach")[0], crowd(np.array(people, "U4")))):
        path = tmp_path / f"{number}.lesson"
        keep(lesson, path)
        mapped = kept(path)
        assert same(lesson, mapped)
        mapped.numbers.facts[:] = 7.0  # nothing of it reaches the file
        assert same(lesson, kept(path))
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["0.lesson", "1.lesson"]


def test_several_processes_make_the_worlds_that_one_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    told: list[int] = []
    with worlds_of(TWO, told.append, processes=2) as made:
        assert {task: len(found) for task, found in made.items()} == {"teach": 2, "calibrate": 2, "measure": 0}
        for task in TASKS:
            for planned, lesson in zip(TWO.plan(task), made[task], strict=True):
                assert same(TWO.lesson(planned), lesson)
    assert sum(told) == TWO.count
    assert list(tmp_path.iterdir()) == []


def test_a_world_that_cannot_be_made_ends_the_work_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with (
        pytest.raises(WorldsError, match="KeyError: 'flat'"),
        worlds_of(replace(TWO, worlds=("flat", "first"), teachers=("flat",)), lambda _done: None, 2),
    ):
        pass  # pragma: no cover
    assert list(tmp_path.iterdir()) == []


def test_a_killed_process_ends_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def kill_one(_done: int) -> None:
        ours = subprocess.run(["pgrep", "-P", str(os.getpid()), "-f", "training.workshop"], stdout=PIPE, check=True)
        os.kill(int(ours.stdout.split()[0]), signal.SIGKILL)

    many = replace(TWO, teach=10, subscribers=1000)
    with pytest.raises(WorldsError, match=r"was killed \(signal 9\)"), worlds_of(many, kill_one, 2):
        pass  # pragma: no cover
    assert list(tmp_path.iterdir()) == []


def test_worlds_without_room_are_told_where_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, usual[1]))
    try:
        with pytest.raises(WorldsError, match=r"written\).*TMPDIR"), worlds_of(TWO, lambda _done: None, 1):
            pass  # pragma: no cover
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert list(tmp_path.iterdir()) == []
