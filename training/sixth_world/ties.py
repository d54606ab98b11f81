"""Who knows whom: households, colleagues, neighbours and friends, overlapping and mutual."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.sixth_world.people import People

#: How strongly calls go to the closest: the power of a uniform draw over a person's ties, closest first.
_FAVOUR: Final = 2.4


@dataclass(frozen=True, slots=True)
class Ties:
    """Everybody's acquaintances, closest first.

    Attributes:
        first: where each person's ties begin in `others`; one longer than the people.
        others: persons.
    """

    first: NDArray[np.int64]
    others: NDArray[np.int64]

    def pick(self, persons: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        """Somebody whom each of these persons knows, mostly the closest; -1 for who knows nobody."""
        degree = self.first[persons + 1] - self.first[persons]
        place = (degree * rng.random(len(persons)) ** _FAVOUR).astype(np.int64)
        found = self.others[np.minimum(self.first[persons] + place, len(self.others) - 1)]
        return np.where(degree > 0, found, -1)

    def of(self, person: int) -> list[int]:
        """All whom a person knows, closest first."""
        return [int(other) for other in self.others[self.first[person] : self.first[person + 1]]]


def draw_ties(people: People, rng: np.random.Generator) -> Ties:
    """Draw the mutual ties of all people."""
    count = len(people)
    everyone = np.arange(count)
    pairs = [np.stack((everyone[:-k], everyone[k:]))[:, people.homes[:-k] == people.homes[k:]] for k in range(1, 5)]
    strengths = [rng.uniform(0.75, 1.0, (part.shape[1],)) for part in pairs]
    # Colleagues: neighbours in an order by workplace; friends: somebody not far away, now and then anywhere.
    by_firm = np.lexsort((rng.random(count), people.firms))
    for step in (1, 2, 3):
        same = people.firms[by_firm[:-step]] == people.firms[by_firm[step:]]
        pairs.append(np.stack((by_firm[:-step], by_firm[step:]))[:, same & (rng.random(count - step) < 0.8)])
        strengths.append(rng.uniform(0.1, 0.7, (pairs[-1].shape[1],)))
    wanted = np.minimum(rng.lognormal(1.5, 0.7, count), 40).astype(int)
    seeker = np.repeat(everyone, wanted)
    near = seeker + np.rint(rng.laplace(0, 25, len(seeker))).astype(int)
    friend = np.where(rng.random(len(seeker)) < 0.25, rng.integers(count, size=len(seeker)), near % count)
    pairs.append(np.stack((seeker, friend)))
    strengths.append(rng.beta(1.2, 3.0, len(seeker)))

    joined, strength = np.concatenate(pairs, axis=1), np.concatenate(strengths)
    strength = strength[joined[0] != joined[1]]
    joined = joined[:, joined[0] != joined[1]]
    who, whom = np.concatenate((joined, joined[::-1]), axis=1)
    # The two ends do not hold each other equally close.
    close = np.concatenate((strength, strength * rng.uniform(0.6, 1.4, len(strength))))
    order = np.lexsort((-close, who))
    first = np.searchsorted(who[order], np.arange(count + 1))
    return Ties(first.astype(np.int64), whom[order].astype(np.int64))
