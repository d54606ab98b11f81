"""Private calls of lines that are somebody's besides their work: with the same few people, in and out."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from training.sixth_world.clock import DAY, HOUR, Clock
from training.sixth_world.days import CALLS
from training.sixth_world.people import People
from training.sixth_world.plan import plan, talks
from training.sixth_world.ties import Ties


@dataclass(slots=True)
class PrivateLives:
    """Which lines have one.

    Attributes:
        people, ties: of the town.
        circles: node -> persons.
        until: node -> when it ends, seconds.
    """

    people: People
    ties: Ties
    circles: dict[int, list[int]] = field(default_factory=dict)
    until: dict[int, float] = field(default_factory=dict)

    def give(self, nodes: list[int], until: float, rng: random.Random) -> list[int]:
        """Give these lines a circle each, of the same town; return all who are in them."""
        for node in nodes:
            friends = self.ties.of(rng.randrange(len(self.people)))[: rng.randint(1, 12)]
            self.circles[node] = friends or [rng.randrange(len(self.people))]
            self.until[node] = until
        return [friend for node in nodes for friend in self.circles[node]]

    def calls(self, clock: Clock, seconds: float, rng: np.random.Generator) -> NDArray[np.void]:
        """What they and their friends mean to call; until the end of the world at most."""
        callers, callees, ats = [], [], []
        for node, friends in self.circles.items():
            until = min(seconds, self.until[node])
            for _ in range(rng.poisson(until / HOUR * rng.uniform(0.02, 0.4))):
                friend = friends[int(len(friends) * rng.random() ** 2)]
                out = rng.random() < 0.6
                callers.append(node if out else friend)
                callees.append(friend if out else node)
                ats.append(until * rng.random())
        caller, callee = np.array(callers, dtype=np.int64), np.array(callees, dtype=np.int64)
        at = np.array(ats, dtype=float)
        rows = plan(at, caller, callee, talks(len(caller), 60.0, 1.1, rng), rng)
        # Nights are left out as they are in the day of who is at home.
        day = CALLS[3, 1] / CALLS[3, 1].max()
        slots = ((clock.since_midnight + rows["at"]) % DAY / HOUR * 2).astype(int)
        kept: NDArray[np.void] = rows[rng.random(len(rows)) < day[slots]]
        return kept
