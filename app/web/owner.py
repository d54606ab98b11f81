"""Whose number it is: asked of the assignment, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import aiohttp
from aiohttp import web
from yarl import URL

from app.job import Job
from app.web.access import credentials
from app.web.problems import Problem
from app.web.site import Site
from tables import profiles

#: Marks a question that one worker puts to another, which must not pass it on.
FORWARDED = "Ringfence-Forwarded"
#: Seconds after which to ask again: a rebalance takes some.
RETRY = 2


def owner_of(job: Job, partition: int) -> str | None:
    """URL of the worker that the last assignment gave a partition of the tables to; None when nobody has it."""
    topic = job.stores.profiles_table.changelog_topic_name
    owned = cast(Mapping[str, Mapping[str, Any]], job.app.router.tables_metadata())
    for url, topics in owned.items():
        if partition in topics.get(topic, ()):
            return url.rstrip("/")
    return None


async def ask_owner(request: web.Request, site: Site, partition: int) -> web.Response:
    """Put a request as it came to the owner of a partition that this worker has not, and give its answer.

    Raises:
        Problem: 503, when there is no owner, or none that answers; never anything that may be wrong.
    """
    if FORWARDED in request.headers:
        raise _unknown("The partition has just moved.")
    owner = owner_of(site.job, partition)
    if owner is None or owner == str(site.job.app.conf.canonical_url).rstrip("/"):
        raise _unknown("Its tables are being recovered." if owner else "Its partition is being assigned.")
    assert site.client is not None
    headers = {FORWARDED: "1", "Content-Type": "application/json", **credentials(request)}
    address, body = request.rel_url, await request.read() if request.body_exists else None
    # The path as it was written: a number in it may hold what a URL has to quote.
    url = URL(owner).with_path(address.raw_path, encoded=True).with_query(address.query)
    try:
        async with site.client.request(request.method, url, data=body, headers=headers) as found:
            content = await found.read()
            kept = {name: found.headers[name] for name in ("Retry-After", "Cache-Control") if name in found.headers}
            return web.Response(body=content, status=found.status, content_type=found.content_type, headers=kept)
    except (aiohttp.ClientError, TimeoutError):
        raise _unknown("The worker that has it does not answer.") from None


def _unknown(reason: str) -> Problem:
    return Problem(503, "owner-unknown", reason, retry=RETRY)


assert profiles.NAME == "profiles"  # the three tables are partitioned alike; this one stands for all
