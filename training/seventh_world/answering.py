"""Who is busy, who answers, and how long they talk."""

from __future__ import annotations

import heapq
import math
import random
from typing import Any, Final

from training.seventh_world.curves import Clock
from training.seventh_world.habits import Habits
from training.seventh_world.population import DEAD, Population

ANSWERED, NO_ANSWER, BUSY, FAILED, CANCELLED = range(5)
_LONGEST: Final = 4 * 3600.0
#: How much less a sleeping person answers.
_SLEEPING: Final = 0.3


class Answering:
    """Outcome of single calls. `rows` and `outfits` are the tables' columns as lists, which single calls read faster.

    `dice` is the only source of chance here.
    """

    def __init__(self, habits: Habits, clock: Clock, population: Population, dice: random.Random) -> None:
        table, outfits = population.rows, population.outfits
        self.rows: dict[str, list[Any]] = {name: table[name].tolist() for name in table.dtype.names or ()}
        self.outfits: dict[str, list[Any]] = {name: outfits[name].tolist() for name in outfits.dtype.names or ()}
        self._habits, self._clock, self._dice = habits, clock, dice
        self._ends: dict[int, list[float]] = {}

    def free_at(self, row: int, when: float) -> float:
        """When a row has a line for another call: `when` or later."""
        ends = self._ends.get(row)
        if ends:
            while ends and ends[0] <= when:
                heapq.heappop(ends)
            if len(ends) >= self.rows["lines"][row]:
                return ends[0]
        return when

    def hold(self, row: int, until: float) -> None:
        """A line of the row is in use until then."""
        heapq.heappush(self._ends.setdefault(row, []), until)

    def outcome(self, when: float, caller: int, callee: int, job: int, known: bool) -> tuple[float, int, int]:
        """Seconds of ringing and of talk, and the disposition."""
        dice = self._dice.random
        if self.rows["net"][callee] == DEAD or self.rows["born"][callee] > when:
            return 2.0, 0, FAILED if dice() < 0.8 else NO_ANSWER
        cut = dice() < (self.outfits["cut"][job] if job >= 0 else 0.03)
        if self.free_at(callee, when) > when:
            if not self.rows["waiting"][callee] or dice() < 0.6:
                return 2.0, 0, BUSY
            return 20.0, 0, CANCELLED if cut else NO_ANSWER
        likely = self.rows["answer"][callee] * (1.0 if known else self.rows["trust"][callee])
        if self.rows["outfit"][callee] < 0 or self.rows["rate"][callee] > 0.0:
            likely *= _SLEEPING if self._clock.asleep(when) else 1.0
        if cut:
            ring = 1.0 + self._dice.expovariate(0.25)
            if dice() < 0.12 * likely:
                return ring, 1 + int(self._dice.expovariate(0.7)), ANSWERED
            return ring, 0, CANCELLED if dice() < 0.4 + 0.6 * self._habits.cancel else NO_ANSWER
        if dice() < likely:
            return 2.0 + self._dice.expovariate(0.12), self._seconds(caller, callee, job, known), ANSWERED
        ring = 12.0 + 25.0 * dice()
        if self.rows["mailbox"][callee] and dice() < 0.75:
            return ring, 1 + int(self._dice.expovariate(0.08)), ANSWERED
        if dice() < 0.04:
            return 4.0, 0, BUSY
        return ring, 0, CANCELLED if dice() < self._habits.cancel else NO_ANSWER

    def _seconds(self, caller: int, callee: int, job: int, known: bool) -> int:
        gauss = self._dice.gauss
        host = self.rows["outfit"][callee]
        if job >= 0:
            if not known and self._dice.random() < self.outfits["early"][job]:
                return 1 + int(self._dice.expovariate(0.15))
            talk = self.outfits["talk"][job] * math.exp(self.outfits["spread"][job] * gauss(0.0, 1.0))
        elif host >= 0 and self.rows["rate"][callee] == 0.0:
            talk = self.outfits["in_talk"][host] * math.exp(self._habits.spread * gauss(0.0, 1.0))
        else:
            mean = (self.rows["talk"][caller] + self.rows["talk"][callee]) / 2 - (0.0 if known else 0.5)
            talk = math.exp(mean + self._habits.spread * gauss(0.0, 1.0))
        return 1 + int(min(talk, _LONGEST))
