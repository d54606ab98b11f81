"""Fitting: lessons become a model.

1. A forest learns the presumed-normal callers. Where enough fraudsters are labelled, a booster learns what tells them
   from honest callers who are just as unusual.
2. Company: the booster of one half of the lessons says what evidence there is against the callers of the other half,
   and the other way round; from that a second booster learns what siblings are worth. Nobody is judged by what he has
   taught.
3. Calibration on callers who taught nothing: each gives one score, his lowest, so that a risk stands for a share of
   *callers* who would ever be flagged, not of calls.
4. The second stage is switched on only when it finds more than the forest among callers that neither has seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import msgspec
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from models.calibration import ANCHORS, EVIDENCE, Calibration, calibrate
from models.detector import Detector
from models.forest import Forest
from models.model import PERCENTILES, Model
from models.naming import Naming
from models.trees import Trees
from training.errors import TrainingDataError
from training.groups import teach_groups
from training.lesson import Lesson
from training.manifest import manifest_of
from training.measuring import found_at, measure, precision
from training.stages import (
    LITTLE_NOVELTY,
    NOVELTY_BUDGET,
    RECALL_BUDGET,
    WHOLE_BUDGET,
    cascade_of,
    evidence_of,
    innocent_worst,
    whole_of,
    worst_of,
)
from training.teaching import (
    MIN_FRAUDSTERS,
    boost_company,
    boost_numbers,
    boost_whole,
    gather,
    grow_forest,
    teach_names,
    thinned,
)

#: What is told while training: what is done now, and the part that is done, 0 to 1.
Progress = Callable[[str, float], None]

#: Is given the model and the lessons that measured it, none where there was nothing to measure on.
Examine = Callable[[Model, Sequence[Lesson]], None]


class Tasks:
    """Lessons by task."""

    def __init__(self, teach: Sequence[Lesson], calibrate: Sequence[Lesson], measure: Sequence[Lesson]) -> None:
        self.teach = list(teach)
        self.calibrate = list(calibrate)
        self.measure = list(measure)


def fit(
    tasks: Tasks,
    *,
    seed: int = 0,
    trees: int = 100,
    progress: Progress | None = None,
    examine: Examine | None = None,
) -> Model:
    """Fit a model to lessons; the same lessons and seed give the same arrays, byte for byte.

    Args:
        tasks: the lessons.
        seed: of the forest, the boosters and the draws of training.
        trees: trees of the forest.
        progress: is told how far it is.
        examine: looks at the finished model, for a report.

    Raises:
        TrainingDataError: when there are too few callers.
    """
    # One thread: sums come out the same on any number of cores, and two threads on a busy machine wait for each other.
    with threadpool_limits(1):
        return _fit(tasks, seed, trees, progress or (lambda _what, _done: None), examine or (lambda _m, _lessons: None))


def _fit(tasks: Tasks, seed: int, trees: int, tell: Progress, examine: Examine) -> Model:
    teach, held = tasks.teach, tasks.calibrate
    tell("growing the forest", 0.55)
    matter = gather(teach, (lesson.rows for lesson in teach), seed)
    forest, sample = grow_forest(matter, trees, 256, seed)
    fraudsters = sum(int(np.count_nonzero(lesson.guilty)) for lesson in teach)
    supervised = fraudsters >= MIN_FRAUDSTERS
    strangest = innocent_worst(held, [forest.score(lesson.rows) for lesson in held])
    novelty = _calibrated(strangest, LITTLE_NOVELTY if supervised else NOVELTY_BUDGET)
    booster = whole = company = naming = None
    if supervised:
        tell("boosting", 0.6)
        booster = boost_numbers(matter, forest, seed)
        tell("learning company", 0.75)
        whole, company, naming = _company(teach, forest, seed)
    stage = _detector(forest, booster, novelty, held)
    if booster is not None and not _better(stage, _detector(forest, None, novelty, held), held):
        supervised, booster, whole, company, naming = False, None, None, None, None
        novelty = _calibrated(strangest, NOVELTY_BUDGET)
        stage = _detector(forest, None, novelty, held)
    tell("calibrating", 0.85)
    cascade = cascade_of(held, stage, whole) if whole is not None else None
    worst = worst_of(held, stage, cascade, company)
    groups = teach_groups(teach, held, seed, trees)
    model = Model(
        numbers=stage,
        whole=cascade,
        calibration=_calibrated(worst.calls, WHOLE_BUDGET),
        company=company,
        recall=_calibrated(worst.recalls, RECALL_BUDGET),
        groups=groups,
        naming=naming,
        normal=np.percentile(sample, np.arange(PERCENTILES), axis=0).astype(np.float32),
        manifest=manifest_of(
            tasks.teach, tasks.calibrate, supervised=supervised, rows=len(sample), trees=trees, seed=seed
        ),
    )
    tell("measuring", 0.95)
    if tasks.measure:
        model = replace(model, manifest=msgspec.structs.replace(model.manifest, metrics=measure(model, tasks.measure)))
    examine(model, tasks.measure)
    tell("done", 1.0)
    return model


def _company(teach: Sequence[Lesson], forest: Forest, seed: int) -> tuple[Trees, Trees, Naming | None]:
    """The trees of `Model.whole`, `company` and `naming`.

    Cross-fitted: the evidence against a caller comes from a booster that has not seen his world.
    """
    halves = (teach[::2], teach[1::2]) if len(teach) > 1 else [[part] for part in teach[0].split((0.5, 0.5), seed)]
    first, second = halves
    lessons: list[Lesson] = []
    evidence: list[NDArray[np.float32]] = []
    for taught, judged in ((first, second), (second, first)):
        booster = boost_numbers(gather(taught, (lesson.rows for lesson in taught), seed), forest, seed)
        evidence += evidence_of(judged, forest, booster)
        lessons += judged
    matter = gather(lessons, whole_of(lessons, evidence, forest), seed)
    thin = thinned(matter, seed)
    return boost_whole(thin, seed), boost_company(thin, seed), teach_names(matter, seed)


def _detector(forest: Forest, booster: Trees | None, novelty: Calibration, held: Sequence[Lesson]) -> Detector:
    flat = Calibration(((-1.0, 1.0), (0.0, 0.0)))
    detector = Detector(forest, booster, flat, novelty)
    worst = innocent_worst(held, [detector.raw(lesson.rows)[1] for lesson in held])
    return replace(detector, evidence=_calibrated(worst, evidence=True))


def _calibrated(worst: NDArray[np.float64], budget: float = 1.0, *, evidence: bool = False) -> Calibration:
    try:
        return calibrate(worst, anchors=EVIDENCE if evidence else ANCHORS, budget=budget)
    except ValueError as error:
        raise TrainingDataError(f"The records do not suffice: {error}.") from error


def _better(one: Detector, other: Detector, held: Sequence[Lesson]) -> bool:
    """Whether the first finds more of the fraudsters held back at one false flag in 1,000, or ranks them better."""
    if not any(lesson.guilty.any() for lesson in held):
        return True  # nothing to compare by: labels were rich enough to teach, but none is left over
    return (found_at(held, one, 1e-3), precision(held, one)) > (found_at(held, other, 1e-3), precision(held, other))
