"""Keeps `decisions` in line with the lists, the policy and time, for the numbers whose partitions this worker has.

A worker's calls and its lists meet here: it withdraws and decides between two micro-batches, when nobody else decides
about its numbers. So no decision that was made by the lists of a moment ago comes behind its own withdrawal.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Any, Final, TypeVar

from agents.deciding import Decider
from agents.decision_sending import send_decisions
from app.decisions_view import DecisionsView
from app.list_topic import removed_by
from models.decision import Audited, Decision, decide, may_block, moment, withdrawn
from models.list_entry import numbers_of
from models.listing import Listing
from models.lists import BLOCKED
from models.number import partition_of_one, subject_of

log = logging.getLogger(__name__)

#: Numbers looked at between two micro-batches: some milliseconds.
_CHUNK: Final = 2000
#: Looks without a cause between two reviews of everything: about a minute.
_SELDOM: Final = 20
_ALLOWED = "It is on the allow list or protected."
_UNLISTED = "It is no longer on the block list."

T = TypeVar("T")
Alone = Callable[[Callable[[], Awaitable[None]]], Awaitable[None]]


class Keeper:
    """Decides by list, and withdraws.

    Args:
        decider: decides by call; holds the policy.
        view: what stands in Kafka.
        listing: gives the entries of the lists in effect.
        clock_ms: gives the stream clock of a partition that this worker has, ms since the epoch; None = it has not.
        partitions: how many partitions there are.
        producer: gives the started aiokafka producer.
        topics: names of `decisions` and `decisions-audit`.

    Attributes:
        withdrawn: decisions that it has withdrawn since the start.
    """

    def __init__(
        self,
        decider: Decider,
        view: DecisionsView,
        listing: Callable[[], Listing],
        clock_ms: Callable[[int], int | None],
        partitions: int,
        producer: Callable[[], Any],
        topics: tuple[str, str],
    ) -> None:
        self._decider = decider
        self._view = view
        self._listing = listing
        self._clock_ms = clock_ms
        self._partitions = partitions
        self._producer = producer
        self._topics = topics
        self._due = 0
        self._looks = 0
        self.withdrawn = 0
        view.changed = self._seen

    def review_soon(self) -> None:
        """Something has changed: review all decisions, and once more when what is under way has come back."""
        self._due = 2

    def _seen(self, number: str) -> None:
        """An enforced decision has come in; one that must not stand, by a worker that had stood still, goes at once."""
        subject = subject_of(number)
        if not may_block(subject, number, self._listing().code(subject, number, self._clock_of(subject) or 0)):
            self.review_soon()

    async def listed(self, records: Sequence[Any]) -> None:
        """Decide anew about the numbers of changed entries, at once; call it between two micro-batches.

        Args:
            records: of topic `lists`, whose changes are in effect already.
        """
        made: list[Audited] = []
        silent: list[str] = []
        for record in records:
            on, _, text = record.key.decode("utf-8", "replace").partition(" ")
            by, reason = removed_by(record.headers or ())
            for number, shown in numbers_of(text):
                at_ms = self._clock_of(number)
                if at_ms is None:
                    continue  # its owner does the same
                wanted = self._by_list(number, shown, at_ms)
                if wanted is not None:
                    made.append(wanted)
                elif shown in self._view.standing or self._decider.enforced_until(number) is not None:
                    why = reason or (_UNLISTED if on == "block" else _ALLOWED)
                    made.append(withdrawn(shown, why, at_ms, by or self._author(on, number, at_ms)))
                else:
                    silent.append(shown)  # a decision may be on its way back
        await self._send(made, silent)

    def _author(self, on: str, number: int, at_ms: int) -> str | None:
        entry = self._listing().entry(number, at_ms)
        return None if entry is None or entry.on != on else entry.by

    async def look(self, alone: Alone) -> None:
        """Review all decisions if anything has changed, and now and then in any case, since time passes too."""
        self._looks += 1
        if not self._due and self._looks < _SELDOM:
            return
        self._due, self._looks = max(0, self._due - 1), 0
        standing = list(self._view.standing.items())
        for decisions in _chunks(standing):
            await alone(partial(self._review, decisions))
        blocked = (number for entry in self._listing().of("block") for number in numbers_of(entry.entry))
        for numbers in _chunks(blocked):
            await alone(partial(self._add, numbers))

    async def _review(self, standing: Sequence[tuple[str, Decision]]) -> None:
        made = []
        for number, decision in standing:
            one = self._changed(number, decision)
            if one is not None:
                made.append(one)
        await self._send(made)

    def _changed(self, number: str, decision: Decision) -> Audited | None:
        """What must follow a decision that stands; None = it may stay."""
        subject = subject_of(number)
        at_ms = self._clock_of(subject)
        if at_ms is None or self._view.standing.get(number) is not decision:
            return None
        code = self._listing().code(subject, number, at_ms)
        if not may_block(subject, number, code):
            return withdrawn(number, _ALLOWED, at_ms)
        if code == BLOCKED:
            wanted = self._by_list(subject, number, at_ms)
            return None if wanted is None or _alike(wanted, decision) else wanted
        if decision.by_list:
            return withdrawn(number, _UNLISTED, at_ms)
        renewed = self._decider.enforced_until(subject) or 0
        if not decision.holds(moment(at_ms)) and renewed <= at_ms:
            return withdrawn(number, "Its time is up.", at_ms)
        if self._decider.policy.mode(decision.fraud_type or "", decision.rule) == "report":
            return withdrawn(number, "The policy only reports it now.", at_ms)
        return None

    async def _add(self, numbers: Sequence[tuple[int, str]]) -> None:
        """Decide about numbers of the block list of which nothing stands."""
        made = []
        for number, text in numbers:
            at_ms = None if text in self._view.standing else self._clock_of(number)
            wanted = None if at_ms is None else self._by_list(number, text, at_ms)
            if wanted is not None:
                made.append(wanted)
        await self._send(made)

    def _by_list(self, number: int, text: str, at_ms: int) -> Audited | None:
        """The decision of the block list about a number; None when it is not on it, or may not be blocked."""
        listing = self._listing()
        entry = listing.entry(number, at_ms)
        if entry is None:
            return None
        return decide(number, text, listing.code(number, text, at_ms), entry, self._decider.policy)

    def _clock_of(self, number: int) -> int | None:
        return self._clock_ms(partition_of_one(number, self._partitions))

    async def _send(self, made: list[Audited], silent: Sequence[str] = ()) -> None:
        if not made and not silent:
            return
        await asyncio.gather(*await send_decisions(self._producer(), *self._topics, made, silent))
        self.withdrawn += sum(one.action == "withdraw" for one in made)
        for number in (*(one.number for one in made), *silent):
            self._decider.forget(subject_of(number))


def _alike(one: Decision, other: Decision) -> bool:
    return (one.reason, one.valid_until, one.decided_at, one.by_list) == (
        other.reason, other.valid_until, other.decided_at, other.by_list
    )  # fmt: skip


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    left = iter(items)
    while chunk := list(islice(left, _CHUNK)):
        yield chunk
