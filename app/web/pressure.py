"""Back-pressure: who sends records is told to wait instead of being queued without end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from app.lag import SILENT
from app.web.problems import Problem
from app.web.site import Site

#: Requests that may wait for Kafka or for a verdict at once.
MAX_WAITING = 1000


@contextmanager
def admitted(site: Site) -> Iterator[None]:
    """Let a request with records in, and count it while it waits.

    Raises:
        Problem: 429 when the job is behind or too many wait, 503 when Kafka is away; both with Retry-After.
    """
    if not site.lag.known:
        raise Problem(503, "kafka-away", f"Kafka has not answered for {SILENT:.0f} s.", retry=5)
    limit = site.job.settings.max_lag
    if site.lag.total > limit:
        raise Problem(
            429, "overloaded", f"{site.lag.total:,} messages wait to be scored, the limit is {limit:,}.", retry=5
        )
    if site.measures.waiting >= MAX_WAITING:
        raise Problem(429, "overloaded", f"{MAX_WAITING:,} requests wait already.", retry=1)
    site.measures.waiting += 1
    try:
        yield
    finally:
        site.measures.waiting -= 1
