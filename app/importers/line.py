"""What a reader yields, what it can be told, and the helpers that every reader shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from models.call_fields import ALIASES

#: Bytes that one line or JSON object may have. FreeSWITCH writes some 30 KB for a call; more is a broken file.
MAX_RECORD: Final = 1 << 20
TOO_LONG: Final = "longer than 1 MB"


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a file: its line (from 1, where it begins) and either the record or why it cannot be read.

    Neither means that the record is to be left out on purpose: the second leg of a call that was already read.
    """

    number: int
    record: dict[str, object] | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to read a file whose format leaves things open.

    `columns`: contract field -> column (from 0), instead of the format's usual places. `zone`: the zone of times that
    have none; without it the reader's `naive_zone` decides.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    zone: ZoneInfo | None = None


def parse_columns(text: str) -> dict[str, int]:
    """Return a column map from `field=column` pairs; raises ValueError for an unknown field or a bad column.

    >>> parse_columns("caller=1, callee=2")
    {'caller': 1, 'callee': 2}
    >>> parse_columns("colour=1")
    Traceback (most recent call last):
    ValueError: 'colour' is not a field of a call record; known are account, call_id, callee, caller, cell, \
disposition, duration, imei, origin_region, start, target_region, true_label, trunk
    """
    columns: dict[str, int] = {}
    for pair in text.split(","):
        name, _, column = (part.strip() for part in pair.partition("="))
        if name not in ALIASES:
            raise ValueError(f"{name!r} is not a field of a call record; known are {', '.join(sorted(ALIASES))}")
        if not (column.isascii() and column.isdigit() and int(column) < 1000):
            raise ValueError(f"the column of {name} must be a number from 0, not {column!r}")
        columns[name] = int(column)
    return columns


def zoned(text: str, zone: ZoneInfo | None) -> str:
    """Return a time with the offset of `zone` when it has none of its own; anything else as it stands.

    >>> zoned("2024-05-01 10:23:45", ZoneInfo("Europe/Stockholm")), zoned("soon", ZoneInfo("UTC"))
    ('2024-05-01T10:23:45+02:00', 'soon')
    """
    if zone is None or text[4:5] != "-":
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.replace(tzinfo=zone).isoformat() if moment.tzinfo is None and len(text) >= 16 else text
