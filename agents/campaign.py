"""Agent `campaign`: events of suspects in; campaigns with stable identities out, and what there should be alerts about.

The write path is that of `agents.single`.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agents.single import Output, Parts, Rows, SingleAgent, SingleCounts, Step
from models.alert import message as alert_message
from models.alert.finding import findings
from models.alert.message import Findings, Minute
from models.campaign.event import Message, decode
from models.campaign.inbox import Place, every
from tables import campaigns
from tables.campaigns import Loaded

#: Complete minutes that are stepped through before what they changed is stored.
MINUTES = 60


@dataclass
class CampaignCounts(SingleCounts):
    """What this worker has done since it started; for metrics, not exact across restarts."""

    events: int = 0
    minutes: int = 0


class CampaignAgent(SingleAgent[Message, Loaded]):
    """Applies micro-batches of `suspect-events` to the table `campaigns`.

    Args:
        parts: what it works with.
        partitions: of `calls`.
        alert_topic: where findings go.
    """

    def __init__(self, parts: Parts, partitions: int, alert_topic: str) -> None:
        super().__init__("campaign", parts)
        self._partitions = partitions
        self._alert_topic = alert_topic
        self.most = MINUTES
        self.counts: CampaignCounts = CampaignCounts()

    def read(self, rows: Iterable[tuple[bytes, bytes]]) -> Loaded:
        """See the class `SingleAgent`; raises `models.campaign.inbox.InboxError` for another layout."""
        return campaigns.load(rows, self._partitions)

    def decode(self, event: Any) -> Message:
        """See the class `SingleAgent`."""
        return decode(event.message.value or b"")

    def least(self, rows: Rows) -> Rows:
        """Without latest calls: when thousands of suspects call within one minute, those decide nothing."""
        return campaigns.without_calls(rows)

    async def step(
        self, loaded: Loaded, messages: Sequence[Message], most: int, moved: Callable[[], bool]
    ) -> Step | None:
        """Drop events at or below the watermark; step through at most so many minutes that have become complete.

        A search takes up to a second and a jump of the stream clock asks for many, so minutes are stepped through in a
        thread, and the other agents go on.
        """
        taken: list[Place] = []
        for message in messages:
            taken += loaded.inbox.take(message)
        released = loaded.inbox.release(most)
        stop = threading.Event()

        def walk() -> Step | None:
            found: list[Minute] = []
            for minute in every(released.minutes, released.begin, loaded.inbox.progress.done):
                if stop.is_set() or moved():
                    return None
                if minute.events or loaded.book.due(minute.minute):
                    loaded.book.step(minute.minute, minute.events)
                    found.append(Minute(minute.minute, findings(loaded.book, minute.minute)))
            rows = campaigns.changed(loaded, taken, released.places)
            return Step(rows, self._told(found), released.more)

        try:
            step = await asyncio.to_thread(walk)
        except asyncio.CancelledError:
            stop.set()
            self.forget()
            raise
        if step is not None:
            self.counts.events += len(taken)
            self.counts.minutes += len(released.minutes)
        return step

    def _told(self, minutes: Iterable[Minute]) -> list[Output]:
        found = [minute for minute in minutes if minute.findings]
        return [Output(self._alert_topic, None, alert_message.encode(Findings(found)))] if found else []
