"""Whom outfits call: lists that are made once, so that a call only has to pick from one."""

from __future__ import annotations

import numpy as np

from training.simulator.activity import Activities, Row
from training.simulator.calls import Ints
from training.simulator.directory import Directory
from training.simulator.recipe import Recipe, choose, logarithmic, uniform

#: Outfits call people of their own country; so many call anybody's.
_ANYWHERE = 0.2


class Targets:
    """Lists of people: by region, by number, and those that outfits have to themselves."""

    def __init__(self, directory: Directory, activities: Activities, rng: np.random.Generator) -> None:
        self._directory = directory
        self._activities = activities
        people = directory.people
        # Regions stand in the order of their countries, so a country is one stretch as well.
        order = np.lexsort((rng.random(len(people)), people["region"]))
        self._regions = people["region"][order]
        self._by_region, _ = activities.add_targets(order)
        self._by_number, _ = activities.add_targets(np.argsort(people["number"], kind="stable"))
        self._count = len(people)

    def fill(self, values: Row, recipe: Recipe, country: int, members: Ints, rng: np.random.Generator) -> None:
        """Decide whom an outfit of a country calls, in its activity."""
        how = choose(recipe.targets, rng)
        values["skew"] = 0.0
        if how == "strangers":
            values["low"], values["high"] = self._somewhere(country, rng)
            values["skew"] = float(rng.random() < 0.5)
        elif how == "region":
            first, end = self._directory.first_region[country], self._directory.first_region[country + 1]
            values["low"], values["high"] = self._stretch(*(int(rng.integers(first, end)) + k for k in (0, 1)))
        elif how == "block":
            size = min(self._count, max(50, int(logarithmic((0.01, 0.3), rng) * self._count)))
            low = self._by_number + int(rng.integers(self._count - size + 1))
            values["low"], values["high"] = low, low + size
        elif how == "one":
            values["low"], values["high"] = self._activities.add_targets(
                rng.choice(np.flatnonzero(self._directory.present), 1)
            )
        else:
            listed = int(min(logarithmic(recipe.listed, rng), max(2, self._count // 2)))
            chosen = self._costly(listed, rng) if how == "costly" else self._people(listed, country, rng)
            values["low"], values["high"] = self._activities.add_targets(chosen)
            if how != "list":
                values["skew"] = uniform((1.0, 3.0), rng)
        self._second(values, recipe, country, members, rng)

    def _second(self, values: Row, recipe: Recipe, country: int, members: Ints, rng: np.random.Generator) -> None:
        company = uniform(recipe.company, rng) if len(members) > 1 else 0.0
        familiar = uniform(recipe.familiar, rng)
        if company + familiar > 0:
            own = self._people(int(rng.integers(3, 16)), country, rng)
            size = 400
            from_members = rng.random(size) < company / (company + familiar)
            mixed = np.where(from_members, rng.choice(members, size), rng.choice(own, size))
            values["low2"], values["high2"] = self._activities.add_targets(mixed)
            values["second"] = min(0.9, company + familiar)

    def _somewhere(self, country: int, rng: np.random.Generator) -> tuple[int, int]:
        if country >= self._directory.ordinary or rng.random() < _ANYWHERE:
            return self._by_region, self._by_region + self._count
        return self._stretch(*self._directory.first_region[[country, country + 1]].tolist())

    def _stretch(self, first: int, end: int) -> tuple[int, int]:
        """People of the regions from `first` to before `end`; everybody when hardly anyone lives there."""
        low, high = np.searchsorted(self._regions, [first, end]).tolist()
        if high - low < 20:
            return self._by_region, self._by_region + self._count
        return self._by_region + low, self._by_region + high

    def _people(self, count: int, country: int, rng: np.random.Generator) -> Ints:
        low, high = self._somewhere(country, rng)
        order = self._activities.targets[0]
        return order[rng.integers(low, high, count) - self._by_region]

    def _costly(self, count: int, rng: np.random.Generator) -> Ints:
        """New numbers in one to three costly ranges."""
        ranges = self._directory.ordinary + rng.permutation(len(self._directory.countries) - self._directory.ordinary)
        parts = np.array_split(np.arange(count), min(count, int(rng.integers(1, 4))))
        return np.concatenate(
            [self._directory.add("costly", int(where), len(part)) for where, part in zip(ranges, parts, strict=False)]
        )
