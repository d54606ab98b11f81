"""Lines of a CSV file as lists of text."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from app.importers.line import TOO_LONG
from app.importers.source import Source


def rows(source: Source) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each line's number and its columns, or the reason why it has none.

    A record is one line: a quoted line break makes its line a bad one, instead of hiding all that follow.
    """
    for number, line in source.lines():
        yield number, columns_of(line)


def columns_of(line: bytes | None) -> list[str] | str:
    """Return the columns of a line, or why they cannot be told; None stands for a line that is too long.

    >>> columns_of(b'a,"b, c",,d'), columns_of(b"\\xff")
    (['a', 'b, c', '', 'd'], 'line is not UTF-8')
    """
    if line is None:
        return f"line is {TOO_LONG}"
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return "line is not UTF-8"
    try:
        return next(csv.reader([text.strip("\r\n")], strict=True), [])
    except csv.Error as error:
        return f"line is not CSV: {error}"
