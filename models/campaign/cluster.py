"""Clusters of suspects: DBSCAN over the graph of those that are close to each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.campaign.density import dense
from models.campaign.distance import EPS, distances, tabled
from models.campaign.neighbours import candidates
from models.campaign.suspect import Suspect
from models.verdict import DANGEROUS, SUSPICIOUS

#: Weight that a neighbourhood needs, the suspect itself counted, for its middle to be a core.
MIN_WEIGHT: Final = 2000
#: What a number weighs that was DANGEROUS, and one that was only raised: a reseller's telephone with one suspicious
#: caller among hundreds of customers is no campaign.
FULL_WEIGHT, RAISED_WEIGHT = 1000, 1
#: Two campaigns grow together only when at least this share of their members' pairs that were compared are neighbours.
BRIDGE: Final = 0.25
#: Clusters that were one campaign are told apart when not even one pair is closer than this.
LOOSE_EPS: Final = 0.8


@dataclass(frozen=True, slots=True)
class Clusters:
    """Clusters among suspects.

    Attributes:
        suspects: in the order of their ids.
        labels: (n,) cluster of each, -1 = none.
        cores: (n,) whether it is a core.
        left, right, far: pairs of places that were compared, and their distances.
    """

    suspects: Sequence[Suspect]
    labels: NDArray[np.int64]
    cores: NDArray[np.bool_]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    far: NDArray[np.float64]

    def members(self) -> list[list[Suspect]]:
        """The suspects of each cluster, by id; clusters by their smallest id."""
        found: list[list[Suspect]] = [[] for _ in range(int(self.labels.max(initial=-1)) + 1)]
        for place in np.flatnonzero(self.labels >= 0).tolist():
            found[self.labels[place]].append(self.suspects[place])
        return sorted(found, key=lambda members: members[0].id)

    def density(self, ids: set[int]) -> float:
        """Share of the compared pairs of some suspects that are neighbours, 0-1."""
        chosen = np.array([one.id in ids for one in self.suspects], np.bool_)
        inside = chosen[self.left] & chosen[self.right]
        return round(float((self.far[inside] <= EPS).mean()), 3) if inside.any() else 0.0

    def touch(self, some: set[int], others: set[int]) -> bool:
        """Whether any of some suspects is within `LOOSE_EPS` of any of others."""
        near = self.far <= LOOSE_EPS
        left, right = self.left[near].tolist(), self.right[near].tolist()
        ids = [one.id for one in self.suspects]
        return any(
            (ids[a] in some and ids[b] in others) or (ids[b] in some and ids[a] in others)
            for a, b in zip(left, right, strict=True)
        )


def loyal(
    suspects: Sequence[Suspect], left: NDArray[np.int64], right: NDArray[np.int64], far: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which pairs may count as neighbours: a chance likeness of two must not join the campaigns of both.

    Two members of different campaigns may when enough such pairs are neighbours (`BRIDGE`). A suspect of none may be
    the neighbour of one campaign's members only: of those to which it is closest as a whole.

    Args:
        suspects: (n,) in the order of their ids.
        left, right: (pairs,) places.
        far: (pairs,) distances.
    """
    names = sorted({one.campaign for one in suspects})  # "", if there, comes first
    code = {name: place for place, name in enumerate(names)}
    of = np.array([code[one.campaign] if one.campaign else -1 for one in suspects], np.int64)
    a, b = of[left], of[right]
    allowed = np.ones(len(left), np.bool_)
    both = np.flatnonzero((a >= 0) & (b >= 0) & (a != b))
    if len(both):
        pair = np.minimum(a[both], b[both]) * len(names) + np.maximum(a[both], b[both])
        _, group, compared = np.unique(pair, return_inverse=True, return_counts=True)
        close = np.bincount(group[far[both] <= EPS], minlength=len(compared))
        allowed[both] = (close >= BRIDGE * compared)[group]
    edges = np.flatnonzero(((a < 0) != (b < 0)) & (far <= EPS))
    if len(edges):
        free = np.where(a[edges] < 0, left[edges], right[edges])
        bound = np.maximum(a[edges], b[edges])
        pair, group = np.unique(free * len(names) + bound, return_inverse=True)
        pull = np.round(np.bincount(group, weights=1.0 - far[edges]), 6)
        best = np.lexsort((pair, -pull, pair // len(names)))
        first = np.concatenate(([True], np.diff(pair[best] // len(names)) != 0))
        chosen = np.zeros(len(pair), np.bool_)
        chosen[best[first]] = True
        allowed[edges] = chosen[group]
    return allowed


def weight(suspect: Suspect, borne_out: bool = False) -> int:
    """What a suspect counts in a neighbourhood: 1000 when it was DANGEROUS, less when it was merely SUSPICIOUS.

    So two flagged numbers can make a campaign, two that are merely on the watch list cannot, unless the others of
    their handset bear them out.
    """
    if borne_out:
        return FULL_WEIGHT
    share = min(1.0, suspect.own_risk / DANGEROUS)
    return round(FULL_WEIGHT * share) if suspect.own_risk >= SUSPICIOUS else RAISED_WEIGHT


def clusters(suspects: Sequence[Suspect], sure: Collection[int] = ()) -> Clusters:
    """Find the clusters among active suspects.

    Args:
        suspects: in any order.
        sure: ids of those whom the others of their handset bear out (`models.campaign.groups`).
    """
    ranked = sorted(suspects, key=lambda one: one.id)
    count = len(ranked)
    none = np.full(count, -1), np.zeros(count, np.bool_)
    table = tabled(ranked)
    left, right = candidates(table)
    if not len(left):
        return Clusters(ranked, *none, left, right, np.zeros(0))
    far = distances(table, (left, right))
    near = (far <= EPS) & loyal(ranked, left, right, far)
    weights = np.array([weight(one, one.id in sure) for one in ranked], np.int64)
    labels, cores = dense(left[near], right[near], weights, MIN_WEIGHT)
    return Clusters(ranked, labels, cores, left, right, far)
