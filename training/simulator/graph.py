"""Who knows whom, and how often one calls the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

# Acquaintances per subscriber: half have up to nine, few have very many.
_MEDIAN_DEGREE, _DEGREE_SPREAD, _MAX_DEGREE = 9.0, 0.7, 80
_SAME_REGION = 0.75


@dataclass(frozen=True, slots=True)
class ContactGraph:
    """Mutual acquaintances; each side has its own weight, so one may call much more often than the other.

    Attributes:
        first: (n + 1,) int64; the contacts of `i` are `contact[first[i]:first[i + 1]]`, one at least.
        contact: (edges,) int32.
        reach: (edges + 1,) float64, running sum of the weights.
    """

    first: NDArray[np.int64]
    contact: NDArray[np.int32]
    reach: NDArray[np.float64]

    @classmethod
    def grow(cls, homes: NDArray[np.uint8], rng: np.random.Generator) -> Self:
        """Join subscribers at random, mostly within a region, the sociable ones more often.

        Args:
            homes: (n,) region of each subscriber, n >= 2.
            rng: the generator to draw from.
        """
        count = len(homes)
        degree = np.clip(_MEDIAN_DEGREE * rng.lognormal(0, _DEGREE_SPREAD, count), 2, _MAX_DEGREE).astype(np.int64)
        # One end per acquaintance looked for, in order of region: a random end of a region is a random person in
        # it, weighted by how sociable he is. Half the ends look, the other half are found.
        by_region = np.argsort(homes, kind="stable")
        ends = np.repeat(by_region, degree[by_region])
        one = ends[::2]
        low, high = (np.searchsorted(homes[ends], homes[one], side=side) for side in ("left", "right"))
        near = low + (rng.random(len(one)) * (high - low)).astype(np.int64)
        far = rng.integers(0, len(ends), len(one))
        other = ends[np.where(rng.random(len(one)) < _SAME_REGION, near, far)]
        alone = np.setdiff1d(np.arange(count), np.concatenate([one[one != other], other[one != other]]))
        one, other = np.concatenate([one, alone]), np.concatenate([other, (alone + 1) % count])
        pairs = np.unique(np.concatenate([one * count + other, other * count + one])[np.tile(one != other, 2)])
        owner, contact = np.divmod(pairs, count)
        weights = rng.lognormal(0, 1.2, len(pairs))
        return cls(
            np.searchsorted(owner, np.arange(count + 1)),
            contact.astype(np.int32),
            np.concatenate([[0.0], np.cumsum(weights)]),
        )

    def pick(self, callers: NDArray[np.int32], rng: np.random.Generator) -> NDArray[np.int32]:
        """One contact for each caller, drawn by weight, (n,) int32."""
        low, high = self.reach[self.first[callers]], self.reach[self.first[callers + 1]]
        edge = np.searchsorted(self.reach, low + rng.random(len(callers)) * (high - low), side="right") - 1
        # A draw that rounds up to the next caller's first edge stays with this caller.
        return self.contact[np.clip(edge, self.first[callers], self.first[callers + 1] - 1)]
