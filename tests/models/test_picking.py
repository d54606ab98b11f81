"""Copies of records as bytes give what NumPy's own give."""

from __future__ import annotations

import numpy as np
import pytest

from models.leg import LEG
from models.picking import joined, picked
from models.verdict import VERDICT


def _records(kind: np.dtype[np.void], count: int) -> np.ndarray:
    return np.frombuffer(np.random.default_rng(count).bytes(count * kind.itemsize), kind)


@pytest.mark.parametrize("kind", [LEG, VERDICT])
@pytest.mark.parametrize("count", [0, 1, 50])
def test_rows_are_those_of_numpy(kind: np.dtype[np.void], count: int) -> None:
    records = _records(kind, count)
    chance = np.random.default_rng(1)
    mask = chance.random(count) < 0.5
    for which in (mask, np.flatnonzero(mask), chance.permutation(count), np.zeros(0, np.intp)):
        found = picked(records, which)
        assert found.dtype == kind
        assert found.tobytes() == records[which].tobytes()
    strided = records[::2]
    assert joined([records, strided]).tobytes() == np.concatenate([records, strided]).tobytes()


def test_copies_are_writable_though_messages_are_not() -> None:
    # Kernels would be compiled once more for arrays that cannot be written.
    records = _records(LEG, 3)
    assert not records.flags.writeable
    assert joined([records]).flags.writeable
    assert picked(records, np.arange(3)).flags.writeable
