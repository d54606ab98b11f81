"""Bit sketches: the mix is that of the partitions, bits are counted right, estimates are as good as theory says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.bits import DISTINCT_64, DISTINCT_256, DISTINCT_512, bits_set, mix64
from models.number_id import mixed_one

TABLES = [DISTINCT_64, DISTINCT_256, DISTINCT_512]


@given(st.integers(0, 2**64 - 1))
def test_the_mix_is_the_one_that_partitions_are_made_with(number: int) -> None:
    assert int(mix64(np.uint64(number))) == mixed_one(number)


@given(st.integers(0, 2**64 - 1))
def test_bits_are_counted(word: int) -> None:
    assert int(bits_set(np.uint64(word))) == word.bit_count()


@pytest.mark.parametrize("table", TABLES, ids=len)
def test_estimates_grow_with_every_bit_and_stay_finite(table: NDArray[np.float32]) -> None:
    bits = len(table) - 1
    assert table[0] == 0
    assert table[1] == pytest.approx(1, abs=0.01)
    assert (np.diff(table) > 0).all()
    assert table[bits] == pytest.approx(bits * math.log(2 * bits), rel=1e-6)


@pytest.mark.parametrize("table", TABLES, ids=len)
@pytest.mark.parametrize("load", [0.1, 0.5, 1.0, 2.0])
def test_linear_counting_is_within_its_expected_error(table: NDArray[np.float32], load: float) -> None:
    bits = len(table) - 1
    distinct = round(load * bits)
    trials = 400
    ids = np.arange(46_700_000_000, 46_700_000_000 + trials * distinct, dtype=np.uint64)  # neighbours, as in a range
    found = np.empty(trials)
    for trial, part in enumerate(ids.reshape(trials, distinct).tolist()):
        found[trial] = table[len({mixed_one(one) % bits for one in part})]
    # Whang et al. 1990: standard error of the estimate sqrt(m (e^t - t - 1)) and bias (e^t - t - 1) / 2, t = n / m.
    error = math.sqrt(bits * (math.exp(load) - load - 1))
    bias = (math.exp(load) - load - 1) / 2
    assert found.mean() - bias == pytest.approx(distinct, abs=4 * error / math.sqrt(trials) + 0.02 * distinct)
    assert found.std() == pytest.approx(error, rel=0.2)
