"""Agent `profile`: legs in; profiles, verdicts, suspects and traffic out, each exactly once.

The write path has six numbered steps; what a crash costs in each is written beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from agents import faults
from agents.deciding import Decider
from agents.decision_sending import send_decisions
from agents.ingest import Send, rejection
from agents.profile_work import ProfileCounts, Scorer, Tables, Work
from models import leg
from models.campaign.event import Message as SuspectMessage
from models.campaign.event import encode as encode_suspects
from models.decision_policy import Policy
from models.engine import Engine
from models.leg import Legs
from tables import changelog, suspects, traffic
from tables.profiles import STATE_KEY, PartitionState, decode_state, encode_state


@dataclass(frozen=True)
class Topics:
    """Names of the topics that the agent writes to."""

    verdicts: str
    suspect_events: str
    profiles_changelog: str
    suspects_changelog: str
    traffic_changelog: str
    rejected: str
    decisions: str
    decisions_audit: str


class ProfileAgent:
    """Applies micro-batches of `calls` messages to the tables.

    Args:
        engine: folds, scores and judges.
        stores: of the three tables.
        topics: where results go.
        producer: gives the started aiokafka producer.
        send: sends one record.
        generation: gives the generation of today's assignment, -1 while partitions are moving.
        decider: decides about the numbers whose calls are DANGEROUS; None = one that only reports.

    Attributes:
        counts: for metrics.
        drift: sees what is scored, those calls too that are scored again after a batch was given up.
    """

    def __init__(
        self,
        engine: Engine,
        stores: Tables,
        topics: Topics,
        producer: Callable[[], Any],
        send: Send,
        generation: Callable[[], int],
        decider: Decider | None = None,
    ) -> None:
        self._stores = stores
        self._topics = topics
        self._producer = producer
        self._send = send
        self._generation = generation
        self._states: dict[int, PartitionState] = {}
        self.counts = ProfileCounts()
        self._decider = decider or Decider(Policy())
        self._scorer = Scorer(engine, stores, self.counts, self._decider)
        self.drift = self._scorer.drift

    def forget(self) -> None:
        """Partitions have moved: read every partition's record again before using it."""
        self._states.clear()
        self._scorer.forget()
        self._decider.forget()

    def state(self, partition: int) -> PartitionState:
        """What has been applied to a partition that this worker holds.

        Raises:
            ProfilesVersionError: when its profiles have another layout version.
        """
        if partition not in self._states:
            self._states[partition] = decode_state(self._stores.profiles.read_one(partition, STATE_KEY))
        return self._states[partition]

    async def handle(self, events: list[Any]) -> bool:
        """Apply a micro-batch of events; False when partitions moved away meanwhile and nothing was stored."""
        generation = self._generation()
        if generation < 0:
            return False
        # 1. Decode whole messages, by partition. Nothing has happened yet: a crash here costs nothing.
        by_partition = await self._decode(events)
        if not all(self._stores.profiles.opened(partition) for partition in by_partition):
            return False
        faults.after("profile.1")
        # 2. Drop legs at or below the watermark, read each profile once, fold, score and judge.
        #    Only memory has changed: a crash here costs nothing.
        counted = dict(vars(self.counts))
        works = [self._scorer.apply(part, self.state(part), messages) for part, messages in by_partition.items()]
        if len(events) > 1 and not all(changelog.fits(work.profiles) for work in works):
            # Full profiles of 12,000 legs can be more than one record batch takes; those of one message never are.
            # Should the second half be given up, the first is read again with it, and dropped in step 2.
            vars(self.counts).update(counted)
            half = len(events) // 2
            return await self.handle(events[:half]) and await self.handle(events[half:])
        faults.after("profile.2")
        # 3. Send outputs and await them. All of them are the same when computed again, and readers take the last:
        #    after a crash here they are sent once more.
        await self._send_outputs(works)
        faults.after("profile.3")
        # The last moment to see that another worker owns the partitions now. Without this check a worker that had
        # been stopped for longer than its session would append profiles behind those of its successor.
        if generation != self._generation():
            self.forget()
            self.counts.stale_batches += 1
            return False
        # 4. Append changed profiles and the watermark to the changelog, one record batch per partition.
        #    Before Kafka has it, nothing has happened; after, everything has, and the repeat is dropped in step 2.
        await self._append_profiles(works)
        faults.after("profile.4")
        # 5. The same into RocksDB, with the changelog offset in the same write batch.
        #    A crash before this is made good by recovery, which reads the changelog from the stored offset.
        for work in works:
            self._store(work)
        faults.after("profile.5")
        # 6. The caller acknowledges. A crash before the commit repeats the messages, and step 2 drops them.
        self.counts.batches += 1
        return True

    async def _decode(self, events: list[Any]) -> dict[int, list[Legs]]:
        """Messages by partition; what is none of ours, or of another version, goes to the dead letters."""
        found: dict[int, list[Legs]] = {}
        for event in events:
            message = event.message
            try:
                found.setdefault(message.partition, []).append(leg.decode(message.value or b""))
            except leg.LegsFormatError as error:
                headers = rejection(message, 0, str(error))
                await (await self._send(self._topics.rejected, None, message.key, message.value or b"", headers))
        return found

    async def _send_outputs(self, works: list[Work]) -> None:
        topics = self._topics
        pending: list[Awaitable[Any]] = []
        appended: list[tuple[Work, str, Awaitable[int]]] = []
        for work in works:
            pending += [
                await self._send(topics.verdicts, work.partition, None, verdicts.encode(), [])
                for verdicts in work.verdicts
            ]
            if work.events:
                message = encode_suspects(SuspectMessage(work.partition, work.events))
                pending.append(await self._send(topics.suspect_events, 0, None, message, []))
            for name, topic, items in (
                (suspects.NAME, topics.suspects_changelog, work.suspects),
                (traffic.NAME, topics.traffic_changelog, work.traffic),
            ):
                if items:
                    offset = await changelog.append(self._producer(), topic, work.partition, items)
                    appended.append((work, name, offset))
        decided = [one for work in works for one in work.decisions]
        pending += await send_decisions(self._producer(), topics.decisions, topics.decisions_audit, decided)
        await asyncio.gather(*pending)
        for work, name, offset in appended:
            work.offsets[name] = await offset
        self._decider.remember(decided)
        self.counts.enforced += sum(one.mode == "enforce" for one in decided)
        self.counts.reported += sum(one.mode == "report" for one in decided)

    async def _append_profiles(self, works: list[Work]) -> None:
        appended: list[tuple[Work, Awaitable[int]]] = []
        for work in works:
            work.profiles.append((STATE_KEY, encode_state(work.state)))
            offset = await changelog.append(
                self._producer(), self._topics.profiles_changelog, work.partition, work.profiles
            )
            appended.append((work, offset))
        for work, offset in appended:
            work.offsets["profiles"] = await offset

    def _store(self, work: Work) -> None:
        stores, partition = self._stores, work.partition
        if not stores.profiles.opened(partition):
            return  # moved away in this very moment; its next owner reads the changelog
        if work.traffic:
            stores.traffic.apply(partition, work.traffic, work.offsets[traffic.NAME])
        if work.suspects:
            stores.suspects.apply(partition, work.suspects, work.offsets[suspects.NAME])
        stores.profiles.apply(partition, work.profiles, work.offsets["profiles"])
        self._states[partition] = work.state
