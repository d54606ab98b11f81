"""A line, which is what calls and is called, and the manner in which it does."""

from __future__ import annotations

from dataclasses import dataclass

from training.second_world.draws import Seconds
from training.second_world.station import DESTINATION, EMERGENCY, NEVER, UNASSIGNED, Station

__all__ = ["DESTINATION", "EMERGENCY", "NEVER", "UNASSIGNED", "Harm", "Line", "Manner"]


@dataclass(slots=True, eq=False)
class Line(Station):
    """A line of the second world.

    Attributes:
        capacity: calls at a time; 1 = a person, who is busy or not.
        answers_strangers: chance to answer a stranger.
        voicemail: chance that a mailbox takes what nobody answers.
        talk: factor on its durations among acquaintances.
        moves: chance that a call comes from elsewhere.
        roams: since when it is abroad, and where.
    """

    capacity: int = 1
    answers_strangers: float = 0.55
    voicemail: float = 0.0
    talk: float = 1.0
    moves: float = 0.15
    roams: tuple[float, str] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Harm:
    """What a campaign's calls do.

    Attributes:
        kind, campaign: which it is.
        complains: chance that a victim complains.
        delay: seconds until he does, median.
        any_call: whether a call does harm that is hardly or not answered.
        at_caller: whether the line that calls is the victim.
    """

    kind: str
    campaign: str
    complains: float
    delay: float
    any_call: bool = False
    at_caller: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """How one sort of call goes, and what either side does next.

    Attributes:
        seconds: duration once answered.
        answered: factor on the callee's chance to answer.
        redials: chance that what is not answered is tried again, at most `tries` times, after `redial_wait` seconds
            (from, to, uniform in the logarithm).
        returns_missed, returns_answered: chance that the callee calls back, after `return_wait` seconds.
        familiar: whether the callee knows who calls.
        rings_off: chance that the caller hangs up before anybody can answer.
        follows_up: chance that he calls again after a conversation.
        harm: what it does if it is fraud.
    """

    seconds: Seconds
    answered: float = 1.0
    redials: float = 0.0
    tries: int = 2
    redial_wait: tuple[float, float] = (40.0, 1200.0)
    returns_missed: float = 0.0
    returns_answered: float = 0.0
    return_wait: tuple[float, float] = (30.0, 7200.0)
    familiar: bool = False
    rings_off: float = 0.0
    follows_up: float = 0.0
    harm: Harm | None = None
