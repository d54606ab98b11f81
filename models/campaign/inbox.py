"""The order in which events reach the campaigns: minute by minute, whatever the interleaving of partitions.

Partitions of `calls` run ahead of each other by seconds or, in a replay, by hours. Events wait here until every
partition has ticked past their minute; then nothing of that minute can still come, late records apart, and the minute
is stepped through as a whole. An event of a minute that is over already belongs to a late record: it joins the next
minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

import msgspec

from models.campaign.event import Event, Message, Tick, order

#: Version of the rows of table `campaigns`.
VERSION: Final = 2
_MINUTE_MS: Final = 60_000

#: Where an event stands: partition of `calls`, source partition, position, rank.
Place = tuple[int, int, int, int]


class InboxError(ValueError):
    """The stored state was written by a program with another layout."""


class Progress(msgspec.Struct, kw_only=True):
    """What has been taken from every partition, and up to where minutes are done.

    Attributes:
        places: by "partition:source", the (position, rank) of the last event taken: the watermark.
        ticks: by partition, the minute that its stream clock has reached.
        done: the last minute stepped through, minutes since the epoch; 0 = none.
        version: of this layout.
    """

    places: dict[str, tuple[int, int]] = {}
    ticks: dict[int, int] = {}
    done: int = 0
    version: int = VERSION


class Minute(NamedTuple):
    """A minute that is complete, with its events in canonical order; there may be none."""

    minute: int
    events: list[Event]


class Released(NamedTuple):
    """What has become complete.

    Attributes:
        minutes: those with events, rising.
        places: where their events stood.
        begin: the minute before the first of those that are complete, with events or without.
        more: whether further minutes are complete that were not asked for.
    """

    minutes: list[Minute]
    places: list[Place]
    begin: int
    more: bool


class Inbox:
    """Waits for minutes to be complete.

    Args:
        partitions: of `calls`; each has to tick before a minute is over.
        progress: where it stands; changed in place.
        waiting: events taken and not yet released, by their place.

    Raises:
        InboxError: when `progress` is of another layout.
    """

    def __init__(self, partitions: int, progress: Progress, waiting: dict[Place, Event]) -> None:
        if progress.version != VERSION:
            raise InboxError(f"stored campaigns have layout version {progress.version}, this program reads {VERSION}")
        self._partitions = partitions
        self.progress = progress
        self.waiting = waiting

    def take(self, message: Message) -> list[Place]:
        """Take over the events of a message that were not taken before; gives their places."""
        taken = []
        for event in message.events:
            if isinstance(event, Tick):
                ticks = self.progress.ticks
                ticks[event.partition] = max(event.minute, ticks.get(event.partition, 0))
                continue
            source, place = f"{message.partition}:{event.source}", (event.position, event.rank)
            # A worker that was killed sends again what it had sent.
            if place <= self.progress.places.get(source, (-1, -1)):
                continue
            self.progress.places[source] = place
            where = (message.partition, event.source, *place)
            self.waiting[where] = event
            taken.append(where)
        return taken

    def release(self, most: int | None = None) -> Released:
        """Minutes that have become complete, the earliest `most` of them, or all.

        `progress.done` is set to the last of them.
        """
        ticks, done = self.progress.ticks, self.progress.done
        until = min(ticks.values()) if len(ticks) >= self._partitions else 0
        if until - 1 <= done:
            return Released([], [], done, more=False)
        ready = [(event.end_ms // _MINUTE_MS, place) for place, event in self.waiting.items()]
        # The first minute of all has no minutes before it.
        begin = done or min((minute for minute, _ in ready if minute < until), default=until) - 1
        end = until - 1 if most is None else min(until - 1, begin + most)
        minutes: dict[int, list[Event]] = {}
        gone = [place for minute, place in ready if minute <= end]
        for place in gone:
            event = self.waiting.pop(place)
            minutes.setdefault(max(event.end_ms // _MINUTE_MS, begin + 1), []).append(event)
        self.progress.done = end
        found = [Minute(minute, sorted(minutes[minute], key=order)) for minute in sorted(minutes)]
        return Released(found, gone, begin, more=end < until - 1)


def every(minutes: Iterable[Minute], begin: int, end: int) -> Iterator[Minute]:
    """The minutes after `begin` up to `end`, with those between that have no events.

    >>> [minute.minute for minute in every([Minute(3, [])], 1, 5)]
    [2, 3, 4, 5]
    """
    given = {minute.minute: minute for minute in minutes}
    for number in range(begin + 1, end + 1):
        yield given.get(number) or Minute(number, [])
