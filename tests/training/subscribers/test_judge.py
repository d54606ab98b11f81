"""Both stages learn from the training table only, and meet what was measured on real subscribers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.subscribers.subscribers import write_subscribers
from training.errors import TrainingDataError
from training.subscribers.features import HARM, NAMES, feature_table
from training.subscribers.judge import cross_validate, forest_scores, judge, supervised_scores
from training.subscribers.table import Table, read_table

SICHUAN = Path(__file__).parents[4] / "shared" / "data" / "sichuan" / "subscribers.csv"


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return read_table(write_subscribers(tmp_path_factory.mktemp("tables") / "people.csv"))


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return read_table(write_subscribers(tmp_path_factory.mktemp("tables") / "others.csv", seed=1))


def test_both_stages_tell_fraud_apart_and_the_same_seed_gives_the_same_figures(table: Table, others: Table) -> None:
    found = judge(table, others)
    assert 0.75 < found["forest"]["auc"] < 1.0
    assert 0.75 < found["supervised"]["auc"] < 1.0
    assert judge(table, others) == found
    assert judge(table, others, seed=1) != found


def test_the_forest_learns_nothing_from_fraudsters(table: Table, others: Table) -> None:
    rows, test = feature_table(table), feature_table(others)
    changed = rows.copy()
    changed[table.fraud] *= 100.0
    scores = forest_scores(rows, table.fraud, test, 0)
    assert forest_scores(changed, table.fraud, test, 0).tolist() == scores.tolist()
    assert forest_scores(rows, ~table.fraud, test, 0).tolist() != scores.tolist()


def test_being_more_harmless_than_normal_changes_no_score_of_the_forest(table: Table) -> None:
    rows = feature_table(table)
    place = NAMES.index("calls_per_callee")
    median = np.nanmedian(rows[~table.fraud, place])
    person = np.nanmedian(rows[~table.fraud], axis=0)
    people = np.tile(person, (3, 1))
    people[:, place] = [median, median + 5.0, median - 1.4]
    usual, redialler, stranger = forest_scores(rows, table.fraud, people, 0)
    assert redialler == usual
    assert stranger > usual


def test_scores_of_the_supervised_stage_are_monotone_where_the_direction_is_known(table: Table) -> None:
    rows = feature_table(table)
    directed = np.flatnonzero(HARM)
    people = np.tile(np.nanmedian(rows, axis=0), (len(directed), 20, 1))
    for k, place in enumerate(directed):
        people[k, :, place] = np.linspace(np.nanmin(rows[:, place]) - 1, np.nanmax(rows[:, place]) + 1, 20)
    scores = supervised_scores(rows, table.fraud, people.reshape(-1, len(NAMES)), 0).reshape(len(directed), 20)
    rises = np.asarray(HARM)[directed, None] * np.diff(scores)
    assert (rises >= -1e-9).all()
    assert (rises > 0).any()


def test_labels_of_the_test_table_only_measure(table: Table, others: Table) -> None:
    turned = judge(table, replace(others, fraud=~others.fraud))
    found = judge(table, others)
    for stage in found:
        assert turned[stage]["auc"] == pytest.approx(1.0 - found[stage]["auc"])


def test_folds_are_drawn_anew_for_each_repeat_and_progress_rises(table: Table) -> None:
    told: list[float] = []
    rounds = cross_validate(table, folds=2, repeats=2, progress=lambda _what, done: told.append(done))
    assert told == [0.0, 0.25, 0.5, 0.75]
    assert rounds[0] != rounds[1]
    assert cross_validate(table, folds=2, repeats=1, seed=1) == rounds[1:]


def test_too_few_to_learn_from_or_to_test_is_said(table: Table, others: Table) -> None:
    honest = replace(others, fraud=np.zeros(len(others), np.bool_))
    with pytest.raises(TrainingDataError, match="Only 0 fraud subscribers to test on"):
        judge(table, honest)
    with pytest.raises(TrainingDataError, match="Only 0 fraud subscribers to train on"):
        judge(honest, table)
    with pytest.raises(TrainingDataError, match="Only 80 fraud subscribers for 81 folds"):
        cross_validate(table, folds=81)


def test_normal_subscribers_without_voice_records_are_not_enough(table: Table) -> None:
    cells = {name: np.where(table.fraud, values, np.nan) for name, values in table.cells.items()}
    with pytest.raises(TrainingDataError, match="No normal subscriber has the cells"):
        judge(replace(table, cells=cells), table)


@pytest.mark.skipif(not SICHUAN.is_file(), reason="the table of real subscribers is not beside the repository")
def test_real_subscribers_are_told_apart_as_measured() -> None:
    # Five repeats gave .9125 - .9158 and .9471 - .9492 (docs/subscribers.md); this is the first of them.
    (found,) = cross_validate(read_table(SICHUAN), repeats=1)
    assert found["forest"]["auc"] >= 0.91
    assert found["supervised"]["auc"] >= 0.945
