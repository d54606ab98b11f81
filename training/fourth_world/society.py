"""A world while it is being made: its draws, clock, numbers, lines and intentions."""

from __future__ import annotations

from collections.abc import Sequence

from training.fourth_world.clock import Clock
from training.fourth_world.draws import Draws
from training.fourth_world.habits import draw_habits
from training.fourth_world.intentions import Intentions
from training.fourth_world.lines import Line
from training.fourth_world.manners import Everyday
from training.fourth_world.numbering import Numbering
from training.fourth_world.scenario import FourthScenario
from training.fourth_world.writing import Placed
from training.simulator import Complaint


class Society:
    """What everything that makes a world works on.

    Attributes:
        seconds: length of the world.
        lines: all, by index.
        people, by_region: subscribers, and those that live in a region.
        shops, popularity: numbers that everybody calls, and the running totals of how much.
        desks, demand: lines of services that people call, and the running totals of how much.
        placed, complaints: what came of it all; `defrauders` are the indexes of lines that did some fraud.
    """

    emergency: Line

    def __init__(self, scenario: FourthScenario) -> None:
        """Args: scenario: what was asked for."""
        self.scenario, self.seconds = scenario, scenario.seconds
        self.draws = Draws(scenario.seed)
        self.habits = draw_habits(self.draws, scenario.callers, tells_all=scenario.tells_all)
        self.clock = Clock(self.habits, self.seconds)
        self.numbering = Numbering(self.habits, scenario.callers, self.draws)
        self.everyday = Everyday(self.habits.redials)
        self.intentions = Intentions(self.seconds)
        self.lines: list[Line] = []
        self.people: list[Line] = []
        self.by_region: dict[str, list[Line]] = {}
        self.shops: list[Line] = []
        self.popularity: list[float] = []
        self.desks: list[Line] = []
        self.demand = [0.0]
        self.placed: list[Placed] = []
        self.complaints: list[Complaint] = []
        self.defrauders: set[int] = set()

    def unusual(self, mean: float) -> float:
        """How many firms or persons with unusual habits to expect, of so many for each 12,000 callers."""
        return mean * self.scenario.hard_negatives * self.scenario.scale

    def line(self, number: str, kind: str = "normal", *, mobile: bool = True, human: bool = False) -> Line:
        """Add a line that has its own equipment and habits."""
        draws, habits = self.draws, self.habits
        region = draws.choose(habits.regions)
        line = Line(
            index=len(self.lines),
            number=number,
            kind=kind,
            human=human,
            region=region,
            cells=self.home_and_work(region) if mobile else [],
            handsets=[self.handset()] if mobile else [],
            trunk="" if mobile else self.trunk(),
            account=self.account(),
            answers_known=draws.beta(habits.answers_known, 8),
            answers_unknown=draws.beta(habits.answers_unknown, 3),
            returns_known=draws.even(0.2, 0.6),
            returns_unknown=habits.returns_unknown * draws.gamma(1.5) / 1.5,
            mailbox=draws.chance(habits.mailboxes),
            talk=draws.around(1, 0.4),
            stop=self.seconds,
        )
        self.numbering.book[number] = line
        self.lines.append(line)
        return line

    def desk(self, number: str, region: str = "", answers: float = 0.85, median: float = 90.0) -> Line:
        """Add a number that is only ever called; a region that begins with a plus is abroad. Seconds in the median."""
        line = self.line(number, mobile=False)
        line.trunk, line.channels, line.abroad = "", 50, region
        line.desk_answers, line.desk_seconds = answers, median
        return line

    def home_and_work(self, region: str) -> list[str]:
        """Two cells of a region."""
        cells = self.habits.cells[region]
        return [self.draws.choose(cells), self.draws.choose(cells)]

    def handset(self) -> str:
        """A new IMEI."""
        return f"{self.draws.choose(self.habits.handset_models)}{self.draws.whole(0, 10**7):07d}"

    def trunk(self) -> str:
        """A trunk of a fixed network."""
        return f"T{self.draws.whole(1, 30):02d}"

    def operator_trunk(self) -> str:
        """A trunk from another operator of the country."""
        return f"IC{self.draws.whole(1, 5)}"

    def international_trunk(self) -> str:
        """A trunk from abroad."""
        return f"INT{self.draws.whole(1, 4)}"

    def account(self) -> str:
        """A new account."""
        return f"A{self.draws.whole(0, 10**7):07d}"

    def some_people(self, count: int, region: str = "") -> list[Line]:
        """So many subscribers, at least two, some twice; of one region if at least half as many live there."""
        pool: Sequence[Line] = self.people
        if region and len(self.by_region[region]) > count / 2:
            pool = self.by_region[region]
        return [pool[int(place)] for place in self.draws.generator.integers(0, len(pool), max(2, count))]
