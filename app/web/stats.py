"""GET /api/stats: the figures of the whole job."""

from __future__ import annotations

from aiohttp import web

from app.web.answers import answer
from app.web.figures import stats_of
from app.web.problems import Problem
from app.web.site import site_of


async def stats(request: web.Request) -> web.Response:
    """Figures, or 503 while only a part of them is known here."""
    model = site_of(request).model
    if not model.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading the figures from Kafka.", retry=2)
    return answer(stats_of(model))
