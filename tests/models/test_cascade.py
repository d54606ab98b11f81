"""Cascades: a row that is left early keeps its sum, any other gets the sum of all trees."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cascade import Cascade
from tests.models.test_trees import grown, walked


@settings(max_examples=60)
@given(
    seed=st.integers(0, 2**32),
    count=st.integers(0, 19),
    floor=st.floats(-4, 4) | st.sampled_from([-math.inf, math.inf]),
)
def test_later_trees_look_at_rows_above_the_floor_only(seed: int, count: int, floor: float) -> None:
    trees = grown(seed, 3, trees=7)
    first, later = trees.cut(3)
    cascade = Cascade(first, later, floor)
    assert (len(first), len(later), len(cascade), cascade.features) == (3, 4, 7, 3)
    rows = np.random.default_rng(seed ^ 1).normal(size=(count, 3)).astype(np.float32)
    said = cascade.total(rows)
    for row, found in zip(rows, said.tolist(), strict=True):
        early = walked(first, row)
        assert found == (early + walked(later, row) if early >= floor else early)
        assert cascade.total(row[None]).tolist() == [found]
    assert Cascade.from_arrays(cascade.arrays()).total(rows).tobytes() == said.tobytes()


def test_parts_that_do_not_belong_together_are_refused() -> None:
    cascade = Cascade(*grown(1, 3).cut(2), floor=0.0)
    with pytest.raises(ValueError, match="another width"):
        replace(cascade, later=grown(2, 4))
    with pytest.raises(ValueError, match="no number"):
        replace(cascade, floor=math.nan)
    with pytest.raises(ValueError, match="shape"):
        cascade.total(np.zeros((1, 4), np.float32))
