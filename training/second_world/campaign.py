"""A campaign of fraud: its numbers at work, and what hides them."""

from __future__ import annotations

import math
from typing import Final

from training.second_world.fraud_lines import OFFICES, Gang, gather
from training.second_world.fraud_manners import TO_COSTLY, fraud_curve, fraud_manner
from training.second_world.lines import Line, Manner
from training.second_world.society import Society
from training.second_world.targets import anybody, costly

_HOUR: Final = 3600.0
#: Calls of one number, uniform in the logarithm, before the world's habits; others have `_USUAL_CALLS`.
_CALLS: Final = {"sim_box": (9.0, 36.0), "irsf": (6.0, 24.0), "pbx_hacking": (6.0, 24.0)}
_USUAL_CALLS: Final = (6.0, 28.0)
#: Numbers of a campaign: most have up to 40, four in ten up to 18, and those that abuse lines 5 to 16.
_NUMBERS: Final = (5.0, 40.0, 18.0)
#: Kinds that live as people for two hours before they begin.
_PATIENT: Final = ("imitator", "slow_ramp")


def run_campaign(society: Society, kind: str, campaign: str, by_number: list[Line]) -> None:
    """Plan one campaign; nothing of it when there are no lines to abuse.

    Args:
        society: where it happens.
        kind: of fraud.
        campaign: its id.
        by_number: people in the order of their numbers.
    """
    draws, habits = society.draws, society.habits
    low, most, fewer = _NUMBERS
    count = draws.log_between(low, most if draws.chance(0.6) else fewer) * habits.fraud_numbers
    if kind in TO_COSTLY:
        count = min(count, draws.random.randint(5, 16))
    gang = gather(society, kind, campaign, max(2, round(count)))
    if gang.lines:
        _Campaign(society, kind, campaign, gang, by_number).plan()


class _Campaign:
    """One campaign while it is planned."""

    def __init__(self, society: Society, kind: str, campaign: str, gang: Gang, by_number: list[Line]) -> None:
        self._society, self._kind, self._gang = society, kind, gang
        draws, length = society.draws, society.clock.seconds
        self._calls = draws.log_between(*_CALLS.get(kind, _USUAL_CALLS)) * society.habits.fraud_calls
        self._span = min(draws.log_between(3, 34) * _HOUR, length)
        self._start = draws.between(0, max(1.0, length - self._span * draws.between(0.6, 1)))
        self._rotates = draws.chance(0.35) and gang.origin != OFFICES
        self._manner = fraud_manner(draws, kind, campaign, society.habits.complaints)
        self._curve = fraud_curve(draws, kind)
        calls = self._calls * len(gang.lines)
        self._target = costly(society) if kind in TO_COSTLY else anybody(society, calls, by_number)
        self._spread = draws.between(0.15, 0.55)
        usual = 0.12 if draws.chance(0.12) else 0.0
        self._cover = {"imitator": draws.between(0.03, 0.5), "slow_ramp": draws.between(0, 0.25)}.get(kind, usual)
        self._chat = Manner(draws.log_normal(50, 1.0), answered=3.0, redials=0.1, familiar=True)

    def plan(self) -> None:
        """Plan what every line does."""
        draws, gang = self._society.draws, self._gang
        for turn, line in enumerate(gang.lines):
            count = self._calls * math.exp(draws.random.gauss(-(self._spread**2) / 2, self._spread))
            low, high = self._shift(turn)
            low = max(low, line.since)
            for at in self._times(max(2, round(count)), low, high):
                self._society.plan(at, line, self._target(), self._manner)
            if not gang.taken_over and gang.origin not in ("costly", "foreign"):
                self._hide(line, count, low, high)

    def _shift(self, turn: int) -> tuple[float, float]:
        """From when to when a line is used: all at a time, or one after the other."""
        draws, lines, end = self._society.draws, len(self._gang.lines), self._society.clock.seconds
        if self._rotates and lines > 1:
            low = self._start + self._span * turn / lines
            high = low + self._span / lines * draws.between(1.2, 4)
        else:
            low = self._start + draws.between(0, 0.45) * self._span
            high = self._start + self._span
        low, high = max(0.0, low), min(end, max(low + 1200, high))
        if low > end - _HOUR:
            low, high = end - draws.between(1, 4) * _HOUR, end
        if self._kind == "slow_ramp":
            low = min(low, end * 0.6)
            high = min(end, max(high, low + 6 * _HOUR))
        return low, high

    def _times(self, count: int, low: float, high: float) -> list[float]:
        draws, clock = self._society.draws, self._society.clock
        if self._kind == "slow_ramp":
            rise = draws.between(0.25, 0.6)
            times = [low + (high - low) * draws.random.random() ** rise for _ in range(count)]
            return [at for at in times if clock.is_waking(at)] or times[:3]
        times = clock.times(self._curve, count, low, high)
        if len(times) < 2:  # asleep by its curve, but it does not wait
            return [draws.between(low, high) for _ in range(max(2, count // 2))]
        return times

    def _hide(self, line: Line, count: float, low: float, high: float) -> None:
        """Calls among members, an earlier owner's friends, wrong numbers."""
        society, draws, length = self._society, self._society.draws, self._society.clock.seconds
        mates = [other for other in self._gang.lines if other is not line][:6]
        early = low - 2 * _HOUR if self._kind in _PATIENT else low
        for _ in range(draws.poisson(self._cover * count) if mates else 0):
            mate = draws.one(mates)
            caller, callee = (line, mate) if draws.chance(0.5) else (mate, line)
            society.plan(draws.between(max(0.0, early), high), caller, callee, self._chat)
        if draws.chance(0.06):
            friends = [society.person() for _ in range(3)]
            for at in society.clock.times("person", draws.random.randint(1, 5)):
                society.plan(at, draws.one(friends), line, self._chat)
        elif draws.chance(0.05):
            society.plan(draws.between(0, length), society.person(), line, self._chat)
