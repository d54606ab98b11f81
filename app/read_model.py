"""The read model: what every worker knows of the whole job, from the changelogs of the small tables.

A changelog is a compacted topic: read from its beginning to its end it gives the table, read on it stays the table.
Each worker reads all partitions, whatever it owns, with a consumer without a group.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from typing import Any

import msgspec
from aiokafka import TopicPartition

from app.background import group_less
from app.campaigns_view import CampaignsView
from app.evidence_view import EvidenceView
from app.settings import Settings
from app.suspects_view import SuspectsView
from app.traffic_view import TrafficView
from tables import campaigns, suspects, traffic

log = logging.getLogger(__name__)

#: Seconds between two looks once it is caught up: many changes of a row in between then cost one.
_PAUSE = 0.25


class ReadModel:
    """Suspects, traffic and campaigns of the whole job.

    Attributes:
        suspects, traffic, campaigns: the rows.
        evidence: what suspects did of late.
        caught_up: everything that was in Kafka when it started is here.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._suspects_topic = f"{settings.group}-{suspects.NAME}-changelog"
        topics = (self._suspects_topic, f"{settings.group}-{traffic.NAME}-changelog")
        self._campaigns_topic = f"{settings.group}-{campaigns.NAME}-changelog"
        self._parts = [TopicPartition(topic, number) for topic in topics for number in range(settings.partitions)]
        self._parts += [TopicPartition(self._campaigns_topic, number) for number in range(campaigns.PARTITIONS)]
        self._next: dict[TopicPartition, int] = {}
        self.suspects = SuspectsView()
        self.traffic = TrafficView()
        self.campaigns = CampaignsView()
        self.evidence = EvidenceView()
        self.caught_up = False

    @property
    def now_ms(self) -> int:
        """Stream time: the start of the newest minute that has a call, ms since the epoch; 0 before the first."""
        return (self.traffic.newest or 0) * 60_000

    @property
    def dangerous(self) -> int:
        """Numbers that ever became DANGEROUS, by their own calls or because a group or a campaign raised them."""
        return self.suspects.dangerous(self.campaigns.raised)

    async def follow(self) -> None:
        """Follow the changelogs for ever; called again after an error it goes on where it was."""
        async with group_less(self._settings) as consumer:
            consumer.assign(self._parts)
            begin = await consumer.beginning_offsets(self._parts)
            end = await consumer.end_offsets(self._parts)
            if any(self._next.get(part, 0) > end[part] for part in self._parts):
                self._start_afresh()  # the topics were deleted and made anew
            for part in self._parts:
                consumer.seek(part, max(begin[part], self._next.get(part, 0)))
            while True:
                for part, records in (await consumer.getmany(timeout_ms=500)).items():
                    self._apply(part, records)
                for part in self._parts:
                    self._next[part] = await consumer.position(part)
                if not self.caught_up:
                    self.caught_up = all(self._next[part] >= end[part] for part in self._parts)
                else:
                    await asyncio.sleep(_PAUSE)

    def _start_afresh(self) -> None:
        self._next.clear()
        self.suspects.clear()
        self.traffic.clear()
        self.campaigns.clear()
        self.evidence.clear()
        self.caught_up = False

    def _apply(self, part: Any, records: Iterable[Any]) -> None:
        newest = {record.key: record.value for record in records}
        for key, value in newest.items():
            try:
                if part.topic == self._suspects_topic:
                    self.suspects.put(key, value)
                elif part.topic == self._campaigns_topic:
                    self.campaigns.put(key, value)
                    self.evidence.put(key, value)
                else:
                    self.traffic.put(part.partition, key, value)
            except (msgspec.DecodeError, ValueError, TypeError) as error:
                log.warning("%s %d holds a row that is none: %s", part.topic, part.partition, error)
