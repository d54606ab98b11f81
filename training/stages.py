"""What the stages of a model say of the callers of lessons; used to fit the stage behind, and to calibrate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.calibration import EVIDENCE, calibrate
from models.cascade import Cascade
from models.company import Company
from models.detector import Detector
from models.forest import Forest
from models.model import company_raw, whole_columns, whole_raw
from models.number_id import BLOCK_SIZE
from models.trees import Trees
from training.lesson import Lesson
from training.teaching import with_score

#: Parts of the false flags that each detector may cause; each kind of group has one. The rest of one is for campaigns:
#: they raise honest numbers too, two for every three by calls (docs/detection.md).
WHOLE_BUDGET: Final = 0.4
#: Judging again finds one fraud number in a hundred more, and whole honest groups (docs/decisions/all-worlds-teach.md).
RECALL_BUDGET: Final = 0.01
NOVELTY_BUDGET: Final = 0.1
#: ... beside a booster: where a network differs from those that taught, honest callers are unusual first of all.
LITTLE_NOVELTY: Final = 0.01
GROUP_BUDGET: Final = 0.1
#: Trees of the booster of the risk that look at every call, and the share of calls that the others look at as well.
FIRST_TREES, CLOSER = 100, 0.1


def innocent_worst(lessons: Sequence[Lesson], raw: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """The lowest raw score of every innocent caller of some lessons."""
    return np.concatenate(
        [lesson.worst(scores)[~lesson.guilty] for lesson, scores in zip(lessons, raw, strict=True)]
    )  # fmt: skip


def evidence_of(lessons: Sequence[Lesson], forest: Forest, booster: Trees) -> list[NDArray[np.float32]]:
    """Evidence against every call of some lessons, calibrated on their own innocent callers."""
    raw = [-booster.total(with_score(lesson.rows, forest)) for lesson in lessons]
    calibration = calibrate(innocent_worst(lessons, raw), anchors=EVIDENCE)
    return [calibration.risk(scores) for scores in raw]


def whole_of(
    lessons: Sequence[Lesson], evidence: Sequence[NDArray[np.float32]], forest: Forest
) -> Iterator[NDArray[np.float32]]:
    """What `Model.whole` looks at of every call of some lessons, one lesson after the other."""
    for lesson, against in zip(lessons, evidence, strict=True):
        rows = lesson.rows
        yield whole_columns(rows, forest.score(rows), lesson.company(against).rows)


def cascade_of(lessons: Sequence[Lesson], detector: Detector, whole: Trees) -> Cascade:
    """The booster of the risk as a cascade that looks closer at `CLOSER` of the calls of some lessons."""
    first, later = whole.cut(FIRST_TREES)
    evidence = [detector.judge(lesson.rows)[1] for lesson in lessons]
    sums = [first.total(rows) for rows in whole_of(lessons, evidence, detector.forest)]
    return Cascade(first, later, float(np.quantile(np.concatenate(sums), 1.0 - CLOSER)))


class Worst(NamedTuple):
    """What the risks of innocent callers are read from at their worst.

    Attributes:
        calls: (innocent,) the lowest at a call of its own.
        recalls: (innocent,) the lowest of its company alone when a sibling had it judged again; the least suspicious
            value of all where none had.
    """

    calls: NDArray[np.float64]
    recalls: NDArray[np.float64]


def worst_of(lessons: Sequence[Lesson], detector: Detector, whole: Cascade | None, company: Trees | None) -> Worst:
    """`Worst` of every innocent caller of some lessons."""
    calls, recalls = [], []
    for lesson in lessons:
        rows = lesson.rows
        scores, evidence, _ = detector.judge(rows)
        kept = lesson.company(evidence)
        innocent = ~lesson.guilty
        calls.append(lesson.worst(whole_raw(whole, rows, scores, kept.rows))[innocent])
        recalls.append(recalled_worst(lesson, kept, company)[innocent])
    again = np.concatenate(recalls)
    judged = np.isfinite(again)
    again[~judged] = again[judged].max() if judged.any() else 0.0
    return Worst(np.concatenate(calls), again)


def recalled_worst(lesson: Lesson, company: Company, booster: Trees | None) -> NDArray[np.float64]:
    """What every caller's risk is read from when a sibling had it judged again, (people,); infinite when none had."""
    worst = np.full(len(lesson.people), np.inf)
    notes = company.recalled
    if len(notes):
        cause = lesson.numbers.subjects[notes["call"]]
        sibling = cause - cause % np.uint64(BLOCK_SIZE) + notes["sibling"].astype(np.uint64)
        again = company_raw(booster, np.ascontiguousarray(notes["row"]))
        np.minimum.at(worst, np.searchsorted(lesson.people, sibling), again)
    return worst
