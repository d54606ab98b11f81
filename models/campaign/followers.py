"""Numbers that a campaign raises: what is not suspicious enough by itself, but keeps this company.

A fraudster that stays low and slow never stands out alone. Its siblings may: when several numbers are a campaign by
their own calls, a number that calls as they do, and shares with them what members share, is held to be one of them.
docs/detection.md tells what that finds, and whom it wrongs.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.campaign.distance import EPS, distances, tabled
from models.campaign.suspect import Suspect
from models.number_id import KIND_NUMBER, kind_of
from models.verdict import DANGEROUS

#: So many members must be suspicious by calls of their own before a campaign raises anybody.
LIVE: Final = 5
#: Members that a number is compared with, those that called last; how far it is, is the mean over the nearest three.
COMPARED, NEAREST = 24, 3
#: Members beyond `LIVE` for about two thirds of what more members can add: honest people are rarely taken for a
#: campaign of five, and hardly ever for one of ten.
_SCALE: Final = 2.0


class Follower(NamedTuple):
    """A number, the campaign that it follows, and how far it is from its members, 0-1."""

    suspect: Suspect
    campaign: str
    far: float


def held_to(members: int, far: float = 0.0) -> float:
    """Risk that a campaign raises a number to, 0-100: DANGEROUS, and more the larger it is and the nearer the number.

    Args:
        members: how many are suspicious by calls of their own, at least `LIVE`.
        far: distance from them, 0-1; 0 for one of themselves.

    >>> [held_to(5), held_to(8), held_to(11), held_to(40), held_to(40, far=0.4)]
    [85.0, 96.65, 99.25, 100.0, 94.0]
    """
    reach = (1 - math.exp(-(members - LIVE) / _SCALE)) * (1 - far)
    return round(DANGEROUS + (100.0 - DANGEROUS) * reach, 2)


def followers(watched: Iterable[Suspect], campaigns: Mapping[str, Sequence[Suspect]]) -> list[Follower]:
    """Who belongs to a campaign by its company, in the order of ids.

    Args:
        watched: numbers that are not suspicious by themselves.
        campaigns: by id, their members that are.
    """
    doubtful = sorted(watched, key=lambda one: one.id)
    if not doubtful:
        return []
    ranked = {
        name: sorted(members, key=lambda one: (-one.last_ms, one.id))[:COMPARED]
        for name, members in sorted(campaigns.items())
    }
    having: dict[tuple[str, int], set[str]] = {}
    for name, members in ranked.items():
        for one in members:
            for link in _links(one):
                having.setdefault(link, set()).add(name)
    wanted = [
        (one, name)
        for one in doubtful
        for name in sorted({name for link in _links(one, following=True) for name in having.get(link, ())})
    ]
    if not wanted:
        return []
    nearest: dict[int, Follower] = {}
    for (one, name), far in zip(wanted, _far(wanted, ranked), strict=True):
        best = nearest.get(one.id)
        if far <= EPS and (best is None or far < best.far):
            nearest[one.id] = Follower(one, name, far)
    return list(nearest.values())


def _far(wanted: Sequence[tuple[Suspect, str]], ranked: Mapping[str, Sequence[Suspect]]) -> list[float]:
    """How far each number is from the campaign that it may follow."""
    people = list({one.id: one for one, _ in wanted}.values())
    people += [member for members in ranked.values() for member in members]
    place = {one.id: at for at, one in enumerate(people)}
    counts = [len(ranked[name]) for _, name in wanted]
    left = np.repeat(np.array([place[one.id] for one, _ in wanted]), counts)
    right = np.array([place[member.id] for _, name in wanted for member in ranked[name]])
    found: NDArray[np.float64] = distances(tabled(people), (left, right))
    ends = np.cumsum(counts)
    parts = [np.sort(found[end - count : end])[:NEAREST] for end, count in zip(ends, counts, strict=True)]
    return [round(float(part.mean()), 6) for part in parts]


def _links(one: Suspect, *, following: bool = False) -> set[tuple[str, int]]:
    """What a member and a follower must have one of in common: likeness alone is never near enough.

    A follower whose cell is told must share more than a range: it may live next to the campaign's numbers by chance.
    """
    links = {("handset", key) for key in one.handsets} | {("cell", key) for key in one.cells}
    links |= {("group", key) for key in one.groups} | {("callee", key) for key in one.callees}
    links |= {("abroad", key) for key in one.abroad}
    if kind_of(one.id) == KIND_NUMBER and not (following and one.cells):
        links.add(("range", one.id // 10_000))
    return links
