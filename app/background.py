"""Background work of the web server: it never ends the job, never floods the log, and goes on when Kafka is back."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from aiokafka import AIOKafkaConsumer

from app.kafka_client import ClientSettings, client_settings

log = logging.getLogger(__name__)

#: Seconds between two attempts, and between two log lines about the same trouble.
_PAUSE, _QUIET = 1.0, 60.0


async def for_ever(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Run `work` again whenever it ends or fails; a failure is logged once a minute at most."""
    told = float("-inf")
    while True:
        try:
            await work()
        except Exception as error:  # noqa: BLE001  whatever it is, the job goes on and /readyz says that this does not
            if time.monotonic() - told > _QUIET:
                told = time.monotonic()
                log.warning("%s: %s: %s; trying again", name, type(error).__name__, error)
        await asyncio.sleep(_PAUSE)


@asynccontextmanager
async def group_less(settings: ClientSettings, **options: Any) -> AsyncIterator[Any]:
    """A started `AIOKafkaConsumer` that belongs to no group, so that it takes no partition from anybody."""
    consumer = AIOKafkaConsumer(
        group_id=None, enable_auto_commit=False, auto_offset_reset="earliest", **client_settings(settings), **options
    )
    try:
        await consumer.start()
        yield consumer
    finally:
        with suppress(Exception):
            await asyncio.wait_for(consumer.stop(), 2.0)


class NowAndThen(logging.Filter):
    """Lets the Kafka client's log lines through once a minute each; it writes several a second without a broker."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line is let through."""
        if not record.name.startswith("aiokafka"):
            return True
        key, now = (record.name, str(record.msg)[:80]), time.monotonic()
        if now - self._last.get(key, float("-inf")) < _QUIET:
            return False
        if len(self._last) >= 1000:
            self._last.clear()
        self._last[key] = now
        return True
