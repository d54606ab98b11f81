"""One pass in order of time: calls are placed, tried again, returned and followed up."""

from __future__ import annotations

import heapq
import random
from typing import Final

from training.seventh_world.answering import ANSWERED, BUSY, CANCELLED, FAILED, NO_ANSWER, Answering
from training.seventh_world.curves import Clock
from training.seventh_world.habits import Habits
from training.seventh_world.plan import Plan
from training.seventh_world.population import DEAD, HOME, Population

#: (start, duration in whole seconds, caller, callee, disposition, job)
Call = tuple[float, int, int, int, int, int]
#: (when, serial number, caller, callee, job, times tried, since when the callee is missed; -1 for no call-back)
_Event = tuple[float, int, int, int, int, int, float]
_MOST_TRIES: Final = 12
#: Tries that waiting for a free line of one's own counts for; who is too busy gives up.
_WAITED: Final = 3


class Passage:
    """The network at work; `calls` fills in the order in which calls are placed.

    `pairs` are those who know each other, row * n + acquaintance; strangers who talk join them.
    """

    def __init__(self, habits: Habits, clock: Clock, population: Population, pairs: set[int], seed: int) -> None:
        self._habits, self._clock, self._pairs, self._size = habits, clock, pairs, len(population.rows)
        self._dice = random.Random(seed)
        self._network = Answering(habits, clock, population, self._dice)
        self._members = [members.tolist() for members in population.members]
        self._met: dict[int, float] = {}
        self._owed: set[int] = set()
        self._later: list[_Event] = []
        self._serial = 0
        self.calls: list[Call] = []

    def run(self, plan: Plan) -> None:
        """Place all calls of the plan and those that follow from them, none after the world's end."""
        columns = (plan.when.tolist(), plan.callers.tolist(), plan.callees.tolist(), plan.jobs.tolist())
        for when, caller, callee, job in zip(*columns, strict=True):
            while self._later and self._later[0][0] <= when:
                self._place(heapq.heappop(self._later))
            self._place((when, 0, caller, callee, job, 0, -1.0))
        while self._later:
            self._place(heapq.heappop(self._later))

    def _soon(self, when: float, caller: int, callee: int, job: int, tries: int, missed: float = -1.0) -> None:
        if when < self._clock.seconds:
            self._serial += 1
            heapq.heappush(self._later, (when, self._serial, caller, callee, job, tries, missed))

    def _place(self, event: _Event) -> None:
        when, _, caller, callee, job, tries, missed = event
        network = self._network
        free = network.free_at(caller, when)
        if free > when:
            if tries < _MOST_TRIES:
                self._soon(free + self._dice.expovariate(0.05), caller, callee, job, tries + _WAITED, missed)
            return
        pair = callee * self._size + caller
        if missed >= 0.0:
            self._owed.discard(caller * self._size + callee)
            if max(self._met.get(pair, -1.0), self._met.get(caller * self._size + callee, -1.0)) > missed:
                return
        known = pair in self._pairs
        ring, talk, disposition = network.outcome(when, caller, callee, job, known)
        self.calls.append((when, talk, caller, callee, disposition, job))
        network.hold(caller, when + ring + talk)
        if disposition == ANSWERED and talk > 0:
            network.hold(callee, when + ring + talk)
        self._after(when + ring + talk, event, disposition, talk, known)

    def _after(self, end: float, event: _Event, disposition: int, talk: int, known: bool) -> None:
        """What follows: acquaintance and another talk later, or another attempt and a call back."""
        _, _, caller, callee, job, tries, _ = event
        dice, habits = self._dice, self._habits
        rows, outfits = self._network.rows, self._network.outfits
        if disposition == ANSWERED:
            if talk > 25:
                pair = callee * self._size + caller
                self._met[pair] = end
                self._pairs.add(pair)
                self._pairs.add(caller * self._size + callee)
            if job >= 0 and talk > 20 and dice.random() < outfits["follow"][job]:
                crew = self._members[job]
                again = crew[int(dice.random() * len(crew))] if dice.random() < 0.3 else caller
                self._soon(end + dice.lognormvariate(8.5, 1.3), again, callee, job, 0)
            return
        if disposition != FAILED or tries == 0:
            likely = outfits["redial"][job] if job >= 0 else rows["redial"][caller]
            if tries < _MOST_TRIES and dice.random() < likely:
                wait = habits.redial_wait * dice.lognormvariate(0.0, 1.2)
                self._soon(end + (0.1 * wait if disposition == BUSY else wait), caller, callee, job, tries + 1)
        if disposition in (NO_ANSWER, CANCELLED) and rows["net"][callee] != DEAD:
            self._return(end, caller, callee, job, known)

    def _return(self, end: float, caller: int, callee: int, job: int, known: bool) -> None:
        rows, outfits = self._network.rows, self._network.outfits
        pair = callee * self._size + caller
        if pair in self._owed or (rows["net"][callee] != HOME and rows["net"][caller] != HOME):
            return
        host = rows["outfit"][caller]
        likely = rows["back"][callee] * (1.0 if known else self._habits.curious)
        likely *= outfits["lure"][job if job >= 0 else host] if job >= 0 or host >= 0 else 1.0
        if self._dice.random() < likely:
            self._owed.add(pair)
            wait = self._habits.call_back_wait * self._dice.lognormvariate(0.0, 1.1)
            mine = rows["outfit"][callee]
            back = mine if mine >= 0 and rows["rate"][callee] == 0.0 else -1
            self._soon(end + wait, callee, caller, back, 0, end)
