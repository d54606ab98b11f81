"""The exchange: every call is decided when its time comes, and misses breed redials and call-backs."""

from __future__ import annotations

import heapq
from bisect import bisect
from typing import Final

from training.third_world.lines import Line, Placed
from training.third_world.society import Planned, Society

#: Local hours in which people take their phone.
_UP: Final = (6.5, 23.0)
_MOST_ANSWERED: Final = 0.98
#: Chance that a second call to somebody who talks does not reach him.
_BUSY: Final = 0.8
#: What callers hear when nobody answers, and running sums of the weights.
_UNANSWERED: Final = ("no_answer", "failed", "cancelled", "busy"), (76, 84, 95, 100)
#: A call leads to so many further ones in a row at the most; each next redial is so much less likely.
_MOST_TRIES: Final = 4
_TIRES: Final = 0.7
#: Local hours in which people are at work.
_WORK: Final = (9.0, 18.0)
#: Chance that a line is in the cell where it should be, that of one that stays, and cells of a region.
_THERE, _STAYS, _CELLS = 0.85, 0.93, 900


def run(society: Society) -> list[Placed]:
    """Run the calls of a society in the order of time; marks lines with their first fraudulent call."""
    exchange = _Exchange(society)
    while society.planned:
        exchange.place(heapq.heappop(society.planned))
    return exchange.placed


class _Exchange:
    def __init__(self, society: Society) -> None:
        self._society, self._random = society, society.draws.random
        self._hour, self._asleep = society.clock.hour, society.habits.asleep
        self._back = society.manners.back
        self.placed: list[Placed] = []

    def place(self, planned: Planned) -> None:
        """Decide one call, and plan what follows from it."""
        at, _, caller, callee, manner, fraud, tries = planned
        if at < caller.since:
            return
        society, draws = self._society, self._random
        if not caller.many and caller.busy_until > at:
            later = caller.busy_until + 3 + draws.expovariate(1 / 60)
            society.plan(later, caller, callee, manner, fraud=fraud, tries=tries)
            return
        start, hour = int(at), self._hour(at)
        if fraud and start < caller.abused_from:
            caller.abused_from = start
        disposition, seconds = self._outcome(planned, hour)
        end = at + seconds
        if seconds:
            caller.busy_until, callee.busy_until = max(caller.busy_until, end), max(callee.busy_until, end)
        else:
            caller.busy_until = max(caller.busy_until, at + 5)
        region, cell = self._where(caller, at, hour)
        self.placed.append(call := Placed(start, seconds, caller, callee, disposition, region, cell))
        if tries < _MOST_TRIES and not seconds:
            if draws.random() < manner.redials * _TIRES**tries:
                again = end + 15 + draws.expovariate(1 / 150)
                society.plan(again, caller, callee, manner, fraud=fraud, tries=tries + 1)
            elif callee.returns and disposition in ("no_answer", "cancelled") and draws.random() < manner.returns:
                back = end + 20 + manner.wait * draws.lognormvariate(0, 1.1)
                society.plan(back, callee, caller, self._back, tries=tries + 1)
        if manner.hook:
            manner.hook(call)

    def _outcome(self, planned: Planned, hour: float) -> tuple[str, int]:
        at, _, _, callee, manner, _, _ = planned
        luck = self._random.random
        if at < callee.since:
            return "failed", 0
        if not callee.many and callee.busy_until > at and luck() < _BUSY:
            return ("busy" if luck() < 0.6 else "no_answer"), 0
        answers = callee.answers * manner.answered
        if not callee.many and callee.curve != "night" and not _UP[0] <= hour <= _UP[1]:
            answers *= self._asleep
        if luck() < min(_MOST_ANSWERED, answers):
            return "answered", max(1, int(manner.seconds()))
        if manner.rings_off:
            return ("cancelled" if luck() < 0.6 else "no_answer"), 0
        words, sums = _UNANSWERED
        return self._random.choices(words, cum_weights=sums)[0], 0

    def _where(self, line: Line, at: float, hour: float) -> tuple[str, str | None]:
        if line.trip:
            _, region, cell = line.trip[max(0, bisect(line.trip, (at, "~")) - 1)]
            return region, cell if line.cells else None
        if not line.cells:
            return line.region, None
        home, work = line.cells
        luck = self._random.random()
        if line.stays:
            return line.region, home if luck < _STAYS else f"{line.region}-{int(home[-4:]) ^ 1:04d}"
        if luck < _THERE:
            return line.region, work if _WORK[0] <= hour < _WORK[1] else home
        return line.region, f"{line.region}-{int(luck * 1e5) % _CELLS:04d}"
