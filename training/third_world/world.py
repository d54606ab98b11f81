"""A third world as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from training.simulator import Complaint, Record, Truth
from training.third_world.daily import plan_daily_life
from training.third_world.exchange import run
from training.third_world.fraud import plan_fraud
from training.third_world.habits import Habits
from training.third_world.lines import Placed
from training.third_world.occasions import plan_occasions
from training.third_world.people import settle_people
from training.third_world.scenario import ThirdScenario
from training.third_world.services import plan_services
from training.third_world.society import Society
from training.third_world.ties import befriend
from training.third_world.writing import write


class ThirdWorld:
    """A scenario's world. It is made and run, in memory and as a whole, when something of it is first asked for.

    >>> world = ThirdWorld(ThirdScenario(callers=500, hours=12.0, campaigns=20.0))
    >>> records = list(world.records())
    >>> len(records) > 500, len(world.truth.fraudsters) > 10, records == list(world.records())
    (True, True, True)
    """

    def __init__(self, scenario: ThirdScenario) -> None:
        """Args: scenario: which one."""
        self.scenario = scenario

    @cached_property
    def _ran(self) -> tuple[Society, list[Placed]]:
        society = Society(self.scenario)
        emergency = settle_people(society)
        befriend(society)
        plan_services(society)
        plan_daily_life(society, emergency)
        plan_occasions(society)
        plan_fraud(society)
        placed = run(society)
        placed.sort(key=lambda call: (call.end, call.start, call.caller.number, call.callee.number))
        return society, placed

    @property
    def habits(self) -> Habits:
        """What the seed drew: country, density, activity, what records tell."""
        return self._ran[0].habits

    @cached_property
    def truth(self) -> Truth:
        """What every number is, callees included that never call and those that nobody has."""
        return Truth({line.number: line.known for line in self._ran[0].lines})

    @property
    def complaints(self) -> list[Complaint]:
        """Complaints of victims, by the start of the calls; some lie after the last call. Other victims say nothing."""
        return sorted(self._ran[0].complaints, key=lambda one: (one.called_at, one.number, one.victim))

    def records(self) -> Iterator[Record]:
        """Records ordered by the end of their calls; the same each time."""
        return write(*self._ran)
