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
        labels: (n,) uint16, place in `kinds` of what the record says its caller is; 0 = nothing bad.
        kinds: "" and the fraud labels met.
        rejected: records that are no calls.
    """

    calls: NDArray[np.void]
    labels: NDArray[np.uint16]
    kinds: tuple[str, ...]
    rejected: int

    @property
    def fraudsters(self) -> NDArray[np.uint64]:
        """Ids of the callers with a fraud label, rising."""
        return np.unique(self.calls["caller"][self.labels > 0])

    def digest(self) -> str:
        """SHA-256 of the calls and of who is a fraudster among them, hex digits."""
        digest = hashlib.sha256(self.calls.tobytes())
        digest.update(self.labels.tobytes())
        digest.update("\n".join(self.kinds).encode())
        return digest.hexdigest()


def read_history(
    records: Iterable[Mapping[str, Any]], default_region: str = "US", zone: str = "UTC", naive_zone: str | None = None
) -> History:
    """Read records as the `cdr` topic would carry them.

    Args:
        records: of the record contract, `true_label` included where known, ordered by the end of their calls.
        default_region: reads numbers without a country code (ISO 3166).
        zone: tells night (IANA).
        naive_zone: of times that tell none; None rejects such records.

    >>> record = {"from": "+46701234567", "to": "+46701234568", "start": 1768176000, "duration": 3}
    >>> history = read_history([record, {**record, "true_label": "Robocall"}, {}])
    >>> len(history.calls), history.fraudsters.tolist(), history.rejected
    (2, [46701234567], 1)
    """
    reader = CallReader(default_region, zone, naive_zone, labels=True)
    source = iter(records)
    parts, labels = [np.zeros(0, CALL)], [np.zeros(0, np.uint16)]
    kinds = {"": 0}
    rejected = 0
    while message := list(islice(source, _MESSAGE)):
        batch = reader.read(msgspec.json.encode(message))
        parts.append(batch.calls)
        rejected += len(batch.rejected)
        said = np.zeros(len(batch.calls), np.uint16)
        if batch.labels:
            codes = {
                call: kinds.setdefault("" if label.strip().lower() in NORMAL_LABELS else label.strip(), len(kinds))
                for call, label in batch.labels.items()
            }
            hashes = batch.calls["call_hash"].tolist()
            said[:] = [codes.get(call, 0) for call in hashes]
        labels.append(said)
    return History(np.concatenate(parts), np.concatenate(labels), tuple(kinds), rejected)
