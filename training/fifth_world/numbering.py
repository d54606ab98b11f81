"""Which digits numbers have: blocks of a thousand in use, neighbours, foreign prefixes."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from training.fifth_world.book import Book
from training.fifth_world.countries import Prefix
from training.fifth_world.draws import Draws, Integers
from training.fifth_world.habits import Habits

#: Where a firm's or campaign's numbers lie: within one hundred, over one thousand, anywhere in use.
LAYOUTS: Final = ("hundred", "thousand", "spread")
#: Trunks to other networks.
FOREIGN_TRUNKS: Final = 6
#: After so many tries without a number another block is opened.
_PATIENCE: Final = 150


class Numbering:
    """Gives out numbers and says who is behind digits that somebody dials."""

    def __init__(self, callers: int, habits: Habits, book: Book, draws: Draws) -> None:
        """Args: callers: of the scenario; habits: of the network; book: of all numbers; draws: the seed's."""
        self._habits, self._book, self._draws = habits, book, draws
        count = max(6, int(callers * 2.2 / (1000 * habits.density)))
        mobile = habits.country.mobile
        self._blocks = [self._block(mobile[kind]) for kind in draws.integers(0, len(mobile), count)]

    def _block(self, prefix: Prefix) -> str:
        digits, length = prefix
        return digits + "".join(map(str, self._draws.integers(0, 10, length - len(digits) - 3)))

    def unused(self, count: int, layout: str = "spread", area: int | None = None) -> list[str]:
        """So many new national numbers in one of `LAYOUTS`: landlines of an area, or mobile ones (None)."""
        draws, country = self._draws, self._habits.country
        blocks = self._blocks
        if area is not None:
            new = count + 3 if layout == "spread" else count // 60 + 1
            blocks = [self._block(country.fixed[area]) for _ in range(new)]
        block, hundred = blocks[draws.below(len(blocks))], str(draws.below(10))
        found: dict[str, None] = {}
        tries = 0
        while len(found) < count:
            tries += 1
            if layout == "hundred":
                end = block + hundred + f"{draws.below(100):02d}"
            elif layout == "thousand":
                end = block + f"{draws.below(1000):03d}"
            else:
                end = blocks[draws.below(len(blocks))] + f"{draws.below(1000):03d}"
            digits = country.code + end
            if digits not in self._book.places and digits not in found:
                found[digits] = None
            elif tries % _PATIENCE == _PATIENCE - 1:  # this block is full
                mobile = country.mobile
                block = self._block(mobile[draws.below(len(mobile))] if area is None else country.fixed[area])
                blocks = [*blocks, block]
        return sorted(found) if layout != "spread" and draws.random() < 0.5 else list(found)

    def foreign(self, count: int, prefixes: list[str], near: bool = False, **attributes: ArrayLike) -> Integers:
        """Enter so many foreign numbers with these prefixes; near: within one thousand."""
        draws = self._draws

        def draw() -> str:
            prefix = prefixes[draws.below(len(prefixes))]
            length = 6 + int(prefix) % 3  # any length will do, as long as a prefix keeps to one
            return prefix + f"{draws.below(10**length):0{length}d}"

        stem = draw()[:-3]
        found: dict[str, None] = {}
        while len(found) < count:
            digits = stem + f"{draws.below(1000):03d}" if near else draw()
            if digits not in self._book.places:
                found[digits] = None
        usual: dict[str, ArrayLike] = {"trunk": draws.integers(0, FOREIGN_TRUNKS, count), "returns": 0.15}
        usual |= {"on_network": False, "foreign": True, "region": -1}
        return self._book.enter(list(found), **(usual | attributes))

    def cell(self, region: int | Integers, count: int | None = None) -> Integers:
        """A cell of each region."""
        return np.asarray(region) * self._habits.cells + self._draws.integers(0, self._habits.cells, count)

    def dialled(self, digits: str) -> int:
        """The place of these digits. Whoever is not in the book yet is somebody quiet, or nobody."""
        if digits in self._book.places:
            return self._book.places[digits]
        draws, habits = self._draws, self._habits
        real, on_network = draws.random() < habits.assigned, draws.random() < habits.on_network
        region = draws.below(habits.regions)
        cell, trunk = self.cell(region), draws.below(FOREIGN_TRUNKS)
        places = self._book.enter(
            [digits],
            on_network=on_network,
            unassigned=not real,
            answers=draws.beta(5, 3) if real else 0.0,
            returns=0.8 if real else 0.0,
            region=region,
            trunk=-1 if on_network else trunk,
            handset=self._book.new_handsets(1),
            night_cell=cell,
            day_cell=cell,
        )
        return int(places[0])

    def at_random(self, count: int) -> Integers:
        """So many numbers of the blocks in use, whether somebody has them or not."""
        blocks = self._draws.integers(0, len(self._blocks), count)
        ends = self._draws.integers(0, 1000, count)
        code = self._habits.country.code
        return np.array(
            [self.dialled(f"{code}{self._blocks[block]}{end:03d}") for block, end in zip(blocks, ends, strict=True)],
            int,
        )

    def in_sequence(self, count: int) -> Integers:
        """So many numbers one after the other, with small gaps."""
        block = self._blocks[self._draws.below(len(self._blocks))]
        first = int(block + "000") + self._draws.below(900)
        steps = np.cumsum(self._draws.choice([1, 1, 1, 2, 3], count))
        return np.array([self.dialled(f"{self._habits.country.code}{first + step}") for step in steps], int)
