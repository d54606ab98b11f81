"""Everything that people and outfits intend to do, before the network answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from training.second_world.scenario import FLOOD
from training.seventh_world.circles import Circles
from training.seventh_world.curves import NAMES, Clock
from training.seventh_world.habits import Habits
from training.seventh_world.moments import assign, ordinary_life, work
from training.seventh_world.outfits import KINDS
from training.seventh_world.population import Population
from training.seventh_world.targets import Targets, seen

_LIFE: Final = NAMES.index("life")


@dataclass(frozen=True, slots=True)
class Plan:
    """Intended calls in order of time.

    Attributes:
        when: (n,) seconds since the world's start.
        callers, callees: (n,) rows.
        jobs: (n,) outfits for which the calls are made; -1 for private ones.
    """

    when: Any
    callers: Any
    callees: Any
    jobs: Any


def draw_plan(rng: np.random.Generator, habits: Habits, clock: Clock, population: Population, circles: Circles) -> Plan:
    """Draw private calls, then each outfit's. Sets when the fresh numbers of campaigns come into being."""
    rows = population.rows
    targets = Targets(rng, population, circles)
    parts: list[tuple[Any, Any, Any, Any]] = []
    for at, outfit in enumerate(population.outfits):
        members = population.members[at]
        when, visits = work(rng, clock, outfit, 1 if KINDS[outfit["kind"]].name == FLOOD else len(members))
        if KINDS[outfit["kind"]].name == FLOOD:
            when = _crowd(rng, clock, outfit, len(members))
            callers = members[: len(when)]
        else:
            callers = assign(rng, outfit, members, len(when))
        if outfit["campaign"] >= 0:
            _begin(rng, rows, callers, when)
        callees, listed = targets.draw(outfit, members, callers)
        parts.append((when, callers, callees, np.full(len(when), at)))
        if len(visits):
            who = targets.visitors(outfit, members, listed, len(visits))
            parts.append((visits, who, rng.choice(members, len(visits)), np.full(len(visits), -1)))
    callers, when = ordinary_life(rng, clock, rows, _LIFE)
    friends = circles.pick(rng, callers)
    stranger = (rng.random(len(callers)) < habits.strangers) | (friends < 0)
    friends = np.where(stranger, rng.choice(population.callable, len(callers)), friends)
    parts.append((when, callers, friends, np.full(len(callers), -1)))
    times, froms, tos, jobs = (np.concatenate(column) for column in zip(*parts, strict=True))
    good = seen(population, froms, tos) & (froms != tos) & (times >= rows["born"][froms])
    order = np.argsort(times[good], kind="stable")
    return Plan(*(column[good][order] for column in (times, froms, tos, jobs)))


def _begin(rng: np.random.Generator, rows: Any, callers: Any, when: Any) -> None:
    """A campaign's fresh numbers are bought minutes to a day before their first call, not at just any time."""
    if not len(callers):
        return
    used, first = np.unique(callers, return_index=True)
    bought = when[first] - np.exp(rng.uniform(np.log(120.0), np.log(86_400.0), len(used)))
    fresh = rows["born"][used] >= 0.0
    rows["born"][used[fresh]] = bought[fresh]


def _crowd(rng: np.random.Generator, clock: Clock, outfit: Any, count: int) -> Any:
    """(count,) moments of a flood, in order: all within its stretch, thick at first or in the middle."""
    length = min(float(outfit["stretch"]) * 3600.0, 0.8 * clock.seconds)
    start = min(clock.draw(rng, int(outfit["curves"]), 1)[0], clock.seconds - length)
    shape = rng.uniform(0.8, 3.0, 2)
    return np.sort(start + length * rng.beta(shape[0], shape[1], count))
