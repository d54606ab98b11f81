"""GET /livez and /readyz: whether the process lives, and whether it can be relied on."""

from __future__ import annotations

from aiohttp import web

from app.lag import SILENT
from app.web.answers import answer
from app.web.schema.common import Health
from app.web.site import Site, site_of


async def livez(request: web.Request) -> web.Response:
    """Answer as long as the process runs its loop; depends on nothing else."""
    return answer(Health("alive"))


async def readyz(request: web.Request) -> web.Response:
    """200 when this worker can be relied on, 503 with the reasons when not."""
    reasons = not_ready(site_of(request))
    return answer(Health("not ready", reasons), 503, {"Retry-After": "2"}) if reasons else answer(Health("ready"))


def not_ready(site: Site) -> list[str]:
    """Why this worker cannot be relied on, empty when it can."""
    reasons = []
    if not site.job.ready:
        reasons.append("partitions are being assigned or tables recovered")
    if not site.job.decisions.may_judge:
        reasons.append("the lists and the states of rules have not been read from Kafka")
    if not site.model.caught_up:
        reasons.append("the read model has not caught up")
    if not site.lag.known:
        reasons.append(f"Kafka has not answered for {SILENT:.0f} s")
    elif site.lag.total > site.job.settings.max_lag:
        reasons.append(f"{site.lag.total:,} messages wait to be scored")
    if not site.access.ready:
        reasons.append("the users have not been read from Kafka")
    if site.stalls.lately:
        reasons.append("the process stood still for some seconds")
    return reasons
