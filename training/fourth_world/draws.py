"""All that is random comes from here, in one sequence: whoever draws more or in another order makes another world."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Item = TypeVar("Item")


class Draws:
    """One stream of random numbers under the names that the world's authors think in.

    >>> draws = Draws(1)
    >>> 2 <= draws.even(2, 3) < 3, 1 <= draws.count(1, 40) <= 40, len(draws.digits(4))
    (True, True, 4)
    """

    def __init__(self, seed: int) -> None:
        """Args: seed: not negative."""
        self.generator = np.random.default_rng(seed)
        self.random = self.generator.random
        self.exponential = self.generator.exponential
        self.gamma = self.generator.gamma

    def chance(self, share: float) -> bool:
        """True in that share of draws."""
        return self.random() < share

    def even(self, low: float, high: float) -> float:
        """Uniform, low to high."""
        return low + (high - low) * self.random()

    def wide(self, low: float, high: float) -> float:
        """Uniform in the logarithm, low to high, both above 0."""
        return float(np.exp(self.even(math.log(low), math.log(high))))

    def count(self, low: float, high: float) -> int:
        """`wide`, rounded."""
        return round(self.wide(low, high))

    def around(self, median: float, spread: float) -> float:
        """Log-normal; spread is the deviation of the logarithm."""
        return median * math.exp(spread * self.generator.standard_normal())

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high - 1."""
        return int(self.generator.integers(low, high))

    def poisson(self, mean: float) -> int:
        """How many of something that happens `mean` times on average."""
        return int(self.generator.poisson(mean))

    def beta(self, mean: float, weight: float) -> float:
        """A share from 0 to 1 around a mean; the larger the weight, the closer."""
        return float(self.generator.beta(mean * weight, (1 - mean) * weight))

    def digits(self, count: int, lowest: int = 1) -> str:
        """So many decimal digits, none below the lowest."""
        return "".join(str(digit) for digit in self.generator.integers(lowest, 10, count))

    def choose(self, items: Sequence[Item]) -> Item:
        """One of many."""
        return items[int(self.random() * len(items))]

    def one_of(self, *options: Item) -> Item:
        """One of a few."""
        return options[self.whole(0, len(options))]

    def order(self, count: int) -> list[int]:
        """The numbers below count, shuffled."""
        return [int(place) for place in self.generator.permutation(count)]
