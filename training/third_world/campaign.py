"""A campaign of fraud: what its kinds have in common."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from training.third_world.lines import Line, Manner, Placed
from training.third_world.manners import conversation
from training.third_world.society import Society
from training.third_world.targets import targets

#: Numbers of a campaign: log-normal, within bounds.
_NUMBERS: Final = (2.4, 0.7)
_FEWEST, _MOST = 4, 60
#: Seconds until a victim complains, median; nobody does within the first three minutes.
_DELAY: Final = 5400.0
_SOONEST = 180.0
#: A swindle has begun after so many seconds of talk; longer talk is worse, and is followed up.
_HOOKED, _FOLLOWED, _LONG = 25, 60, 150


class Campaign:
    """One campaign while it is planned and at work.

    Attributes:
        society, kind, id: where it happens, what it is, its name.
        count: of the numbers it wants.
        answers: chance that its numbers take a call.
        complains: chance that a victim complains, of a swindle that has begun.
        lines: its numbers, once it has them.
    """

    def __init__(self, society: Society, kind: str, campaign: str) -> None:
        """Draw one; nothing of it is planned yet."""
        self.society, self.kind, self.id = society, kind, campaign
        draws = society.draws
        size = draws.random.lognormvariate(*_NUMBERS) * society.habits.fraud_numbers
        self.count = max(_FEWEST, min(_MOST, int(size)))
        self.answers = draws.one((0.1, 0.5, 0.85))
        self.complains = draws.between(0.05, 0.2)
        self.lines: list[Line] = []
        self._again, self._wait = draws.between(0.03, 0.35), draws.between(300, 4000)

    def plan(self, at: float, caller: Line, callee: Line, manner: Manner) -> None:
        """Mean to place a fraudulent call."""
        self.society.plan(at, caller, callee, manner, fraud=True)

    def throw(self, times: list[list[float]], manner: Manner, called: Sequence[Line] | None = None) -> None:
        """Plan calls.

        Args:
            times: of each number.
            manner: how they go.
            called: whom they go to, in the order of time; drawn if left out.
        """
        pairs = [(at, place) for place, own in enumerate(times) for at in own]
        callees = targets(self.society, len(pairs)) if called is None else called
        for (at, place), callee in zip(sorted(pairs), callees, strict=True):
            self.plan(at, self.lines[place], callee, manner)

    def complain(self, call: Placed, chance: float, *, victim: Line | None = None, delay: float = _DELAY,
                 after: float = 0.0) -> None:  # fmt: skip
        """A victim may complain.

        Args:
            call: that did the harm.
            chance: that he does, before the world's habits.
            victim: who he is; the one who was called if left out.
            delay: seconds until then, median.
            after: seconds from the call's begin to the harm.
        """
        draws = self.society.draws
        if draws.chance(chance * self.society.habits.complaints):
            wait = _SOONEST + after + delay * math.exp(draws.random.gauss(0, 1.2))
            self.society.complain(call.caller, victim or call.callee, self.id, call.start, call.seconds + wait)

    def swindle(self, answered: float, median: float, hangs_up: float, returns: float) -> Manner:
        """Calls that talk: who listened is called again, by the same number or another one of the campaign."""
        draws = self.society.draws

        def hook(call: Placed) -> None:
            again = self._again
            if call.seconds > _HOOKED:
                self.complain(call, self.complains * (2 if call.seconds > _LONG else 1))
            if call.seconds > _FOLLOWED:
                spread = 0.5
            elif not call.answered:
                again, spread = again / 2, 0.8
            else:
                return
            if draws.chance(again):
                at = call.end + self._wait * math.exp(draws.random.gauss(0, spread))
                self.plan(at, draws.one(self.lines), call.callee, manner)

        seconds = conversation(draws, median, 0.9, hangs_up)
        manner = Manner(seconds, answered, redials=0.04, returns=returns, wait=700, hook=hook)
        return manner
