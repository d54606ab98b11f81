"""WS /ws/threat-stream: once a second the most telling calls, and the figures."""

from __future__ import annotations

from aiohttp import WSMsgType, web

from app.web.broadcast import MAX_CLIENTS
from app.web.problems import Problem
from app.web.site import site_of


async def threat_stream(request: web.Request) -> web.WebSocketResponse:
    """Keep a client of the live stream until it leaves or falls behind."""
    broadcast = site_of(request).broadcast
    if broadcast.clients >= MAX_CLIENTS:
        raise Problem(503, "overloaded", f"{MAX_CLIENTS} clients watch already.", retry=10)
    socket = web.WebSocketResponse(heartbeat=20, max_msg_size=4096)
    if not socket.can_prepare(request).ok:
        raise web.HTTPUpgradeRequired(headers={"Upgrade": "websocket"}, text="This address is for WebSocket clients.")
    await socket.prepare(request)
    broadcast.add(socket, request.transport)
    try:
        async for message in socket:  # what a client says is of no interest, only that it is there
            if message.type in (WSMsgType.ERROR, WSMsgType.CLOSE):
                break
    finally:
        broadcast.remove(socket)
    return socket
