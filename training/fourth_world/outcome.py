"""What becomes of a call."""

from __future__ import annotations

from typing import Literal, NamedTuple

from training.fourth_world.aftermath import Ended, follow, follow_unassigned
from training.fourth_world.intentions import Call
from training.fourth_world.lines import Line
from training.fourth_world.society import Society
from training.fourth_world.writing import write

Disposition = Literal["answered", "no_answer", "busy", "failed", "cancelled"]


class Outcome(NamedTuple):
    """How a call ended, and after how many seconds of talk (0 unless answered) or of ringing."""

    disposition: Disposition
    talked: int
    rang: float


def place(society: Society, at: float, call: Call) -> float | None:
    """Let a call happen. Returns when the caller is free again, None if the call had to wait for a channel."""
    caller, callee = call.caller, call.callee
    if len(caller.busy_until) >= caller.channels and not caller.is_free(at):
        society.intentions.plan(min(caller.busy_until) + society.draws.even(3, 60), call)
        return None
    known = isinstance(callee, Line) and caller.index in callee.knows
    outcome = _attempt(society, at, call, known=known)
    end = at + (outcome.talked or outcome.rang)
    caller.busy_until.append(end)
    # Records may only tell whole seconds; complaints name the moment that the record tells.
    told_ms = int(at * 1000) if society.habits.milliseconds else int(at) * 1000
    write(society, told_ms, call, outcome.talked, outcome.disposition)
    caller.placed += 1
    if isinstance(callee, str):
        follow_unassigned(society, end, call)
        return end
    if outcome.talked:
        callee.busy_until.append(end)
        caller.knows.add(callee.index)
        if outcome.talked > 12:  # who listened that long knows who it was
            callee.knows.add(caller.index)
    follow(society, Ended(at, end, call, callee, outcome.disposition, outcome.talked, known, told_ms))
    return end


def _attempt(society: Society, at: float, call: Call, *, known: bool) -> Outcome:
    draws, manner, callee = society.draws, call.manner, call.callee
    unheard = Outcome("no_answer", 0, draws.even(8, 32))
    if isinstance(callee, str):
        return Outcome("failed", 0, 3.0) if draws.chance(0.85) else unheard
    if draws.chance(society.habits.fails) or at > callee.dies_at:
        return Outcome("failed", 0, 3.0)
    if not callee.is_free(at):
        return Outcome("busy", 0, 2.0) if draws.chance(0.7) else unheard
    if draws.chance(_willing(society, at, call, callee, known=known)):
        return Outcome("answered", round(min(max(1.0, _talk(society, call, callee)), manner.longest)), 0.0)
    if callee.mailbox and manner.median > 2 and draws.chance(0.75):  # one ring is too short for it
        return Outcome("answered", round(draws.around(5, 0.6) + 1), 0.0)
    if draws.chance(manner.cancel):
        return Outcome("cancelled", 0, draws.even(1, 12))
    return unheard


def _willing(society: Society, at: float, call: Call, callee: Line, *, known: bool) -> float:
    """Chance that the callee takes a call."""
    if call.manner.fixed is not None:
        return call.manner.fixed
    if callee.desk_answers is not None:
        outfit = callee.outfit
        closed = outfit is not None and not outfit.fraud and not society.clock.is_open(outfit.shift, at)
        return callee.desk_answers * (0.1 if closed else 1.0)
    own = callee.answers_known if known else min(0.97, callee.answers_unknown * call.manner.answers)
    return own * society.clock.awake(callee.curve, at)


def _talk(society: Society, call: Call, callee: Line) -> float:
    """Seconds that an answered call lasts, before its limits."""
    draws, manner = society.draws, call.manner
    if callee.desk_seconds and not call.fraud:
        return draws.around(callee.desk_seconds, 0.9)
    if manner.short and draws.chance(manner.short):
        return draws.around(manner.short_median, 0.6)
    if manner.message and draws.chance(0.4):
        return manner.message + draws.even(-2, 3)
    return draws.around(manner.median, manner.spread) * (1.0 if call.fraud else call.caller.talk)
