"""Where the randomness of a second world comes from."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

#: How long a call lasts once it is answered, seconds; each call of it draws anew.
Seconds = Callable[[], float]

#: Nobody talks longer, seconds.
LONGEST: Final = 7200
_T = TypeVar("_T")


class Draws:
    """Two generators of one seed: `random` for single decisions, where it is faster, `array` for many at once.

    >>> Draws(1, 0).log_between(2, 8) == Draws(1, 0).log_between(2, 8) != Draws(1, 1).log_between(2, 8)
    True
    """

    def __init__(self, seed: int, stream: int) -> None:
        """Args: seed of the world, not negative; stream: another one is independent of this one."""
        self.random = random.Random(seed * 1_000_003 + 17 + stream * 7_919_000_000_033)
        self.array = np.random.default_rng([seed, 7741, stream])

    def between(self, low: float, high: float) -> float:
        """Uniform in [low, high]."""
        return self.random.uniform(low, high)

    def log_between(self, low: float, high: float) -> float:
        """Uniform in the logarithm; `low` above 0."""
        return math.exp(self.random.uniform(math.log(low), math.log(high)))

    def each(self, ranges: Mapping[str, tuple[float, float, bool]]) -> dict[str, float]:
        """A number of each range, which is (low, high, whether in the logarithm)."""
        return {
            name: self.log_between(low, high) if log else self.between(low, high)
            for name, (low, high, log) in ranges.items()
        }

    def chance(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.random.random() < probability

    def one(self, of: Sequence[_T]) -> _T:
        """One of them."""
        return self.random.choice(of)

    def rounded(self, amount: float) -> int:
        """A whole number, `amount` on average."""
        return int(amount + self.random.random())

    def poisson(self, mean: float) -> int:
        """A count."""
        return int(self.array.poisson(mean))

    def digits(self, count: int) -> str:
        """So many digits."""
        return f"{self.random.randrange(10**count):0{count}d}" if count > 0 else ""

    def log_normal(self, median: float, spread: float) -> Seconds:
        """Durations around a median, seconds; `spread` of their logarithm."""
        gauss, exp = self.random.gauss, math.exp
        return lambda: min(LONGEST, max(1.0, median * exp(gauss(0, spread))))

    def mixed(self, share: float, first: Seconds, second: Seconds) -> Seconds:
        """Durations of two sorts; `share` of the first."""
        some = self.random.random
        return lambda: first() if some() < share else second()

    def announcement(self, length: int, listens: float, mean: float) -> Seconds:
        """Durations of a recording, seconds: the share `listens` hears it out, others leave after `mean` or so."""
        draw = self.random
        return lambda: length + draw.randint(-1, 2) if draw.random() < listens else max(1.0, draw.expovariate(1 / mean))


def cumulative(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Running sums from 0, one more than there are weights."""
    return np.concatenate([[0.0], np.cumsum(weights)])
