"""One call from its placing to its harm."""

from __future__ import annotations

from typing import NamedTuple

ANSWERED, NO_ANSWER, BUSY, FAILED, CANCELLED = range(5)
#: In the order of the constants.
DISPOSITIONS = ("answered", "no_answer", "busy", "failed", "cancelled")


class Call(NamedTuple):
    """A call that is to be placed; the fields are those of PLAN, `tries` counts earlier attempts."""

    caller: int
    callee: int
    want: float
    ring: float
    listens: float = 1.0
    known: bool = True
    tries: int = 0


class Answer(NamedTuple):
    """What came of it: disposition, seconds of ringing and of talk."""

    disposition: int
    rang: float
    talk: float


class Outcome(NamedTuple):
    """What came of a placed call: disposition, seconds of talk, when both lines are free again."""

    disposition: int
    talk: float
    end: float


class Harm(NamedTuple):
    """A victim: nodes, campaign, start of the fraudster's call, when the harm was done."""

    number: int
    victim: int
    campaign: int
    called: float
    done: float
