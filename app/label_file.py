"""Keeps `true_label` for evaluation: the job itself never looks at it, so import writes it beside."""

from __future__ import annotations

import csv
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from app.errors import UsageError
from app.settings import Settings
from models.call import CALL
from models.call_reader import CallReader
from models.number import text_of

COLUMNS = ("call_hash", "caller", "true_label")

_HASH, _CALLER = (CALL.fields["call_hash"][1], CALL.fields["caller"][1])  # type: ignore[index]


class LabelledReader(CallReader):
    """Reads records as the worker does and writes each accepted call's label to a CSV file; a context manager.

    `call_hash` is written as `ringfence tail verdicts` shows it, in 16 hex digits, so that the two can be joined.
    """

    def __init__(self, settings: Settings, path: Path | None) -> None:
        super().__init__(settings.default_region, settings.zone, settings.naive_zone, labels=path is not None)
        self._path = path
        self._file: TextIO | None = None
        self._rows: Any = None

    def __enter__(self) -> Self:
        if self._path is not None:
            try:
                self._file = self._path.open("w", encoding="utf-8", newline="")
            except OSError as error:
                raise UsageError(f"Cannot write {self._path}: {error.strerror}.") from error
            self._rows = csv.writer(self._file, lineterminator="\n")
            self._rows.writerow(COLUMNS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def row(self, record: object, index: int, texts: dict[int, str], labels: dict[int, str]) -> bytes:
        """Return a record as the bytes of a CALL, after its label was written; ValueError with a reason."""
        found: dict[int, str] = {}
        value = super().row(record, index, texts, found)
        if self._rows is not None:
            caller = int.from_bytes(value[_CALLER : _CALLER + 8], "little")
            for call_hash, label in found.items():
                self._rows.writerow((f"{call_hash:016x}", text_of(caller, texts), label))
        return value
