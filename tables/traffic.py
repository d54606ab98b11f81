"""Table `traffic`: what happened per minute of event time, and in all, for each partition.

| | |
|---|---|
| key | minute since the epoch, 8 bytes big-endian; `TOTAL_KEY` for all time |
| value | JSON of `Traffic` |
| partition | the partition of `calls` whose callers are counted |

Counts add up, so each row carries the highest position applied to it per source partition, and a call is counted in a
row only above that. A reader adds the rows of all partitions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
import numpy as np
from numpy.typing import NDArray

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
        applied: highest position counted, by source partition.
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

    def add(self, verdicts: NDArray[np.void], source: int) -> bool:
        """Count an array of `VERDICT` from one source partition, in order of position; False when all was counted."""
        fresh = verdicts[verdicts["position"].astype(np.int64) > self.applied.get(source, -1)]
        if not len(fresh):
            return False
        self.applied[source] = int(fresh["position"][-1])
        calls = fresh[fresh["duplicate"] == 0]
        self.duplicates += len(fresh) - len(calls)
        self.calls += len(calls)
        self.answered += int(np.count_nonzero(calls["disposition"] == 0))
        self.talk_ms += int(calls["duration_ms"].sum(dtype=np.int64))
        self.suspicious += int(np.count_nonzero(calls["band"] >= 1))
        self.dangerous += int(np.count_nonzero(calls["band"] >= 2))
        self.blocked += int(calls["blocked"].sum())
        self.flagged += int(np.count_nonzero(calls["first"] & 1))
        return True


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
    rows: dict[bytes, Traffic] = {}
    changed: set[bytes] = set()
    for source, verdicts in batches:
        if not len(verdicts):
            continue
        minutes = verdicts["end_ms"] // _MINUTE_MS
        groups = [(minute_key(int(minute)), verdicts[minutes == minute]) for minute in np.unique(minutes)]
        for key, group in [(TOTAL_KEY, verdicts), *groups]:
            if key not in rows:
                rows[key] = decode(read(key))
            if rows[key].add(group, source):
                changed.add(key)
    return [(key, encode(rows[key])) for key in sorted(changed)]
