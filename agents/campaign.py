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

    #: Minutes that are stepped through before what they changed is stored.
    most = 60

    def __init__(self, parts: Parts, partitions: int, alert_topic: str) -> None:
        super().__init__("campaign", parts)
        self._partitions = partitions
        self._alert_topic = alert_topic
        self.counts: CampaignCounts = CampaignCounts()

    def read(self, rows: Iterable[tuple[bytes, bytes]]) -> Loaded:
        """See the class `SingleAgent`; raises `models.campaign.inbox.InboxError` for another layout."""
        return campaigns.load(rows, self._partitions)

    def decode(self, event: Any) -> Message:
        """See the class `SingleAgent`."""
        return decode(event.message.value or b"")

    async def step(
        self, loaded: Loaded, messages: Sequence[Message], most: int, moved: Callable[[], bool]
    ) -> Step | None:
        """Drop events at or below the watermark; step through the first `most` minutes that have become complete.

        A search takes up to a second, and a jump of the stream clock asks for many: minutes are stepped through in a
        thread, and the other agents go on. What they change is stored part by part, since all of it might not fit into
        one record batch.
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
            found = [one for one in found if one.findings]
            outputs = [Output(self._alert_topic, None, alert_message.encode(Findings(found)))] if found else []
            return Step(campaigns.changed(loaded, taken, released.places), outputs, released.more)

        try:
            step = await asyncio.to_thread(walk)
        except asyncio.CancelledError:
            stop.set()
            raise
        self.counts.events += len(taken)
        self.counts.minutes += len(released.minutes)
        return step

    def needed(self, rows: Rows) -> Rows:
        """Without latest calls: thousands of suspects called within one minute, and the next of each writes them."""
        return campaigns.without_calls(rows)
