"""Lessons in files: training looks at one after the other, so the memory that they take is the system's to give back.

A file holds the arrays of a lesson one behind the other, in NumPy's own format, and is mapped into memory, not read:
pages come from the disk when they are looked at, and go when others need their place.
"""

from __future__ import annotations

import io
import math
import mmap
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from training.lesson import Lesson
from training.rows import FactRows

# Arrays begin at multiples of this: kernels are compiled for aligned ones.
_ALIGNED: Final = 64


def keep(lesson: Lesson, path: Path) -> None:
    """Write a lesson to a file, which appears whole or not at all.

    Raises:
        OSError: when there is no room or the folder is missing.
    """
    unfinished = path.with_name(f".{path.name}")
    with unfinished.open("wb") as file:
        for array in _arrays(lesson):
            file.write(bytes(-file.tell() % _ALIGNED))
            np.save(file, np.asarray(array, order="C"), allow_pickle=False)
    unfinished.rename(path)


def kept(path: Path) -> Lesson:
    """The lesson of a file. Its arrays may be written to; nothing of that reaches the file.

    Raises:
        OSError: when it cannot be read.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
    arrays = list(_mapped(mapped))
    width = len(fields(FactRows))
    people, who, guilty, kind, fraud, digest = arrays[2 * width :]
    return Lesson(
        numbers=FactRows(*arrays[:width]), people=people, who=who, guilty=guilty, kind=kind, fraud=fraud,
        groups=FactRows(*arrays[width : 2 * width]), digest=str(digest),
    )  # fmt: skip


def _arrays(lesson: Lesson) -> Iterator[NDArray[Any]]:
    """What of a lesson goes into its file, in order."""
    for rows in (lesson.numbers, lesson.groups):
        yield from (getattr(rows, field.name) for field in fields(FactRows))
    yield from (lesson.people, lesson.who, lesson.guilty, lesson.kind, lesson.fraud, np.array(lesson.digest))


def _mapped(mapped: mmap.mmap) -> Iterator[NDArray[Any]]:
    place = 0
    while place < len(mapped):
        head = io.BytesIO(mapped[place : place + 4096])
        npy.read_magic(head)
        shape, _, dtype = npy.read_array_header_1_0(head)
        place += head.tell()
        count = math.prod(shape)
        yield np.frombuffer(mapped, dtype, count, place).reshape(shape)
        place += count * dtype.itemsize
        place += -place % _ALIGNED
