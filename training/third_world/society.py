"""What the parts of one third world share while it is made and run."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import accumulate

from training.second_world.draws import Draws
from training.second_world.places import COSTLY, FOREIGN
from training.second_world.station import DESTINATION, NEVER, UNASSIGNED
from training.simulator import Complaint
from training.third_world.clock import Clock
from training.third_world.habits import draw_habits
from training.third_world.lines import Line, Manner
from training.third_world.manners import people_manners
from training.third_world.numbering import Hundreds
from training.third_world.scenario import ThirdScenario

#: A call to be placed: start in seconds, serial (which orders equal starts), caller, callee, manner, whether it is
#: fraud, tries so far.
Planned = tuple[float, int, Line, Line, Manner, bool, int]


class Society:
    """The lines of a world and the heap of the calls they mean to place.

    Attributes:
        scenario, habits, draws, clock, numbering, manners: what its name says.
        lines: all of them.
        people: ordinary people among them; `residents` are those who live in the country, `by_region` is all of them.
        shops, shop_weights: lines that mostly receive, and running sums of how much people call them.
        services: other lines that people call, the ones they call more several times.
        offices: lines of each office, which fraudsters may take over.
        planned: the heap.
        complaints: of victims.
        foreign, costly: countries other than its own; `foreign` begins with those where most friends live.
        trunks: towards other operators of the country; `gateways` towards other countries.
    """

    def __init__(self, scenario: ThirdScenario) -> None:
        """Draw the habits of a scenario's world; nobody lives there yet."""
        self.scenario = scenario
        self.draws = draws = Draws(scenario.seed, 33)
        self.habits = habits = draw_habits(Draws(scenario.seed, 34), tells_all=scenario.tells_all)
        self.clock = Clock(habits, scenario.seconds, draws)
        self.numbering = Hundreds(habits, scenario.callers, draws)
        self.manners = people_manners(habits, draws)
        self.lines: list[Line] = []
        self.people: list[Line] = []
        self.residents: list[Line] = []
        self.by_region: dict[str, list[Line]] = {}
        self.shops: list[Line] = []
        self.shop_weights: list[float] = []
        self.services: list[Line] = []
        self.offices: list[list[Line]] = []
        self.planned: list[Planned] = []
        self.complaints: list[Complaint] = []
        self._complained: set[tuple[str, str]] = set()
        self._serial = 0
        self.foreign = [country for country in FOREIGN if country != habits.home.code]
        draws.random.shuffle(self.foreign)
        self.costly = list(COSTLY)
        self.regions = [region for region, _ in habits.home.regions]
        draws.random.shuffle(self.regions)
        self._sizes = list(accumulate((rank + 1) ** -habits.region_tail for rank in range(len(self.regions))))
        self.trunks = [f"TRK-{operator}{link}" for operator in "ABCDE" for link in range(1, draws.one((2, 3, 4, 5)))]
        self.gateways = [f"INTL-{link}" for link in range(1, draws.random.randint(3, 9))]

    def add(self, line: Line) -> Line:
        """Take a line in, and return it."""
        self.lines.append(line)
        return line

    def region(self) -> str:
        """A region, larger ones more often."""
        return self.draws.random.choices(self.regions, cum_weights=self._sizes)[0]

    def cell(self, region: str) -> str:
        """A cell of a region, some of them more often."""
        return f"{region}-{int(self.draws.random.paretovariate(0.9) * 7) % 900:04d}"

    def account(self) -> str:
        """An id of a customer."""
        return f"ACC-{self.draws.digits(6)}"

    def mobile(self, kind: str, region: str | None = None, hundred: str | None = None) -> Line:
        """Add a line with a handset."""
        draws, where = self.draws, region or self.region()
        answers = min(0.95, max(0.3, draws.random.gauss(self.habits.answers, 0.13)))
        cells = self.cell(where), self.cell(where)
        number, imei = self.numbering.mobile(where, hundred), self.numbering.imei()
        return self.add(Line(number, kind, where, cells, imei, answers=answers))

    def abroad(self, country: str, kind: str = DESTINATION, answers: float = 0.97) -> Line:
        """Add a line of another country; one that is only called holds many calls."""
        number, trunk = self.numbering.abroad(country), self.draws.one(self.gateways)
        only_called = kind == DESTINATION
        return self.add(
            Line(number, kind, country, trunk=trunk, many=only_called, answers=answers, returns=not only_called)
        )

    def beside(self, line: Line) -> Line:
        """A number beside another one that nobody has; the other one itself when there is hardly one left."""
        for _ in range(20):
            if number := self.numbering.next_to(line.number, self.draws.random.randint(1, 99)):
                return self.add(Line(number, UNASSIGNED, line.region, since=NEVER, returns=False))
        return line

    def resident(self) -> Line:
        """Somebody who lives in the country."""
        return self.draws.one(self.residents)

    def neighbours(self, region: str) -> Sequence[Line]:
        """The people of a region; all when nobody lives there."""
        return self.by_region.get(region) or self.residents

    def some_of(self, lines: Sequence[Line], count: int) -> list[Line]:
        """So many different ones, or all."""
        return self.draws.random.sample(lines, min(count, len(lines)))

    def plan(
        self, at: float, caller: Line, callee: Line, manner: Manner, *, fraud: bool = False, tries: int = 0
    ) -> None:
        """Mean to place a call; one outside the world's time or with oneself is left out."""
        if 0 <= at < self.clock.seconds and caller is not callee:
            self._serial += 1
            heapq.heappush(self.planned, (at, self._serial, caller, callee, manner, fraud, tries))

    def complain(self, number: Line, victim: Line, campaign: str, called: int, wait: float) -> None:
        """A victim complains, `wait` seconds after the call began; once about a number."""
        if (number.number, victim.number) not in self._complained:
            self._complained.add((number.number, victim.number))
            at = self.clock.begin_ms + called * 1000
            self.complaints.append(Complaint(number.number, victim.number, campaign, at, at + int(wait) * 1000))
