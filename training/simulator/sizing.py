"""How many numbers an outfit has and how busy each is, so that all of them together place as many calls as planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from training.simulator.recipe import Recipe, logarithmic, uniform

#: Calls of one outfit, a day if it is honest, in all if it is not; more where few outfits would not suffice.
_HONEST_BUDGET, _FRAUD_BUDGET = (60.0, 900.0), (50.0, 800.0)
#: Outfits of one kind at most, give or take.
_OUTFITS = 10
#: Calls that a campaign wants of a number before it pays for another one (logarithmic).
_WORTH_A_NUMBER, _LOUD_NUMBER = (5.0, 30.0), (80.0, 250.0)


@dataclass(frozen=True, slots=True)
class Size:
    """Of one outfit.

    Attributes:
        members: numbers.
        rate: calls of each in an hour of work.
        hours: of work: of a day if it is honest, in all if it is fraud.
        shift: hours of work of a day.
        waves: numbers are used in so many groups, one after the other.
    """

    members: int
    rate: float
    hours: float
    shift: float
    waves: int

    @property
    def calls(self) -> float:
        """Expected, over `hours`."""
        return self.members * self.rate * self.hours / self.waves


def budgets(
    recipes: Sequence[Recipe], calls: float, rng: np.random.Generator, *, fraud: bool, outfits: int = _OUTFITS
) -> Iterator[tuple[Recipe, float]]:
    """Share calls out: to kinds by weight, give or take, and within a kind to some `outfits` at most."""
    if not recipes or calls <= 0:
        return
    weights = np.array([recipe.weight for recipe in recipes]) * rng.gamma(4.0, 0.25, len(recipes))
    usual = _FRAUD_BUDGET if fraud else _HONEST_BUDGET
    for recipe, planned in zip(recipes, (calls * weights / weights.sum()).tolist(), strict=True):
        left, least = planned, planned / outfits
        while left > 0:
            part = min(left, max(least, logarithmic(usual, rng)))
            part = left if left - part < usual[0] / 2 else part
            yield recipe, part
            left -= part


def honest_size(recipe: Recipe, budget: float, rng: np.random.Generator) -> Size:
    """Numbers and rate for so many calls a day, within the recipe's ranges."""
    assert recipe.rate is not None
    hours = uniform(recipe.length, rng)
    rate = logarithmic(recipe.rate, rng)
    low, high = recipe.members
    waves = int(rng.integers(2, 5)) if rng.random() < recipe.rotate else 1
    members = int(np.clip(round(budget * waves / (rate * hours)), low, high))
    rate = float(np.clip(budget * waves / (members * hours), recipe.rate[0], recipe.rate[1]))
    return Size(members, rate, hours, hours, min(waves, members))


def fraud_size(recipe: Recipe, budget: float, available: float, rng: np.random.Generator, *, loud: bool) -> Size:
    """Numbers, rate and hours for so many calls, of which as many as possible within `available` hours.

    Numbers and rate are drawn, and the hours follow; where the recipe's hours do not suffice, there are more numbers,
    where too few calls are left for so many numbers, there are fewer. Loud campaigns have few numbers, that call a lot.
    """
    low, high = recipe.members
    most = max(1, int(budget / logarithmic(_LOUD_NUMBER if loud else _WORTH_A_NUMBER, rng)))
    longest = min(recipe.length[1], max(available, 0.2))
    shift = uniform((4.0, 14.0), rng)
    if recipe.rate is None:
        hours = min(logarithmic(recipe.length, rng), longest)
        members = int(np.clip(budget * uniform((0.15, 0.9), rng), low, high))
        return Size(members, budget / (members * hours), hours, hours, 1)
    rate = logarithmic(((recipe.rate[0] * recipe.rate[1]) ** 0.5 if loud else recipe.rate[0], recipe.rate[1]), rng)
    waves = int(rng.integers(2, 7)) if rng.random() < recipe.rotate else 1
    members = int(np.clip(logarithmic(recipe.members, rng), min(low, most), min(high, most)))
    waves = min(waves, members)
    # Few slow numbers could not place so many calls in time.
    needed = int(np.ceil(budget * waves / (rate * longest)))
    members = int(np.clip(max(members, needed), min(low, most), min(high, most)))
    hours = float(np.clip(budget * waves / (members * rate), 0.17, longest))
    rate = float(np.clip(budget * waves / (members * hours), recipe.rate[0] / 2, recipe.rate[1]))
    return Size(members, rate, hours, min(shift, hours), waves)


def work_possible(size: Size, available: float) -> float:
    """Hours of work that fit into so many hours."""
    days = available // 24
    return min(size.hours, days * size.shift + min(available - days * 24, size.shift))
