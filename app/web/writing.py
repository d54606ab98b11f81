"""Writing what people decide to Kafka, and seeing it in effect."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime

from app.follower import Follower
from app.web.intake import IntakeClosedError
from app.web.problems import Problem
from app.web.site import Site

#: Seconds that Kafka may take to confirm, and that this worker may take to see what it has confirmed.
_CONFIRM, _SEE = 5.0, 2.0


async def write(
    site: Site, follower: Follower, key: bytes, value: bytes | None, headers: Sequence[tuple[str, bytes]] = ()
) -> None:
    """Write a record, or a tombstone, to the topic of a follower, and wait until this worker goes by it.

    Whoever asks this worker next sees it. Should it take longer, the write is safe all the same.

    Raises:
        Problem: 503, when Kafka does not confirm it in time.
    """
    await follower.applied(await store(site, follower.topic, key, value, headers), _SEE)


async def store(
    site: Site, topic: str, key: bytes | None, value: bytes | None, headers: Sequence[tuple[str, bytes]] = ()
) -> int:
    """Write a record to a topic of one partition, and give its offset; raises `Problem` 503."""
    try:
        return await site.intake.write(topic, 0, key, value, _CONFIRM, headers)
    except IntakeClosedError:
        detail = "Kafka has not confirmed the change. Send it again: it is made once."
        raise Problem(503, "kafka-away", detail, retry=5) from None


def operator_ms() -> int:
    """The operator's clock, ms since the epoch: when somebody did something, never when a call took place."""
    return int(time.time() * 1000)


def said(text: str, name: str) -> str:
    """A text that somebody must give, trimmed; raises `Problem` 422 when nothing is left."""
    trimmed = text.strip()
    if not trimmed:
        raise Problem(422, "invalid", f"{name} is empty.")
    return trimmed


def moment_ms(text: str, name: str) -> int:
    """A time of a request, ms since the epoch; raises `Problem` 422 when it is none or has no zone.

    >>> moment_ms("2026-06-01T00:00:00+02:00", "expires_at")
    1780264800000
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Problem(422, "invalid", f"{name} must be a time with a zone, such as 2026-06-01T00:00:00Z.")
    return int((moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)
