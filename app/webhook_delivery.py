"""One webhook request: what is sent, when it is tried again, and never more often than the rate allows."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from dataclasses import dataclass
from typing import Final, NamedTuple

import aiohttp

from app.webhook_signature import SIGNATURE, signature

log = logging.getLogger(__name__)

#: Seconds that an endpoint may take to answer.
PATIENCE: Final = 10.0
#: Seconds until the first and, at most, between two attempts.
_FIRST, _LONGEST = 1.0, 60.0
#: Statuses that say that this very request is wrong: trying for ever would keep all others waiting.
_HOPELESS: Final = frozenset((400, 405, 413, 414, 415, 422))
#: Attempts after which such a request is given up.
ATTEMPTS: Final = 5


class Notice(NamedTuple):
    """A change of an alert to be told.

    Attributes:
        alert: id of the alert.
        version: of the alert after the change.
        action: what happened.
        body: JSON, as topic `alert-changes` has it.
    """

    alert: str
    version: int
    action: str
    body: bytes

    @property
    def key(self) -> str:
        """Idempotency key: equal for every attempt, and for a repeat after a crash."""
        return f"{self.alert}/{self.version}"


@dataclass
class WebhookCounts:
    """What this worker has sent since it started."""

    delivered: int = 0
    failed: int = 0
    given_up: int = 0
    repeated: int = 0


class Pace:
    """Lets through so many a second, evenly."""

    def __init__(self, rate: float) -> None:
        self._gap = 1.0 / rate
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for one's turn."""
        now = time.monotonic()
        turn = max(now, self._next)
        self._next = turn + self._gap
        await asyncio.sleep(turn - now)


def pause(attempt: int, asked: str | None, chance: float) -> float:
    """Seconds until the next attempt: twice as long each time, up to a minute, and scattered.

    Args:
        attempt: how many have failed, 1 and more.
        asked: what the endpoint asks for, its header Retry-After; only seconds are understood.
        chance: 0 to 1.

    >>> [pause(attempt, None, 1.0) for attempt in (1, 2, 3, 7, 1000)]
    [1.0, 2.0, 4.0, 60.0, 60.0]
    >>> pause(1, "5", 0.0), pause(1, "3600", 0.0), pause(2, "soon", 0.0)
    (5.0, 60.0, 1.0)
    """
    longest = min(_LONGEST, _FIRST * 2.0 ** min(attempt - 1, 16))
    wanted = float(asked) if asked is not None and asked.isdecimal() else 0.0
    return min(_LONGEST, max(longest * (0.5 + chance / 2), wanted))


class Delivery:
    """Sends notices to one address.

    Args:
        session: of the client.
        url: where to.
        secret: for the signature.
        pace: shared by all attempts.
        counts: brought up to date.
    """

    def __init__(
        self, session: aiohttp.ClientSession, url: str, secret: str, pace: Pace, counts: WebhookCounts
    ) -> None:  # fmt: skip
        self._session = session
        self._url = url
        self._secret = secret
        self._pace = pace
        self._counts = counts
        self.problem = ""

    async def attempt(self, notice: Notice, failures: int) -> float | None:
        """Send a notice once.

        Args:
            notice: what to tell.
            failures: how many attempts have failed before.

        Returns:
            None when it is done with, delivered or given up; else the seconds until the next attempt. `problem` then
            says what went wrong.
        """
        await self._pace.turn()
        now = int(time.time())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Ringfence",
            "Idempotency-Key": notice.key,
            "Ringfence-Event": f"alert.{notice.action}",
            SIGNATURE: signature(self._secret, now, notice.body),
        }
        asked: str | None = None
        hopeless = False
        try:
            # A redirect would carry the notice to an address that nobody has configured.
            async with self._session.post(
                self._url, data=notice.body, headers=headers, allow_redirects=False
            ) as found:  # fmt: skip
                if 200 <= found.status < 300:
                    self._counts.delivered += 1
                    return None
                self.problem = f"the endpoint answers {found.status}"
                asked, hopeless = found.headers.get("Retry-After"), found.status in _HOPELESS
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.problem = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        self._counts.failed += 1
        if hopeless and failures + 1 >= ATTEMPTS:
            self._counts.given_up += 1
            log.error("webhook: %s is given up: %s", notice.key, self.problem)
            return None
        return pause(failures + 1, asked, random.random())
