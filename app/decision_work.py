"""What people say while a worker runs, and what follows from it: lists, states of rules, decisions.

It follows their topics, uses what is new from the next micro-batch on, and keeps decisions in line.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

from aiokafka.errors import KafkaError

from app.background import for_ever
from app.decision_keeper import Alone, Keeper
from app.decisions_view import RECENT, DecisionsView
from app.detection import Detection
from app.follower import Follower
from app.settings import Settings

log = logging.getLogger(__name__)


class DecisionWork:
    """The lists and decisions of a worker.

    Args:
        settings: which topics.
        detection: goes by the lists.
        alone: does some work between two micro-batches of the profile agent.
        clock_ms: gives the stream clock of a partition that this worker has, ms since the epoch; None = it has not.
        producer: gives the started aiokafka producer.

    Attributes:
        lists: follows topic `lists`.
        rules: follows topic `rule-states`.
        view: decisions of the whole job.
        keeper: keeps them in line with the lists, the policy and time.
    """

    def __init__(
        self,
        settings: Settings,
        detection: Detection,
        alone: Alone,
        clock_ms: Callable[[int], int | None],
        producer: Callable[[], Any],
    ) -> None:
        self._detection = detection
        self._alone = alone
        self.view = DecisionsView()
        topics = settings.topic("decisions"), settings.topic("decisions-audit")
        self.keeper = Keeper(
            detection.decider, self.view, lambda: detection.listing, clock_ms, settings.partitions, producer, topics
        )
        self.lists = Follower(
            settings, settings.topic("lists"), self._take_entries,
            begin=self._begin, forget=detection.forget_entries,
        )  # fmt: skip
        self.rules = Follower(
            settings, settings.topic("rule-states"), self._take_switches,
            begin=lambda: alone(detection.swap_rules), forget=detection.forget_switches,
        )  # fmt: skip
        self._standing = Follower(settings, topics[0], self.view.take, forget=self.view.forget)
        self._audit = Follower(settings, topics[1], self.view.take_audit, last=RECENT)

    @property
    def caught_up(self) -> bool:
        """Whether everything that was in Kafka at the start is known here."""
        return self.lists.caught_up and self._standing.caught_up and self._audit.caught_up

    @property
    def may_judge(self) -> bool:
        """Whether the lists and the states of rules are known, without which no call is judged."""
        return self.lists.caught_up and self.rules.caught_up

    async def ready(self) -> None:
        """Wait until calls may be judged."""
        await self.lists.ready()
        await self.rules.ready()

    async def follow(self) -> None:
        """Follow the topics for ever."""
        followed = {
            "lists": self.lists,
            "rule-states": self.rules,
            "decisions": self._standing,
            "decisions-audit": self._audit,
        }
        await asyncio.gather(*(for_ever(name, follower.follow) for name, follower in followed.items()))

    async def look(self) -> None:
        """Look at the files of rules, lists and policy, and at what follows from a change; every few seconds."""
        if await self._detection.look(self._alone):
            self.keeper.review_soon()
        if not self.caught_up:
            return
        try:
            await self.keeper.look(self._alone)
        except KafkaError as error:
            # Calls are not judged either while Kafka is away; a look that failed must not end the worker.
            log.warning("decisions: %s: %s; trying again", type(error).__name__, error)
            self.keeper.review_soon()

    async def _begin(self) -> None:
        await self._alone(self._detection.swap_lists)
        self.keeper.review_soon()

    async def _take_entries(self, records: Sequence[Any]) -> None:
        async def change() -> None:
            await self._detection.swap_lists()
            await self.keeper.listed(records)

        self._detection.take_entries(records)
        if self.lists.caught_up:
            await self._alone(change)

    async def _take_switches(self, records: Sequence[Any]) -> None:
        self._detection.take_switches(records)
        if self.rules.caught_up:
            await self._alone(self._detection.swap_rules)
