"""Who knows whom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.second_world.draws import cumulative
from training.second_world.lines import Line
from training.second_world.society import Society

#: Share of people who live with the next one, and call much.
_HOUSEHOLDS = 0.62
#: Of the ties that are not to neighbours, the share within some hundred people: work, school.
_DISTRICT = 0.46
_DISTRICT_WIDTH = 400


class Ties:
    """The contact graph of a society: neighbours mostly, households among them, and far friends of popular people."""

    def __init__(self, society: Society) -> None:
        """Draw it; both ends of a tie know of it, but they seldom call each other equally much."""
        draws, habits = society.draws.array, society.habits
        self._people = society.people
        count = len(self._people)
        circle = np.clip(draws.lognormal(np.log(habits.circle), 0.75, count), 1, 60)
        one = np.repeat(np.arange(count), np.maximum(1, draws.poisson(circle / 1.6)))
        ties = len(one)
        how = draws.random(ties)
        district = habits.local + (1 - habits.local) * _DISTRICT
        popular = cumulative(circle**1.1)
        far = np.searchsorted(popular, draws.uniform(0, popular[-1], ties), side="right") - 1
        near = one + draws.geometric(0.06, ties) * draws.choice([-1, 1], ties)
        around = one + draws.integers(-_DISTRICT_WIDTH, _DISTRICT_WIDTH + 1, ties)
        other = np.where(how < habits.local, near, np.where(how < district, around, far)) % count
        first = np.arange(count - 1)[draws.random(count - 1) < _HOUSEHOLDS]
        one, other = np.concatenate([one, first]), np.concatenate([other, first + 1])
        weight = np.concatenate([draws.lognormal(0, habits.closeness, ties), draws.lognormal(1.6, 0.7, len(first))])
        abroad = np.array([person.kind == "foreigner" for person in self._people])
        real = (one != other) & ~(abroad[one] & abroad[other])
        one, other, weight = one[real], other[real], weight[real]
        ends = np.concatenate([one, other])
        order = np.argsort(ends, kind="stable")
        self._others = np.concatenate([other, one])[order]
        self._weights = (np.concatenate([weight, weight]) * draws.lognormal(0, 0.75, 2 * len(weight)))[order]
        self._bounds = np.searchsorted(ends[order], np.arange(count + 1))

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many ties each person has."""
        return np.diff(self._bounds)

    def places(self, place: int) -> list[int]:
        """Places of a person's acquaintances; one of them is there twice if they know each other twice over."""
        found: list[int] = self._others[self._bounds[place] : self._bounds[place + 1]].tolist()
        return found

    def of(self, place: int) -> list[Line]:
        """A person's acquaintances."""
        return [self._people[other] for other in self.places(place)]

    def called(self, place: int, draws: NDArray[np.float64]) -> list[Line]:
        """Acquaintances that a person calls, those he is close to more often.

        Args:
            place: of the person, who has ties.
            draws: uniform in [0, 1), one for each call.
        """
        low, high = self._bounds[place], self._bounds[place + 1]
        close = np.cumsum(self._weights[low:high])
        chosen = np.minimum(np.searchsorted(close, draws * close[-1]), high - low - 1)
        return [self._people[other] for other in self._others[low:high][chosen].tolist()]
