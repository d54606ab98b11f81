"""Features of subscribers are ratios, and how long an account lived is not among them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.training.subscribers.subscribers import write_subscribers
from training.subscribers.features import FEATURES, FOREST, NAMES, feature_table
from training.subscribers.table import Table, read_table


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return read_table(write_subscribers(tmp_path / "people.csv", 60))


def test_values_are_those_of_their_definitions(table: Table) -> None:
    row = dict(zip(NAMES, feature_table(table)[10], strict=True))
    cell = {name: values[10] for name, values in table.cells.items()}
    assert row["calls_per_callee"] == pytest.approx(np.log(cell["opposite_count"] / cell["opposite_unique"]))
    assert row["out_share"] == cell["voc_calltype1"]
    assert row["callees_per_day"] == pytest.approx(np.log1p(cell["opposite_unique"] / cell["voc_day_nunique"]))
    assert row["top_share"] == pytest.approx(0.125)


def test_what_is_missing_stays_missing_and_nothing_is_infinite(table: Table) -> None:
    cells = {**table.cells, "opposite_unique": np.zeros(len(table))}
    for one in (table, replace(table, cells=cells)):
        rows = feature_table(one)
        assert np.isnan(rows[:4]).any(axis=1).all()
        assert not np.isinf(rows).any()
    assert np.isnan(rows[:, NAMES.index("calls_per_callee")]).all()


def test_a_line_with_one_handset_does_not_tell_how_long_it_lived(table: Table) -> None:
    days = np.where(table.silent, np.nan, np.linspace(1.0, 31.0, len(table)))
    rows = feature_table(replace(table, cells={**table.cells, "voc_day_nunique": days}))
    assert (rows[4:, NAMES.index("handsets_per_day")] == 0.0).all()


def test_the_forest_looks_only_at_features_whose_direction_is_known() -> None:
    assert FOREST
    assert all(FEATURES[name].harm in (-1, 1) for name in FOREST)
