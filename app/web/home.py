"""GET /: the dashboard for browsers, a greeting for programs."""

from __future__ import annotations

from aiohttp import web

from app.web.answers import answer
from app.web.schema.common import Message
from app.web.site import site_of

GREETING = "Ringfence reads call records and names fraud while the calls are being made. API: /api/openapi.json"

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Ringfence</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
<h1>Ringfence</h1>
<p>This worker reads call records and names fraud while the calls are being made.</p>
<p>The dashboard has not been built here: <code>make dashboard</code> builds it (Node.js 20 is needed), and this address
shows it from then on. An installation without a checkout names its folder with RINGFENCE_DASHBOARD.</p>
<ul>
<li><a href="/api/stats">/api/stats</a>: figures of the stream
<li><a href="/readyz">/readyz</a>: whether this worker is ready, and if not, why
<li><a href="/metrics">/metrics</a>: metrics for Prometheus
<li><a href="/api/openapi.json">/api/openapi.json</a>: the whole API
</ul>
</html>
"""


async def home(request: web.Request) -> web.StreamResponse:
    """Show the dashboard, or say what runs here."""
    if "text/html" in request.headers.get("Accept", ""):
        page = site_of(request).dashboard.page()
        if page is not None:
            return page
        policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Vary": "Accept"}
        return web.Response(text=_PAGE, content_type="text/html", headers=policy)
    return answer(Message(GREETING), headers={"Vary": "Accept"})
