"""A call: one validated record of the `cdr` topic, as one row of a structured array, and the batch a message makes.

`models.call_reader` reads messages into batches; the record contract itself is told in docs/records.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Calls that one message may hold: `index` and a leg's position have 16 bits for it.
MAX_CALLS: Final = 65_535

ANSWERED, NO_ANSWER, BUSY, FAILED, CANCELLED = range(5)
#: The names of the dispositions, at their codes.
DISPOSITIONS: Final = ("answered", "no_answer", "busy", "failed", "cancelled")

CALL = np.dtype(
    [
        ("caller", "<u8"),  # number ids, see models.number_id
        ("callee", "<u8"),
        ("call_hash", "<u8"),  # hash of call_id, or of the content when there is none; never 0
        ("handset", "<u8"),  # subject id of the IMEI, 0 = not told
        ("trunk", "<u8"),  # subject id of the account, else of the trunk; 0 = not told
        ("start_ms", "<i8"),  # milliseconds since 1970-01-01 UTC, within 1990 to 2100
        ("end_ms", "<i8"),  # start + duration: the event time
        ("duration_ms", "<u4"),  # talk time, at most 30 days; 0 unless answered
        ("origin", "<u4"),  # 32-bit hashes of region and cell texts, 0 = not told
        ("target", "<u4"),
        ("cell", "<u4"),
        ("index", "<u2"),  # place of the record in its message, from 0
        ("disposition", "u1"),  # place in DISPOSITIONS
        ("night", "u1"),  # 1 when the local hour at start was 22 to 5
    ]
)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that is no call: its place in the message (from 0), why, and its bytes.

    `raw` is the record itself where it could be cut out of its message, else the whole message.
    """

    index: int
    reason: str
    raw: bytes


@dataclass(slots=True)
class Batch:
    """What one message holds: its calls in their order, the texts of what was hashed, and what was rejected.

    `texts` maps opaque numbers', handsets' and trunks' ids (at least 2**61) and 32-bit region and cell hashes (below
    2**32) to their texts. `labels` maps call_hash to true_label, filled only by a reader that was asked to.

    >>> len(Batch.empty().calls), Batch.empty().rejected
    (0, [])
    """

    calls: NDArray[np.void]
    texts: dict[int, str] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> Batch:
        """Return a batch without calls."""
        return cls(np.empty(0, CALL))
