"""A small model for tests, taught once a process: every part that a full one has, of a few trees, in loud worlds."""

from __future__ import annotations

from functools import cache

import numpy as np
import sklearn
from threadpoolctl import threadpool_limits

from models import company, facts, features
from models.calibration import EVIDENCE, Calibration, calibrate
from models.cascade import Cascade
from models.detector import Detector
from models.judging import GROUP_KINDS
from models.model import PERCENTILES, Group, Manifest, Model, whole_columns
from training.lesson import Lesson
from training.records import read_history
from training.simulator import Scenario, simulate
from training.stages import innocent_worst, worst_of
from training.teaching import Matter, boost, gather, grow_forest, teach_names, with_score

KINDS = ("robocall", "sim_box", "irsf", "wangiri")
TREES, ROUNDS = 30, 20
SEED = 0
#: Times as many false flags as are allowed: tests want something to happen.
JUMPY = 10.0
#: Directions help boosters as small as these, and those of a crew are what they are of a number.
COMPANY = tuple(
    features.FEATURES[name.removeprefix("crew_")].direction if name.startswith("crew_") else direction
    for name, direction in zip(company.NAMES, company.DIRECTIONS, strict=True)
)


@cache
def quick_model(subscribers: int = 500, *, past: bool = False) -> Model:
    """Teach a small model; the same one every time.

    Args:
        subscribers: of each world that teaches.
        past: let how a number has looked before count. So few callers teach a past that only they have: in other
            traffic it raises little.
    """
    # Threads that wait for each other on a busy machine make ten times the work of these little boosters.
    with threadpool_limits(1):
        return _taught(subscribers, past)


def _taught(subscribers: int, past: bool) -> Model:
    lessons = [_lesson(seed, subscribers) for seed in (1, 2)]
    matter = gather(lessons, [lesson.rows for lesson in lessons], SEED)
    forest, sample = grow_forest(matter, TREES, 256, SEED)
    scores = [forest.score(lesson.rows) for lesson in lessons]
    novelty = calibrate(innocent_worst(lessons, scores), budget=0.1)
    seen = Matter(with_score(matter.rows, forest), matter.fraud, matter.weights, matter.kinds)
    booster = boost(seen, (*features.DIRECTIONS, 0), SEED, rounds=ROUNDS, leaves=8)
    flat = Calibration(((-1.0, 1.0), (0.0, 0.0)))
    raw = [Detector(forest, booster, flat, novelty).raw(lesson.rows)[1] for lesson in lessons]
    stage = Detector(forest, booster, calibrate(innocent_worst(lessons, raw), anchors=EVIDENCE), novelty)
    evidence = [stage.judge(lesson.rows)[1] for lesson in lessons]
    columns = [lesson.company(against).rows for lesson, against in zip(lessons, evidence, strict=True)]
    for column in columns if not past else ():
        column[:, company.PAST : company.CREW] = 0.0
    siblings = boost(gather(lessons, columns, SEED), COMPANY, SEED, rounds=ROUNDS, leaves=8)
    everything = [
        whole_columns(lesson.rows, score, column)
        for lesson, score, column in zip(lessons, scores, columns, strict=True)
    ]
    seen_whole = gather(lessons, everything, SEED)
    trees = boost(seen_whole, (*features.DIRECTIONS, 0, *COMPANY), SEED, rounds=ROUNDS, leaves=8)
    whole = Cascade(*trees.cut(ROUNDS // 2), floor=-2.0)
    worst = worst_of(lessons, stage, whole, siblings)
    # A world this small has too few handsets and trunks to learn from: they are judged as numbers are.
    group = Group(stage, calibrate(innocent_worst(lessons, raw)))
    return Model(
        numbers=stage,
        whole=whole,
        calibration=calibrate(worst.calls, budget=JUMPY),
        company=siblings,
        recall=calibrate(worst.recalls, budget=JUMPY),
        groups=dict.fromkeys(GROUP_KINDS, group),
        naming=teach_names(seen_whole, SEED, rounds=60, leaves=8, depth=4),
        normal=np.percentile(sample, np.arange(PERCENTILES), axis=0).astype(np.float32),
        manifest=Manifest(
            features=features.NAMES, feature_version=features.VERSION, data_sha256="0" * 64,
            trained_from="2026-01-12T00:00:00.000Z", trained_to="2026-01-13T00:00:00.000Z", callers=1, rows=len(sample),
            seed=SEED, supervised=True, kinds=KINDS, trees=TREES, max_samples=256, sklearn=sklearn.__version__,
            metrics={},
        ),
    )  # fmt: skip


def _lesson(seed: int, subscribers: int) -> Lesson:
    world = Scenario(subscribers=subscribers, hours=24.0, seed=seed, kinds=KINDS, fraud_share=0.15)
    lesson = Lesson.of(read_history(simulate(world)))
    # Traffic of tests is minutes old: what may be said after days of watching would never be said of it.
    lesson.numbers.facts[:, facts.WATCHED_H] = 0.0
    return lesson
