"""Lessons of worlds so small that they are made in a second or two; made once, never changed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from training.curriculum import Curriculum
from training.lesson import Lesson
from training.records import read_history
from training.rows import fact_rows

CURRICULUM = Curriculum(teach=2, calibrate=2, measure=1, subscribers=500, hours=24, worlds=("first",))


@cache
def lessons(task: str) -> tuple[Lesson, ...]:
    """The lessons of a task of `CURRICULUM`."""
    return tuple(CURRICULUM.lesson(planned) for planned in CURRICULUM.plan(task))


def relabelled(lesson: Lesson, kind: NDArray[np.str_]) -> Lesson:
    """The lesson with other labels, (people,), "" for the innocent; who is guilty is so from his first call on."""
    guilty = kind != ""
    return replace(lesson, kind=kind, guilty=guilty, fraud=guilty[lesson.who])


def unlabelled(lesson: Lesson) -> Lesson:
    """The lesson as if nobody were known to commit fraud."""
    return relabelled(lesson, np.zeros(len(lesson.people), "U1"))


def crowd(kind: NDArray[np.str_]) -> Lesson:
    """People of some kinds who place no call."""
    empty, _ = fact_rows(read_history([]).calls)
    return Lesson(
        numbers=empty, people=np.arange(len(kind), dtype=np.uint64),
        who=np.zeros(0, np.intp), guilty=kind != "", kind=kind, fraud=np.zeros(0, bool), groups=empty, digest="",
    )  # fmt: skip
