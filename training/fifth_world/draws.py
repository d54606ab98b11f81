"""Random draws: NumPy's generator and the few forms that this world needs besides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Keeps this world's draws apart from another program's with the same seed.
_STREAM: Final = 20605


class Draws(np.random.Generator):
    """One stream for the whole world: a draw more or less anywhere changes all that follows.

    >>> Draws(1).whole(2, 2)
    2
    """

    def __init__(self, seed: int) -> None:
        """Args: seed: not negative."""
        super().__init__(np.random.PCG64([seed, _STREAM]))

    def log_uniform(self, low: float, high: float) -> float:
        """A number from low to high (both above 0), even in its logarithm."""
        return math.exp(self.uniform(math.log(low), math.log(high)))

    def whole(self, low: float, high: float) -> int:
        """A whole number from low to high (both above 0), even in its logarithm."""
        return round(self.log_uniform(low, high))

    def below(self, limit: int) -> int:
        """A whole number from 0 to limit - 1, all equally likely."""
        return int(self.integers(limit))

    def word(self, words: Sequence[str], shares: Sequence[float] | None = None) -> str:
        """One of the words, in the given shares, which sum to 1."""
        return str(self.choice(words, p=shares))

    def some(self, source: Integers, count: int) -> Integers:
        """So many of the source, the same one perhaps several times."""
        return source[self.integers(0, len(source), count)]
