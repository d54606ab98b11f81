"""Feature rows of calls, made by the kernel that makes them online."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.features import COUNT
from models.leg import OUT, split
from models.profile import new_profiles
from models.profile_fold import DUPLICATE, fold

#: The default of the running job: a caller silent for 35 days starts afresh.
RETENTION = 35 * 86_400

# Profiles in memory at once, some 100 MB. Profiles know nothing of each other, so groups of them can be folded in turn.
_GROUP = 65_536


@dataclass(frozen=True, slots=True)
class FeatureRows:
    """One row per call that counted, in the order of the calls.

    Attributes:
        rows: (n, features) float32.
        callers: (n,) uint64, ids of the callers.
        calls: (n,) int64, index of each row's call.
    """

    rows: NDArray[np.float32]
    callers: NDArray[np.uint64]
    calls: NDArray[np.int64]


def feature_rows(calls: NDArray[np.void], retention: int = RETENTION) -> FeatureRows:
    """Fold calls into fresh profiles and give the row of each, as it would have been scored.

    Args:
        calls: (n,) array of `models.call.CALL`, in the order of their arrival.
        retention: seconds after which a caller that has been silent starts afresh.
    """
    legs = split(calls, np.arange(len(calls), dtype=np.uint64))
    subjects, slots = np.unique(legs["subject"], return_inverse=True)
    rows = np.empty((len(calls), COUNT), np.float32)
    counted = np.zeros(len(calls), bool)
    for first in range(0, len(subjects), _GROUP):
        mine = (slots >= first) & (slots < first + _GROUP)
        group = legs[mine]
        profiles = new_profiles(min(_GROUP, len(subjects) - first))
        lanes = np.zeros(len(group), np.uint8)
        folded = fold(profiles, (slots[mine] - first).astype(np.int32), lanes, group, retention)
        placed = group["direction"] == OUT
        index = group["position"][placed].astype(np.int64)
        rows[index] = folded.rows
        counted[index] = folded.flags[placed] != DUPLICATE
    kept = np.flatnonzero(counted)
    return FeatureRows(rows[kept], calls["caller"][kept], kept)
