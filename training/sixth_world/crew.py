"""A crew that dials down a list: honest staff and fraudsters work alike, only their goals differ."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from training.sixth_world.book import Sort
from training.sixth_world.call import ANSWERED, Call, Harm
from training.sixth_world.clock import HOUR, Clock, Shift
from training.sixth_world.craft import Craft
from training.sixth_world.switch import Switch


@dataclass(slots=True, kw_only=True)
class Crew:
    """An agent of the switch: each seat dials the next number when its last call is over.

    Attributes:
        craft: how it works.
        lines: nodes it calls from; those that are burnt go.
        shift: when.
        targets: whom to call; it stops when they run out.
        clock: of the world.
        rng: its own.
        campaign: -1 for honest crews.
        begins: when it started, seconds.
        growth: its pace doubles in so many hours; 0 for never.
        social: share of its calls that go to `friends`.
        friends: whom it calls like anybody.
        left: calls that it still has money or reason for.
        most: dials an hour of all seats together, at most.
        life: calls that a line bears before it is blocked.
    """

    craft: Craft
    lines: list[int]
    shift: Shift
    targets: Iterator[int]
    clock: Clock
    rng: random.Random
    campaign: int = -1
    begins: float = 0.0
    growth: float = 0.0
    social: float = 0.0
    friends: list[int] = field(default_factory=list)
    left: float = 1e9
    most: float = 1e9
    life: float = 1e9
    _again: list[tuple[float, int, int, bool]] = field(default_factory=list)
    _used: dict[int, float] = field(default_factory=dict)
    _turn: int = 0
    _drawn: dict[str, float] = field(default_factory=dict)

    def start(self, switch: Switch) -> None:
        """Seat everybody; they begin a few minutes apart."""
        names = ("pace", "talk", "listens", "ring", "turn")
        self._drawn = {name: self.craft.drawn(name, self.rng) for name in names}
        seats = max(1, round(len(self.lines) * self.craft.drawn("seats", self.rng)))
        seats = min(seats, 60)
        self._drawn["pace"] = min(self._drawn["pace"], self.most / seats)
        for seat in range(seats):
            switch.call_on(self.begins + self.rng.expovariate(1 / 600.0), self, seat)

    def wake(self, switch: Switch, now: float, seat: int) -> float | None:
        """Place a seat's next call; return when it places the one after."""
        rng = self.rng
        if self.left <= 0 or not self.lines:
            return None
        if not self.shift.on(self.clock, now):
            return self.shift.begins(self.clock, now) + rng.expovariate(1 / 500.0)
        line = self._line(seat)
        if self.social and rng.random() < self.social:
            friend = Call(line, rng.choice(self.friends), rng.lognormvariate(4.2, 1.1), 28.0)
            met = switch.place(now, friend)
            return (met.end if met else now) + self._pause(now)
        due = self._again and self._again[0][0] <= now
        _, target, tries, known = heapq.heappop(self._again) if due else (now, next(self.targets, -1), 0, False)
        if target < 0:
            return self._again[0][0] if self._again else None
        want = self._drawn["talk"] * rng.lognormvariate(0.0, self.craft.sigma)
        ring = self._drawn["ring"] * rng.lognormvariate(0.0, 0.25)
        listens = 0.85 if known else self._drawn["listens"]
        outcome = switch.place(now, Call(line, target, want, ring, listens, known), self.campaign)
        if outcome is None:
            heapq.heappush(self._again, (now + 60.0, target, tries, known))
            return now + rng.uniform(5.0, 60.0)
        self.left -= 1
        self._used[line] = self._used.get(line, 0.0) + 1
        if self._used[line] >= self.life * (0.7 + 0.6 * (line * 0.618 % 1.0)):
            self.lines.remove(line)
        if outcome.disposition != ANSWERED:
            if tries + 1 < self.craft.tries:
                heapq.heappush(self._again, (now + rng.lognormvariate(7.6, 1.0), target, tries + 1, known))
        elif outcome.talk >= 60 and rng.random() < self.craft.follow:
            heapq.heappush(self._again, (outcome.end + rng.lognormvariate(7.3, 1.2), target, tries, True))
        self._hurt(switch, now, line, target, outcome.talk)
        return outcome.end + self._pause(now)

    def _hurt(self, switch: Switch, now: float, line: int, target: int, talk: float) -> None:
        least, chance = self.craft.harm
        if self.campaign >= 0 and chance and talk >= least and self.rng.random() < chance:
            sort = switch.book.lines[target].sort
            if sort in (Sort.PERSON, Sort.HOUSE):
                switch.harms.append(Harm(line, target, self.campaign, now, now + talk))

    def _line(self, seat: int) -> int:
        turn = self._drawn["turn"]
        if not turn:
            return self.lines[seat % len(self.lines)]
        self._turn += 1
        return self.lines[int(self._turn / turn) % len(self.lines)]

    def _pause(self, now: float) -> float:
        mean = HOUR / self._drawn["pace"]
        if self.growth:
            mean = max(15.0, mean * 0.5 ** ((now - self.begins) / HOUR / self.growth))
        return mean * (self.rng.expovariate(1.0) if self.rng.random() < self.craft.even else self.rng.uniform(0.9, 1.1))
