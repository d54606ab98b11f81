"""A network while it is being planned: its numbers, its people and everybody's attempts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from training.fifth_world.attempts import Attempts, attempts
from training.fifth_world.book import Book
from training.fifth_world.clock import Clock
from training.fifth_world.draws import Draws, Flags, Floats, Integers
from training.fifth_world.habits import draw_habits
from training.fifth_world.numbering import Numbering
from training.fifth_world.scenario import FifthScenario

#: The callers for which amounts are stated.
FULL_SIZE: Final = 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Ordinary people. They come first in the book, so that places are also rows of these arrays.

    Attributes:
        places: everybody with habits of his own.
        quiet: places of people who hardly ever call.
        subscribers: those of `places` who are this operator's.
        quiet_subscribers: those of `quiet`.
        locals: subscribers of each region, quiet ones included.
        kind: code of each.
        on_network: whether each is a subscriber.
        region: of each.
        born: second of each one's first call at the earliest; -1 is long ago.
        community: of each.
        first: first member of each community; members are consecutive.
        size: members of each community.
    """

    places: Integers
    quiet: Integers
    subscribers: Integers
    quiet_subscribers: Integers
    locals: list[Integers]
    kind: Integers
    on_network: Flags
    region: Integers
    born: Floats
    community: Integers
    first: Integers
    size: Integers

    def __len__(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class Firm:
    """Numbers of one honest business and its region."""

    kind: str
    places: Integers
    region: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Lines that people call, their region (-1: everywhere) and the share of calls that each gets."""

    places: Integers
    region: Integers
    share: Floats


class Network:
    """What is planned so far.

    Attributes:
        people, emergency, directory: set by `people.py` and `businesses.py`, before anybody calls.
        offices: firms whose lines fraud may still take over.
        campaigns: ids by the number that lines bear; the first is none.
        planned: attempts.
    """

    people: People
    emergency: Integers
    directory: Directory

    def __init__(self, scenario: FifthScenario) -> None:
        """Args: scenario: which world."""
        self.scenario = scenario
        self.draws = Draws(scenario.seed)
        self.habits = draw_habits(self.draws, scenario)
        self.clock = Clock(self.habits.start, self.habits.country.weekend, scenario.seconds, self.draws)
        self.book = Book()
        self.numbering = Numbering(scenario.callers, self.habits, self.book, self.draws)
        self.scale = scenario.callers / FULL_SIZE
        self.offices: list[Firm] = []
        self.campaigns = [""]
        self.planned: list[Attempts] = []

    def plan(self, at: ArrayLike, caller: ArrayLike, callee: ArrayLike, **fields: ArrayLike) -> None:
        """Add attempts; fields as in `attempts.py`."""
        self.planned.append(attempts(at, caller, callee, **fields))

    def count(self, mean: float) -> int:
        """How many there are of something unusual of which there are so many in a full-size world."""
        return int(self.draws.poisson(mean * self.scale * self.scenario.hard_negatives))

    def daily(
        self, places: Integers, calls: ArrayLike, curve: str, low: float = 0.0, high: float | None = None
    ) -> tuple[Integers, Floats]:
        """Who calls, and when (in order), if each number makes so many calls a working day between two moments."""
        mean = np.broadcast_to(np.asarray(calls) * self.clock.amount(curve, low, high), (len(places),))
        who = np.repeat(places, self.draws.poisson(mean))
        at = np.sort(self.clock.when(curve, len(who), low, high))
        return self.draws.permutation(who), at

    def strangers(
        self, count: int, subscribers: bool = False, region: int | None = None, quiet: float = 0.55
    ) -> Integers:
        """So many people; quiet: share of quiet ones; region: where three in four are taken from."""
        draws, people = self.draws, self.people
        lively, silent = people.places, people.quiet
        if subscribers:
            lively, silent = people.subscribers, people.quiet_subscribers
        picked = np.where(draws.random(count) < quiet, draws.some(silent, count), draws.some(lively, count))
        if region is not None:
            near = draws.random(count) < 0.75
            picked = np.where(near, draws.some(people.locals[region], count), picked)
        return picked

    def again(self, callees: Integers, chance: float) -> Integers:
        """The same callees, but with this chance each is one who comes earlier in the list."""
        places = np.arange(len(callees))
        earlier = (self.draws.random(len(callees)) * places).astype(int)
        return np.where((self.draws.random(len(callees)) < chance) & (places > 0), callees[earlier], callees)
