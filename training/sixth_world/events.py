"""Hours at which many people do the same: phone-ins, conference bridges, a school that calls all parents."""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray

from training.sixth_world.book import Book, Line, Sort
from training.sixth_world.clock import HOUR
from training.sixth_world.habits import Habits, between
from training.sixth_world.people import People
from training.sixth_world.plan import PLAN, plan, talks
from training.sixth_world.scenario import SixthScenario
from training.sixth_world.town import Town


def draw_events(
    book: Book, people: People, town: Town, scenario: SixthScenario, habits: Habits, rng: random.Random
) -> NDArray[np.void]:
    """Draw them, add the numbers they need to the book and return the calls that they make people mean to place."""
    numbers = np.random.default_rng(rng.getrandbits(64))
    parts = []
    amount = scenario.size * scenario.hard_negatives * max(0.5, scenario.hours / 30)

    def often(usual: float) -> range:
        return range(int(usual * amount * rng.lognormvariate(0.0, 0.5) + rng.random()))

    def line(kind: str, lines: int, inward: float) -> int:
        number = book.free(1, habits.country.fixed, "run")[0]
        return book.add(number, Line(kind, Sort.HOUSE, lines, inward), habits.country.iso)

    def daytime(low: float, high: float) -> float:
        at = rng.uniform(0.0, scenario.seconds)
        return max(0.0, at - ((habits.clock.hour(at) - rng.uniform(low, high)) % 24) * HOUR)

    def add(at: NDArray[np.float64], caller: NDArray[np.int64], callee: NDArray[np.int64], talk: float) -> None:
        rows = plan(at, caller, callee, talks(len(at), talk, 0.5, numbers), numbers, known=False, listens=0.95)
        parts.append(rows[(rows["at"] >= 0) & (rows["at"] < scenario.seconds)])

    for _ in often(1.2):
        show = line("phone_in", rng.randint(2, 8), 0.9)
        size = round(between(rng, 20, 400) * min(1.0, scenario.size + 0.1))
        at = daytime(9, 22) + numbers.exponential(between(rng, 200, 1500), size)
        add(at, numbers.integers(len(people), size=size), np.full(size, show), 50.0)
    for _ in often(3.0):
        bridge = line("conference", 60, 0.99)
        firm = rng.randrange(int(people.firms.max()) + 1)
        members = np.flatnonzero(people.firms == firm)[: rng.randint(3, 25)]
        for _ in range(rng.randint(1, 4)):
            at = np.full(len(members), round(daytime(8.5, 17) / 1800) * 1800.0) + numbers.normal(
                30.0, 90.0, len(members)
            )
            add(at, members, np.full(len(members), bridge), between(rng, 900, 3600))
    schools = [house for house in town.houses if house.kind == "school"]
    for _ in often(0.8):
        school, size = rng.choice(schools), rng.randint(20, 120)
        near = int(np.searchsorted(people.home, school.place))
        parents = (near + numbers.permutation(6 * size)[:size]) % len(people)
        at = daytime(6.2, 14) + np.cumsum(numbers.exponential(between(rng, 5, 60), size))
        add(at, numbers.choice(school.extensions, size), parents, 25.0)
    return np.concatenate(parts) if parts else np.zeros(0, PLAN)
