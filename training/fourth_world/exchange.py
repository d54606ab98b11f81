"""Works off everybody's intentions in the order of time."""

from __future__ import annotations

from training.fourth_world.choosing import choose
from training.fourth_world.intentions import Burst, Call, Inbound, Intention, Social, Work
from training.fourth_world.lines import Line
from training.fourth_world.outcome import place
from training.fourth_world.society import Society
from training.fourth_world.working import next_callee, work


def run(society: Society) -> None:
    """Until nobody means to do anything before the world's end."""
    for at, intention in society.intentions.due():
        _act(society, at, intention)


def _act(society: Society, at: float, intention: Intention) -> None:
    match intention:
        case Social(line):
            if at <= line.dies_at:
                _call_somebody(society, at, line)
        case Call(caller):
            if at < caller.dies_at:
                place(society, at, intention)
        case Work(line):
            work(society, at, line)
        case Burst():
            _burst(society, at, intention)
        case Inbound():
            _ring_service(society, at, intention)


def _call_somebody(society: Society, at: float, line: Line) -> None:
    draws = society.draws
    call = choose(society, line, at)
    if call.callee is line:
        return
    free_at = place(society, at, call)
    if free_at is not None and draws.chance(0.22):  # calls come in trains
        society.intentions.plan(free_at + draws.around(150, 1.0), Social(line))


def _burst(society: Society, at: float, burst: Burst) -> None:
    line, outfit = burst.line, burst.outfit
    place(society, at, Call(line, next_callee(society, outfit, line), outfit.manner, outfit.fraud))
    if burst.left > 1:
        gap = society.draws.exponential(3600.0 / outfit.per_hour)
        society.intentions.plan(at + gap, Burst(line, outfit, burst.left - 1))


def _ring_service(society: Society, at: float, ring: Inbound) -> None:
    draws = society.draws
    caller = draws.choose(society.people)
    if caller is not ring.line:
        place(society, at, Call(caller, ring.line, society.everyday.business))
    if draws.chance(0.999):
        gap = draws.exponential(3600.0 / ring.per_hour)
        then = at + gap
        if not society.clock.is_open(ring.outfit.shift, then):
            then = society.clock.next_opening(ring.outfit.shift, then) + gap
        society.intentions.plan(then, ring)
