"""POST /api/check-number: what is known of a number, from its profile, on whichever worker that is."""

from __future__ import annotations

from aiohttp import web

from app.web.answers import answer, body_as
from app.web.number_lookup import look_up
from app.web.profile_report import report
from app.web.schema.numbers import CheckRequest


async def check_number(request: web.Request) -> web.Response:
    """Report on a number; 503 while nobody can say for certain."""
    wanted = await body_as(request, CheckRequest)
    known = await look_up(request, wanted.number)
    return known if isinstance(known, web.Response) else answer(report(known))
