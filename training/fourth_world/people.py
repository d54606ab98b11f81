"""Ordinary people in communities, and the numbers that they call."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

import numpy as np

from training.fourth_world.countries import ABROAD, COSTLY
from training.fourth_world.lines import Line
from training.fourth_world.society import Society
from training.fourth_world.ties import befriend, ring_in

#: Subscribers for each caller that was asked for; services and fraud add the rest.
_SHARE: Final = 0.96
#: Most workers: every curve is as likely as it stands here often.
_CURVES: Final = ("worker", "worker", "worker", "student", "retired", "tradesman")


def settle_people(society: Society) -> None:
    """Add subscribers with their habits and ties, shops, the emergency number, and relations abroad."""
    count = int(society.scenario.callers * _SHARE)
    society.people = [society.line(society.numbering.free(), human=True) for _ in range(count)]
    _make_ties(society, _settle_communities(society))
    society.by_region = {
        region: [line for line in society.people if line.region == region] for region in society.habits.regions
    }
    _add_shops(society)
    _add_abroad(society)


def _settle_communities(society: Society) -> list[tuple[int, int]]:
    """Neighbours in `people` are a community and mostly share a region. Returns its bounds for each person."""
    draws, people = society.draws, society.people
    bounds: list[tuple[int, int]] = []
    while len(bounds) < len(people):
        first = len(bounds)
        size = int(min(len(people) - first, max(8, draws.around(60, 0.7))))
        region = draws.choose(society.habits.regions)
        for line in people[first : first + size]:
            if draws.chance(0.85):
                line.region, line.cells = region, society.home_and_work(region)
            bounds.append((first, first + size))
    return bounds


def _make_ties(society: Society, bounds: Sequence[tuple[int, int]]) -> None:
    draws, people = society.draws, society.people
    weights: list[dict[int, float]] = [{} for _ in people]
    for place, (line, (low, high)) in enumerate(zip(people, bounds, strict=True)):
        _equip(society, line, people[place - 1] if place > low else None)
        for strong in [True] * draws.whole(1, 5) + [False] * draws.whole(3, 20):
            near = strong or draws.chance(0.65)
            other = draws.whole(low, high) if near else draws.whole(0, len(people))
            if other == place:
                continue
            weight = draws.around(8.0, 0.7) if strong else draws.around(0.6, 0.9)
            weights[place][other] = weights[place].get(other, 0) + weight
            if draws.chance(0.8):  # most ties are mutual, few are equal
                weights[other][place] = weights[other].get(place, 0) + weight * draws.even(0.3, 1.4)
    for line, own in zip(people, weights, strict=True):
        line.ties = [people[other] for other in own]
        line.weights = list(accumulate(own.values()))
        line.knows.update(other.index for other in line.ties)


def _equip(society: Society, line: Line, neighbour: Line | None) -> None:
    draws, habits = society.draws, society.habits
    line.curve = draws.one_of(*_CURVES)
    line.per_day = min(draws.around(2.8, 0.9), 70.0) * habits.activity * (1.6 if line.curve == "tradesman" else 1)
    if draws.chance(habits.elsewhere):
        line.leave_operator(society.operator_trunk())
    elif draws.chance(0.04) and neighbour is not None and neighbour.handsets:  # two SIMs, one telephone
        line.handsets, line.cells = neighbour.handsets, neighbour.cells


def _add_shops(society: Society) -> None:
    """Numbers that are only called: shops by popularity, and emergencies."""
    draws, numbering = society.draws, society.numbering
    for _ in range(max(20, len(society.people) // 40)):
        number, region = numbering.free(numbering.fixed_block()), draws.choose(society.habits.regions)
        society.shops.append(society.desk(number, region, draws.even(0.5, 0.97), draws.around(70, 0.4)))
    society.popularity = np.cumsum(1 / np.arange(1, len(society.shops) + 1) ** 0.7).tolist()
    country = society.habits.country
    society.emergency = society.desk(numbering.national(country.emergency), "", 0.98, 80.0)


def _add_abroad(society: Society) -> None:
    draws, people = society.draws, society.people
    for line in people:
        if draws.chance(0.03):
            code = draws.choose(ABROAD)
            befriend(society, line, [relation(society, code, answers=0.7, median=240.0) for _ in range(2)], 2.0)
    for _ in range(int(len(people) * 0.004)):  # firms, hotels and officials abroad
        abroad = relation(society, draws.choose(ABROAD + COSTLY[:6]), answers=0.7, median=100.0)
        ring_in(society, abroad, [draws.choose(people) for _ in range(int(draws.wide(1, 40)))], 1.1)


def relation(society: Society, code: str, stem: str = "", *, answers: float, median: float) -> Line:
    """A number in a country abroad that people here call; median seconds."""
    return society.desk(society.numbering.foreign(code, stem), f"+{code}", answers, median)
