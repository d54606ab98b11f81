"""What a third world is asked for: the same as a second one."""

from __future__ import annotations

from dataclasses import dataclass

from training.second_world.scenario import FRAUD_KINDS, SecondScenario

__all__ = ["FRAUD_KINDS", "ThirdScenario"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThirdScenario(SecondScenario):
    """A third world; equal scenarios give equal records. Fields, ranges and errors are those of `SecondScenario`.

    Attributes:
        hours: length in event time, 6 to 240; no call starts later. A campaign rarely works for more than a day.

    >>> ThirdScenario(callers=6000, campaigns=8.0).scale, ThirdScenario().hours
    (0.1875, 36.0)
    """

    hours: float = 36.0
