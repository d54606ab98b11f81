"""Rows of facts of calls, made by the kernel that makes them online."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.facts import COUNT
from models.leg import OUT, split
from models.number_id import KIND_HANDSET, KIND_SHIFT
from models.profile import new_profiles
from models.profile_fold import DUPLICATE, fold
from models.watching import watched

#: The default of the running job: a caller silent for 35 days starts afresh.
RETENTION = 35 * 86_400

# Profiles in memory at once, some 100 MB. Profiles know nothing of each other, so groups of them can be folded in turn.
_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class FactRows:
    """One row per out-leg that counted, in the order of the calls.

    Attributes:
        facts: (n, `models.facts.COUNT`) float32; what they say of siblings is 0.
        subjects: (n,) uint64, whose row it is: the caller, or the handset or trunk that the call went through.
        members: (n,) uint64, the caller.
        ends: (n,) int64, end of the call, ms.
        calls: (n,) int64, index of the call.
    """

    facts: NDArray[np.float32]
    subjects: NDArray[np.uint64]
    members: NDArray[np.uint64]
    ends: NDArray[np.int64]
    calls: NDArray[np.int64]

    def take(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> FactRows:
        """Some of the rows."""
        return FactRows(
            self.facts[chosen], self.subjects[chosen], self.members[chosen], self.ends[chosen], self.calls[chosen]
        )

    def __len__(self) -> int:
        return len(self.facts)


def fact_rows(calls: NDArray[np.void], retention: int = RETENTION) -> tuple[FactRows, FactRows]:
    """Fold calls into fresh profiles and give the facts of each, as they would have been judged.

    Args:
        calls: (n,) array of `models.call.CALL`, in the order of their arrival.
        retention: seconds after which a caller that has been silent starts afresh.

    Returns:
        The rows of numbers, and those of handsets and trunks.
    """
    legs = split(calls, np.arange(len(calls), dtype=np.uint64))
    if len(calls):
        legs["watched"] = watched(legs["end_ms"], int(calls["end_ms"][0]))
    subjects, slots = np.unique(legs["subject"], return_inverse=True)
    outs = np.flatnonzero(legs["direction"] == OUT)
    row_of = np.full(len(legs), -1, np.int64)
    row_of[outs] = np.arange(len(outs))
    facts = np.empty((len(outs), COUNT), np.float32)
    counted = np.zeros(len(outs), bool)
    for first in range(0, len(subjects), _GROUP):
        mine = np.flatnonzero((slots >= first) & (slots < first + _GROUP))
        part = legs[mine]
        profiles = new_profiles(min(_GROUP, len(subjects) - first))
        lanes = np.zeros(len(part), np.uint8)
        folded = fold(profiles, (slots[mine] - first).astype(np.int32), lanes, part, retention)
        placed = part["direction"] == OUT
        index = row_of[mine[placed]]
        facts[index] = folded.facts
        counted[index] = folded.flags[placed] != DUPLICATE
    placed = legs[outs]
    group = placed["subject"] >> np.uint64(KIND_SHIFT) >= KIND_HANDSET
    members = np.where(group, placed["context"], placed["subject"])
    rows = FactRows(facts, placed["subject"], members, placed["end_ms"], placed["position"].astype(np.int64))
    return rows.take(counted & ~group), rows.take(counted & group)
