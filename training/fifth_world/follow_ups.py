"""What follows a call: another try, or a call back."""

from __future__ import annotations

import math

import numpy as np

from training.fifth_world.attempts import Attempts, attempts
from training.fifth_world.book import Lines
from training.fifth_world.clock import Clock
from training.fifth_world.draws import Draws, Flags
from training.fifth_world.habits import Habits
from training.fifth_world.outcomes import FAILED

#: A call back before this hour waits five hours, more often than not.
_MORNING = 6.5


def follow_ups(calls: Attempts, engaged: Flags, lines: Lines, clock: Clock, habits: Habits, draws: Draws) -> Attempts:
    """Redials, then call-backs, as attempts.

    Args:
        calls: with their outcomes.
        engaged: which found the line engaged.
        lines: the closed book.
        clock: for the hours of the day.
        habits: of the network.
        draws: the seed's.
    """
    count, callees, answered = len(calls), lines[calls["callee"]], calls["answered"]
    patience = np.where(callees["unassigned"], 0.25, np.where(engaged, 1.3, 1.0))
    repeated = ~answered & (draws.random(count) < calls["redial"] * patience)
    redials = calls[repeated]
    haste = np.where(engaged[repeated], 0.6, 1)
    redials["at"] = redials["at"] + 15 + draws.lognormal(np.log(redials["redial_wait"]), 0.9) * haste
    redials["redial"] *= 0.75

    # Networks tell of missed calls, but not always when the line was engaged.
    noticed = ~answered & ~callees["unassigned"] & (calls["disposition"] != FAILED)
    noticed &= ~(engaged & (draws.random(count) < 0.6))
    returned = noticed & (draws.random(count) < calls["return_missed"] * callees["returns"])
    returned |= answered & (draws.random(count) < calls["return_answered"] * callees["returns"])
    first = calls[returned]
    at = first["at"] + first["seconds"] + 20 + draws.lognormal(math.log(500), 1.4, len(first))
    at += ((clock.hour(at) < _MORNING) & (draws.random(len(first)) < 0.7)) * 5 * 3600
    back = attempts(
        at,
        first["callee"],
        first["caller"],
        answer=1.1,
        median=lines["talk_median"][first["caller"]],
        spread=lines["talk_spread"][first["caller"]],
        redial=habits.redial,
        return_missed=habits.call_back * 0.8,
    )
    return np.concatenate([redials, back])
