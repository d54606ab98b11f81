"""The exchange: decides all attempts in passes, each pass on the redials and call-backs of the one before."""

from __future__ import annotations

from typing import Final

import numpy as np

from training.fifth_world.attempts import Attempts
from training.fifth_world.book import Lines
from training.fifth_world.clock import Clock
from training.fifth_world.conversations import NOBODY, Conversations
from training.fifth_world.draws import Draws, Floats, Integers
from training.fifth_world.follow_ups import follow_ups
from training.fifth_world.habits import Habits
from training.fifth_world.outcomes import ANSWERED, BUSY, CANCELLED, FAILED, NO_ANSWER, Outcome, draw_outcome

#: The calls that people plan, and four times what follows from calls.
_PASSES: Final = 5
#: Seconds for which a call without an answer holds the caller's line.
_RINGS, _RINGS_ONCE, _FAILS = 18, 3, 4


def run(planned: Attempts, lines: Lines, clock: Clock, habits: Habits, draws: Draws) -> Attempts:
    """All calls that make a record, pass by pass, with their outcomes and when they were put through.

    Args:
        planned: attempts; what lies outside the world or between other networks is dropped.
        lines: the closed book.
        clock: for the hours of the day.
        habits: of the network.
        draws: the seed's.
    """
    done: list[Attempts] = []
    talks = NOBODY
    for generation in range(_PASSES):
        calls = _that_count(planned, lines, clock.seconds)
        if not len(calls):
            break
        who, whom = calls["caller"], calls["callee"]
        outcome = draw_outcome(calls, lines[whom], clock, draws)
        calls["at"] = at = _wait(calls, outcome, lines, talks if generation else None, draws)
        seconds, count = outcome.seconds, len(calls)
        # A line that talks is engaged, or else shows a second call.
        talked = seconds > 0
        called = Conversations(whom[talked], at[talked], (at + seconds)[talked])
        everybody = talks + Conversations(who, at, at + seconds) + called
        engaged = (everybody.until(whom, at - 1e-3) > 0) & (lines["lines"][whom] == 1)
        engaged &= (draws.random(count) < 0.75) & ~outcome.dead
        silent = ~outcome.human & ~outcome.mailbox & ~outcome.dead
        engaged |= silent & (draws.random(count) < np.where(calls["one_ring"], 0.02, 0.1))
        calls["answered"] = outcome.human & ~engaged
        calls["seconds"] = np.where(engaged, 0, seconds)
        end = draws.random(count)
        unanswered = np.where(end < 0.68, NO_ANSWER, np.where(end < 0.97, CANCELLED, FAILED))
        missed = np.where(engaged, BUSY, np.where(outcome.dead, FAILED, unanswered))
        calls["disposition"] = np.where((outcome.human | outcome.mailbox) & ~engaged, ANSWERED, missed)
        done.append(calls)
        talked = calls["seconds"] > 0
        start, stop = at[talked], (at + calls["seconds"])[talked]
        talks = talks + Conversations(who[talked], start, stop) + Conversations(whom[talked], start, stop)
        planned = follow_ups(calls, engaged, lines, clock, habits, draws)
    calls = np.concatenate(done)
    return calls[calls["at"] < clock.seconds]


def _that_count(planned: Attempts, lines: Lines, seconds: float) -> Attempts:
    at, who, whom = planned["at"], planned["caller"], planned["callee"]
    seen = lines["on_network"][who] | lines["on_network"][whom]
    within = (at >= 0) & (at < seconds) & (at > lines["born"][who] - 1)
    counted: Attempts = planned[within & seen & (who != whom)]
    return counted


def _wait(calls: Attempts, outcome: Outcome, lines: Lines, talks: Conversations | None, draws: Draws) -> Floats:
    """When calls are put through: whoever has one line makes one call at a time, and later ones wait."""
    who, at = calls["caller"], calls["at"]
    single = lines["lines"][who] == 1
    if talks is not None:
        for _ in range(2):  # what is put off may meet the next conversation
            end = talks.until(who, at)
            at = np.where((end > 0) & single, end + 3 + draws.exponential(15, len(calls)), at)
    ring = np.where(outcome.dead, _FAILS, np.where(calls["one_ring"], _RINGS_ONCE, _RINGS))
    held = np.where(outcome.seconds > 0, outcome.seconds, ring)
    pause = 2 + draws.exponential(8, len(calls))
    order = np.lexsort((at, who))
    return _one_at_a_time(who, at, held, pause, order[single[order]])


def _one_at_a_time(who: Integers, at: Floats, held: Floats, pause: Floats, order: Integers) -> Floats:
    """The moments, moved so that calls of one number in this order do not overlap."""
    moments = at.tolist()
    callers, lengths, pauses = who.tolist(), held.tolist(), pause.tolist()
    last, free = -1, 0.0
    for call in order.tolist():
        if callers[call] == last and moments[call] < free:
            moments[call] = free + pauses[call]
        last, free = callers[call], moments[call] + lengths[call]
    return np.array(moments)
