"""Webhooks: every change of an alert is told to one address, signed, in order, at least once.

Exactly one worker sends: the topic `alert-changes` has one partition, and workers share it as a consumer group of their
own. An offset is committed only when its change has been delivered, so that whoever takes over goes on with the first
that was not. Everything here is work of the web server, in its own time: an endpoint that hangs delays nothing else.
"""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from typing import Annotated, Any, Final

import aiohttp
import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition
from msgspec import Meta

from app.kafka_client import client_settings
from app.settings import Settings
from app.webhook_delivery import PATIENCE, Delivery, Notice, Pace, WebhookCounts

log = logging.getLogger(__name__)

#: Changes before the committed one that are read again, so that repeats of what was delivered are known.
_REMEMBERED: Final = 1000
#: Alerts whose last delivered version is kept.
_KEPT: Final = 100_000
#: Milliseconds that one change may be tried, before Kafka gives the partition to another worker: a week.
_TRYING_MS: Final = 7 * 86_400_000
#: Seconds between two log lines about an endpoint that does not take a change.
_QUIET: Final = 60.0


#: What goes into headers must not be able to begin another one.
_Word = Annotated[str, Meta(pattern="^[A-Za-z0-9._:+-]{1,200}$")]


class _Alert(msgspec.Struct):
    id: _Word


class _Change(msgspec.Struct):
    version: int
    action: _Word


class _Record(msgspec.Struct):
    alert: _Alert
    change: _Change


_decoder = msgspec.json.Decoder(_Record)


class Webhook:
    """Tells changes of alerts to the address of the settings; nothing happens without one.

    Args:
        settings: where to, how often at most, and where Kafka is.

    Attributes:
        counts: what this worker has sent.
        waiting: changes that are not delivered yet, as the worker that sends them knows; 0 on the others.
        sending: whether this worker is the one that sends.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._part = TopicPartition(settings.topic("alert-changes"), 0)
        self._pace = Pace(settings.webhook_rate)
        self._delivered: dict[str, int] = {}
        self._from = 0
        self._told = float("-inf")
        self.counts = WebhookCounts()
        self.waiting = 0
        self.sending = False

    async def follow(self) -> None:
        """Send for ever; called again after an error it goes on with the first change that was not delivered."""
        settings = self._settings
        if not settings.webhook_url:
            await asyncio.Event().wait()  # until the server ends
        consumer = AIOKafkaConsumer(
            self._part.topic,
            group_id=f"{settings.job_id}-webhook",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            max_poll_interval_ms=_TRYING_MS,
            **client_settings(settings),
        )
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        try:
            await consumer.start()
            async with aiohttp.ClientSession(timeout=timeout, cookie_jar=aiohttp.DummyCookieJar()) as session:
                await self._send(
                    consumer,
                    Delivery(session, settings.webhook_url, settings.webhook_secret, self._pace, self.counts),
                )
        finally:
            self.sending, self.waiting = False, 0
            with suppress(Exception):
                await asyncio.wait_for(consumer.stop(), 2.0)

    async def _send(self, consumer: Any, delivery: Delivery) -> None:
        part = self._part
        while True:
            if part not in consumer.assignment():
                self.sending, self.waiting = False, 0
                await asyncio.sleep(0.2)
                continue
            if not self.sending:
                await self._begin(consumer)
                self.sending = True
            batches = await consumer.getmany(part, timeout_ms=500, max_records=100)
            if batches:
                await self._count(consumer)
            for record in batches.get(part, ()):
                if not await self._deliver(consumer, delivery, record):
                    break

    async def _begin(self, consumer: Any) -> None:
        """Go to the first change that was not delivered, by way of those delivered last."""
        part = self._part
        committed = await consumer.committed(part)
        if committed is None:
            # Switched on for the first time: a week of old changes would be news to nobody.
            committed = (await consumer.end_offsets([part]))[part]
            await consumer.commit({part: committed})
        begin = (await consumer.beginning_offsets([part]))[part]
        self._from = committed
        self._delivered.clear()
        consumer.seek(part, max(begin, committed - _REMEMBERED))

    async def _deliver(self, consumer: Any, delivery: Delivery, record: Any) -> bool:
        """See that a change is told; False when another worker sends now."""
        notice = self._notice(record)
        if record.offset < self._from:
            if notice is not None:
                self._note(notice)
            return True
        if notice is not None and notice.version <= self._delivered.get(notice.alert, 0):
            # The alert agent was killed before it had stored what it had told, and told it again.
            self.counts.repeated += 1
            notice = None
        failures = 0
        while notice is not None:
            wait = await delivery.attempt(notice, failures)
            if wait is None:
                break
            failures += 1
            self._complain(notice, delivery.problem, failures)
            await asyncio.sleep(wait)
            if self._part not in consumer.assignment():
                return False
            await self._count(consumer)
        # A crash before this line sends the change once more, with the same key.
        await consumer.commit({self._part: record.offset + 1})
        if notice is not None:
            self._note(notice)
        self.waiting = max(0, self.waiting - 1)
        return True

    def _notice(self, record: Any) -> Notice | None:
        try:
            found = _decoder.decode(record.value or b"")
        except msgspec.DecodeError as error:
            log.warning("alert-changes: record %d is no change of an alert: %s", record.offset, error)
            return None
        return Notice(found.alert.id, found.change.version, found.change.action, record.value)

    def _note(self, notice: Notice) -> None:
        version = max(notice.version, self._delivered.pop(notice.alert, 0))
        self._delivered[notice.alert] = version
        if len(self._delivered) > _KEPT:
            del self._delivered[next(iter(self._delivered))]

    async def _count(self, consumer: Any) -> None:
        end = (await consumer.end_offsets([self._part]))[self._part]
        committed = await consumer.committed(self._part)
        self.waiting = max(0, end - (committed or 0))

    def _complain(self, notice: Notice, problem: str, failures: int) -> None:
        if time.monotonic() - self._told > _QUIET:
            self._told = time.monotonic()
            log.warning("webhook: %s was not delivered at attempt %d: %s; trying again", notice.key, failures, problem)
