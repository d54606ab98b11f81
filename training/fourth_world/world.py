"""A fourth world as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from training.fourth_world.exchange import run
from training.fourth_world.fraud import plan_fraud
from training.fourth_world.habits import Habits
from training.fourth_world.lines import Line
from training.fourth_world.odd_lives import plan_lives
from training.fourth_world.people import settle_people
from training.fourth_world.scenario import FRAUD_KINDS, FourthScenario
from training.fourth_world.services import found_services
from training.fourth_world.society import Society
from training.simulator import Complaint, Known, Record, Truth


class FourthWorld:
    """A scenario's world. It is made and run, in memory and as a whole, when something of it is first asked for.

    >>> world = FourthWorld(FourthScenario(callers=500, hours=12.0, campaigns=20.0))
    >>> records = list(world.records())
    >>> len(records) > 500, len(world.truth.fraudsters) > 10, records == list(world.records())
    (True, True, True)
    """

    def __init__(self, scenario: FourthScenario) -> None:
        """Args: scenario: which one."""
        self.scenario = scenario

    @cached_property
    def _ran(self) -> Society:
        society = Society(self.scenario)
        settle_people(society)
        found_services(society)
        plan_lives(society)
        plan_fraud(society)
        run(society)
        society.placed.sort(key=lambda placed: placed.end_ms)  # stable: of two, the one placed first
        return society

    @property
    def habits(self) -> Habits:
        """What the seed drew: country, density, activity, what records tell."""
        return self._ran.habits

    @cached_property
    def truth(self) -> Truth:
        """What every number is that places a call; a fraudster that did no fraud is `normal`."""
        return Truth({placed.caller.number: self._known(placed.caller) for placed in self._ran.placed})

    def _known(self, line: Line) -> Known:
        if line.kind not in FRAUD_KINDS:
            return Known(line.number, line.kind, False, "")
        if line.index not in self._ran.defrauders:
            return Known(line.number, "normal", False, "")
        return Known(line.number, line.kind, True, line.campaign)

    @property
    def complaints(self) -> list[Complaint]:
        """Complaints of victims, by their time; some lie after the last call. Other victims say nothing."""
        return sorted(self._ran.complaints, key=lambda one: (one.complained_at or 0, one.number, one.victim))

    def records(self) -> Iterator[Record]:
        """Records ordered by the end of their calls; the same each time."""
        for place, placed in enumerate(self._ran.placed, start=1):
            yield {"call_id": f"c{place:08d}", **placed.record}
