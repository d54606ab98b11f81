"""CSV with a header line that names the contract's fields, such as
`caller_id,receiver_id,call_duration,timestamp,origin_region,target_region,true_label`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.errors import RingfenceError
from app.importers.csv_lines import rows
from app.importers.line import Line, Options, zoned
from app.importers.source import Source
from models.call_fields import ALIASES

_STARTS: Final = ALIASES["start"]


def names_calls(columns: list[str]) -> bool:
    """Say whether a header names at least a callee and a start.

    >>> names_calls(["caller_id", "receiver_id", "timestamp"]), names_calls(["+4670", "+4673", "2024-05-01"])
    (True, False)
    """
    names = {column.strip() for column in columns}
    return bool(names.intersection(ALIASES["callee"])) and bool(names.intersection(_STARTS))


def read(source: Source, options: Options) -> Iterator[Line]:
    """Yield the records of a file; empty columns are absent fields. Raises RingfenceError when there is no header."""
    header: list[str] = []
    for number, columns in rows(source):
        if not header:
            if isinstance(columns, str) or not names_calls(columns):
                raise RingfenceError(f"Line {number} of the file is not a header that names callee and start.")
            header = [column.strip() for column in columns]
        elif isinstance(columns, str):
            yield Line(number, reason=columns)
        elif len(columns) != len(header):
            yield Line(number, reason=f"line has {len(columns)} columns, its header {len(header)}")
        else:
            yield Line(number, _record(header, columns, options))


def _record(header: list[str], columns: list[str], options: Options) -> dict[str, object]:
    record: dict[str, object] = {name: text for name, text in zip(header, columns, strict=True) if text}
    for name in _STARTS:
        if name in record:
            record[name] = zoned(str(record[name]).strip(), options.zone)
    return record
