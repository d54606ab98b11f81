"""Tables of subscribers are read whole or refused with file, line and column."""

from pathlib import Path

import numpy as np
import pytest

from tests.training.subscribers.subscribers import write_subscribers
from training.errors import TrainingDataError
from training.subscribers.table import COLUMNS, read_table


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_subscribers(tmp_path / "people.csv", 12)


def test_a_table_keeps_those_without_voice_records_as_missing(path: Path) -> None:
    table = read_table(path)
    assert (len(table), int(table.fraud.sum()), len(set(table.numbers))) == (12, 4, 12)
    assert table.silent.tolist() == [True] * 4 + [False] * 8
    assert set(table.cells) == set(COLUMNS)
    assert all(np.isnan(table.cells[name][:4]).all() and np.isfinite(table.cells[name][4:]).all() for name in COLUMNS)


def test_columns_may_come_in_any_order_and_with_a_byte_order_mark(path: Path) -> None:
    turned = "\n".join(",".join(reversed(line.split(","))) for line in path.read_text().splitlines())
    other = path.with_name("turned.csv")
    other.write_text(turned, encoding="utf-8-sig")
    mine, theirs = read_table(path), read_table(other)
    assert theirs.fraud.tolist() == mine.fraud.tolist()
    assert all(np.array_equal(theirs.cells[name], mine.cells[name], equal_nan=True) for name in COLUMNS)


@pytest.mark.parametrize("text", ["lots", "-1", "inf", "nan"])
def test_a_bad_cell_is_named_by_file_line_and_column(path: Path, text: str) -> None:
    lines = path.read_text().splitlines()
    cells = lines[6].split(",")
    cells[1 + COLUMNS.index("imeis")] = text
    path.write_text("\n".join([*lines[:6], ",".join(cells), *lines[7:]]))
    with pytest.raises(TrainingDataError) as caught:
        read_table(path)
    assert str(caught.value) == f"{path}, line 7, column imeis: '{text}' is not a number of at least 0."


@pytest.mark.parametrize("label", ["", "2", "fraud"])
def test_a_bad_label_is_named(path: Path, label: str) -> None:
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines[:2], lines[2].rpartition(",")[0] + f",{label}"]))
    with pytest.raises(TrainingDataError, match="line 3, column label: "):
        read_table(path)


def test_a_short_line_a_missing_and_a_double_column_are_named(path: Path) -> None:
    lines = path.read_text().splitlines()
    for text, said in (
        ([*lines[:3], "a,b"], "line 4: 2 cells where the header has 26 columns"),
        ([lines[0].replace("imeis", "phones")], "line 1: there is no column imeis"),
        ([lines[0].replace("unknown_column", "imeis")], "line 1: there is more than one column imeis"),
        ([], "line 1: there is no column opposite_count"),
        (lines[:1], "has no subscribers"),
    ):
        path.write_text("\n".join(text))
        with pytest.raises(TrainingDataError, match=said):
            read_table(path)


def test_bytes_that_are_no_text_are_said(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(TrainingDataError, match="is not UTF-8 text"):
        read_table(path)
