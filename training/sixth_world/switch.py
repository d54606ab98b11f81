"""The switch: places calls in order of time, one event after the other, and writes down what came of each."""

from __future__ import annotations

import heapq
import random
from array import array
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from training.sixth_world.answering import Answering
from training.sixth_world.book import Book, Sort
from training.sixth_world.call import ANSWERED, BUSY, FAILED, Call, Harm, Outcome
from training.sixth_world.habits import Habits


class Agent(Protocol):
    """Somebody who decides about each call only when the one before is over."""

    def wake(self, switch: Switch, now: float, seat: int) -> float | None:
        """Act; return when to be woken again, or None for never."""


class Switch:
    """All lines of a world.

    Attributes:
        starts, talks, callers, callees, dispositions, campaigns: columns of the calls in the order placed; a campaign
            of -1 is no fraud.
        crews: node -> campaign that uses it at present.
        harms: what victims suffered, in the order of the harm's calls.
    """

    def __init__(self, book: Book, answering: Answering, habits: Habits, until: float, rng: random.Random) -> None:
        self.starts, self.talks = array("d"), array("l")
        self.callers, self.callees = array("l"), array("l")
        self.dispositions, self.campaigns = array("b"), array("h")
        self.crews: dict[int, int] = {}
        self.harms: list[Harm] = []
        self.answering, self.book, self.until = answering, book, until
        self._habits, self._rng = habits, rng
        self._free = [0.0] * len(book)
        self._trunks = {node: [0.0] * line.lines for node, line in enumerate(book.lines) if line.lines > 1}
        self._waiting: list[tuple[float, int, Agent | None, int, Call | None]] = []
        self._count = 0
        self._minutes = [0] * (int(until // 60) + 2)
        self._carries = 1e9
        self._met: set[tuple[int, int]] = set()
        self._rings: dict[tuple[int, int], float] = {}

    def call_on(self, at: float, agent: Agent, seat: int = 0) -> None:
        """Wake an agent at a moment."""
        self._push(at, agent, seat, None)

    def run(self, rows: NDArray[np.void]) -> None:
        """Place the planned calls and all that follows from them; to be called once."""
        rows = rows[np.argsort(rows["at"], kind="stable")]
        if len(rows):
            busiest = float(np.sort(np.bincount((rows["at"] // 60).astype(int)))[-10:].mean())
            self._carries = max(4.0, self._habits.headroom * busiest)
        for first in range(0, len(rows), 50_000):
            for at, caller, callee, want, ring, listens, known in rows[first : first + 50_000].tolist():
                while self._waiting and self._waiting[0][0] <= at:
                    self._next()
                self._dial(at, Call(caller, callee, want, ring, listens, known))
        while self._waiting and self._waiting[0][0] < self.until:
            self._next()

    def place(self, now: float, call: Call, campaign: int = -1) -> Outcome | None:
        """Place a call; None when the caller's own line is taken or the world has ended."""
        caller, callee, rng = call.caller, call.callee, self._rng
        if now >= self.until or self._taken(caller, now):
            return None
        if not call.known and (callee, caller) in self._met:
            call = call._replace(known=True, listens=1.0)
        minute = int(now // 60)
        self._minutes[minute] += 1
        load = self._minutes[minute] / self._carries
        if load > 1.0 and rng.random() < 1.0 - 0.9 / load:
            disposition, rang, talk = FAILED, 1.0, 0.0
        else:
            disposition, rang, talk = self.answering.answer(now, call, self._taken(callee, now))
        seconds = max(1, round(talk)) if disposition == ANSWERED else 0
        end = now + rang + seconds + 1.0
        self._hold(caller, now, end)
        if disposition == ANSWERED:
            self._hold(callee, now, end)
        self.starts.append(now)
        self.talks.append(seconds)
        self.callers.append(caller)
        self.callees.append(callee)
        self.dispositions.append(disposition)
        self.campaigns.append(campaign)
        if campaign >= 0:
            self._rings[caller, callee] = now
        if disposition == ANSWERED:
            if not call.known and seconds > 40:
                self._met.add((caller, callee))
            crew = self.crews.get(callee, -1)
            if crew >= 0 and seconds > 8 and (callee, caller) in self._rings:
                self.harms.append(Harm(callee, caller, crew, self._rings[callee, caller], end))
        elif self.book.lines[callee].sort == Sort.PERSON:
            self._missed(now, call, disposition)
        return Outcome(disposition, seconds, end)

    def _dial(self, now: float, call: Call) -> None:
        """A person's or a machine's call, with waiting for the own line and with redialling."""
        rng = self._rng
        outcome = self.place(now, call)
        if outcome is None:
            if call.tries < 3:
                later = self._free[call.caller] if call.caller not in self._trunks else now + 30.0
                self._push(later + rng.expovariate(1 / 40), None, 0, call._replace(tries=call.tries + 1))
            return
        if outcome.disposition == ANSWERED or call.tries >= 5:
            return
        eager = self._habits.redials * (1.0 if call.known else 0.6) * 0.85**call.tries
        if rng.random() < eager:
            pause = rng.lognormvariate(3.6 if outcome.disposition >= BUSY else 5.5, 1.4)
            self._push(outcome.end + pause, None, 0, call._replace(tries=call.tries + 1))

    def _missed(self, now: float, call: Call, disposition: int) -> None:
        """A person who sees a missed call may call back, when awake."""
        rng, habits = self._rng, self._habits
        if disposition in (BUSY, FAILED) and rng.random() < 0.5:
            return  # no note of it was left
        if rng.random() >= (habits.returns if call.known else habits.curiosity):
            return
        at = now + rng.lognormvariate(6.6, 1.5)
        while self.answering.attention(call.callee, at) < 0.3 and at < self.until:
            at += 1800.0 * rng.uniform(0.5, 1.5)
        want = call.want if call.known else rng.lognormvariate(3.2, 0.8)
        self._push(at, None, 0, Call(call.callee, call.caller, want, 25.0 * rng.uniform(0.6, 1.8), 1.0, call.known, 3))

    def _taken(self, node: int, now: float) -> bool:
        lines = self._trunks.get(node)
        return (self._free[node] if lines is None else lines[0]) > now

    def _hold(self, node: int, now: float, until: float) -> None:
        lines = self._trunks.get(node)
        if lines is None:
            self._free[node] = max(self._free[node], until)
        elif lines[0] <= now:
            heapq.heapreplace(lines, until)

    def _push(self, at: float, agent: Agent | None, seat: int, call: Call | None) -> None:
        self._count += 1
        heapq.heappush(self._waiting, (at, self._count, agent, seat, call))

    def _next(self) -> None:
        at, _, agent, seat, call = heapq.heappop(self._waiting)
        if call is not None:
            self._dial(at, call)
        elif agent is not None:
            again = agent.wake(self, at, seat)
            if again is not None and again < self.until:
                self._push(max(again, at + 0.01), agent, seat, None)
