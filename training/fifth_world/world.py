"""A fifth world as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from training.fifth_world.attempts import Attempts
from training.fifth_world.book import Lines
from training.fifth_world.businesses import open_businesses, plan_businesses
from training.fifth_world.complaints import draw_complaints
from training.fifth_world.daily import plan_daily_life
from training.fifth_world.draws import Integers
from training.fifth_world.exchange import run
from training.fifth_world.fraud import plan_fraud
from training.fifth_world.habits import Habits
from training.fifth_world.kinds import FIRST_FRAUD, KINDS
from training.fifth_world.labels import label
from training.fifth_world.network import Network
from training.fifth_world.people import settle_people
from training.fifth_world.scenario import FifthScenario
from training.fifth_world.services import plan_services
from training.fifth_world.visitors import plan_visitors
from training.fifth_world.writing import Traces, draw_traces, write
from training.simulator import Complaint, Record, Truth
from training.simulator.truth import Known


@dataclass(frozen=True, slots=True)
class _Past:
    """A world that has run: its calls, the code that labels each, its closed book, traces and complaints."""

    network: Network
    calls: Attempts
    labels: Integers
    lines: Lines
    traces: Traces
    complaints: list[Complaint]


class FifthWorld:
    """A scenario's world. It is made and run, in memory and as a whole, when something of it is first asked for.

    >>> world = FifthWorld(FifthScenario(callers=500, hours=12.0, campaigns=20.0))
    >>> records = list(world.records())
    >>> len(records) > 500, len(world.truth.fraudsters) > 10, records == list(world.records())
    (True, True, True)
    """

    def __init__(self, scenario: FifthScenario) -> None:
        """Args: scenario: which one."""
        self.scenario = scenario

    @cached_property
    def _past(self) -> _Past:
        network = Network(self.scenario)
        draws, habits, clock, book = network.draws, network.habits, network.clock, network.book
        settle_people(network)
        firms = open_businesses(network)
        plan_daily_life(network)
        plan_visitors(network)
        plan_businesses(network, firms)
        plan_services(network)
        plan_fraud(network)
        lines = book.close(habits.all_accounts, draws)
        calls = run(np.concatenate(network.planned), lines, clock, habits, draws)
        labels = label(calls, lines)
        traces = draw_traces(calls, lines, clock, habits, book.handsets, draws)
        starts = traces.starts + int(habits.start.timestamp() * 1000)
        complaints = draw_complaints(calls, labels, book.numbers, network.campaigns, lines, starts, draws)
        return _Past(network, calls, labels, lines, traces, complaints)

    @property
    def habits(self) -> Habits:
        """What the seed drew: country, answers, density, what records tell."""
        return self._past.network.habits

    @cached_property
    def truth(self) -> Truth:
        """What every number is that calls, in the order of the book; those that only are called are left out."""
        past = self._past
        numbers, campaigns = past.network.book.numbers, past.network.campaigns
        known = {}
        for place in np.unique(past.calls["caller"]).tolist():
            number, kind = numbers[place], past.lines["kind"][place]
            campaign = campaigns[past.lines["campaign"][place]]
            known[number] = Known(number, KINDS[kind], bool(kind >= FIRST_FRAUD), campaign)
        return Truth(known)

    @property
    def complaints(self) -> list[Complaint]:
        """Complaints of victims in the order in which they are made, some after the last call. Others say nothing."""
        return list(self._past.complaints)

    def records(self) -> Iterator[Record]:
        """Records ordered by the end of their calls; the same each time."""
        past = self._past
        return write(past.calls, past.labels, past.network.book.numbers, past.lines, self.habits, past.traces)
