"""A second world as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from training.second_world.daily import plan_daily_life
from training.second_world.exchange import Exchange
from training.second_world.fraud import plan_fraud
from training.second_world.habits import Habits
from training.second_world.manners import people_manners
from training.second_world.occasions import plan_occasions
from training.second_world.people import settle_people
from training.second_world.scenario import SecondScenario
from training.second_world.service_calls import plan_services
from training.second_world.services import settle_emergency, settle_services
from training.second_world.society import Society
from training.second_world.ties import Ties
from training.second_world.writing import write
from training.simulator import Complaint, Record, Truth


class SecondWorld:
    """A scenario's world. It is made and run, in memory and as a whole, when something of it is first asked for.

    >>> world = SecondWorld(SecondScenario(callers=500, hours=12.0, campaigns=20.0))
    >>> records = list(world.records())
    >>> len(records) > 500, len(world.truth.fraudsters) > 10, records == list(world.records())
    (True, True, True)
    """

    def __init__(self, scenario: SecondScenario) -> None:
        """Args: scenario: which one."""
        self.scenario = scenario

    @cached_property
    def _ran(self) -> tuple[Society, Exchange]:
        society = Society(self.scenario)
        manners = people_manners(society.habits, society.draws)
        settle_people(society)
        outfits = settle_services(society)
        emergency = settle_emergency(society)
        ties = Ties(society)
        plan_daily_life(society, ties, manners, emergency)
        plan_occasions(society, ties, manners)
        plan_services(society, outfits, manners)
        plan_fraud(society)
        exchange = Exchange(society, manners)
        exchange.placed.sort(
            key=lambda call: (call.start + call.seconds, call.start, call.caller.number, call.callee.number)
        )
        return society, exchange

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
        society, exchange = self._ran
        begin = society.clock.begin_ms
        return [
            Complaint(
                one.number.number,
                one.victim.number,
                one.campaign,
                begin + one.called * 1000,
                begin + int(one.complained) * 1000,
            )
            for one in exchange.complaints
        ]

    def records(self) -> Iterator[Record]:
        """Records ordered by the end of their calls; the same each time."""
        society, exchange = self._ran
        return write(society, exchange.placed)
