"""Records for training: read by the same reader as online, with what is known about their callers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.call import CALL
from models.call_reader import CallReader

#: Values of `true_label` that say "no fraud", in lower case; every other one says that the caller commits fraud.
NORMAL_LABELS = frozenset({"", "normal", "legitimate", "legit", "genuine", "benign", "ham", "false", "0", "no"})

# Records in one message; bounds the memory of their JSON.
_MESSAGE = 2000


@dataclass(frozen=True, slots=True)
class History:
    """Calls in the order of their records.

    Attributes:
        calls: (n,) array of `models.call.CALL`.
        fraudsters: ids of the callers with a fraud label, rising.
        rejected: records that are no calls.
    """

    calls: NDArray[np.void]
    fraudsters: NDArray[np.uint64]
    rejected: int

    def digest(self) -> str:
        """SHA-256 of the calls and of who is a fraudster among them, hex digits."""
        digest = hashlib.sha256(self.calls.tobytes())
        digest.update(self.fraudsters.tobytes())
        return digest.hexdigest()


def read_history(records: Iterable[Mapping[str, Any]], default_region: str = "US", zone: str = "UTC") -> History:
    """Read records as the `cdr` topic would carry them.

    Args:
        records: of the record contract, `true_label` included where known, ordered by the end of their calls.
        default_region: reads numbers without a country code (ISO 3166).
        zone: tells night (IANA).

    >>> record = {"from": "+46701234567", "to": "+46701234568", "start": 1768176000, "duration": 3}
    >>> history = read_history([record, {**record, "true_label": "Robocall"}, {}])
    >>> len(history.calls), history.fraudsters.tolist(), history.rejected
    (2, [46701234567], 1)
    """
    reader = CallReader(default_region, zone, labels=True)
    source = iter(records)
    parts = [np.zeros(0, CALL)]
    fraudsters: set[int] = set()
    rejected = 0
    while message := list(islice(source, _MESSAGE)):
        batch = reader.read(msgspec.json.encode(message))
        parts.append(batch.calls)
        rejected += len(batch.rejected)
        guilty = [key for key, label in batch.labels.items() if label.strip().lower() not in NORMAL_LABELS]
        mask = np.isin(batch.calls["call_hash"], np.array(guilty, np.uint64))
        fraudsters.update(batch.calls["caller"][mask].tolist())
    return History(np.concatenate(parts), np.array(sorted(fraudsters), np.uint64), rejected)
