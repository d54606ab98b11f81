"""Lines at work, honest or not: whom they call next, and when."""

from __future__ import annotations

import math

from training.fourth_world.clock import CURVES
from training.fourth_world.intentions import Call, Work
from training.fourth_world.lines import Line
from training.fourth_world.outcome import place
from training.fourth_world.outfits import Outfit
from training.fourth_world.society import Society


def next_callee(society: Society, outfit: Outfit, line: Line) -> Line | str:
    """Whom a line of an outfit calls next; perhaps itself, which is no call."""
    draws, targets = society.draws, outfit.targets
    if outfit.pick == "list":
        if line.placed and draws.chance(outfit.repeat):
            return targets[draws.whole(0, outfit.position % len(targets) + 1)]
        outfit.position += 1
        return targets[outfit.position % len(targets)]
    if outfit.pick == "zipf":
        return targets[int(len(targets) * draws.random() ** outfit.repeat)]
    if outfit.pick == "sequential":
        outfit.dialled += draws.whole(1, 4) if outfit.repeat < 0.1 else 1
        number = society.numbering.national(str(outfit.dialled).zfill(society.habits.country.length))
        return society.numbering.book.get(number) or number
    return draws.choose(society.people)


def work(society: Society, at: float, line: Line) -> None:
    """Place the next call of a line, if it is on duty, and plan the one after it."""
    outfit, draws = line.outfit, society.draws
    assert outfit is not None
    if at > line.stop or outfit.budget <= 0:
        return
    if not society.clock.is_open(outfit.shift, at):
        opens = society.clock.next_opening(outfit.shift, at)
        society.intentions.plan(opens + draws.exponential(900.0), Work(line))
        return
    callee = next_callee(society, outfit, line)
    end = at
    if callee is not line:
        outfit.budget -= 1
        end = place(society, at, Call(line, callee, outfit.manner, outfit.fraud)) or at + 60
    then = at + _gap(society, outfit, line, at)
    if line.channels == 1:
        then = max(end + draws.even(2, 9), then)
    society.intentions.plan(then, Work(line))


def _gap(society: Society, outfit: Outfit, line: Line, at: float) -> float:
    """Seconds from the start of a call to the start of the next."""
    draws, per_hour = society.draws, line.per_hour
    if outfit.ramp:
        past = (at - line.start) / max(3600.0, line.stop - line.start)
        per_hour *= math.exp(outfit.ramp * (past - 1.0))
    gap = 3600.0 / per_hour * draws.gamma(outfit.evenness) / outfit.evenness
    if outfit.kind == "imitator":  # keeps the rhythm of the day
        gap *= 8.0 / max(2.0, CURVES["worker"][int(society.clock.hour(at))])
    if draws.chance(outfit.pause):
        gap += draws.exponential(1500.0)
    return gap
