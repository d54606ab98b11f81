"""The file formats by name, and how to tell which one a file has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from app.errors import UsageError
from app.importers import freeswitch, header_csv, json_objects, placed_csv
from app.importers.csv_lines import columns_of
from app.importers.line import Line, Options
from app.importers.source import Source

#: Format name -> reader.
FORMATS: Final[dict[str, Callable[[Source, Options], Iterator[Line]]]] = {
    "jsonl": lambda source, _: json_objects.read(source),
    "csv": header_csv.read,
    "asterisk": lambda source, options: placed_csv.read(source, placed_csv.ASTERISK, options),
    "freeswitch-json": freeswitch.read_json,
    "freeswitch-csv": freeswitch.read_csv,
}

_PROGRESS_EVERY: Final = 1000  # lines; some 5 ms
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_SNIFFED: Final = 20  # lines; the first ones may be bad


def read_file(
    path: Path,
    format: str | None = None,  # noqa: A002 - the word that the command line uses
    options: Options | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Line]:
    """Yield every record of a file in constant memory, whatever its size; plain or gzip.

    Args:
        path: the file.
        format: a name in `FORMATS`; None tells it by the file's first lines.
        options: column map and zone, for formats that need them.
        progress: called now and then with the bytes read from disk and the file's size in bytes.

    Raises:
        UsageError: the file cannot be opened, the format is unknown or cannot be told.
    """
    chosen = format or sniff(path)
    if chosen not in FORMATS:
        raise UsageError(f"{chosen!r} is not a file format; known are {', '.join(FORMATS)}.")
    number = 0
    with _open(path) as source:
        for count, line in enumerate(FORMATS[chosen](source, options or Options())):
            number = line.number
            yield line
            if progress is not None and count % _PROGRESS_EVERY == 0:
                progress(source.position, source.size)
        if source.damage:
            yield Line(number + 1, reason=source.damage)
        if progress is not None:
            progress(source.position, source.size)


def sniff(path: Path) -> str:
    """Return the format of a file by its first lines; raises UsageError when none fits."""
    with _open(path) as source:
        for count, (_, line) in enumerate(source.lines()):
            if count == _SNIFFED:
                break
            found = _format_of(line)
            if found:
                return found
    raise UsageError(f"Cannot tell the format of {path}; name it with --format ({', '.join(FORMATS)}).")


def _format_of(line: bytes | None) -> str | None:
    if line is None:
        return None
    if line.lstrip()[:1] in (b"{", b"["):
        return "freeswitch-json" if b'"callflow"' in line or b'"core-uuid"' in line else "jsonl"
    columns = columns_of(line)
    if isinstance(columns, str):
        return None
    if header_csv.names_calls(columns):
        return "csv"
    for name, layout in (("asterisk", placed_csv.ASTERISK), ("freeswitch-csv", placed_csv.FREESWITCH)):
        if layout.least <= len(columns) <= layout.most and _TIME.fullmatch(columns[layout.columns["start"]]):
            return name
    return None


def _open(path: Path) -> Source:
    try:
        return Source(path)
    except OSError as error:
        raise UsageError(f"Cannot open {path}: {error.strerror}.") from error
