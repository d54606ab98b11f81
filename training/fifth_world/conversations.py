"""Who is on the line from when to when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.fifth_world.draws import Floats, Integers

#: More seconds than a world has, so that one key orders conversations by number and then by start.
_FAR = 1e8


@dataclass(frozen=True, slots=True)
class Conversations:
    """Places in the book, and the seconds at which each one's conversations begin and end; in no order."""

    who: Integers
    start: Floats
    end: Floats

    def __add__(self, others: Conversations) -> Conversations:
        return Conversations(
            np.concatenate([self.who, others.who]),
            np.concatenate([self.start, others.start]),
            np.concatenate([self.end, others.end]),
        )

    def until(self, who: Integers, at: Floats) -> Floats:
        """Until when each is on the line at this moment, 0 if not, by the last conversation that began before."""
        if not len(self.who):
            return np.zeros(len(who))
        keys = self.who * _FAR + self.start
        order = np.argsort(keys, kind="stable")
        place = np.searchsorted(keys[order], who * _FAR + at - 0.5) - 1
        last = order[np.maximum(place, 0)]
        return np.where((place >= 0) & (self.who[last] == who) & (self.end[last] > at), self.end[last], 0.0)


NOBODY = Conversations(np.zeros(0, int), np.zeros(0), np.zeros(0))
