"""Refuses what pages of other sites make a browser send."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from app.web.problems import Problem


@web.middleware
async def own_origin(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse writes and live streams that a page of another site asks for.

    Ringfence runs next to a browser in a demo, and in a network without logins in a trial: without this any page that
    the browser shows could send records, or read numbers from the live stream, which knows no same-origin policy.
    """
    origin = request.headers.get("Origin")
    guarded = request.method not in ("GET", "HEAD", "OPTIONS") or "Upgrade" in request.headers
    if origin is not None and guarded and urlsplit(origin).netloc != request.host:
        raise Problem(403, "foreign-origin", f"The page is from {origin[:200]}, this server is {request.host[:200]}.")
    return await handler(request)
