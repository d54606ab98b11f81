"""Forgetting: profiles that nobody has touched for the retention time leave the tables.

A profile starts afresh by itself when its number comes back after that time (`models.profile_fold`), so the sweep
changes no result; it only frees the space. Each micro-batch looks at a few profiles further on, in order of key, so
that no batch ever waits for a whole pass.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np

from models import profile_codec
from models.number_id import KIND_BLOCK, id_of, kind_of
from tables.store import Store
from tables.traffic import minute_key

#: A record may arrive this many seconds late without finding its profile gone.
MARGIN = 86_400
#: Profiles looked at per micro-batch: one for so many legs, and at least `LEAST`.
LEGS_PER_PROFILE, LEAST = 32, 16
_KEY = 8


@dataclass
class Swept:
    """Keys to delete from the three tables of a partition."""

    profiles: list[bytes] = field(default_factory=list)
    suspects: list[bytes] = field(default_factory=list)
    traffic: list[bytes] = field(default_factory=list)


class Sweeper:
    """Goes round and round the profiles of each partition.

    Args:
        retention: seconds of event time that an untouched profile is kept.
    """

    def __init__(self, retention: int) -> None:
        self._keep = retention + MARGIN
        self._next: dict[int, bytes] = {}
        self._minutes: dict[int, int] = {}

    def forget(self) -> None:
        """Partitions have moved."""
        self._next.clear()
        self._minutes.clear()

    def sweep(
        self, partition: int, profiles: Store, traffic: Store, clock_ms: int, legs: int, busy: Collection[bytes]
    ) -> Swept:
        """Look at some more profiles, and at the oldest minutes of traffic.

        Args:
            partition: the partition.
            profiles, traffic: the stores.
            clock_ms: its stream clock.
            legs: legs of this micro-batch.
            busy: keys that the micro-batch writes; they are alive.
        """
        swept = Swept()
        oldest = clock_ms // 1000 - self._keep
        if oldest <= 0:
            return swept
        count = max(LEAST, legs // LEGS_PER_PROFILE)
        found = profiles.scan(partition, self._next.get(partition, b""), count)
        self._next[partition] = found[-1][0] + b"\0" if len(found) == count else b""
        subjects = [(key, value) for key, value in found if len(key) == _KEY and key not in busy]
        blocks = [item for item in subjects if kind_of(id_of(item[0])) == KIND_BLOCK]
        if blocks:
            last = profile_codec.BLOCKS.decode([value for _, value in blocks])["last"].max(axis=1)
            old = [blocks[at][0] for at in np.flatnonzero(last < oldest).tolist()]
            swept.profiles += old
            swept.suspects += old
            subjects = [item for item in subjects if kind_of(id_of(item[0])) != KIND_BLOCK]
        if subjects:
            known = profile_codec.decode([value for _, value in subjects])
            last = np.maximum(known["out_last"], known["in_last"])
            for at in np.flatnonzero(last < oldest).tolist():
                swept.profiles.append(subjects[at][0])
                if known[at]["flagged_at"]:
                    swept.suspects.append(subjects[at][0])
        if oldest // 60 != self._minutes.get(partition):
            self._minutes[partition] = oldest // 60
            limit = minute_key(oldest // 60)
            swept.traffic = [key for key, _ in traffic.scan(partition, b"", LEAST) if len(key) == _KEY and key < limit]
        return swept
