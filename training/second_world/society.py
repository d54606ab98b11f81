"""What the parts of one second world share while it is made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.second_world.clock import Clock
from training.second_world.draws import Draws
from training.second_world.habits import draw_habits
from training.second_world.lines import DESTINATION, NEVER, UNASSIGNED, Line, Manner
from training.second_world.numbering import Numbering
from training.second_world.places import COSTLY, FOREIGN
from training.second_world.scenario import SecondScenario

#: A call to be placed: start in seconds, serial (which orders equal starts), caller, callee, manner, tries so far.
Planned = tuple[float, int, Line, Line, Manner, int]


@dataclass(frozen=True, slots=True)
class Town:
    """A place with its region's name and its cells."""

    region: str
    cells: tuple[str, ...]


class Society:
    """The lines of a world and the calls they mean to place.

    Attributes:
        scenario, habits, draws, clock, numbering: what its name says.
        lines: all of them.
        people: ordinary people among them, neighbours side by side.
        businesses: lines that people call when they need something.
        offices: lines of each office, which fraudsters may take over.
        planned: calls, in no order.
        foreign, costly: countries other than its own.
        trunks: towards other operators of the country; `trunks_abroad` towards other countries.
    """

    def __init__(self, scenario: SecondScenario) -> None:
        """Draw the habits of a scenario's world; nobody lives there yet."""
        self.scenario = scenario
        self.draws = draws = Draws(scenario.seed, 0)
        self.habits = habits = draw_habits(Draws(scenario.seed, 1), tells_all=scenario.tells_all)
        self.clock = Clock(habits, scenario.seconds, draws)
        self.numbering = Numbering(habits, scenario.callers, draws)
        self.lines: list[Line] = []
        self.people: list[Line] = []
        self.businesses: list[Line] = []
        self.offices: list[list[Line]] = []
        self.planned: list[Planned] = []
        self.free: list[int] = []
        self.foreign = [country for country in FOREIGN if country != habits.home.code]
        self.costly = list(COSTLY)
        self.trunks = [f"POI-{place:02d}" for place in range(1, draws.random.randint(3, 12))]
        self.trunks_abroad = [f"INT-{place:02d}" for place in range(1, draws.random.randint(3, 12))]
        self.regions = [region for region, _ in habits.home.regions]
        self.towns = [self._town(region, place) for region in self.regions for place in range(draws.one(range(3, 10)))]

    def _town(self, region: str, place: int) -> Town:
        cells = self.draws.one(range(4, 31))
        return Town(region, tuple(f"{region}{place:02d}-{cell:03d}" for cell in range(cells)))

    def region(self, name: str) -> str:
        """A region of the country, as records name it."""
        return f"{self.habits.home.code}-{name}"

    def add(self, line: Line) -> Line:
        """Take a line in, and return it."""
        self.lines.append(line)
        return line

    def destination(self, country: str, answers: float, capacity: int) -> Line:
        """A number abroad that is only called."""
        number = self.numbering.abroad(country)
        return self.add(
            Line(number, DESTINATION, country, capacity=capacity, answers=answers, answers_strangers=answers,
                 returns=False)
        )  # fmt: skip

    def unassigned(self, near: Line) -> Line:
        """A number beside another one that nobody has; the other one itself when there is none left."""
        for _ in range(50):
            if number := self.numbering.claim(near.number[1:-2] + self.draws.digits(2)):
                return self.add(Line(number, UNASSIGNED, near.region, since=NEVER, returns=False))
        return near

    def plan(self, at: float, caller: Line, callee: Line, manner: Manner) -> None:
        """Mean to place a call; one outside the world's time or with oneself is left out."""
        if 0 <= at < self.clock.seconds and caller is not callee:
            self.planned.append((at, len(self.planned), caller, callee, manner, 0))

    def person(self) -> Line:
        """Somebody."""
        return self.people[self.draws.random.randrange(len(self.people))]

    def account(self) -> str:
        """An id of a customer."""
        return f"AC{self.draws.digits(5)}"

    def customer_trunk(self) -> str:
        """An id of a customer's trunk."""
        return f"SIP-{self.draws.random.randrange(1, 400):03d}"

    def pick(self, count: int, suits: Callable[[Line], bool] = lambda _: True) -> list[int]:
        """Places of so many people who have no part yet, and take them from `free`; fewer when there are no more."""
        picked: list[int] = []
        while len(picked) < count and self.free:
            place = self.free.pop()
            if suits(self.people[place]):
                picked.append(place)
        return picked

    def cells_of(self, towns: Sequence[Town], count: int) -> tuple[str, ...]:
        """Cells of towns."""
        return tuple(self.draws.one(self.draws.one(towns).cells) for _ in range(count))
