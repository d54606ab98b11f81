"""What a seventh world is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from training.second_world.scenario import SecondScenario

#: Callers and hours for which the number of campaigns is stated.
_SIZE: Final = 12_000
_HOURS: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SeventhScenario(SecondScenario):
    """A seventh world; equal scenarios give equal records. Fields, ranges and errors are those of SecondScenario.

    >>> SeventhScenario(callers=24_000, hours=15.0).size
    1.0
    """

    callers: int = _SIZE

    @property
    def size(self) -> float:
        """Caller hours against those of the usual exam: 12,000 callers for 30 hours."""
        return self.callers / _SIZE * self.hours / _HOURS
