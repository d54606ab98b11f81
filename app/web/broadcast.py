"""The live stream's clients: each gets one message a second, and who cannot keep up is dropped."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from aiohttp import WSCloseCode, web

from app.feed import Feed
from app.web.access import Access, Identity
from app.web.masking import hidden
from app.web.schema.common import encode
from app.web.schema.stats import Stats, StreamMessage
from models.access.mask import Mask

#: Clients at most.
MAX_CLIENTS = 200


class Broadcast:
    """Sends what the feed saw, with the figures, to all clients.

    Args:
        feed: gives the events.
        stats: gives the figures, None while they are not known.
        access: knows whether clients may still watch, and whole numbers.
    """

    def __init__(self, feed: Feed, stats: Callable[[], Stats | None], access: Access) -> None:
        self._feed = feed
        self._stats = stats
        self._access = access
        self._clients: dict[web.WebSocketResponse, tuple[Any, Identity]] = {}
        self._sending: dict[web.WebSocketResponse, asyncio.Task[None]] = {}
        self._closing: set[asyncio.Task[bool]] = set()
        self.dropped = 0

    @property
    def clients(self) -> int:
        """Clients that are connected."""
        return len(self._clients)

    def add(self, client: web.WebSocketResponse, transport: Any, identity: Identity) -> None:
        """A client has come; its first message holds the events shown last."""
        self._clients[client] = transport, identity
        self._feed.watched_by(len(self._clients))
        message = StreamMessage(list(self._feed.recent), self._stats())
        self._send(client, _text(message, self._access.mask(identity)))

    def remove(self, client: web.WebSocketResponse) -> None:
        """A client has gone."""
        self._clients.pop(client, None)
        self._sending.pop(client, None)
        self._feed.watched_by(len(self._clients))

    async def follow(self) -> None:
        """Send for ever, once a second."""
        while True:
            await asyncio.sleep(1.0)
            if self._clients:
                self._tell(StreamMessage(self._feed.take(), self._stats()))

    def _tell(self, message: StreamMessage) -> None:
        texts: dict[Mask | None, str] = {}
        for client, (_, identity) in list(self._clients.items()):
            now = self._access.still(identity)
            if now is None:  # the token was revoked or has expired
                self.remove(client)
                self._closing.add(closing := asyncio.create_task(client.close(code=WSCloseCode.POLICY_VIOLATION)))
                closing.add_done_callback(self._closing.discard)
                continue
            mask = self._access.mask(now)
            if mask not in texts:
                texts[mask] = _text(message, mask)
            self._send(client, texts[mask])

    def _send(self, client: web.WebSocketResponse, message: str) -> None:
        last = self._sending.get(client)
        if last is not None and not last.done():
            # The message of a second ago still waits for room: this client reads too slowly. Messages must not pile
            # up, and a polite close would wait behind them.
            self.dropped += 1
            transport, _ = self._clients.get(client, (None, None))
            self.remove(client)
            last.cancel()
            if transport is not None:
                transport.abort()
            return
        self._sending[client] = asyncio.create_task(self._deliver(client, message))

    async def _deliver(self, client: web.WebSocketResponse, message: str) -> None:
        try:
            await client.send_str(message)
        except (ConnectionError, RuntimeError):
            self.remove(client)

    async def close(self, _app: web.Application) -> None:
        """Say goodbye to all clients: the server stops."""
        clients = list(self._clients)
        for client in clients:
            self.remove(client)
        if clients:
            await asyncio.wait([asyncio.create_task(client.close(code=1001)) for client in clients], timeout=1.0)


def _text(message: StreamMessage, mask: Mask | None) -> str:
    return encode(message if mask is None else hidden(message, mask)).decode()
