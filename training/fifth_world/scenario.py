"""What a fifth world is asked for: the same as a second one."""

from __future__ import annotations

from dataclasses import dataclass

from training.second_world.scenario import FRAUD_KINDS, SecondScenario

__all__ = ["FRAUD_KINDS", "FifthScenario"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FifthScenario(SecondScenario):
    """A fifth world; equal scenarios give equal records. Fields, ranges and errors are those of `SecondScenario`.

    Attributes:
        hours: length in event time, 6 to 240; no call starts later. A campaign works for a day at most.

    >>> FifthScenario(callers=6000, campaigns=8.0).scale, FifthScenario().hours
    (0.1875, 30.0)
    """

    hours: float = 30.0
