"""The worlds of a curriculum are made by as many processes as there are processors, into files of a folder.

A process takes the next world that nobody has taken, and leaves its lesson behind as a file (`training.lesson_file`).

    python -m training.workshop FOLDER     # what each of them runs; the curriculum lies in the folder
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Final

import msgspec

from training.curriculum import TASKS, Curriculum, Planned
from training.errors import WorldsError
from training.lesson import Lesson
from training.lesson_file import keep, kept

#: What is told while worlds are made: how many of them are done.
Told = Callable[[int], None]

_CURRICULUM, _ERRORS = "curriculum.json", "errors"
# Subscribers of all worlds that one process has made sooner than another one has started.
_FEW: Final = 20_000
# Memory that a process takes while it makes a large world.
_MEMORY: Final = 2 << 30
_LOOK: Final = 0.2


@contextmanager
def worlds_of(curriculum: Curriculum, told: Told, processes: int | None = None) -> Iterator[dict[str, list[Lesson]]]:
    """The lessons of each of `TASKS`, in files that last as long as the context.

    Args:
        curriculum: which worlds.
        told: is told as worlds are done.
        processes: how many make them; as many as the machine has processors and memory for when None.

    Raises:
        WorldsError: when there is no room for them, or a process ends before its work is done.
    """
    with _room():
        temporary = TemporaryDirectory(prefix="ringfence-worlds-")
    with temporary as name:
        folder = Path(name)
        with _room():
            (folder / _CURRICULUM).write_bytes(msgspec.json.encode(curriculum))
        few = curriculum.count * curriculum.subscribers <= _FEW
        _make(folder, curriculum, told, processes or (1 if few else _suitable()))
        with _room():
            lessons = {task: [kept(_file(folder, planned)) for planned in curriculum.plan(task)] for task in TASKS}
        yield lessons


@contextmanager
def _room() -> Iterator[None]:
    """Say of an error of the file system what to do about it."""
    try:
        yield
    except OSError as error:
        raise WorldsError(
            f"The worlds cannot be kept in {gettempdir()} ({error.strerror or error}): each takes 100 MB, TMPDIR says "
            "where, fewer --worlds or --subscribers need less."
        ) from error


def _suitable() -> int:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(1, min(os.cpu_count() or 1, memory // _MEMORY))


def _make(folder: Path, curriculum: Curriculum, told: Told, processes: int) -> None:
    if processes == 1:
        _work(folder, curriculum, told)
        return
    # -P: a folder named training where the command is given is not taken for ours.
    command = [sys.executable, "-P", "-m", __name__, str(folder)]
    with (folder / _ERRORS).open("wb") as errors:
        workers = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors) for _ in range(processes)]
    try:
        _watch(workers, folder, told)
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


def _watch(workers: Sequence[subprocess.Popen[bytes]], folder: Path, told: Told) -> None:
    done = 0
    while True:
        codes = [worker.poll() for worker in workers]  # before the files are counted: those of the last one too
        now = len(list(folder.glob("*.lesson")))
        if now > done:
            told(now - done)
            done = now
        for code in codes:
            if code:
                raise WorldsError(_reason(folder, code))
        if None not in codes:
            return
        time.sleep(_LOOK)


def _reason(folder: Path, code: int) -> str:
    if code < 0:
        return f"A process that made worlds was killed (signal {-code}): fewer --subscribers need less memory."
    said = (folder / _ERRORS).read_text(errors="replace").strip().splitlines()
    return said[-1] if said else f"A process that made worlds ended with code {code}."


def _work(folder: Path, curriculum: Curriculum, told: Told) -> None:
    """Make worlds that nobody has taken, until none is left or whoever asked for them has gone."""
    asked = os.getppid()
    for planned in (planned for task in TASKS for planned in curriculum.plan(task)):
        if os.getppid() != asked:
            return
        file = _file(folder, planned)
        with suppress(FileExistsError):
            file.with_suffix(".taken").touch(exist_ok=False)
            lesson = curriculum.lesson(planned)
            with _room():
                keep(lesson, file)
            told(1)


def _file(folder: Path, planned: Planned) -> Path:
    return folder / f"{planned.task}-{planned.world}-{planned.seed}.lesson"


def _main() -> None:
    folder = Path(sys.argv[1])
    curriculum = msgspec.json.decode((folder / _CURRICULUM).read_bytes(), type=Curriculum)
    try:
        _work(folder, curriculum, lambda _done: None)
    except WorldsError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    _main()
