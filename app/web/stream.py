"""WS /ws/threat-stream: once a second the most telling calls, and the figures."""

from __future__ import annotations

from socket import SO_SNDBUF, SOL_SOCKET
from typing import Any

from aiohttp import WSMsgType, web

from app.web.access import identity_of
from app.web.broadcast import MAX_CLIENTS
from app.web.problems import Problem
from app.web.site import site_of

#: Bytes kept for a client, by the loop and by the system each: a few messages.
_BUFFER = 1 << 16


async def threat_stream(request: web.Request) -> web.WebSocketResponse:
    """Keep a client of the live stream until it leaves or falls behind."""
    broadcast = site_of(request).broadcast
    if broadcast.clients >= MAX_CLIENTS:
        raise Problem(503, "overloaded", f"{MAX_CLIENTS} clients watch already.", retry=10)
    socket = web.WebSocketResponse(heartbeat=20, max_msg_size=4096)
    if not socket.can_prepare(request).ok:
        raise web.HTTPUpgradeRequired(headers={"Upgrade": "websocket"}, text="This address is for WebSocket clients.")
    await socket.prepare(request)
    _keep_buffers_small(request.transport)
    broadcast.add(socket, request.transport, identity_of(request))
    try:
        async for message in socket:  # what a client says is of no interest, only that it is there
            if message.type in (WSMsgType.ERROR, WSMsgType.CLOSE):
                break
    finally:
        broadcast.remove(socket)
    return socket


def _keep_buffers_small(transport: Any) -> None:
    """Notice a client that does not read after seconds, not after the megabytes that Linux would hold for it."""
    if transport is not None:
        transport.set_write_buffer_limits(high=_BUFFER)
        transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_SNDBUF, _BUFFER)
