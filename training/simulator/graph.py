"""Who knows whom, and how often one calls the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import Ints
from training.simulator.parameters import WorldParameters

# Parts of a person's acquaintances: the household or family, a workplace or class or club, and friends.
_FAMILY_SIZE, _WORK_SIZE = 4, 14
_FAMILY, _WORK = 0.3, 0.35
#: Friends in the same region, of all friends.
_SAME_REGION = 0.75
_DEGREE_SPREAD, _MAX_DEGREE = 0.8, 120
#: Spread of how often one calls an acquaintance, and by how much the two sides differ.
_WEIGHT_SPREAD, _SIDES_SPREAD = 1.1, 0.6
_FAMILY_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class ContactGraph:
    """Acquaintances; each side has its own weight, so one may call much more often than the other, or alone.

    Attributes:
        first: (n + 1,) int64; the contacts of `i` are `contact[first[i]:first[i + 1]]`, one at least.
        contact: (edges,) int32.
        reach: (edges + 1,) float64, running sum of the weights.
    """

    first: NDArray[np.int64]
    contact: Ints
    reach: NDArray[np.float64]

    @classmethod
    def grow(cls, homes: NDArray[np.integer], world: WorldParameters, rng: np.random.Generator) -> Self:
        """Make families, workplaces and friendships.

        Args:
            homes: (n,) region of each subscriber, n >= 2.
            world: how many acquaintances, and how many of them call back.
            rng: the generator to draw from.
        """
        count = len(homes)
        degree = np.clip(world.degree * rng.lognormal(0, _DEGREE_SPREAD, count), 2, _MAX_DEGREE)
        parts = [
            _within_groups(homes, degree * _FAMILY, _FAMILY_SIZE, rng),
            _within_groups(homes, degree * _WORK, _WORK_SIZE, rng),
            _friends(homes, degree * (1 - _FAMILY - _WORK), rng),
        ]
        layer = np.repeat(np.arange(3), [len(one) for one, _ in parts])
        one = np.concatenate([one for one, _ in parts])
        other = np.concatenate([other for _, other in parts])
        known = one != other
        one, other, layer = one[known], other[known], layer[known]
        alone = np.setdiff1d(np.arange(count), np.concatenate([one, other]))
        one, other = np.concatenate([one, alone]), np.concatenate([other, (alone + 1) % count])
        layer = np.concatenate([layer, np.full(len(alone), 2)])
        pairs, place = np.unique(np.minimum(one, other) * count + np.maximum(one, other), return_index=True)
        low, high = np.divmod(pairs, count)
        weight = rng.lognormal(0, _WEIGHT_SPREAD, len(pairs)) * np.where(layer[place] == 0, _FAMILY_WEIGHT, 1.0)
        there = weight * rng.lognormal(0, _SIDES_SPREAD, len(pairs))
        back = weight * rng.lognormal(0, _SIDES_SPREAD, len(pairs))
        # Of a one-sided acquaintance one side calls hardly ever; families always call each other.
        one_sided = (rng.random(len(pairs)) >= world.reciprocity) & (layer[place] > 0)
        first_calls = rng.random(len(pairs)) < 0.5
        there = np.where(one_sided & ~first_calls, there * 1e-3, there)
        back = np.where(one_sided & first_calls, back * 1e-3, back)
        owner = np.concatenate([low, high])
        order = np.argsort(owner, kind="stable")
        contact = np.concatenate([high, low])[order].astype(np.int32)
        weights = np.concatenate([there, back])[order]
        first = np.searchsorted(owner[order], np.arange(count + 1))
        return cls(first, contact, np.concatenate([[0.0], np.cumsum(weights)]))

    def pick(self, callers: NDArray[np.integer], rng: np.random.Generator) -> Ints:
        """One contact for each caller, drawn by weight, (n,) int32."""
        low, high = self.reach[self.first[callers]], self.reach[self.first[callers + 1]]
        edge = np.searchsorted(self.reach, low + rng.random(len(callers)) * (high - low), side="right") - 1
        # A draw that rounds up to the next caller's first edge stays with this caller.
        found: Ints = self.contact[np.clip(edge, self.first[callers], self.first[callers + 1] - 1)]
        return found


def _within_groups(
    homes: NDArray[np.integer], degree: NDArray[np.float64], size: int, rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs within groups of about so many people of one region, half of each one's `degree`."""
    count = len(homes)
    order = np.lexsort((rng.random(count), homes))
    ends = np.cumsum(1 + rng.poisson(size - 1, count))
    groups = int(np.searchsorted(ends, count)) + 1
    starts = np.concatenate([[0], ends])[:groups]
    stops = np.minimum(ends[:groups], count)
    group = np.repeat(np.arange(groups), stops - starts)
    calls = rng.poisson(np.minimum(degree[order], stops[group] - starts[group] - 1) / 2 + 0.25)
    place = np.repeat(np.arange(count), calls)
    low, width = starts[group[place]], (stops - starts)[group[place]]
    other = low + (rng.random(len(place)) * width).astype(np.int64)
    return order[place], order[other]


def _friends(
    homes: NDArray[np.integer], degree: NDArray[np.float64], rng: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs at random, mostly within a region, the sociable ones more often."""
    by_region = np.argsort(homes, kind="stable")
    ends = np.repeat(by_region, np.maximum(1, rng.poisson(degree))[by_region])
    # A random end of a region is a random person in it, weighted by how sociable he is. Half the ends look, the other
    # half are found.
    one = ends[::2]
    low, high = (np.searchsorted(homes[ends], homes[one], side=side) for side in ("left", "right"))
    near = low + (rng.random(len(one)) * (high - low)).astype(np.int64)
    far = rng.integers(0, len(ends), len(one))
    return one, ends[np.where(rng.random(len(one)) < _SAME_REGION, near, far)]
