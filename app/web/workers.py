"""GET /api/workers: who does what, and how far the job is behind."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, cast

import aiohttp
import msgspec
from aiohttp import web

from app.lag import LagWatch
from app.web.access import credentials
from app.web.answers import answer
from app.web.health import not_ready
from app.web.owner import FORWARDED
from app.web.schema.workers import OwnState, TopicLag, WorkersAnswer, WorkerState
from app.web.site import Site, site_of

#: Seconds that a worker may take to tell of itself.
_PATIENCE = aiohttp.ClientTimeout(total=1.0)


async def workers(request: web.Request) -> web.Response:
    """The workers that the last assignment names, each asked for its state, and the lag of the topics.

    A worker that asks another gets that one's own state alone.
    """
    site = site_of(request)
    if FORWARDED in request.headers:
        return answer(_own(site))
    here = str(site.job.app.conf.canonical_url).rstrip("/")
    assigned = _assigned(site)
    assigned.setdefault(here, {})
    urls = sorted(assigned)
    states = await asyncio.gather(*(_state(request, url, here) for url in urls))
    found = [_worker(url, here, assigned[url], state) for url, state in zip(urls, states, strict=True)]
    lag = lags(site.lag) if site.lag.known else None
    return answer(WorkersAnswer(found, lag, None if lag is None else sum(one.messages for one in lag)))


def lags(watch: LagWatch) -> list[TopicLag]:
    """Lag by topic; of each topic that of its partitions, by their numbers."""
    topics: dict[str, list[int]] = {}
    for (topic, _), messages in sorted(watch.by_partition.items()):
        topics.setdefault(topic, []).append(messages)
    return [TopicLag(topic, sum(partitions), partitions) for topic, partitions in topics.items()]


def _assigned(site: Site) -> dict[str, dict[str, list[int]]]:
    """Partitions of the source topics by worker, as the last assignment gave them."""
    owned = cast(Mapping[str, Mapping[str, Any]], site.job.app.router.external_topics_metadata())
    return {
        url.rstrip("/"): {topic: sorted(partitions) for topic, partitions in sorted(topics.items())}
        for url, topics in owned.items()
    }


async def _state(request: web.Request, url: str, here: str) -> OwnState | None:
    site = site_of(request)
    if url == here:
        return _own(site)
    assert site.client is not None
    headers = {FORWARDED: "1", **credentials(request)}
    try:
        async with site.client.get(f"{url}/api/workers", headers=headers, timeout=_PATIENCE) as found:
            return msgspec.json.decode(await found.read(), type=OwnState)
    except (aiohttp.ClientError, TimeoutError, msgspec.DecodeError):
        return None


def _own(site: Site) -> OwnState:
    reasons, detection = not_ready(site), site.job.detection
    return OwnState(not reasons, reasons, detection.model.manifest.version, detection.rules.version)


def _worker(url: str, here: str, partitions: dict[str, list[int]], state: OwnState | None) -> WorkerState:
    if state is None:
        return WorkerState(url, url == here, partitions, None, ["it does not answer"], None, None)
    return WorkerState(
        url, url == here, partitions, state.ready, state.reasons, state.model_version, state.rules_version
    )
