"""Training is reproducible, learns what is normal from normal callers only, and keeps only what is worth its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest

from models.features import NAMES
from models.model import Model
from tests.training.small_lessons import CURRICULUM, lessons, relabelled, unlabelled
from training import model_file
from training.cleaning import presume_normal
from training.curriculum import Curriculum
from training.errors import TrainingDataError
from training.fitting import Tasks, _better, _calibrated, _detector, fit
from training.lesson import Lesson
from training.records import read_history
from training.simulator import Scenario, simulate
from training.stages import LITTLE_NOVELTY, NOVELTY_BUDGET, RECALL_BUDGET, WHOLE_BUDGET, innocent_worst, worst_of
from training.teaching import MIN_FRAUDSTERS, Matter, boost_numbers, gather, grow_forest
from training.train import train, train_on

TREES = 30
LABELLED = replace(Scenario.load("varied"), subscribers=500, hours=12.0, seed=3, fraud_share=0.05)


class Trained(NamedTuple):
    model: Model
    told: list[tuple[str, float]]
    measured: Sequence[Lesson]


@pytest.fixture(scope="module")
def trained() -> Trained:
    told: list[tuple[str, float]] = []
    measured: list[Lesson] = []
    model = train_on(
        CURRICULUM,
        trees=TREES,
        progress=lambda what, done: told.append((what, done)),
        examine=lambda _model, unseen: measured.extend(unseen),
    )
    return Trained(model, told, measured)


@pytest.fixture(scope="module")
def tasks() -> Tasks:
    return Tasks(lessons("teach"), lessons("calibrate"), lessons("measure"))


def few_guilty(lesson: Lesson, most: int) -> Lesson:
    """The lesson with its innocent callers and the first few of its fraudsters."""
    return lesson.of_people(~lesson.guilty | (np.cumsum(lesson.guilty) <= most))


def forest_bytes(model: Model) -> bytes:
    forest = model.numbers.forest
    return b"".join(part.tobytes() for part in (forest.trees.threshold, forest.trees.feature, model.normal))


def test_the_same_worlds_and_seed_give_the_same_files(trained: Trained, tasks: Tasks, tmp_path: Path) -> None:
    again = fit(tasks, trees=TREES)
    assert again.manifest == trained.model.manifest
    for name, model in (("one", trained.model), ("two", again)):
        model_file.save(model, tmp_path / f"{name}.joblib")
    assert (tmp_path / "one.joblib").read_bytes() == (tmp_path / "two.joblib").read_bytes()
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_another_seed_gives_another_model(tasks: Tasks) -> None:
    few = Tasks([few_guilty(lesson, 3) for lesson in tasks.teach], tasks.calibrate, [])
    one, same, other = (fit(few, trees=TREES, seed=seed) for seed in (0, 0, 1))
    assert forest_bytes(one) == forest_bytes(same) != forest_bytes(other)
    assert (one.calibration, one.manifest.data_sha256) == (same.calibration, other.manifest.data_sha256)
    assert one.calibration != other.calibration


def test_the_manifest_says_what_was_learnt(trained: Trained, tasks: Tasks) -> None:
    manifest = trained.model.manifest
    assert manifest.features == NAMES
    assert (manifest.trees, manifest.max_samples, manifest.seed) == (TREES, 256, 0)
    assert len(trained.model.numbers.forest) == TREES
    assert manifest.callers == sum(int((~lesson.guilty).sum()) for lesson in tasks.teach)
    assert manifest.callers < manifest.rows <= 4 * manifest.callers
    assert manifest.supervised
    taught = {kind for lesson in tasks.teach for kind in lesson.kind.tolist()} - {""}
    assert set(manifest.kinds) == taught
    first, last = (f"{np.datetime64(int(end), 'ms')}Z" for end in _span([*tasks.teach, *tasks.calibrate]))
    assert (manifest.trained_from, manifest.trained_to) == (first, last)
    assert manifest.metrics["normal_callers"] == float((~tasks.measure[0].guilty).sum())


def _span(taken: Sequence[Lesson]) -> tuple[int, int]:
    ends = np.concatenate([lesson.numbers.ends for lesson in taken])
    return int(ends.min()), int(ends.max())


def test_progress_goes_from_nothing_to_done(trained: Trained) -> None:
    done = [part for _, part in trained.told]
    assert done == sorted(done)
    assert 0.0 < done[0] <= 0.5 / CURRICULUM.count
    assert trained.told[-1] == ("done", 1.0)
    assert [what for what, _ in trained.told].count("living in simulated worlds") == CURRICULUM.count


def test_the_lessons_that_measured_it_are_shown(trained: Trained, tasks: Tasks) -> None:
    assert [lesson.digest for lesson in trained.measured] == [lesson.digest for lesson in tasks.measure]
    shown: list[int] = []
    unmeasured = Tasks([few_guilty(tasks.teach[0], 0)], tasks.calibrate, [])
    fit(unmeasured, trees=5, examine=lambda _model, unseen: shown.append(len(unseen)))
    assert shown == [0]


def test_each_detector_is_calibrated_to_its_part_of_the_false_flags(trained: Trained, tasks: Tasks) -> None:
    model, held = trained.model, tasks.calibrate
    worst = worst_of(held, model.numbers, model.whole, model.company)
    assert model.calibration == _calibrated(worst.calls, WHOLE_BUDGET) != _calibrated(worst.calls)
    assert model.recall == _calibrated(worst.recalls, RECALL_BUDGET) != _calibrated(worst.recalls)
    alone = innocent_worst(held, [model.numbers.forest.score(lesson.rows) for lesson in held])
    # Beside a booster the forest gets less of them.
    assert model.numbers.novelty == _calibrated(alone, LITTLE_NOVELTY) != _calibrated(alone, NOVELTY_BUDGET)


def test_too_few_fraudsters_teach_no_second_stage(tasks: Tasks) -> None:
    teach = [few_guilty(lesson, MIN_FRAUDSTERS // 2 - 1) for lesson in tasks.teach]
    model = fit(Tasks(teach, tasks.calibrate, []), trees=TREES)
    assert (model.numbers.booster, model.whole, model.company, model.naming) == (None, None, None, None)
    assert (model.manifest.supervised, model.manifest.kinds) == (False, ())
    alone = innocent_worst(tasks.calibrate, [model.numbers.forest.score(lesson.rows) for lesson in tasks.calibrate])
    assert model.numbers.novelty == _calibrated(alone, NOVELTY_BUDGET)


def test_a_second_stage_that_was_taught_nonsense_is_switched_off(tasks: Tasks) -> None:
    honest = tasks.teach[0].of_people(~tasks.teach[0].guilty)
    forest, _ = grow_forest(gather([honest], [honest.rows], 0), TREES, 256, 0)
    worst = honest.worst(forest.score(honest.rows))
    nonsense = relabelled(honest, np.where(worst >= np.sort(worst)[-60], "wangiri", ""))  # the most ordinary of all
    assert nonsense.guilty.sum() > MIN_FRAUDSTERS
    model = fit(Tasks([nonsense], tasks.calibrate, tasks.measure), trees=TREES)
    assert (model.numbers.booster, model.whole, model.company, model.naming) == (None, None, None, None)
    assert (model.manifest.supervised, model.manifest.kinds) == (False, ())
    assert 0.0 <= model.manifest.metrics["found_1e-3"] <= 1.0


def test_the_better_stage_is_the_one_that_finds_more_fraudsters_held_back(tasks: Tasks) -> None:
    matter = gather(tasks.teach, [lesson.rows for lesson in tasks.teach], 0)
    forest, _ = grow_forest(matter, TREES, 256, 0)
    held = tasks.calibrate
    novelty = _calibrated(innocent_worst(held, [forest.score(lesson.rows) for lesson in held]), NOVELTY_BUDGET)
    turned = Matter(matter.rows, ~matter.fraud, matter.weights, matter.kinds)
    taught = _detector(forest, boost_numbers(matter, forest, 0), novelty, held)
    fooled = _detector(forest, boost_numbers(turned, forest, 0), novelty, held)
    assert _better(taught, fooled, held)
    assert not _better(fooled, taught, held)
    # With nobody to compare by, labels that were rich enough to teach are believed.
    assert _better(fooled, taught, [lesson.of_people(~lesson.guilty) for lesson in held])


def test_fraudsters_never_teach_the_forest(tasks: Tasks) -> None:
    def fitted(changed: str) -> bytes:
        teach = []
        for lesson in tasks.teach:
            some = few_guilty(lesson, 10)
            facts = some.numbers.facts.copy()
            who = {"nobody": some.guilty & ~some.guilty, "guilty": some.guilty, "innocent": ~some.guilty}[changed]
            facts[who[some.who]] = 50.0
            teach.append(replace(some, numbers=replace(some.numbers, facts=facts)))
        return forest_bytes(fit(Tasks(teach, tasks.calibrate, []), trees=5))

    assert fitted("guilty") == fitted("nobody") != fitted("innocent")


def test_labelled_records_alone_teach_calibrate_and_measure() -> None:
    records = list(simulate(LABELLED))
    callers = {record["caller"] for record in records}
    metrics = train(records, worlds=False, trees=5).manifest.metrics
    assert 0.1 < metrics["normal_callers"] / len(callers) < 0.3
    assert metrics["fraud_callers"] > 0
    assert "found_1e-4" in metrics


def test_without_labels_only_normal_callers_are_measured() -> None:
    records = [{key: value for key, value in record.items() if key != "true_label"} for record in simulate(LABELLED)]
    manifest = train(records, worlds=False, trees=5).manifest
    assert not manifest.supervised
    assert manifest.metrics.keys() == {"normal_callers", "fraud_callers", "normal_suspicious", "normal_dangerous"}
    assert manifest.metrics["fraud_callers"] == 0
    assert manifest.data_sha256 != train(simulate(LABELLED), worlds=False, trees=5).manifest.data_sha256


@pytest.mark.parametrize("share", [0.05, 0.2])
def test_cleaning_sets_campaigns_aside_and_leaves_honest_callers(trained: Trained, share: float) -> None:
    """On this world 13% and 9% of the fraudsters stayed, and 36% and 56% without a model."""
    world = replace(
        Scenario.load("varied"), subscribers=1000, hours=24.0, seed=6, fraud_share=share, campaigns_after_hours=4.0,
        campaigns_spread_hours=14.0,
    )  # fmt: skip
    lesson = Lesson.of(read_history(simulate(world)))
    assert lesson.fraud.mean() == pytest.approx(share, abs=0.06)
    kept = np.isin(lesson.people, presume_normal(unlabelled(lesson), trained.model, 0).people)
    alone = np.isin(lesson.people, presume_normal(unlabelled(lesson), None, 0).people)
    fraud = lesson.guilty & (lesson.kind != "spoofed_flood")
    assert kept[fraud].mean() < 0.25
    assert kept[fraud].mean() < alone[fraud].mean() < 0.75
    assert kept[~lesson.guilty].mean() > 0.9


@pytest.mark.parametrize("records", [[], [{"caller": "nobody"}]], ids=["none", "no calls"])
def test_too_little_to_learn_from_is_said(records: list[dict[str, Any]]) -> None:
    with pytest.raises(TrainingDataError, match="Only 0 normal callers"):
        train(records)


def test_too_few_callers_to_calibrate_on_are_said(tasks: Tasks) -> None:
    lesson = tasks.calibrate[0]
    few = lesson.of_people(np.cumsum(~lesson.guilty) <= 19)
    with pytest.raises(TrainingDataError, match="too few to calibrate"):
        fit(Tasks([few_guilty(tasks.teach[0], 0)], [few], []), trees=5)


def test_a_curriculum_makes_the_same_lessons_every_time_and_others_for_each_task_and_seed() -> None:
    tiny = Curriculum(teach=1, calibrate=1, measure=1, subscribers=500, hours=3.0, worlds=("first",))
    planned = [next(tiny.plan(task)) for task in ("teach", "calibrate", "measure", "teach")]
    digests = [tiny.lesson(one).digest for one in planned]
    assert digests[0] == digests[3]
    assert len(set(digests)) == 3
    assert tiny.lesson(planned[0]._replace(seed=7)).digest not in digests


def test_who_is_left_out_is_shown_to_nobody() -> None:
    loud = Curriculum(teach=1, subscribers=500, hours=12.0, worlds=("first",))
    (planned,) = loud.plan("teach")
    kinds = set(loud.lesson(planned).kind.tolist())
    assert {"sim_box", "wangiri"} <= kinds
    less = set(replace(loud, without=("sim_box",)).lesson(planned).kind.tolist())
    assert "sim_box" not in less
    assert "wangiri" in less


def test_a_manifest_is_json(trained: Trained) -> None:
    manifest = trained.model.manifest
    assert msgspec.json.decode(msgspec.json.encode(manifest), type=type(manifest)) == manifest
