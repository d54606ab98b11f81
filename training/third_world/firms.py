"""What honest services have in common: lines of their own, shifts, and how many of them there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from training.third_world.lines import Line, Manner
from training.third_world.society import Society

#: Gives whom a line calls next.
Picks = Callable[[], Line]

#: Hours for which amounts of calls at any hour are stated.
_DAY: Final = 24.0
#: Share of firms whose numbers follow one another.
_RUNS: Final = 0.6


class Firms:
    """Sets up services and their shifts."""

    def __init__(self, society: Society) -> None:
        """Args: society: where they are."""
        self.society, self.draws = society, society.draws
        self.days = society.scenario.hours / _DAY
        self._amount = society.scenario.scale * society.scenario.hard_negatives * society.habits.heavy

    def amount(self, usual: float) -> int:
        """How many there are where a world of full size usually has so many."""
        return self.draws.rounded(usual * self._amount)

    def open(self, kind: str, count: int, *, region: str | None = None, spread: int = 1) -> list[Line]:
        """Add the lines of one firm.

        Args:
            kind: its name.
            count: of lines.
            region: where it is; somewhere if left out.
            spread: over how many hundreds its numbers go.
        """
        society, draws = self.society, self.draws
        where = region or society.region()
        hundreds = [society.numbering.fixed_hundred(where) for _ in range(spread)]
        account, trunk = society.account(), draws.one(society.trunks)
        runs = draws.chance(_RUNS)
        lines = []
        for place in range(count):
            hundred, turn = hundreds[place % spread], 10 + place // spread
            number = society.numbering.claim(f"{hundred}{turn:02d}") if runs and turn < 100 else None
            number = number or society.numbering.fixed(where, hundred)
            line = Line(number, kind, where, account=account, trunk=trunk, many=True, answers=0.9, returns=False)
            lines.append(society.add(line))
        return lines

    def town(self, region: str, count: int) -> list[Line]:
        """So many people of a region."""
        return self.society.some_of(self.society.neighbours(region), count)

    def work(
        self, lines: Sequence[Line], hours: tuple[float, float], pace: float, manner: Manner, picks: Picks,
        *, present: float = 0.85,
    ) -> None:  # fmt: skip
        """Plan shifts.

        Args:
            lines: who works.
            hours: local, from and to.
            pace: calls an hour, before the world's habits.
            manner: of the calls.
            picks: whom they call.
            present: chance that a line is used on a day.
        """
        draws, society = self.draws, self.society
        first, last = hours
        usual = pace * society.habits.heavy_calls
        for line in lines:
            for begin, end in society.clock.shifts(first + draws.between(-0.7, 0.7), last + draws.between(-1, 0.7)):
                if not draws.chance(present):
                    continue
                own = usual * draws.random.lognormvariate(0, 0.35)
                at = begin + draws.between(0, 1800)
                while at < end:
                    society.plan(at, line, picks(), manner)
                    at += draws.random.expovariate(own / 3600)
                    if draws.chance(0.1 / own):  # a break
                        at += draws.between(900, 3600)

    def visit(self, callers: Sequence[Line], callees: Sequence[Line], count: int, curve: str, manner: Manner) -> None:
        """Plan so many calls from some lines to others."""
        for _ in range(count):
            at = self.society.clock.when(curve)
            self.society.plan(at, self.draws.one(callers), self.draws.one(callees), manner)

    def one_of(self, lines: Sequence[Line], share: float = 1.0, others: Sequence[Line] = ()) -> Picks:
        """Picks one of some lines, and else of others."""
        draws = self.draws
        return lambda: draws.one(lines if share >= 1 or draws.chance(share) else others)


#: How many there are in a world of full size, and what adds one and plans its calls.
Services = tuple[tuple[float, Callable[[Firms], None]], ...]
