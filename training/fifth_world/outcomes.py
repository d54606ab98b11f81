"""How a call goes before anybody's line is engaged: who answers, and for how long they talk."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np

from training.fifth_world.attempts import Attempts
from training.fifth_world.book import Lines
from training.fifth_world.clock import Clock
from training.fifth_world.draws import Draws, Flags, Floats

ANSWERED, NO_ANSWER, BUSY, FAILED, CANCELLED = range(5)
#: Names in the record contract, by the codes above.
DISPOSITIONS: Final = ("answered", "no_answer", "busy", "failed", "cancelled")
#: Hours between which people are awake, and what is left of their answers otherwise.
_AWAKE: Final = (6.5, 22.8)
_ASLEEP: Final = 0.55
_LONGEST: Final = 3 * 3600
#: Median and spread of what is said to a mailbox.
_MESSAGE: Final = (9, 0.7)


class Outcome(NamedTuple):
    """Of each call: a human being answers, a mailbox does, it cannot be put through, seconds of talk."""

    human: Flags
    mailbox: Flags
    dead: Flags
    seconds: Floats


def draw_outcome(calls: Attempts, callees: Lines, clock: Clock, draws: Draws) -> Outcome:
    """Outcomes as the callees' lines would have it if they were free."""
    count, one_ring = len(calls), calls["one_ring"]
    hour = clock.hour(calls["at"])
    sleeps = ((hour < _AWAKE[0]) | (hour > _AWAKE[1])) & (callees["lines"] == 1)
    chance = np.clip(calls["answer"] * callees["answers"] * np.where(sleeps, _ASLEEP, 1.0), 0, 0.98)
    chance = np.where(one_ring, calls["answer"], chance)
    dead = callees["unassigned"] | (draws.random(count) < 0.012)
    human = (draws.random(count) < chance) & ~dead
    mailbox = ~human & ~dead & ~one_ring & (draws.random(count) < callees["mailbox"])
    seconds = draws.lognormal(np.log(calls["median"]), calls["spread"])
    long = draws.random(count) < calls["long_share"]
    seconds = np.where(long, draws.lognormal(np.log(calls["long_median"]), 0.7), seconds)
    seconds = np.where(mailbox, draws.lognormal(math.log(_MESSAGE[0]), _MESSAGE[1], count), seconds)
    seconds = np.where(one_ring, draws.uniform(0.6, 3.4, count), seconds)
    seconds = np.where(human | mailbox, np.clip(np.round(seconds), 1, _LONGEST), 0)
    return Outcome(human, mailbox, dead, seconds)
