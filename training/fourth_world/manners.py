"""How a sort of call goes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manner:
    """Answering, lasting, and what follows. Chances and shares are 0 to 1, durations seconds.

    Attributes:
        median, spread: of the log-normal duration.
        answers: factor on the chance that a stranger takes the call.
        fixed: that chance whoever is called; None leaves it to the callee.
        short, short_median: share of answered calls that end at once, and after how long in the median.
        message: length of a text that is played to four in ten of the others; 0 for none.
        redial: chance to try again after a miss.
        tries: how often again at most.
        back: chance that a person rings back after a miss; None leaves it to the person.
        cancel: chance that the caller gives up early.
        longest: no call lasts longer.
        again: chance of a second call to a callee who listened for a minute.
    """

    median: float = 60.0
    spread: float = 1.1
    answers: float = 1.0
    fixed: float | None = None
    short: float = 0.0
    short_median: float = 6.0
    redial: float = 0.0
    back: float | None = None
    cancel: float = 0.15
    longest: float = 7200.0
    again: float = 0.0
    message: float = 0.0
    tries: int = 2


class Everyday:
    """Calls of people among themselves; `redials` is the chance to try a friend again."""

    def __init__(self, redials: float) -> None:
        """Args: redials: 0 to 1."""
        self.friend = Manner(70, 1.25, redial=redials)
        self.acquaintance = Manner(50, 1.15, redial=redials * 0.8)
        self.business = Manner(75, 1.0, redial=redials * 0.9, back=0.05)
        self.stranger = Manner(55, 1.1, redial=redials * 0.6)
        self.wrong = Manner(6, 0.6, redial=0.1)
        self.returned = Manner(45, 1.1, redial=0.25)
