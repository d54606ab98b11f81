"""What comes of a call at its callee: asleep, out of reach, rung out, mailbox, hung up on, or a talk."""

from __future__ import annotations

import random

import numpy as np

from training.sixth_world.book import Book, Sort
from training.sixth_world.call import ANSWERED, BUSY, CANCELLED, FAILED, NO_ANSWER, Answer, Call
from training.sixth_world.clock import DAY, Clock, Shift
from training.sixth_world.days import PICKS, SLOTS
from training.sixth_world.habits import Habits
from training.sixth_world.people import People

#: The network gives up ringing after so many seconds, a mailbox takes over after fewer.
_LONGEST_RING, _MAILBOX_AFTER = 60.0, 22.0


class Answering:
    """Everybody's readiness to answer. Random draws come from `rng` in the order of the calls."""

    def __init__(
        self, book: Book, people: People, hours: dict[int, Shift], clock: Clock, habits: Habits, rng: random.Random
    ) -> None:
        self._book, self._habits, self._rng, self._clock = book, habits, rng, clock
        self._hours = hours
        self._roles, self._picks = people.roles.tolist(), people.picks.tolist()
        self._people = len(people)
        self._slots = PICKS.tolist()
        self._free = [not clock.workday(day * DAY - clock.since_midnight + DAY / 2) for day in range(260)]
        drawn = np.random.default_rng(rng.getrandbits(64)).random((3, len(people)))
        self._mailbox = (drawn[0] < habits.voicemail).tolist()
        self._waiting = (drawn[1] < habits.waiting).tolist()
        # Some pick up for anybody, some for nobody whom they do not know.
        self._trust = (habits.trust ** (4.0 * drawn[2] ** 2 + 0.2)).tolist()
        self._off_until: dict[int, float] = {}
        self._blamed: dict[int, int] = {}

    def attention(self, person: int, now: float) -> float:
        """Chance that a person could pick up now."""
        day, second = divmod(now + self._clock.since_midnight, DAY)
        chance: float = self._slots[self._roles[person]][self._free[int(day)]][int(second * SLOTS / DAY)]
        return chance

    def answer(self, now: float, call: Call, taken: bool) -> Answer:
        """Decide a call; `taken`: all lines of the callee are."""
        line, rng = self._book.lines[call.callee], self._rng
        sort = line.sort
        if sort == Sort.PERSON:
            return self._person(now, call, taken)
        if sort == Sort.DEAD:
            return Answer(FAILED, rng.uniform(1, 5), 0.0)
        if taken:
            return Answer(BUSY, rng.uniform(1, 4), 0.0)
        if sort == Sort.SINK:
            return Answer(ANSWERED, rng.uniform(1, 4), call.want) if rng.random() < 0.96 else Answer(FAILED, 2.0, 0.0)
        shift = self._hours.get(call.callee)
        if shift is not None and not shift.on(self._clock, now):
            machine = rng.random() < 0.4
            return Answer(ANSWERED, 12.0, rng.lognormvariate(2.5, 0.5)) if machine else self._rung_out(call.ring)
        if rng.random() >= line.inward:
            return self._rung_out(call.ring) if rng.random() < 0.8 else Answer(FAILED, rng.uniform(1, 6), 0.0)
        rang = rng.lognormvariate(1.9, 0.6)
        if rang > call.ring:
            return self._rung_out(call.ring)
        talk = rng.lognormvariate(0.0, 1.1) * line.hold if line.hold else call.want
        return Answer(ANSWERED, rang, min(talk, 7200.0))

    def _person(self, now: float, call: Call, taken: bool) -> Answer:
        rng, habits, person = self._rng, self._habits, call.callee
        if self._book.places[person] >= 0:
            if self._off_until.get(person, 0.0) > now:
                return self._mailed(person, 3.0, FAILED)
            if rng.random() < habits.off:
                self._off_until[person] = now + rng.lognormvariate(7.2, 1.2)
                return self._mailed(person, 3.0, FAILED)
        if taken:
            if self._waiting[person] and rng.random() < 0.6:
                return self._rung_out(call.ring)
            return self._mailed(person, 2.0, BUSY)
        chance = self.attention(person, now) * self._picks[person] * habits.answers
        if not call.known:
            chance *= self._trust[person] * max(0.3, 0.99 ** self._blamed.get(call.caller, 0))
            if self._book.countries[call.caller] != self._book.countries[person]:
                chance *= 0.6
        rang = rng.lognormvariate(2.0, 0.5)
        if rng.random() >= chance or rang > call.ring:
            if call.ring > _MAILBOX_AFTER and self._mailbox[person] and rng.random() < 0.8:
                return self._mailed(person, _MAILBOX_AFTER, NO_ANSWER)
            # A push of the red button.
            if rng.random() < 0.06 and call.ring > 5.0:
                return self._mailed(person, rng.uniform(2, 5), BUSY)
            return self._rung_out(call.ring)
        talk = call.want
        if call.listens < 1.0 and rng.random() >= call.listens:
            talk = min(talk, rng.lognormvariate(2.0, 0.7))
            self._blamed[call.caller] = self._blamed.get(call.caller, 0) + 1
        if rng.random() < habits.drops:
            talk *= rng.random()
        return Answer(ANSWERED, rang, talk)

    def _rung_out(self, ring: float) -> Answer:
        """The caller gave up, or the network did."""
        rang = min(ring, _LONGEST_RING)
        gave_up = rang < _LONGEST_RING and self._habits.cancels and (rang < 10.0 or self._rng.random() < 0.7)
        return Answer(CANCELLED if gave_up else NO_ANSWER, rang, 0.0)

    def _mailed(self, person: int, rang: float, otherwise: int) -> Answer:
        """The mailbox takes the call where there is one; many hang up at its greeting."""
        if not self._mailbox[person]:
            return Answer(otherwise, rang, 0.0)
        message = 1.3 if self._rng.random() < 0.6 else 3.0
        return Answer(ANSWERED, rang, self._rng.lognormvariate(message, 0.5))
