"""Counts and times of requests, by route: never by path, which could hold a number."""

from __future__ import annotations

import time
from collections import Counter

from aiohttp import web
from aiohttp.typedefs import Handler

#: Upper bounds of the buckets of request times, seconds.
BUCKETS = (0.005, 0.025, 0.1, 0.5, 1.0, 2.5, 5.0, 10.0)


class Measures:
    """What the web server has done since it started.

    Attributes:
        requests: by (method, route, status).
        seconds: sum of times by route.
        buckets: requests by (route, place in `BUCKETS`); the place behind the last holds the slower ones.
        waiting: requests that wait for a verdict or for Kafka now.
    """

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.seconds: Counter[str] = Counter()
        self.buckets: Counter[tuple[str, int]] = Counter()
        self.waiting = 0

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Measure a request; the outermost middleware."""
        began = time.perf_counter()
        status = 499  # as NGINX calls it: the client went away
        try:
            response = await handler(request)
            status = response.status
            return response
        finally:
            took = time.perf_counter() - began
            resource = request.match_info.route.resource
            route = resource.canonical if resource is not None else request.get(DASHBOARD, "other")
            method = request.method if request.method in _METHODS else "OTHER"
            self.requests[method, route, status] += 1
            if status != _SWITCHING:  # a live stream is as long as its client likes
                self.seconds[route] += took  # type: ignore[assignment]
                self.buckets[route, sum(took > bound for bound in BUCKETS)] += 1


#: Key of a request that a file of the dashboard answered, with the route that it counts as.
DASHBOARD = "ringfence_dashboard"

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SWITCHING = 101
