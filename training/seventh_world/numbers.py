"""Telephone numbers: scattered over the blocks that a network has given out, or close together."""

from __future__ import annotations

from typing import Any

import numpy as np

from training.seventh_world.countries import ABROAD_RANGES, COSTLY, Country
from training.seventh_world.kinds import ABROAD, FIXED, MOBILE

Ints = np.ndarray[Any, np.dtype[np.int64]]
_BLOCK = 1000
_TRIES = 40


class Numbers:
    """Gives out numbers, each once, as integers of country code and national number.

    `density` is the share of a thousand block that is in use.
    """

    def __init__(self, rng: np.random.Generator, country: Country, density: float) -> None:
        self._rng, self._density, self._country = rng, density, country
        self._used: set[int] = set()
        self._opened: dict[int, Ints] = {}
        own = [(country.code + prefix, digits) for prefix, digits in (*country.mobile, *country.fixed)]
        split = len(country.mobile)
        abroad = [(prefix, digits) for _, prefix, digits in ABROAD_RANGES]
        self._prefixes = {MOBILE: own[:split], FIXED: own[split:], ABROAD: abroad}
        foreign = [at for at, (prefix, _) in enumerate(abroad) if not prefix.startswith(country.code)]
        self._places = {line: np.arange(len(ranges)) for line, ranges in self._prefixes.items()}
        self._places[ABROAD] = np.array(foreign)

    def scattered(self, count: int, line: int) -> tuple[Ints, Ints]:
        """Numbers anywhere in the open blocks of a kind of line.

        Returns:
            (count,) numbers and (count,) the places of their prefixes: a fixed line's area, or in ABROAD_RANGES.
        """
        prefixes = self._prefixes[line]
        found: dict[int, int] = {}
        wanted = int(count / (_BLOCK * self._density)) + 1
        while len(found) < count:
            place = self._rng.choice(self._places[line], wanted)
            bases = np.array([self._base(prefixes[at][0], prefixes[at][1], _BLOCK) for at in place.tolist()], np.int64)
            self._opened[line] = np.append(self._opened.get(line, np.zeros(0, np.int64)), bases)
            pick = self._rng.integers(wanted, size=2 * (count - len(found)) + 8)
            numbers = (bases[pick] + self._rng.integers(_BLOCK, size=len(pick))).tolist()
            for number, at in zip(numbers, place[pick].tolist(), strict=True):
                if number not in self._used and len(found) < count:
                    self._used.add(number)
                    found[number] = at
            wanted = max(1, wanted // 2)
        return np.array(list(found), np.int64), np.array(list(found.values()), np.int64)

    def near(self, count: int, line: int, width: int) -> tuple[Ints, int]:
        """Numbers within `width` neighbours (1: one after the other), in a block in use or one of their own.

        Blocks that are full are left for wider ones, so that this never fails.

        Returns:
            (count,) numbers and the place of their common prefix.
        """
        prefixes = self._prefixes[line]
        span = count if width == 1 else max(width, 2 * count)
        opened = self._opened.get(line)
        for tries in range(10 * _TRIES):
            at = int(self._rng.choice(self._places[line]))
            base = self._base(prefixes[at][0], prefixes[at][1], 100 if span <= 100 else _BLOCK)
            if line == MOBILE and opened is not None and self._rng.random() < 0.6:
                # SIMs are sold by the batch, next to those of everybody else.
                base = int(self._rng.choice(opened)) + 100 * int(self._rng.integers(10 if span <= 100 else 1))
            base += int(self._rng.integers(1 + max(0, 100 - span)))
            free = [number for number in range(base, base + span) if number not in self._used]
            if len(free) >= count and len(str(base)) == len(str(base + span)):
                chosen = free[:count] if width == 1 else sorted(self._rng.choice(free, count, replace=False).tolist())
                self._used.update(chosen)
                return np.array(chosen, np.int64), at
            span = min(_BLOCK, span * 2) if tries % _TRIES == _TRIES - 1 else span
        numbers, places = self.scattered(count, line)
        return numbers, int(places[0])

    def _base(self, prefix: str, digits: int, span: int) -> int:
        """Start of a random block of `span` numbers."""
        room = int(10**digits)
        return int(prefix) * room + int(self._rng.integers(max(1, room // span))) * span

    def costly(self, count: int) -> tuple[Ints, Ints]:
        """Numbers of costly ranges abroad.

        Returns:
            (count,) numbers and (count,) places in COSTLY.
        """
        made = np.empty((2, count), np.int64)
        for column in range(count):
            while True:
                place = int(self._rng.integers(len(COSTLY)))
                number = self._base(COSTLY[place][1], COSTLY[place][2], 1)
                # A country's own premium numbers are not abroad.
                if number not in self._used and not str(number).startswith(self._country.code):
                    break
            self._used.add(number)
            made[:, column] = number, place
        return made[0], made[1]

    def invented(self, near: Ints, *, valid: bool) -> Ints:
        """(n,) numbers that belong to nobody: neighbours of the given ones, or, not `valid`, of no plan at all."""
        made = np.empty(len(near), np.int64)
        for at, number in enumerate(near.tolist()):
            while True:
                other = number - number % 10_000 + int(self._rng.integers(10_000))
                if not valid:
                    other = int(self._rng.integers(10 ** int(self._rng.integers(8, 14)), 10**14)) // 10
                if other not in self._used and other >= 10_000_000:
                    break
            self._used.add(other)
            made[at] = other
        return made
