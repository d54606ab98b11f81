"""What a sixth world is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from training.second_world.scenario import SecondScenario

#: The callers and hours that amounts of campaigns and of honest strange callers are stated for.
TOWN: Final = 12_000
SPAN: Final = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SixthScenario(SecondScenario):
    """A sixth world; equal scenarios give equal records.

    Attributes and errors are those of SecondScenario, with two differences in amounts: `campaigns` of 1.0 is 6 to 10
    campaigns for each 12,000 callers and 30 hours (a shorter world counts as 18 hours at least), and a world has at
    least one campaign unless `campaigns` is 0 or every kind is in `without`.

    >>> SixthScenario(callers=6000, hours=60.0).size
    0.5
    """

    @property
    def size(self) -> float:
        """Callers against those that amounts of honest strange callers are stated for."""
        return self.callers / TOWN
