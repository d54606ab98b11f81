"""What a fourth world is asked for: the same as a second one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from training.second_world.scenario import FRAUD_KINDS, SecondScenario

__all__ = ["FRAUD_KINDS", "FULL_SIZE", "FourthScenario"]

#: The number of callers that amounts are stated for.
FULL_SIZE: Final = 12_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FourthScenario(SecondScenario):
    """A fourth world; equal scenarios give equal records. Ranges and errors are those of `SecondScenario`.

    Attributes:
        campaigns: multiplies the number of fraud campaigns, 0 to 100; 1.0 is about 28 for each 32,000 callers.

    >>> FourthScenario(callers=6000, campaigns=8.0).scale, FourthScenario().hours
    (0.5, 30.0)
    """

    @property
    def scale(self) -> float:
        """Size against that for which amounts are stated."""
        return self.callers / FULL_SIZE
