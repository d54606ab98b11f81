"""Answers as CSV files, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

import msgspec
from aiohttp import web

from app.web.masking import masked

#: What a spreadsheet takes for a formula when a cell begins with it (OWASP: CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Numbers, blocks of 100 or masked numbers: to a spreadsheet they are positive numbers or texts, and can do nothing.
_ONE = r"\+[0-9]{1,17}(?:xx|~[a-z2-7]{8})?"
_NUMBERS = re.compile(rf"{_ONE}(?:; {_ONE})*").fullmatch


def safe(value: object) -> str:
    """A value as the text of a cell.

    A text that a spreadsheet would run as a formula gets an apostrophe in front, by which it takes it for text.
    Telephone numbers do not: all of them begin with a plus, the apostrophe would be a part of them for every other
    program, and digits behind a plus are no formula that could do harm. Lists are joined, what is not known is empty.

    >>> safe("=HYPERLINK(1)"), safe("+46701234567"), safe("+1+cmd|x"), safe(-2.5), safe(None), safe(["SE", "IN"])
    ("'=HYPERLINK(1)", '+46701234567', "'+1+cmd|x", '-2.5', '', 'SE; IN')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return safe("; ".join(map(str, value)))
    text = str(value)
    dangerous = isinstance(value, str) and text.startswith(_FORMULA) and not _NUMBERS(text)
    return f"'{text}" if dangerous else text


def csv_answer(kind: type[msgspec.Struct], rows: Iterable[msgspec.Struct], name: str) -> web.Response:
    """A CSV file (RFC 4180, UTF-8) with a header line, to be kept.

    Args:
        kind: the struct whose fields are the columns.
        rows: of this kind.
        name: of the file, without ending.
    """
    return csv_file(kind.__struct_fields__, (msgspec.structs.astuple(masked(row)) for row in rows), name)


def csv_file(columns: Sequence[str], rows: Iterable[Iterable[object]], name: str) -> web.Response:
    """A CSV file of some columns; as `csv_answer`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe(value) for value in row] for row in rows)
    return web.Response(
        text=text.getvalue(),
        content_type="text/csv",
        charset="utf-8",
        headers={"Cache-Control": "no-store", **attachment(f"{name}.csv")},
    )


def attachment(name: str) -> dict[str, str]:
    """The header that makes a browser keep an answer as a file; the name is of letters, digits, hyphens and dots."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}
