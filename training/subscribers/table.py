"""Reading a table of labelled subscribers: one line each, voice behaviour over a month, the columns of Sichuan."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.errors import TrainingDataError

LABEL = "label"
#: The subscriber's hashed number; only used to notice people who are in two tables.
NUMBER = "phone_no_m"
#: The numeric columns that features are made of; others are ignored.
COLUMNS: tuple[str, ...] = (
    "opposite_count", "opposite_unique", "voccalltype1", "imeis", "voc_calltype1",
    "phone2opposite_median", "phone2opposite_max",
    "phone2oppo_sum_mean", "phone2oppo_sum_median", "phone2oppo_sum_max",
    "call_dur_mean", "call_dur_median", "call_dur_max", "call_dur_min",
    "city_name_nunique", "county_name_nunique", "county_name_call", "calltype_id_unique",
    "voc_hour_mode", "voc_hour_mode_count", "voc_hour_nunique", "voc_day_mode_count", "voc_day_nunique",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Labelled subscribers.

    Attributes:
        cells: each of `COLUMNS` as (n,) float64; NaN where the cell is empty.
        fraud: (n,) bool.
        numbers: the hashed numbers, in the order of the lines; empty when the table has none.
    """

    cells: dict[str, NDArray[np.float64]]
    fraud: NDArray[np.bool_]
    numbers: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.fraud)

    @property
    def silent(self) -> NDArray[np.bool_]:
        """(n,) bool: subscribers without any voice record."""
        return np.isnan(self.cells["opposite_count"])


def read_table(path: Path) -> Table:
    """Read a table.

    Args:
        path: CSV with a header, UTF-8; an empty cell is a missing value.

    Raises:
        TrainingDataError: when it cannot be read; names the file, the line and the column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(path, csv.reader(file, strict=True))
    except OSError as error:
        raise TrainingDataError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise TrainingDataError(f"{path} is not UTF-8 text (byte {error.start} of a block).") from error


def _read(path: Path, lines: Iterator[list[str]]) -> Table:
    values: list[list[float]] = []
    fraud: list[bool] = []
    numbers: list[str] = []
    try:
        header = next(lines, [])
        for name in (*COLUMNS, LABEL):
            if header.count(name) != 1:
                what = "no column" if name not in header else "more than one column"
                raise TrainingDataError(f"{path}, line 1: there is {what} {name}.")
        places = [header.index(name) for name in COLUMNS]
        label, number = header.index(LABEL), header.index(NUMBER) if NUMBER in header else None
        for row in lines:
            at = f"{path}, line {lines.line_num}"  # type: ignore[attr-defined]
            if not row:
                continue
            if len(row) != len(header):
                raise TrainingDataError(f"{at}: {len(row)} cells where the header has {len(header)} columns.")
            values.append([_value(row[place], at, name) for place, name in zip(places, COLUMNS, strict=True)])
            fraud.append(_label(row[label], at))
            if number is not None:
                numbers.append(row[number])
    except csv.Error as error:
        raise TrainingDataError(f"{path}, line {lines.line_num}: {error}.") from error  # type: ignore[attr-defined]
    if not values:
        raise TrainingDataError(f"{path} has no subscribers.")
    columns = np.asarray(values, np.float64).T
    return Table(dict(zip(COLUMNS, columns, strict=True)), np.asarray(fraud, np.bool_), tuple(numbers))


def _value(text: str, at: str, name: str) -> float:
    """Value of a cell; NaN when it is empty."""
    if not text.strip():
        return math.nan
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= 0.0):
        raise TrainingDataError(f"{at}, column {name}: {text!r} is not a number of at least 0.")
    return value


def _label(text: str, at: str) -> bool:
    """Whether a label says fraud: 1 or 1.0, else 0 or 0.0."""
    if text.strip() in ("0", "0.0", "1", "1.0"):
        return text.strip().startswith("1")
    raise TrainingDataError(f"{at}, column {LABEL}: {text!r} is neither 0 (normal) nor 1 (fraud).")
