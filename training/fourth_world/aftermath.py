"""What a call leads to: redials, call-backs, second calls, complaints."""

from __future__ import annotations

from typing import NamedTuple

from training.fourth_world.intentions import Call
from training.fourth_world.lines import Line
from training.fourth_world.manners import Manner
from training.fourth_world.society import Society
from training.simulator import Complaint


class Ended(NamedTuple):
    """A call to a line that has ended.

    Attributes:
        at, end: seconds since the world began.
        call, callee: which call, to whom.
        disposition, talked: how it ended, and after how many seconds of talk.
        known: whether the callee knew the caller before.
        told_ms: its start as the record tells it, since the world began.
    """

    at: float
    end: float
    call: Call
    callee: Line
    disposition: str
    talked: int
    known: bool
    told_ms: int


def follow_unassigned(society: Society, end: float, call: Call) -> None:
    """After a call to a number that nobody has: seldom one more try."""
    draws = society.draws
    if call.manner.redial and draws.chance(0.1) and call.tries < 1:
        society.intentions.plan(end + draws.even(5, 60), _again(call))


def follow(society: Society, ended: Ended) -> None:
    """After a call to a line."""
    call, callee, outfit = ended.call, ended.callee, ended.call.caller.outfit
    if ended.disposition == "answered":
        _follow_talk(society, ended)
    else:
        _follow_miss(society, ended)
    if call.fraud and outfit is not None and society.draws.chance(outfit.complains):
        # A missed call can harm as well; abuse of a line harms the line.
        noticed = ended.disposition == "answered" or outfit.kind in ("wangiri", "spoofed_flood")
        harmed = callee.human or outfit.kind in ("irsf", "pbx_hacking")
        if noticed and harmed:
            _complain(society, ended, callee if callee.human else call.caller, ended.talked)


def _follow_miss(society: Society, ended: Ended) -> None:
    draws, call, manner, callee = society.draws, ended.call, ended.call.manner, ended.callee
    busy = ended.disposition == "busy"
    if manner.redial and call.tries < manner.tries and draws.chance(manner.redial * (1.3 if busy else 1)):
        society.intentions.plan(ended.end + draws.around(45 if busy else 150, 1.1) + 4, _again(call))
    rings_back = callee.human or (callee.outfit is not None and callee.outfit.returns)
    if not rings_back or ended.disposition not in ("no_answer", "cancelled") or not draws.chance(_returns(ended)):
        return
    wait = draws.around(500, 1.3) + 8
    if callee.human:
        answer = _reception(society, call)
        if society.clock.awake(callee.curve, ended.at + wait) < 0.5:
            wait += draws.even(4, 9) * 3600
    else:
        assert callee.outfit is not None
        answer, shift = callee.outfit.manner, callee.outfit.shift
        if not society.clock.is_open(shift, ended.at + wait):
            wait += society.clock.next_opening(shift, ended.at + wait) - ended.at
    society.intentions.plan(ended.at + wait, Call(callee, call.caller, answer))
    # Who rings back is drawn into the fraud, so that more of them complain than of those who were only called.
    if call.fraud and call.caller.outfit is not None and draws.chance(call.caller.outfit.complains * 4):
        _complain(society, ended, callee, wait)


def _returns(ended: Ended) -> float:
    """Chance that the callee of a missed call rings back."""
    call, callee = ended.call, ended.callee
    if not callee.human and not call.fraud:
        return 0.35
    if call.manner.back is not None:
        return call.manner.back
    return callee.returns_known if ended.known else callee.returns_unknown


def _reception(society: Society, call: Call) -> Manner:
    """How a call back goes: a campaign deals with its victims, and its lines with friends as anybody does."""
    outfit = call.caller.outfit
    if outfit is not None and outfit.returning is not None and (call.fraud or not outfit.fraud):
        return outfit.returning
    return society.everyday.returned


def _follow_talk(society: Society, ended: Ended) -> None:
    draws, call, manner, callee, caller = society.draws, ended.call, ended.call.manner, ended.callee, ended.call.caller
    if callee.human and ended.known and not call.fraud and draws.chance(0.05):  # something was forgotten
        then = ended.end + draws.around(1800, 1.2)
        society.intentions.plan(then, Call(callee, caller, society.everyday.acquaintance))
    if manner.again and ended.talked > 60 and draws.chance(manner.again):  # whoever listened is worth another call
        assert caller.outfit is not None
        successor = draws.choose(caller.outfit.lines) if draws.chance(caller.outfit.siblings) else caller
        if successor.start <= ended.end <= successor.stop:
            then = ended.end + draws.around(1500, 1.0)
            society.intentions.plan(then, Call(successor, callee, manner, call.fraud))


def _again(call: Call) -> Call:
    return Call(call.caller, call.callee, call.manner, call.fraud, call.tries + 1)


def _complain(society: Society, ended: Ended, victim: Line, after: float) -> None:
    """The victim complains hours or days later, at least two minutes after so many seconds."""
    caller = ended.call.caller
    called_at = round(society.habits.begins.timestamp() * 1000) + ended.told_ms
    complained_at = called_at + int(1000 * (after + 120 + society.draws.around(5 * 3600, 1.6)))
    society.complaints.append(Complaint(caller.number, victim.number, caller.campaign, called_at, complained_at))
