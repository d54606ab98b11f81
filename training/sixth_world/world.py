"""A whole world: people, businesses, crews and the switch between them."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from training.simulator import NORMAL, Complaint, Known, Record, Truth
from training.sixth_world.answering import Answering
from training.sixth_world.book import Book, Sort
from training.sixth_world.call import Harm
from training.sixth_world.campaigns import plot
from training.sixth_world.clock import HOUR
from training.sixth_world.events import draw_events
from training.sixth_world.habits import Habits
from training.sixth_world.hiring import hire
from training.sixth_world.life import daily_calls
from training.sixth_world.people import draw_people
from training.sixth_world.private import PrivateLives
from training.sixth_world.scenario import SixthScenario
from training.sixth_world.stock import Underworld
from training.sixth_world.switch import Switch
from training.sixth_world.targets import Market
from training.sixth_world.telling import Telling
from training.sixth_world.ties import draw_ties
from training.sixth_world.town import draw_town, errands

#: Share of what its owner meant to call that a line still calls after a crew took it.
_KEEPS = 0.15


class SixthWorld:
    """Calls of a network that does not exist; all of it is made at once and kept in memory, some 200 bytes a call.

    Attributes:
        habits: what the seed drew.
        truth: every number that places calls.
        complaints: what victims told their operator, in the order in which they did; `called_at` is the fraudster's
            call (for a call back: the ring that lured), and some complain only after the world has ended.

    >>> world = SixthWorld(SixthScenario(callers=500, hours=6.0, seed=3))
    >>> next(world.records())["true_label"]
    'normal'
    """

    habits: Habits
    truth: Truth
    complaints: list[Complaint]

    def __init__(self, scenario: SixthScenario) -> None:
        self.habits = habits = Habits.draw(scenario)
        rng = random.Random(f"sixth-world-{scenario.seed}")
        numbers = np.random.default_rng(rng.getrandbits(64))
        book, seconds = Book(random.Random(rng.getrandbits(64))), scenario.seconds
        people = draw_people(book, scenario, habits, numbers)
        ties = draw_ties(people, numbers)
        town = draw_town(book, people, habits, rng)
        in_order = sorted(range(len(people)), key=book.numbers.__getitem__)
        market = Market(book, people, town, habits.dead, in_order, habits.country.fixed[0], habits.country.iso)
        private = PrivateLives(people, ties)
        honest = hire(market, private, scenario, habits, rng)
        happenings = draw_events(book, people, town, scenario, habits, rng)
        life = daily_calls(people, ties, town, habits.clock, seconds, habits, numbers)
        work = errands(town, people, habits.clock, seconds, habits, numbers)
        # Fraud is drawn last, so that it changes nothing in what honest callers mean to do.
        underworld = plot(market, private, scenario, habits, random.Random(rng.getrandbits(64)))
        rows = np.concatenate((life, work, happenings, private.calls(habits.clock, seconds, numbers)))
        rows = rows[_kept(rows, underworld, numbers)]

        hours = {node: house.shift for house in town.houses for node in {house.main, *house.extensions}}
        answering = Answering(book, people, hours, habits.clock, habits, random.Random(rng.getrandbits(64)))
        switch = Switch(book, answering, habits, seconds, random.Random(rng.getrandbits(64)))
        for crew in (*honest, *underworld.crews):
            own = [node for node in crew.lines if book.lines[node].sort == Sort.DESK]
            switch.crews.update(dict.fromkeys(own, crew.campaign))
            crew.start(switch)
        switch.run(rows)
        self._telling = Telling(book, people, switch, habits, underworld.kinds, f"w{scenario.seed}")
        self.truth = self._known(book, switch)
        self.complaints = self._complaints(book, switch, underworld, rng)

    def records(self) -> Iterator[Record]:
        """All records, ordered by the end of their calls; each call of this gives them anew."""
        return self._telling.records()

    def _known(self, book: Book, switch: Switch) -> Truth:
        campaigns = {c: n for c, n in zip(switch.callers, switch.campaigns, strict=True) if n >= 0}
        known = {}
        for node in dict.fromkeys(switch.callers):
            kind, number = self._telling.kinds.get(node), book.numbers[node]
            honest = NORMAL if node in switch.crews and switch.crews[node] >= 0 else book.lines[node].kind
            campaign = f"c{campaigns[node]}" if kind else ""
            known[number] = Known(number, kind or honest, kind is not None, campaign)
        return Truth(known)

    def _complaints(self, book: Book, switch: Switch, underworld: Underworld, rng: random.Random) -> list[Complaint]:
        habits, telling = self.habits, self._telling
        made, seen = [], set()
        for harm in (*switch.harms, *_bills(switch, underworld)):
            if (harm.victim, harm.campaign) in seen or rng.random() >= habits.complains:
                continue
            seen.add((harm.victim, harm.campaign))
            later = max(120.0, habits.complains_after * HOUR * rng.lognormvariate(0.0, 1.2))
            number, victim, called = (
                book.numbers[harm.number],
                book.numbers[harm.victim],
                telling.milliseconds(harm.called),
            )
            when = telling.milliseconds(harm.done + later)
            made.append(Complaint(number, victim, f"c{harm.campaign}", called, when))
        return sorted(made, key=lambda complaint: complaint.complained_at or 0)


def _bills(switch: Switch, underworld: Underworld) -> list[Harm]:
    """The offices whose lines were abused find out from the first call on the bill."""
    found = {}
    for row, campaign in enumerate(switch.campaigns):
        if campaign >= 0 and underworld.kinds[campaign] == "pbx_hacking" and campaign not in found:
            node, at = switch.callers[row], switch.starts[row]
            found[campaign] = Harm(node, node, campaign, at, at + switch.talks[row])
    return list(found.values())


def _kept(rows: NDArray[np.void], underworld: Underworld, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which calls are still meant after crews took people's lines."""
    taken_at = np.full(int(rows["caller"].max(initial=0)) + 1, np.inf)
    for node, at in underworld.taken.items():
        if node < len(taken_at):
            taken_at[node] = at
    kept: NDArray[np.bool_] = (rows["at"] < taken_at[rows["caller"]]) | (rng.random(len(rows)) < _KEEPS)
    return kept
