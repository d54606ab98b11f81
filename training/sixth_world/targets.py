"""Whom a crew calls: bought lists, runs of numbers, customers, businesses, ranges that pay."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass

from training.sixth_world.book import Book, Line, Sort
from training.sixth_world.countries import COSTLY
from training.sixth_world.people import People
from training.sixth_world.town import Town


@dataclass(frozen=True, slots=True)
class Market:
    """Everybody who can be called.

    Attributes:
        book: all numbers.
        people: the first nodes of the book.
        town: all others.
        dead: share of lists that is out of use.
        in_order: people's nodes by number.
        home: pattern of a fixed line.
        iso: country of that.
    """

    book: Book
    people: People
    town: Town
    dead: float
    in_order: list[int]
    home: str
    iso: str

    def targets(self, pool: str, size: int, rng: random.Random) -> Iterator[int]:
        """Nodes of a pool, by name.

        strangers: a list of people anywhere, some numbers dead, each once; sequence: people in order of their numbers,
        with dead ones between; clients: some hundred people again and again; neighbours: people near one place, each
        once; shops: businesses; one: a single business or person; server: a machine that waits for it; premium: a few
        numbers of costly ranges.
        """
        count, dead = len(self.people), self.town.dead
        if pool == "strangers":
            wanted = rng.sample(range(count), min(size, count))
            return iter([self._or_dead(person, rng) for person in wanted])
        if pool == "sequence":
            first = rng.randrange(count)
            run = [self.in_order[(first + step) % count] for step in range(min(size, count))]
            return iter([self._or_dead(person, rng) for person in run])
        if pool == "neighbours":
            first, reach = rng.randrange(count), min(count, 4 * size)
            return iter([(first + step) % count for step in rng.sample(range(reach), min(size, reach))])
        if pool == "shops":
            return iter([int(node) for node in rng.choices(self.town.mains.tolist(), k=size)])
        if pool == "premium":
            return self._weighted(self._premium(rng), rng)
        if pool == "server":
            number = self.book.free(1, [self.home], "scattered")[0]
            return itertools.repeat(self.book.add(number, Line("server", Sort.DESK, 50, 0.97), self.iso))
        if pool == "one":
            house = rng.random() < 0.7
            one = rng.choice(self.town.mains.tolist()) if house else rng.randrange(count)
            return iter([int(one)] * size)
        some = rng.sample(range(count), min(count, max(3, size // 8)))
        return self._weighted([*some, int(rng.choice(dead.tolist()))], rng)

    def _or_dead(self, person: int, rng: random.Random) -> int:
        return int(rng.choice(self.town.dead)) if rng.random() < self.dead else person

    def _premium(self, rng: random.Random) -> list[int]:
        line = Line("premium", Sort.SINK, 200)
        found = []
        for pattern in rng.sample(list(COSTLY), rng.randint(1, 4)):
            numbers = self.book.free(rng.randint(1, 12), [pattern], rng.choice(("run", "thousand", "scattered")))
            found += [self.book.add(number, line, COSTLY[pattern]) for number in numbers]
        return found

    @staticmethod
    def _weighted(nodes: list[int], rng: random.Random) -> Iterator[int]:
        while True:
            yield nodes[int(len(nodes) * rng.random() ** 1.6)]
