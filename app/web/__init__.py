"""The web side of a worker: REST, the live stream, health and metrics (docs/api.md)."""

from __future__ import annotations

import logging
from ipaddress import ip_address

from aiohttp import web

from app.job import Job
from app.web.endpoints import ENDPOINTS
from app.web.guard import own_origin
from app.web.metrics import REGISTRY, new_registry
from app.web.openapi import PATH, openapi
from app.web.problems import problems
from app.web.site import SITE, Site, new_site
from models.access.role import Permission

log = logging.getLogger(__name__)


def attach_web(job: Job) -> Site:
    """Serve the views from the job's own web server; call it once, before the worker starts.

    Everything begins when the server starts and ends when it stops: a worker that runs without web
    (`faust worker --without-web`) follows nothing and pays nothing.
    """
    site = new_site(job)
    settings = job.settings
    if settings.access == "open" and not _loopback(settings.web_host):
        log.warning(
            "The web server listens on %s, and whoever reaches it may do everything: set RINGFENCE_ACCESS=tokens "
            "(docs/access.md), or put a proxy in front that knows your users.", settings.web_host,
        )  # fmt: skip
    served = job.app.web.web_app
    served[SITE] = site
    served[REGISTRY] = new_registry(site)
    needs: dict[tuple[str, str], Permission] = {(one.method, one.path): one.needs for one in ENDPOINTS}
    needs["GET", PATH] = "open"
    served.middlewares.extend(
        (site.measures.middleware, problems, own_origin, site.access.middleware(needs), site.dashboard.middleware)
    )
    for endpoint in ENDPOINTS:
        if endpoint.method == "GET":
            served.router.add_get(endpoint.path, endpoint.handler)  # answers HEAD too
        else:
            served.router.add_route(endpoint.method, endpoint.path, endpoint.handler)
    served.router.add_get(PATH, openapi)
    served.on_response_prepare.append(_plain_headers)
    served.on_shutdown.append(site.broadcast.close)
    served.cleanup_ctx.append(site.life)
    return site


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


async def _plain_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Say as little as possible about the software, and let browsers guess nothing."""
    response.headers["Server"] = "Ringfence"
    response.headers["X-Content-Type-Options"] = "nosniff"


__all__ = ["Site", "attach_web"]
