"""Victims who complain, hours to days later."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from training.fifth_world.attempts import Attempts
from training.fifth_world.book import Lines
from training.fifth_world.draws import Draws, Integers
from training.fifth_world.kinds import CODE, FIRST_FRAUD, KINDS
from training.simulator import Complaint

#: Chance that the called complains, by kind; where the bill is the account holder's, he does with `_BILL`.
_CALLED: Final = {
    "wangiri": 0.03,
    "robocall": 0.02,
    "vishing_kyc": 0.05,
    "vishing_tax": 0.06,
    "vishing_lottery": 0.04,
    "sim_box": 0.004,
    "imitator": 0.02,
    "slow_ramp": 0.025,
    "spoofed_flood": 0.0,  # apart: no talk is needed, and the network's eagerness does not matter
}
_BILL: Final = 0.02
_FLOODED: Final = 0.01
_PAID_FOR_CALLING_BACK: Final = 0.25
#: A conversation of more seconds than this hurts twice as much; one without a human answer hardly.
_LONG: Final = 200
_UNHEARD: Final = 0.15
_HOUR: Final = 3600
#: Least and most seconds from the end of the call.
_SOON, _LATE = 120, 9 * 24 * _HOUR
_WANGIRI: Final = CODE["wangiri"]


class _Desk:
    """Takes complaints down; moments in ms since the epoch."""

    def __init__(self, calls: Attempts, numbers: list[str], campaigns: list[str], starts: Integers) -> None:
        self.taken: list[Complaint] = []
        self._numbers, self._campaigns, self._starts = numbers, campaigns, starts.tolist()
        self._ends = (starts + calls["seconds"] * 1000).tolist()

    def take(self, number: int, victim: int, campaign: int, called: int, hurt: int, delay: float) -> None:
        """Args: number, victim: places in the book; called, hurt: calls; delay: seconds from the end of the latter."""
        at = self._ends[hurt] + int(delay * 1000)
        numbers = self._numbers
        one = Complaint(numbers[number], numbers[victim], self._campaigns[campaign], self._starts[called], at)
        self.taken.append(one)


def draw_complaints(
    calls: Attempts,
    labels: Integers,
    numbers: list[str],
    campaigns: list[str],
    lines: Lines,
    starts: Integers,
    draws: Draws,
) -> list[Complaint]:
    """Complaints in the order in which they are made; some after the last call.

    Args:
        calls: with their outcomes.
        labels: code of each call.
        numbers: by place in the book.
        campaigns: ids, by the number that lines bear.
        lines: the closed book.
        starts: of the calls, ms since the epoch.
        draws: the seed's.
    """
    desk = _Desk(calls, numbers, campaigns, starts)
    chance = draws.random(len(calls))
    eager = draws.log_uniform(0.7, 3)
    campaign = lines["campaign"]
    spared = (lines["kind"] >= FIRST_FRAUD) | lines["unassigned"] | lines["foreign"]
    who, whom, seconds = calls["caller"], calls["callee"], calls["seconds"]
    for call in np.flatnonzero(labels >= FIRST_FRAUD).tolist():
        kind, caller, callee = KINDS[labels[call]], who[call], whom[call]
        if kind in _CALLED:
            if spared[callee]:
                continue
            heard = 1 if calls["answered"][call] or kind == "wangiri" else _UNHEARD
            complains = _CALLED[kind] * eager * heard * (2 if seconds[call] > _LONG else 1)
            victim, delay = callee, math.exp(draws.normal(math.log(5 * _HOUR), 1.6))
        else:
            complains, victim = _BILL * eager, caller
            delay = math.exp(draws.normal(math.log(24 * _HOUR), 1.0))
        if chance[call] < complains:
            desk.take(caller, victim, campaign[caller], call, call, max(_SOON, min(delay, _LATE)))
    for call in np.flatnonzero((labels == CODE["spoofed_flood"]) & (chance < _FLOODED)).tolist():
        desk.take(who[call], whom[call], campaign[who[call]], call, call, draws.uniform(300, 20000))
    # Whoever called back paid, and may complain of the ring that made him.
    rings: dict[tuple[int, int], int] = {}
    for call in np.flatnonzero(labels == _WANGIRI).tolist():
        rings.setdefault((who[call], whom[call]), call)
    paid = (
        (lines["kind"][whom] == _WANGIRI) & (labels < FIRST_FRAUD) & (seconds > 60) & (chance < _PAID_FOR_CALLING_BACK)
    )
    for call in np.flatnonzero(paid).tolist():
        ring = rings.get((whom[call], who[call]))
        if ring is not None:
            delay = math.exp(draws.normal(math.log(20 * _HOUR), 1.0))
            desk.take(whom[call], who[call], campaign[whom[call]], ring, call, delay)
    return sorted(desk.taken, key=lambda one: (one.complained_at or 0, one.number, one.victim, one.called_at))
