"""The exchange: planned calls meet lines that are busy, asleep, answered or not, and what follows from that."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from typing import Final

from training.second_world.draws import Draws
from training.second_world.lines import Line, Manner
from training.second_world.manners import Manners
from training.second_world.society import Planned, Society

#: Local hours in which people take their phone, and the factor on answering in the others.
_UP: Final = (7.0, 22.5)
_ASLEEP = 0.62
_MOST_ANSWERED = 0.97
#: What callers hear when nobody answers, and the share of it up to there.
_UNANSWERED: Final = ((0.68, "no_answer"), (0.88, "cancelled"), (0.95, "busy"), (1.0, "failed"))
#: A conversation does harm from so many seconds on.
_HARM_SECONDS = 20
#: From so many seconds on a conversation may be followed up.
_FOLLOWED_SECONDS = 40


@dataclass(frozen=True, slots=True)
class Placed:
    """A call that took place; start and seconds are whole, start counts from the world's beginning."""

    start: int
    seconds: int
    caller: Line
    callee: Line
    disposition: str


@dataclass(frozen=True, slots=True)
class Complained:
    """A victim's complaint; times are seconds since the world began."""

    number: Line
    victim: Line
    campaign: str
    called: int
    complained: float


class Exchange:
    """Runs the calls of a society in the order of time.

    Attributes:
        placed: calls, ordered by start.
        complaints: of victims, ordered by the calls' starts.
    """

    def __init__(self, society: Society, manners: Manners) -> None:
        """Run; marks lines with their first fraudulent call."""
        self._draws: Draws = society.draws
        self._clock, self._manners = society.clock, manners
        self._heap = society.planned
        self._serial = len(self._heap)
        self.placed: list[Placed] = []
        self.complaints: list[Complained] = []
        heapq.heapify(self._heap)
        end = society.clock.seconds
        while self._heap:
            planned = heapq.heappop(self._heap)
            if planned[0] < end:
                self._place(planned)

    def _later(self, at: float, caller: Line, callee: Line, manner: Manner, tries: int = 0) -> None:
        self._serial += 1
        heapq.heappush(self._heap, (at, self._serial, caller, callee, manner, tries))

    def _place(self, planned: Planned) -> None:
        at, _, caller, callee, manner, tries = planned
        if at < caller.since:
            return
        if caller.capacity == 1 and caller.busy_until > at:
            self._later(caller.busy_until + self._draws.between(4, 120), caller, callee, manner, tries)
            return
        start = int(at)
        if manner.harm is not None and start < caller.abused_from:
            caller.abused_from = start
        if start < callee.since:
            self.placed.append(Placed(start, 0, caller, callee, "failed"))
            return
        disposition, seconds, mailbox = self._outcome(start, caller, callee, manner)
        end = start + seconds
        self.placed.append(Placed(start, seconds, caller, callee, disposition))
        if seconds:
            caller.busy_until = end
            if not mailbox:
                callee.busy_until = end
        if disposition == "answered" and not mailbox:
            self._after_talk(end, seconds, caller, callee, manner)
        else:
            self._after_silence(end, disposition, caller, callee, manner, tries)
        if manner.harm is not None:
            self._harm(start, seconds, caller, callee, manner)

    def _outcome(self, at: float, caller: Line, callee: Line, manner: Manner) -> tuple[str, int, bool]:
        """Disposition, seconds, and whether a mailbox answered."""
        luck = self._draws.random.random
        alone = callee.capacity == 1
        if alone and callee.busy_until > at and luck() < 0.75:
            return "busy", 0, False
        if manner.rings_off and luck() < manner.rings_off:
            return ("cancelled" if luck() < 0.75 else "no_answer"), 0, False
        answers = (callee.answers if manner.familiar else callee.answers_strangers) * manner.answered
        if alone and not _UP[0] <= self._clock.hour(at) < _UP[1]:
            answers *= _ASLEEP
        if luck() < min(_MOST_ANSWERED, answers):
            return "answered", max(1, int(manner.seconds() * (caller.talk if manner.familiar else 1.0))), False
        if callee.voicemail and not manner.rings_off and luck() < callee.voicemail:
            return "answered", int(self._draws.between(3, 32)), True
        share = luck()
        return next(word for limit, word in _UNANSWERED if share < limit), 0, False

    def _after_talk(self, end: float, seconds: int, caller: Line, callee: Line, manner: Manner) -> None:
        draws = self._draws
        if manner.returns_answered and callee.returns and draws.chance(manner.returns_answered):
            self._later(end + math.exp(draws.between(4, 10)), callee, caller, self._back(manner))
        if manner.follows_up and seconds > _FOLLOWED_SECONDS and draws.chance(manner.follows_up):
            self._later(end + math.exp(draws.between(5, 10)), caller, callee, manner)

    def _after_silence(
        self, end: float, disposition: str, caller: Line, callee: Line, manner: Manner, tries: int
    ) -> None:
        draws = self._draws
        again = tries < manner.tries and disposition != "failed" and draws.chance(manner.redials)
        insists = disposition == "busy" and manner.familiar and tries < 3
        if again or (insists and draws.chance(0.4)):
            low, high = manner.redial_wait
            self._later(end + draws.log_between(low, max(high, low + 5)), caller, callee, manner, tries + 1)
        seen = disposition in ("no_answer", "cancelled", "answered")
        if seen and callee.returns and draws.chance(manner.returns_missed):
            self._later(end + draws.log_between(*manner.return_wait), callee, caller, self._back(manner))

    def _back(self, manner: Manner) -> Manner:
        return self._manners.known if manner.familiar else self._manners.back

    def _harm(self, start: int, seconds: int, caller: Line, callee: Line, manner: Manner) -> None:
        draws, harm = self._draws, manner.harm
        if harm is None or not (seconds > _HARM_SECONDS or harm.any_call) or not draws.chance(harm.complains):
            return
        victim = caller if harm.at_caller else callee
        wait = harm.delay * math.exp(draws.random.gauss(0, 0.7)) + 120
        self.complaints.append(Complained(caller, victim, harm.campaign, start, start + seconds + wait))
