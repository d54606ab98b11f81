"""Who gets which number."""

from __future__ import annotations

import math
from typing import Literal

from training.fourth_world.countries import ABROAD
from training.fourth_world.draws import Draws
from training.fourth_world.habits import Habits
from training.fourth_world.lines import Line

#: Where the numbers of an outfit lie: in one hundred, in one thousand, anywhere.
Layout = Literal["hundred", "thousand", "scatter"]


class Numbering:
    """Blocks of a thousand mobile numbers in use, and the book of all numbers.

    Attributes:
        book: number -> its line, None while it is only reserved.
        blocks: national numbers of mobile blocks without their last three digits.
    """

    def __init__(self, habits: Habits, callers: int, draws: Draws) -> None:
        """Args: habits: country and density; callers: for how many there must be blocks."""
        self._country, self._draws = habits.country, draws
        self.book: dict[str, Line | None] = {}
        self.blocks: list[str] = []
        in_use: set[str] = set()
        count = max(4, math.ceil(callers * 1.1 / (1000 * habits.density)))
        while len(self.blocks) < count:
            if self.blocks and draws.chance(0.3):  # operators are given neighbouring blocks
                block = str(int(self.blocks[-1]) + 1).zfill(self._country.length - 3)
            else:
                block = self._block(self._country.mobile, 0)
            if block not in in_use:
                in_use.add(block)
                self.blocks.append(block)

    def _block(self, prefixes: tuple[str, ...], lowest: int) -> str:
        prefix = self._draws.choose(prefixes)
        return prefix + self._draws.digits(self._country.length - 3 - len(prefix), lowest)

    def fixed_block(self) -> str:
        """Any thousand of fixed numbers."""
        return self._block(self._country.fixed, 1)

    def national(self, digits: str) -> str:
        """E.164 of a national number."""
        return f"+{self._country.code}{digits}"

    def foreign(self, code: str = "", stem: str = "") -> str:
        """A number abroad, perhaps one that is in use; digits after the code may be given."""
        code = code or self._draws.choose(ABROAD)
        return f"+{code}{stem}{self._draws.digits(max(4, 11 - len(code) - len(stem)))}"

    def free(self, block: str = "", hundred: int | None = None) -> str:
        """A free number in a block, in one of its hundreds (0 to 9), or anywhere; a full block runs over to the next.

        Raises:
            RuntimeError: when none was found.
        """
        for attempt in range(4000):
            taken = block or self._draws.choose(self.blocks)
            if attempt > 400 and block:
                taken, hundred = str(int(block) + attempt // 400).zfill(len(block)), None
            if hundred is None:
                number = self.national(f"{taken}{self._draws.whole(0, 1000):03d}")
            else:
                number = self.national(f"{taken}{hundred}{self._draws.whole(0, 100):02d}")
            if number not in self.book:
                return number
        raise RuntimeError("the numbering plan is full")

    def reserve(self, number: str) -> str:
        """Let nobody else have it."""
        self.book[number] = None
        return number

    def reserve_many(self, count: int, layout: Layout, *, fixed: bool) -> list[str]:
        """Numbers of an outfit; at most 99 when they are strictly consecutive."""
        if layout == "scatter":
            return [self.reserve(self.free(self.fixed_block() if fixed else "")) for _ in range(count)]
        block = self.fixed_block() if fixed else self._draws.choose(self.blocks)
        hundred = self._draws.whole(0, 10) if layout == "hundred" else None
        if hundred is not None and self._draws.chance(0.5):  # strictly consecutive, as offices get them
            count = min(count, 99)
            first = self._draws.whole(0, 100 - count)
            numbers = [self.national(f"{block}{hundred}{first + place:02d}") for place in range(count)]
            return [self.reserve(self.free(block, hundred) if number in self.book else number) for number in numbers]
        return [self.reserve(self.free(block, hundred)) for _ in range(count)]
