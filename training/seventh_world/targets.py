"""Whom an outfit calls, and who calls it."""

from __future__ import annotations

from typing import Any

import numpy as np

from training.seventh_world.circles import Circles
from training.seventh_world.kinds import Table
from training.seventh_world.population import DEAD, OUTSIDE, Population


class Targets:
    """Draws callees in bulk from a population, strangers by area or in numerical order."""

    def __init__(self, rng: np.random.Generator, population: Population, circles: Circles) -> None:
        self._rng, self._population, self._circles = rng, population, circles
        rows = population.rows
        everybody = population.callable
        # Who calls from abroad has no area here and calls anybody.
        here = range(int(rows["region"][population.dead].max()) + 1)
        self._areas = [everybody[rows["region"][everybody] == area] for area in here]
        self._all = everybody
        in_plan = np.concatenate((everybody, population.dead))
        self._sorted = in_plan[np.argsort(rows["number"][in_plan], kind="stable")]

    def _home(self, area: int) -> Any:
        return self._areas[area] if area < len(self._areas) and len(self._areas[area]) else self._all

    def _strangers(self, outfit: Table, area: int, count: int) -> Any:
        rng = self._rng
        if rng.random() < outfit["serial"]:
            start, step = int(rng.integers(len(self._sorted))), int(rng.integers(1, 4))
            return self._sorted[(start + step * np.arange(count)) % len(self._sorted)]
        home = self._home(area)
        near = rng.random(count) < outfit["local"]
        picked = np.where(near, rng.choice(home, count), rng.choice(self._all, count))
        return np.where(rng.random(count) < outfit["dead"], rng.choice(self._population.dead, count), picked)

    def _costly(self, outfit: Table, count: int) -> Any:
        """Numbers of a few costly ranges; honest callers mean people mostly, fraudsters machines."""
        rng, population = self._rng, self._population
        machines = rng.random() < (0.9 if outfit["campaign"] >= 0 else 0.15)
        pool = population.machines if machines else population.families
        regions = population.rows["region"][pool]
        return rng.choice(pool[np.isin(regions, rng.choice(regions, int(rng.integers(1, 5))))], count)

    def draw(self, outfit: Table, members: Any, callers: Any) -> tuple[Any, Any]:
        """Callees of an outfit's calls.

        Args:
            members: rows of the outfit.
            callers: (n,) rows that place the calls, in order of time.

        Returns:
            (n,) rows; and the rows of the outfit's list.
        """
        rng, count = self._rng, len(callers)
        area = int(self._population.rows["region"][members[0]])
        size = max(1, int(outfit["list_size"]))
        listed = np.where(
            rng.random(size) < outfit["costly"], self._costly(outfit, size), self._strangers(outfit, area, size)
        )
        fresh = np.where(
            rng.random(count) < outfit["costly"], self._costly(outfit, count), self._strangers(outfit, area, count)
        )
        share = rng.random(count)
        ends = np.cumsum([outfit["contacts"], outfit["mates"], outfit["listed"]])
        friends = self._circles.pick(rng, callers)
        regulars = listed[(size * rng.random(count) ** rng.uniform(1.0, 2.5)).astype(np.int64)]
        callees = np.where(share < ends[2], regulars, fresh)
        callees = np.where(share < ends[1], rng.choice(members, count), callees)
        callees = np.where((share < ends[0]) & (friends >= 0), friends, callees)
        return np.where(callees == callers, fresh, callees), listed

    def visitors(self, outfit: Table, members: Any, listed: Any, count: int) -> Any:
        """(count,) rows that call an outfit: those on its list who call at all, and strangers."""
        rng, population = self._rng, self._population
        regulars = listed[listed < population.people]
        area = int(population.rows["region"][members[0]])
        home = self._home(area)
        home = home[home < population.people]
        if not len(home):
            home = np.arange(population.people)
        others = rng.choice(home, count)
        if not len(regulars):
            return others
        return np.where(rng.random(count) < outfit["listed"], rng.choice(regulars, count), others)


def seen(population: Population, callers: Any, callees: Any) -> Any:
    """Which calls (bools) this network sees: those from its customers and to its numbers, unused ones too."""
    nets = population.rows["net"]
    return (nets[callers] < OUTSIDE) | (nets[callees] < OUTSIDE) | (nets[callees] == DEAD)
