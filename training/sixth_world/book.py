"""The directory: every number of a world, whose it is and what the switch knows of its line."""

from __future__ import annotations

import random
from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple


class Sort(IntEnum):
    """What answers at a number."""

    PERSON = 0
    HOUSE = 1  # a business: open or shut, some lines in
    ABROAD = 2
    DEAD = 3
    DESK = 4  # lines that somebody dials out from; whether they are ever picked up differs
    SINK = 5  # a premium number: always answers and holds the line


class Line(NamedTuple):
    """What a kind of line is like.

    Attributes:
        kind: label of who uses it.
        sort: what answers.
        lines: calls at once.
        inward: chance that a call to it is answered.
        hold: median seconds that an answered call to it lasts; 0 when the caller decides.
        mobile: it has a handset and a cell.
        roves: its cell changes all day.
    """

    kind: str
    sort: Sort
    lines: int = 1
    inward: float = 0.0
    hold: float = 0.0
    mobile: bool = False
    roves: bool = False


class Book:
    """Numbers by their position in the lists, in the order in which they were added.

    Attributes:
        numbers: E.164 with a plus.
        lines: what the line is like.
        owners: who pays: an id shared by the numbers of one household, business or crew.
        places: home cell; -1 for fixed lines and numbers abroad.
        handsets: an id of the device; -1 where there is none.
        countries: two letters.
    """

    def __init__(self, rng: random.Random) -> None:
        self.numbers: list[str] = []
        self.lines: list[Line] = []
        self.owners: list[int] = []
        self.places: list[int] = []
        self.handsets: list[int] = []
        self.countries: list[str] = []
        self._rng = rng
        self._at: dict[str, int] = {}
        self._bases: dict[str, list[str]] = {}
        self._parties = 0

    def __len__(self) -> int:
        return len(self.numbers)

    def party(self) -> int:
        """A new id of an owner or of a handset."""
        self._parties += 1
        return self._parties

    def find(self, number: str) -> int:
        """Position of a number; -1 when it is not in the book."""
        return self._at.get(number, -1)

    def add(self, number: str, line: Line, country: str, owner: int = -1, place: int = -1, handset: int = -1) -> int:
        """Add a number and return its position; without an owner or (for a mobile) a handset it has its own."""
        node = len(self.numbers)
        self._at[number] = node
        self.numbers.append(number)
        self.lines.append(line)
        self.owners.append(owner if owner >= 0 else self.party())
        self.places.append(place)
        self.handsets.append(self.party() if line.mobile and handset < 0 else handset)
        self.countries.append(country)
        return node

    def fill(self, pattern: str) -> str:
        """A random number of a pattern, whether it is in the book or not."""
        rng = self._rng
        digits = str(rng.randrange(10 ** len(pattern))).zfill(len(pattern))
        spots = zip(pattern, digits, strict=True)
        return "".join(d if p == "#" else rng.choice("23456789") if p == "N" else p for p, d in spots)

    def free(self, count: int, patterns: Iterable[str], spread: str) -> list[str]:
        """Numbers not in the book, in order: a "run" side by side, a "thousand" within one, or "scattered".

        Most lie in blocks that others have numbers in, where there are such of these patterns.
        """
        choices, rng = list(patterns), self._rng
        found: dict[str, None] = {}
        while len(found) < count:
            pattern = rng.choice(choices)
            bases = self._bases.get(pattern)
            number = self.fill(pattern)
            if bases and rng.random() < 0.7:
                number = rng.choice(bases) + number[-3:]
            if spread == "scattered":
                wanted = [number]
            else:
                room = 1000 - count if spread == "run" else 0
                first = rng.randrange(max(1, room // 10)) * 10
                tails = range(first, 1000) if spread == "run" else rng.sample(range(1000), min(1000, 2 * count))
                wanted = [f"{number[:-3]}{tail:03d}" for tail in tails]
            for one in wanted:
                if one not in self._at and len(found) < count:
                    found[one] = None
        return list(found)

    def blocks(self, count: int, patterns: Iterable[str], density: float) -> list[str]:
        """Numbers not in the book that fill blocks of a thousand to a density above 0, in no order."""
        choices, rng = list(patterns), self._rng
        found: dict[str, None] = {}
        share = max(1, min(1000, round(1000 * density)))
        while len(found) < count:
            pattern = rng.choice(choices)
            base = self.fill(pattern)[:-3]
            self._bases.setdefault(pattern, []).append(base)
            for tail in rng.sample(range(1000), share):
                if f"{base}{tail:03d}" not in self._at:
                    found[f"{base}{tail:03d}"] = None
        numbers = list(found)[:count]
        rng.shuffle(numbers)
        return numbers
