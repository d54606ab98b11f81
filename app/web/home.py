"""GET /: a page for browsers, a greeting for programs."""

from __future__ import annotations

from aiohttp import web

from app.web.answers import answer
from app.web.schema.common import Message

GREETING = "Ringfence reads call records and names fraud while the calls are being made. API: /api/openapi.json"

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Ringfence</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem}</style>
<h1>Ringfence</h1>
<p>This worker reads call records and names fraud while the calls are being made.</p>
<ul>
<li><a href="/api/stats">/api/stats</a>: figures of the stream
<li><a href="/readyz">/readyz</a>: whether this worker is ready, and if not, why
<li><a href="/metrics">/metrics</a>: metrics for Prometheus
<li><a href="/api/openapi.json">/api/openapi.json</a>: the whole API
</ul>
</html>
"""


async def home(request: web.Request) -> web.Response:
    """Say what runs here."""
    if "text/html" in request.headers.get("Accept", ""):
        policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'", "Vary": "Accept"}
        return web.Response(text=_PAGE, content_type="text/html", headers=policy)
    return answer(Message(GREETING), headers={"Vary": "Accept"})
