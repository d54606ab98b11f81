"""Agent `campaign`: events of suspects in; campaigns with stable identities out, and what there should be alerts about.

The write path is that of `agents.single`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agents.single import Output, Parts, SingleAgent, SingleCounts, Step
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

    def step(self, loaded: Loaded, messages: Sequence[Message]) -> Step:
        """Drop events at or below the watermark; step through the minutes that have become complete."""
        taken: list[Place] = []
        for message in messages:
            taken += loaded.inbox.take(message)
        done = loaded.inbox.progress.done
        minutes, released = loaded.inbox.release()
        found: list[Minute] = []
        # The first minute of all has no minutes before it.
        begin = done or (minutes[0].minute - 1 if minutes else loaded.inbox.progress.done)
        for minute in every(minutes, begin, loaded.inbox.progress.done):
            if minute.events or loaded.book.due(minute.minute):
                loaded.book.step(minute.minute, minute.events)
                found.append(Minute(minute.minute, findings(loaded.book, minute.minute)))
        self.counts.events += len(taken)
        self.counts.minutes += len(minutes)
        found = [one for one in found if one.findings]
        outputs = [Output(self._alert_topic, None, alert_message.encode(Findings(found)))] if found else []
        return Step(campaigns.changed(loaded, taken, released), outputs)
