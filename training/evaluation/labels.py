"""The truth for evaluation: who commits fraud (`labels.csv`) and who was hurt by it (`victims.csv`).

labels.csv    number,kind,fraud[,campaign][,first_call]            kind in snake case; fraud 1 or 0
victims.csv   number,victim[,campaign],called_at[,complained_at]   number of the fraudster; times RFC 3339 with a zone

Columns may stand in any order, further ones are ignored. Numbers are read as those of records are.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.evaluation.errors import LabelError

#: Reads a number as records do: its id, and a text that is not needed here; ValueError with a reason.
Identify = Callable[[object], tuple[int, str | None]]

#: A victim that has not complained.
NEVER = -1

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_YES, _NO = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no"})


@dataclass(frozen=True, slots=True)
class Labels:
    """What numbers are, one row each.

    Attributes:
        numbers: (n,) uint64 ids, rising.
        kinds: (n,) text, kinds in snake case.
        fraud: (n,) bool.
        campaigns: (n,) text, "" = of none.
        repeated: lines about a number that an earlier line told of. The first one that says fraud counts, because a
            number can be an honest subscriber's and be spoofed; without one the first counts.
    """

    numbers: NDArray[np.uint64]
    kinds: NDArray[np.str_]
    fraud: NDArray[np.bool_]
    campaigns: NDArray[np.str_]
    repeated: int


@dataclass(frozen=True, slots=True)
class Victims:
    """Harmful calls, one row each.

    Attributes:
        numbers: (n,) uint64 ids of the callers.
        victims: (n,) uint64 ids of the called.
        campaigns: (n,) text, "" = of none, or not told.
        called_ms: (n,) int64, when the call began, ms since 1970.
        complained_ms: (n,) int64, when its victim complained, `NEVER` if he did not.
    """

    numbers: NDArray[np.uint64]
    victims: NDArray[np.uint64]
    campaigns: NDArray[np.str_]
    called_ms: NDArray[np.int64]
    complained_ms: NDArray[np.int64]


def read_labels(path: Path, identify: Identify) -> Labels:
    """Read a label file.

    Raises:
        LabelError: naming file and line, when the file or a line of it cannot be read.
    """
    found: dict[int, tuple[str, bool, str]] = {}
    repeated = 0
    for line, row in _rows(path, ("number", "kind", "fraud")):
        with _Line(path, line):
            number, kind, fraud = identify(_need(row, "number"))[0], _need(row, "kind").lower(), _flag(row)
        repeated += number in found
        if number not in found or (fraud and not found[number][1]):
            found[number] = kind, fraud, row.get("campaign", "")
    numbers = np.array(sorted(found), np.uint64)
    rows = [found[number] for number in numbers.tolist()]
    return Labels(
        numbers,
        np.array([kind for kind, _, _ in rows], np.str_),
        np.array([fraud for _, fraud, _ in rows], np.bool_),
        np.array([campaign for _, _, campaign in rows], np.str_),
        repeated,
    )


def read_victims(path: Path, identify: Identify) -> Victims:
    """Read a victim file.

    Raises:
        LabelError: naming file and line, when the file or a line of it cannot be read.
    """
    rows: list[tuple[int, int, str, int, int]] = []
    for line, row in _rows(path, ("number", "victim", "called_at")):
        with _Line(path, line):
            number, victim = (identify(_need(row, name))[0] for name in ("number", "victim"))
            called = _instant(row, "called_at")
            complained = _instant(row, "complained_at") if row.get("complained_at") else NEVER
        rows.append((number, victim, row.get("campaign", ""), called, complained))
    columns = list(zip(*rows, strict=True)) or [()] * 5
    return Victims(
        np.array(columns[0], np.uint64),
        np.array(columns[1], np.uint64),
        np.array(columns[2], np.str_),
        np.array(columns[3], np.int64),
        np.array(columns[4], np.int64),
    )


class _Line:
    """Turns a ValueError into a LabelError that names file and line."""

    def __init__(self, path: Path, line: int) -> None:
        self._where = f"{path}:{line}"

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, ValueError):
            raise LabelError(f"{self._where}: {error}.") from error


def _rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The lines of a file below its header, with their numbers from 1; blank ones are left out."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, [])]
            missing = [name for name in needed if name not in header]
            if missing:
                raise LabelError(f"{path}:1: the header has no column {', '.join(missing)}.")
            for row in reader:
                if not row:
                    continue
                if len(row) != len(header):
                    raise LabelError(f"{path}:{reader.line_num}: {len(row)} columns, the header has {len(header)}.")
                yield reader.line_num, {name: text.strip() for name, text in zip(header, row, strict=True)}
    except OSError as error:
        raise LabelError(f"Cannot open {path}: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise LabelError(f"{path} is not UTF-8.") from error
    except csv.Error as error:
        raise LabelError(f"{path}:{reader.line_num}: not CSV: {error}.") from error


def _need(row: Mapping[str, str], name: str) -> str:
    if not row[name]:
        raise ValueError(f"{name} is missing")
    return row[name]


def _flag(row: Mapping[str, str]) -> bool:
    text = row["fraud"].lower()
    if text not in _YES | _NO:
        raise ValueError(f"fraud must be 1 or 0, not {row['fraud']!r}")
    return text in _YES


def _instant(row: Mapping[str, str], name: str) -> int:
    text = _need(row, name)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name} is not a time: {text[:40]!r}") from None
    if moment.tzinfo is None:
        raise ValueError(f"{name} has no zone: {text[:40]!r}")
    return (moment - _EPOCH) // timedelta(milliseconds=1)
