"""Small bit sketches: hashing, counting bits, linear counting.

Linear counting estimates the distinct values hashed into `m` bits as `-m ln(z / m)`, `z` being the bits still zero
(Whang, Vander-Zanden, Taylor: A linear-time probabilistic counting algorithm for database applications, TODS 1990).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from models.kernel import inline_kernel


def _table(bits: int) -> NDArray[np.float32]:
    # A full sketch is read as if half a bit were left, so that the estimate stays finite.
    return np.array([-bits * math.log(max(bits - k, 0.5) / bits) for k in range(bits + 1)], np.float32)


#: Estimated distinct values by number of bits set, for sketches of 64, 256 and 512 bits.
DISTINCT_64, DISTINCT_256, DISTINCT_512 = _table(64), _table(256), _table(512)


@inline_kernel
def mix64(value: np.uint64) -> np.uint64:
    """Spread a 64-bit id over all bits (finaliser of SplitMix64, Steele et al., OOPSLA 2014)."""
    value = np.uint64(value) + np.uint64(0x9E3779B97F4A7C15)
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@inline_kernel
def bits_set(word: np.uint64) -> np.int64:
    """Number of bits set in a 64-bit word; the compiler turns this form into one instruction."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))
