"""The feed: verdicts as they come, followed only while somebody waits for one or watches.

At 40,000 calls a second nobody can look at every verdict in Python: a message's rows stay one array, in which the
awaited ones are found and from which at most `PER_SECOND` are shown.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np
from aiokafka import TopicPartition

from app.background import group_less
from app.feed_event import FeedEvent, events_of, most_telling
from app.settings import Settings
from models.verdict import Verdicts, decode_verdicts

log = logging.getLogger(__name__)

#: Verdicts shown per second at most, the gravest first.
PER_SECOND = 50
#: Seconds that the feed is followed after the last use, and between two looks while nobody waits.
_LINGER, _PAUSE = 30.0, 0.1
#: Verdicts held for the next second before the most telling are chosen among them.
_HELD = 2000


class Scored(NamedTuple):
    """The verdict of an awaited call.

    Attributes:
        row: a `VERDICT` record.
        model, rules: versions of what judged.
    """

    row: np.void
    model: str
    rules: str


class Feed:
    """Follows the topic `verdicts` from its end.

    Args:
        settings: where Kafka is.
        campaign_of: gives the id of a number's campaign.

    Attributes:
        watchers: how many clients watch.
        recent: the events shown last, newest last.
    """

    def __init__(self, settings: Settings, campaign_of: Callable[[int], str | None]) -> None:
        self._settings = settings
        self._campaign_of = campaign_of
        topic = settings.topic("verdicts")
        self._parts = [TopicPartition(topic, number) for number in range(settings.partitions)]
        self._waiting: dict[int, list[tuple[int, asyncio.Future[Scored]]]] = {}
        self._held: list[Verdicts] = []
        self._wanted_until = float("-inf")
        self._wake = asyncio.Event()
        self._following = asyncio.Event()
        self.watchers = 0
        self.recent: deque[FeedEvent] = deque(maxlen=PER_SECOND)

    async def begin(self, within: float) -> None:
        """Return once every verdict written from now on will be seen; raises TimeoutError when Kafka is away."""
        self._wanted_until = time.monotonic() + _LINGER
        self._wake.set()
        await asyncio.wait_for(self._following.wait(), within)

    def watched_by(self, count: int) -> None:
        """So many clients watch now; from none to some the feed begins."""
        self.watchers = count
        self._wake.set()

    def expect(self, caller: int, call_hash: int) -> asyncio.Future[Scored]:
        """A future of the verdict of a call; ask before the call is sent, cancel when given up."""
        future: asyncio.Future[Scored] = asyncio.get_running_loop().create_future()
        entry = (caller, future)
        self._waiting.setdefault(call_hash, []).append(entry)
        self._wake.set()
        future.add_done_callback(lambda _: self._forget(call_hash, entry))
        return future

    @property
    def waiting(self) -> int:
        """Calls whose verdict is awaited."""
        return len(self._waiting)

    def take(self) -> list[FeedEvent]:
        """The most telling events since the last time, at most `PER_SECOND`, in order of time."""
        events = events_of(most_telling(self._held, PER_SECOND), self._campaign_of)
        self._held = []
        self.recent.extend(events)
        return events

    async def follow(self) -> None:
        """Follow for ever, resting while nobody wants it."""
        try:
            async with group_less(self._settings, fetch_max_wait_ms=200) as consumer:
                consumer.assign(self._parts)
                consumer.pause(*self._parts)
                while True:
                    if not self._wanted():
                        await self._rest(consumer)
                    self._wake.clear()
                    for records in (await consumer.getmany(timeout_ms=200)).values():
                        for record in records:
                            self._apply(record.value)
                    if not self._waiting:
                        # A few larger fetches instead of one per message, until somebody waits.
                        with suppress(TimeoutError):
                            await asyncio.wait_for(self._wake.wait(), _PAUSE)
        finally:
            self._following.clear()

    def _wanted(self) -> bool:
        return self.watchers > 0 or bool(self._waiting) or time.monotonic() < self._wanted_until

    async def _rest(self, consumer: Any) -> None:
        self._following.clear()
        self._held = []
        consumer.pause(*self._parts)
        while not self._wanted():
            self._wake.clear()
            await self._wake.wait()
        ends = await consumer.end_offsets(self._parts)
        for part, end in ends.items():
            consumer.seek(part, end)
        consumer.resume(*self._parts)
        self._following.set()

    def _apply(self, value: bytes) -> None:
        try:
            verdicts = decode_verdicts(value)
        except ValueError as error:
            log.warning("verdicts: %s", error)
            return
        if self._waiting:
            self._resolve(verdicts)
        if self.watchers:
            self._held += most_telling([verdicts], PER_SECOND)
            if len(self._held) > _HELD:
                self._held = most_telling(self._held, PER_SECOND)

    def _resolve(self, verdicts: Verdicts) -> None:
        rows = verdicts.rows
        awaited = np.fromiter(self._waiting, np.uint64, len(self._waiting))
        for place in np.flatnonzero(np.isin(rows["call_hash"], awaited)).tolist():
            row = rows[place]
            for caller, future in list(self._waiting.get(int(row["call_hash"]), ())):
                if caller == int(row["number"]) and not future.done():
                    future.set_result(Scored(row, verdicts.model, verdicts.rules))

    def _forget(self, call_hash: int, entry: tuple[int, asyncio.Future[Scored]]) -> None:
        entries = self._waiting.get(call_hash, [])
        if entry in entries:
            entries.remove(entry)
        if not entries:
            self._waiting.pop(call_hash, None)
