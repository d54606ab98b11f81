"""What somebody means to do, and the heap of it all."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

from training.fourth_world.lines import Line
from training.fourth_world.manners import Manner
from training.fourth_world.outfits import Outfit


@dataclass(frozen=True, slots=True)
class Social:
    """A person feels like calling somebody."""

    line: Line


@dataclass(frozen=True, slots=True)
class Call:
    """A call to a line, or to a number that nobody has; `tries` counts the misses before it."""

    caller: Line
    callee: Line | str
    manner: Manner
    fraud: bool = False
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Work:
    """The next call of a line at work."""

    line: Line


@dataclass(frozen=True, slots=True)
class Burst:
    """So many calls within minutes, over several channels."""

    line: Line
    outfit: Outfit
    left: int


@dataclass(frozen=True, slots=True)
class Inbound:
    """A stranger rings a service; so many do in an hour."""

    line: Line
    outfit: Outfit
    per_hour: float


Intention = Social | Call | Work | Burst | Inbound


class Intentions:
    """A heap by time; of two at one moment, the one that was planned first comes first."""

    def __init__(self, seconds: float) -> None:
        """Args: seconds: what is meant for later than this is dropped."""
        self._seconds = seconds
        self._heap: list[tuple[float, int, Intention]] = []
        self._count = 0

    def plan(self, at: float, intention: Intention) -> None:
        """At: seconds since the world began."""
        if at < self._seconds:
            self._count += 1
            heapq.heappush(self._heap, (at, self._count, intention))

    def due(self) -> Iterator[tuple[float, Intention]]:
        """One after the other, those included that are planned meanwhile."""
        while self._heap:
            at, _, intention = heapq.heappop(self._heap)
            yield at, intention
