"""Who knows whom: a graph of neighbours in a ring of people, with a few acquaintances far away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from training.seventh_world.habits import Habits
from training.seventh_world.population import HOME, OUTSIDE, Population


@dataclass(frozen=True, slots=True)
class Circles:
    """Acquaintances of each row, dearest first in a random order of dearness.

    Attributes:
        first: (n + 1,) where a row's acquaintances begin and end in `who`.
        who: rows.
        taste: (n,) how much a row prefers its dearest; 1 for no preference.
    """

    first: Any
    who: Any
    taste: Any

    def pick(self, rng: np.random.Generator, rows: Any) -> Any:
        """One acquaintance for each of the rows; -1 where a row knows nobody."""
        known = self.first[rows + 1] - self.first[rows]
        place = self.first[rows] + (known * rng.random(len(rows)) ** self.taste[rows]).astype(np.int64)
        return np.where(known > 0, self.who[np.minimum(place, len(self.who) - 1)], -1)

    def pairs(self) -> set[int]:
        """Pairs who know each other, as row * n + acquaintance."""
        size = len(self.first) - 1
        rows = np.repeat(np.arange(size), np.diff(self.first))
        return set((rows * size + self.who).tolist())


def draw_circles(rng: np.random.Generator, habits: Habits, population: Population) -> Circles:
    """Acquaintances of everybody with a private life. Most know each other both ways."""
    rows = population.rows
    size = len(rows)
    living = np.flatnonzero(rows["rate"] > 0.0)
    social = np.concatenate((living, rng.choice(population.callable, len(living) // 2)))
    rng.shuffle(social)
    degree = np.maximum(1, (0.6 * habits.circle * np.exp(0.6 * rng.standard_normal(len(social)))).astype(np.int64))
    ends = np.repeat(np.arange(len(social)), degree)
    reach = np.maximum(1, rng.geometric(1.0 / (1.5 * habits.circle), len(ends)))
    far = rng.random(len(ends)) < 0.25
    other = np.where(far, rng.integers(len(social), size=len(ends)), (ends + reach) % len(social))
    one, two = social[ends], social[other]
    back = rng.random(len(one)) < 0.8
    callers, callees = np.concatenate((one, two[back])), np.concatenate((two, one[back]))
    # Calls between two customers of other networks are never seen here.
    seen = (callers != callees) & ((rows["net"][callers] == HOME) | (rows["net"][callees] == HOME))
    seen &= (rows["rate"][callers] > 0.0) & (rows["net"][callers] <= OUTSIDE)
    keys = np.unique(callers[seen] * size + callees[seen])
    callers, callees = keys // size, keys % size
    order = np.lexsort((rng.random(len(keys)), callers))
    first = np.concatenate(([0], np.cumsum(np.bincount(callers, minlength=size))))
    return Circles(first, callees[order], rng.uniform(1.0, 3.5, size))
