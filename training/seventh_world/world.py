"""A whole seventh world."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from training.seventh_world.circles import draw_circles
from training.seventh_world.crew import populate
from training.seventh_world.curves import Clock
from training.seventh_world.habits import Habits, draw_habits
from training.seventh_world.harm import complain
from training.seventh_world.outfits import KINDS
from training.seventh_world.passage import Passage
from training.seventh_world.plan import draw_plan
from training.seventh_world.scenario import SeventhScenario
from training.seventh_world.telling import Teller, names
from training.simulator import NORMAL, Complaint, Known, Record, Truth

#: Keeps a seed's draws apart from those of other generators that are given the same seed.
_SALT = 7_007


class SeventhWorld:
    """Simulates at once and keeps all calls in memory, some 500 bytes each.

    Attributes:
        habits: what the seed drew.
        truth: every number that places calls; `fraud` for those that place a fraudulent one, whose kind is that of
            their campaign.
        complaints: harm done, in the order in which victims told of it; then what nobody told of.
    """

    def __init__(self, scenario: SeventhScenario) -> None:
        rng = np.random.default_rng((_SALT, scenario.seed))
        self.habits: Habits = draw_habits(rng, tells_all=scenario.tells_all)
        clock = Clock(self.habits, scenario.seconds)
        population = populate(rng, self.habits, scenario, clock)
        circles = draw_circles(rng, self.habits, population)
        plan = draw_plan(rng, self.habits, clock, population, circles)
        passage = Passage(self.habits, clock, population, circles.pairs(), int(rng.integers(2**62)))
        passage.run(plan)
        self._calls = passage.calls
        texts = names(population)
        campaigns = population.outfits["campaign"].tolist()
        kinds = [KINDS[kind].name for kind in population.outfits["kind"].tolist()]
        outfit = population.rows["outfit"].tolist()
        first: dict[int, tuple[float, str]] = {}
        known: dict[str, Known] = {}
        for start, _, caller, _, _, job in self._calls:
            if job >= 0 and campaigns[job] >= 0 and caller not in first:
                first[caller] = start, kinds[job]
                known[texts[caller]] = Known(texts[caller], kinds[job], True, f"c{campaigns[job]}")
            elif texts[caller] not in known:
                # A campaign's number that has not begun is an ordinary one so far.
                own = outfit[caller]
                kind = kinds[own] if own >= 0 and campaigns[own] < 0 else NORMAL
                known[texts[caller]] = Known(texts[caller], kind, False, "")
        self.truth = Truth(known)
        self.complaints: list[Complaint] = complain(rng, self.habits, population, self._calls, texts)
        self._teller = Teller(self.habits, population, texts, first)

    def records(self) -> Iterator[Record]:
        """Call records, ordered by end of call; the same each time."""
        return self._teller.tell(self._calls)
