"""Table `traffic`: what happened per minute of event time, and in all, for each partition.

| | |
|---|---|
| key | minute since the epoch, 8 bytes big-endian; `TOTAL_KEY` for all time |
| value | JSON of `Traffic` |
| partition | the partition of `calls` whose callers are counted |

Counts add up, so the row of all time carries the highest position counted per source partition, and a call is counted
only above that. All rows of a micro-batch go to the changelog as one record batch, whole or not at all, so this one
row answers for the rows of the minutes too. A reader adds the rows of all partitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.picking import joined, picked

NAME = "traffic"
VERSION = 1
TOTAL_KEY = b"\xff" * 8
_MINUTE_MS = 60_000


class Traffic(msgspec.Struct):
    """Counts of calls whose caller belongs to one partition.

    Attributes:
        calls: calls, each once.
        answered: of these, answered.
        talk_ms: talk time of all, milliseconds.
        suspicious: calls at which the caller was SUSPICIOUS or worse.
        dangerous: calls at which the caller was DANGEROUS.
        blocked: calls placed by a number after it was flagged DANGEROUS.
        flagged: numbers that became SUSPICIOUS at one of these calls.
        duplicates: records that repeated a known call; in no other count.
        applied: highest position counted, by source partition; in the row of all time only.
        version: of this layout.
    """

    calls: int = 0
    answered: int = 0
    talk_ms: int = 0
    suspicious: int = 0
    dangerous: int = 0
    blocked: int = 0
    flagged: int = 0
    duplicates: int = 0
    applied: dict[int, int] = {}
    version: int = VERSION


#: Columns that are added up, in the order of `_counts`.
_SUMS = ("calls", "answered", "talk_ms", "suspicious", "dangerous", "blocked", "flagged", "duplicates")


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Traffic)


def minute_key(minute: int) -> bytes:
    """Key of a minute since the epoch."""
    return minute.to_bytes(8, "big")


def decode(value: bytes | None) -> Traffic:
    """Read a row; an empty one when there is none. Raises msgspec.DecodeError when it is no row."""
    return Traffic() if value is None else _decoder.decode(value)


def encode(traffic: Traffic) -> bytes:
    """Stored form of a row."""
    return _encoder.encode(traffic)


def count(
    batches: Iterable[tuple[int, NDArray[np.void]]], read: Callable[[bytes], bytes | None]
) -> list[tuple[bytes, bytes]]:
    """Rows that change when verdicts are counted.

    Args:
        batches: (source partition, array of `VERDICT` in order of position).
        read: gives the stored value of a key.

    Returns:
        (key, value) pairs, new values.
    """
    total = decode(read(TOTAL_KEY))
    fresh = []
    for source, verdicts in batches:
        new = picked(verdicts, verdicts["position"].astype(np.int64) > total.applied.get(source, -1))
        if len(new):
            total.applied[source] = int(new["position"][-1])
            fresh.append(new)
    if not fresh:
        return []
    found = joined(fresh)
    minutes, places = np.unique(found["end_ms"] // _MINUTE_MS, return_inverse=True)
    sums = _sums(found, places, len(minutes))
    rows = {}
    for place, minute in enumerate(minutes.tolist()):
        key = minute_key(minute)
        rows[key] = _add(decode(read(key)), sums[:, place])
    rows[TOTAL_KEY] = _add(total, sums.sum(axis=1))
    return [(key, encode(row)) for key, row in rows.items()]


def _sums(found: NDArray[np.void], places: NDArray[np.intp], count: int) -> NDArray[np.int64]:
    """Sums of `_SUMS` by minute, (8, count); exact, as whole numbers below 2^53 are in floating point."""
    once = found["duplicate"] == 0
    columns = (
        once,
        once & (found["disposition"] == 0),
        once * found["duration_ms"].astype(np.float64),
        once & (found["band"] >= 1),
        once & (found["band"] >= 2),
        once * found["blocked"],
        once & (found["first"] & 1).astype(bool),
        ~once,
    )
    return np.array([np.bincount(places, column, count) for column in columns]).astype(np.int64)


def _add(row: Traffic, sums: NDArray[np.int64]) -> Traffic:
    for name, amount in zip(_SUMS, sums.tolist(), strict=True):
        setattr(row, name, getattr(row, name) + amount)
    return row
