"""Who knows whom."""

from __future__ import annotations

import math
from itertools import accumulate

from training.third_world.lines import Line
from training.third_world.society import Society

#: Of the ties outside the community, the share within the region.
_REGIONAL = 0.7
#: Share of the ties of people abroad that lead home.
_HOME = 0.9
#: Communities have this many people at least; spread of the logarithm of their sizes, and of circles.
_LEAST, _SIZES, _CIRCLES = 6, 0.6, 0.7


def befriend(society: Society) -> None:
    """Give people their acquaintances: communities within regions, weighted at both ends."""
    draws, habits, people = society.draws.random, society.habits, society.people
    groups = _communities(society)
    ties: dict[Line, dict[Line, float]] = {person: {} for person in people}
    circle, kin, closeness = math.log(habits.circle), habits.kin, habits.closeness
    regional = kin + (1 - kin) * _REGIONAL
    for person in people:
        abroad = person.kind == "foreigner"
        group, region, mine = groups[person], society.by_region[person.region], ties[person]
        for _ in range(max(1, int(draws.lognormvariate(circle, _CIRCLES)))):
            luck = draws.random()
            if abroad:
                other = draws.choice(society.residents if luck < _HOME else people)
            else:
                other = draws.choice(group if luck < kin else region if luck < regional else people)
            if other is not person:
                close = draws.lognormvariate(0, closeness)
                mine[other] = mine.get(other, 0.0) + close
                theirs = ties[other]
                theirs[person] = theirs.get(person, 0.0) + close * draws.lognormvariate(0, 0.5)
    for person, known in ties.items():
        person.friends = list(known)
        person.closeness = list(accumulate(known.values()))


def _communities(society: Society) -> dict[Line, list[Line]]:
    draws = society.draws.random
    median = math.log(society.habits.community)
    groups: dict[Line, list[Line]] = {}
    for living in society.by_region.values():
        order = draws.sample(living, len(living))
        while order:
            size = max(_LEAST, int(draws.lognormvariate(median, _SIZES)))
            group, order = order[:size], order[size:]
            groups.update(dict.fromkeys(group, group))
    return groups
