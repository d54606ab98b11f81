"""Two fraud campaigns: one ring, and announcements by machine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import ANSWERED, Later, follow_up, make_calls, settle_outcome
from training.simulator.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Script:
    """How the numbers of a campaign behave.

    Attributes:
        per_hour: calls that each number places in an hour.
        outcomes: probability of each disposition.
        seconds: median and log-spread of the seconds of an answered call, and the longest.
        victims: share of the unanswered (and hardly answered) calls that are returned.
        wait: median seconds until then, and its log-spread.
    """

    per_hour: float
    outcomes: tuple[float, float, float, float, float]
    seconds: tuple[float, float, int]
    victims: float
    wait: tuple[float, float] = (240.0, 1.2)


#: Rings once and hangs up, so that the victim returns the call to a costly range.
WANGIRI_SCRIPT = Script(160, (0.15, 0.70, 0.0, 0.0, 0.15), (1.8, 0.4, 3), victims=0.05)
#: Plays a message to whoever answers; many do not, some lists are old, hardly anybody calls back.
ROBOCALL_SCRIPT = Script(60, (0.28, 0.40, 0.08, 0.14, 0.10), (8.0, 0.8, 90), victims=0.004)

# What a victim hears: a taped voice that keeps him on the line.
_VICTIM_OUTCOMES = (0.95, 0.02, 0.02, 0.01, 0.0)
_VICTIM_SECONDS = (70.0, 0.9)


class Campaign:
    """The numbers of one campaign and the victims who call them."""

    def __init__(
        self, scenario: Scenario, script: Script, numbers: NDArray[np.int32], rng: np.random.Generator
    ) -> None:
        self._scenario, self._script, self._numbers, self._rng = scenario, script, numbers, rng
        # One list for all numbers of the campaign: it reaches everybody once before it starts over.
        self._list = rng.permutation(scenario.subscribers).astype(np.int32)
        self._next = 0
        self._later = Later()

    def calls(self, begin: int, end: int) -> NDArray[np.void]:
        """The campaign's calls and its victims' that start in [begin, end) ms, in no particular order."""
        rng, script = self._rng, self._script
        count = 0
        if self._scenario.campaign_runs(begin):
            count = rng.poisson(script.per_hour * len(self._numbers) * (end - begin) / 3_600_000)
        start = np.sort(begin + (rng.random(count) * (end - begin)).astype(np.int64))
        callee = self._list[(self._next + np.arange(count)) % len(self._list)]
        self._next = (self._next + count) % len(self._list)
        placed = make_calls(start, rng.choice(self._numbers, count), callee)
        settle_outcome(placed, script.outcomes, script.seconds[0], script.seconds[1], rng, script.seconds[2])
        curious = placed[(placed["disposition"] != ANSWERED) | (placed["seconds"] <= 3)]
        victims, at = follow_up(curious, script.victims, *script.wait, rng)
        self._later.put(make_calls(at, curious["callee"][victims], curious["caller"][victims]))
        returned = self._later.take(end)
        settle_outcome(returned, _VICTIM_OUTCOMES, *_VICTIM_SECONDS, rng)
        return np.concatenate([placed, returned])
