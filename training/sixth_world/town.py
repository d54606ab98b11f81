"""What people call besides each other: businesses with opening hours, relatives abroad, numbers out of use."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.sixth_world.book import Book, Line, Sort
from training.sixth_world.clock import HOUR, Clock, Shift
from training.sixth_world.countries import ABROAD, COSTLY
from training.sixth_world.habits import Habits, between
from training.sixth_world.people import People, way
from training.sixth_world.plan import plan, talks

#: Sector: share of businesses, most lines in, opening and closing hour, days, most extensions that call out, most calls
#: an hour of each. The author's judgement; most businesses are small, as everywhere.
_SECTORS: Final = {
    "office": (0.36, 10, 8.5, 17.5, "work", 12, 3.0),
    "shop": (0.3, 3, 9.0, 19.0, "any", 2, 2.0),
    "surgery": (0.1, 4, 8.0, 16.5, "work", 4, 5.0),
    "school": (0.05, 4, 7.5, 15.5, "work", 6, 2.5),
    "workshop": (0.09, 2, 7.0, 16.5, "work", 3, 4.0),
    "hospital": (0.015, 30, 0.0, 24.0, "any", 40, 3.0),
    "call_centre_in": (0.025, 40, 7.0, 22.0, "any", 10, 4.0),
    "taxi": (0.02, 8, 0.0, 24.0, "any", 3, 10.0),
    "estate_agent": (0.04, 3, 9.0, 18.0, "work", 5, 6.0),
}


@dataclass(frozen=True, slots=True)
class House:
    """A business: node of its main number, its extensions, its hours, calls an hour of each extension."""

    kind: str
    main: int
    extensions: list[int]
    shift: Shift
    pace: float
    place: int


@dataclass(frozen=True, slots=True)
class Town:
    """Whom to call besides people.

    Attributes:
        houses: businesses in the order of their places.
        mains: their main numbers, in the same order.
        places: their cells, rising.
        family: person -> nodes of relatives abroad.
        dead: nodes of numbers out of use.
        far: nodes of strangers abroad.
        premium: hotlines and votes whose range pays, but which honest callers want.
    """

    houses: list[House]
    mains: NDArray[np.int64]
    places: NDArray[np.int64]
    family: dict[int, list[int]]
    dead: NDArray[np.int64]
    far: NDArray[np.int64]
    premium: NDArray[np.int64]

    def shops(self, cells: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
        """A business for each caller at a cell: half of the time one around the corner, else a well-known one."""
        count = len(cells)
        near = np.searchsorted(self.places, cells) + np.rint(rng.laplace(0, 2.0, count)).astype(int)
        known = (len(self.mains) * rng.random(count) ** 3).astype(int) * 7919
        chosen = np.where(rng.random(count) < 0.5, near, known) % len(self.mains)
        found: NDArray[np.int64] = self.mains[chosen]
        return found


def draw_town(book: Book, people: People, habits: Habits, rng: random.Random) -> Town:
    """Draw the town of these people and add its numbers to the book."""
    count, iso = len(people), habits.country.iso
    wanted = max(12, round(count * habits.shops))
    places = sorted(int(people.home[rng.randrange(count)]) for _ in range(wanted))
    kinds, shares = list(_SECTORS), [sector[0] for sector in _SECTORS.values()]
    houses = []
    for number, place in enumerate(places):
        # Every sector is there, however small the town.
        kind = kinds[number] if number < len(kinds) else rng.choices(kinds, shares)[0]
        _, most, start, end, week, exts, pace = _SECTORS[kind]
        lines, outs = round(between(rng, 1, most)), round(between(rng, 1, exts + 1)) - 1
        mobile = kind == "workshop" and rng.random() < 0.5
        patterns = habits.country.mobile if mobile else habits.country.fixed
        run = book.free(1 + outs, patterns, "run")
        owner, late = book.party(), rng.uniform(-1.0, 1.0) * (end < 24)
        main = Line(kind, Sort.HOUSE, lines, inward=rng.uniform(0.7, 0.98), mobile=mobile)
        nodes = [book.add(run[0], main, iso, owner, place if mobile else -1)]
        extension = Line(kind, Sort.HOUSE, 1, inward=rng.uniform(0.3, 0.9), mobile=mobile)
        nodes += [book.add(one, extension, iso, owner, place if mobile else -1) for one in run[1:]]
        shift = Shift(start, end, week) if end >= 24 else Shift(start + late, end + late, week)
        houses.append(House(kind, nodes[0], nodes[1:] or nodes, shift, between(rng, 0.3, 2.0 * pace), place))
    mains = np.array([house.main for house in houses], dtype=np.int64)
    family = _relatives(book, people, habits, rng)
    dead = [
        book.add(n, Line("dead", Sort.DEAD), iso) for n in book.blocks(count // 20 + 5, habits.country.mobile, 0.05)
    ]
    mix = {**ABROAD, **COSTLY}
    far = [_far(book, rng.choice(list(mix)), mix, rng) for _ in range(count // 40 + 5)]
    premium = []
    for _ in range(count // 1500 + 1):
        pattern = rng.choice(list(COSTLY))
        line = Line("premium", Sort.SINK, 50)
        premium += [book.add(one, line, COSTLY[pattern]) for one in book.free(rng.randint(1, 5), [pattern], "run")]
    return Town(
        houses, mains, np.array(places, dtype=np.int64), family, np.array(dead), np.array(far), np.array(premium)
    )


def _far(book: Book, pattern: str, names: dict[str, str], rng: random.Random) -> int:
    line = Line("abroad", Sort.ABROAD, inward=rng.uniform(0.45, 0.9))
    return book.add(book.free(1, [pattern], "scattered")[0], line, names[pattern])


def _relatives(book: Book, people: People, habits: Habits, rng: random.Random) -> dict[int, list[int]]:
    family = {}
    always = {way("migrant_worker"), way("roamer"), way("traveller")}
    names = {**ABROAD, **COSTLY}
    for person in range(len(people)):
        if int(people.ways[person]) in always or rng.random() < habits.abroad:
            pattern = rng.choice(list(ABROAD) if rng.random() < 0.75 else list(COSTLY))
            family[person] = [_far(book, pattern, names, rng) for _ in range(rng.randint(1, 5))]
    return family


def errands(
    town: Town, people: People, clock: Clock, seconds: float, habits: Habits, rng: np.random.Generator
) -> NDArray[np.void]:
    """What businesses mean to call while they are open: customers around them, other businesses, strangers."""
    parts = []
    for house in town.houses:
        for extension in house.extensions:
            amount = rng.poisson(house.pace * seconds / HOUR * rng.lognormal(-0.3, 0.6))
            at = rng.uniform(0.0, seconds, amount)
            at = at[[house.shift.on(clock, moment) for moment in at]] if amount else at
            parts.append((extension, house.place, at))
    caller = np.concatenate([np.full(len(at), extension) for extension, _, at in parts])
    cell = np.concatenate([np.full(len(at), place) for _, place, at in parts])
    at, count = np.concatenate([at for *_, at in parts]), len(caller)
    base = np.searchsorted(people.home, cell)
    client = (base + np.rint(rng.laplace(0, 60, count) * rng.uniform(0.1, 3, count)).astype(int)) % len(people)
    draw = rng.random(count)
    callee = np.where(draw < 0.62, client, np.where(draw < 0.9, town.shops(cell, rng), rng.choice(town.far, count)))
    callee = np.where((draw > 0.62) & (draw < 0.64), rng.choice(town.dead, count), callee)
    want = talks(count, habits.talk_median * 1.2, habits.talk_sigma * 0.85, rng)
    return plan(at, caller, callee, want, rng, known=rng.random(count) < 0.5, listens=0.9, ring=28.0)
