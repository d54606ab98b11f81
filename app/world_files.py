"""Writes a simulated world to files: its records, what its numbers are, and who was hurt."""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, cast

import msgspec

from app.errors import UsageError
from training.instant import instant
from training.simulator import World

LABEL_COLUMNS: Final = ("number", "kind", "fraud", "campaign", "first_call")
VICTIM_COLUMNS: Final = ("number", "victim", "campaign", "called_at", "complained_at")

#: Calls between two looks at the progress.
_CHUNK: Final = 2000


def write_records(path: Path, world: World, calls: int | None, progress: Callable[[int], None]) -> int:
    """Write records as JSON lines; return how many.

    Args:
        path: the file; one that ends in .gz is packed, - is standard output.
        world: whose; it must not have run yet.
        calls: how many at most; None = all.
        progress: is told how many have been written, now and then.

    Raises:
        UsageError: when the file cannot be written.
    """
    encoder = msgspec.json.Encoder()
    records = islice(world.records(), calls)
    written = 0
    with _opened(path) as file:
        while chunk := list(islice(records, _CHUNK)):
            file.write(encoder.encode_lines(chunk))
            written += len(chunk)
            progress(written)
    return written


def write_labels(path: Path | None, world: World) -> None:
    """Write what each number of a world is; nothing without a path.

    `first_call` is the start of the number's first call so far, of a fraudster the first fraudulent one.
    """
    first = world.first_calls
    rows = (
        (known.number, known.kind, int(known.fraud), known.campaign, _when(first.get(known.number)))
        for known in world.truth
    )
    _write_table(path, LABEL_COLUMNS, rows)


def write_victims(path: Path | None, world: World) -> None:
    """Write who was hurt in a world so far; nothing without a path."""
    rows = (
        (one.number, one.victim, one.campaign, instant(one.called_at), _when(one.complained_at))
        for one in world.complaints
    )
    _write_table(path, VICTIM_COLUMNS, rows)


def _when(at_ms: int | None) -> str:
    return "" if at_ms is None else instant(at_ms)


def _write_table(path: Path | None, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    if path is None:
        return
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(columns)
            table.writerows(rows)
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}.") from error


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        try:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # whoever reads has seen enough, as `head` has
            sys.stdout = open("/dev/null", "w", encoding="utf-8")  # noqa: SIM115, PTH123
        return
    try:
        # Fast packing without the time of writing: the same world gives the same bytes.
        file = (
            cast(BinaryIO, gzip.GzipFile(path, "wb", compresslevel=3, mtime=0))
            if path.suffix == ".gz"
            else path.open("wb")
        )
        with file:
            yield file
    except OSError as error:
        raise UsageError(f"Cannot write {path}: {error.strerror}.") from error
