"""Numbers: regions own ten thousands, of which some hundreds are in use."""

from __future__ import annotations

from training.second_world.draws import Draws
from training.second_world.numbering import Numbering
from training.third_world.habits import Habits

#: Hundreds in use of each ten thousand, from and to; others' blocks of a thousand hold as many on average.
_HUNDREDS = (6, 14)


class Hundreds(Numbering):
    """Gives out numbers, none twice; people's and fraudsters' come from the same hundreds."""

    def __init__(self, habits: Habits, callers: int, draws: Draws) -> None:
        """Args: the world's habits; about how many numbers it needs; the generators to draw from."""
        self._hundreds: dict[str, list[str]] = {}
        super().__init__(habits, callers, draws)

    def _new_block(self, region: str) -> str:
        ten_thousand = super()._new_block(region)[:-1]
        used = self._draws.random.sample(range(100), self._draws.random.randint(*_HUNDREDS))
        self._hundreds.setdefault(region, []).extend(f"{ten_thousand}{hundred:02d}" for hundred in used)
        return ten_thousand

    def mobile_hundred(self, region: str) -> str:
        """A hundred of mobile numbers in use."""
        return self._draws.one(self._hundreds[region])

    def next_to(self, number: str, step: int) -> str | None:
        """The number `step` further in its hundred, unless somebody has it."""
        return self.claim(f"{number[1:-2]}{(int(number[-2:]) + step) % 100:02d}")

    def impossible(self) -> str:
        """A number of the country that its plan does not have."""
        while not (number := self.claim(f"{self._home.calling}0{self._draws.digits(7)}")):
            pass
        return number
