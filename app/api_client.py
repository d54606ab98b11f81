"""Asks a running worker over its API, for commands that show what a dashboard shows."""

from __future__ import annotations

import urllib.error
import urllib.request

import msgspec

from app.errors import ApiError
from app.settings import Settings

#: Seconds that a worker may take.
_PATIENCE = 10.0


def address_of(settings: Settings, url: str | None) -> str:
    """Address of the worker to ask: the one told, else the one that these settings start."""
    return (url or settings.web_url or f"http://{settings.web_host}:{settings.web_port}").rstrip("/")


def get(settings: Settings, url: str | None, path: str) -> bytes:
    """The body of a GET request; see `send`."""
    return send(settings, url, path)


def send(settings: Settings, url: str | None, path: str, method: str = "GET", body: bytes | None = None) -> bytes:
    """The body of the answer to a request.

    Args:
        settings: which worker, and with which token.
        url: of another worker, as in "http://127.0.0.1:6066".
        path: of an endpoint, quoted, with its query.
        method, body: of the request; a body is JSON.

    Raises:
        ApiError: when no worker answers, or it answers with a problem.
    """
    address = address_of(settings, url)
    if not address.startswith(("http://", "https://")):
        raise ApiError(f"{address} is no address of a worker, such as http://127.0.0.1:6066.")
    try:
        headers = {"Content-Type": "application/json"}
        if settings.token:
            headers["Authorization"] = f"Bearer {settings.token}"
        asked = urllib.request.Request(address + path, body, headers, method=method)
        with urllib.request.urlopen(asked, timeout=_PATIENCE) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        raise ApiError(_told(error.read()) or f"{address} answers {error.code} {error.reason}.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise ApiError(f"No worker answers at {address} ({reason}): start one, or name another with --url.") from None


def _told(body: bytes) -> str:
    """What a problem document says is wrong, "" when it is none."""
    try:
        problem = msgspec.json.decode(body)
        return str(problem.get("detail") or problem.get("title") or "")
    except (msgspec.DecodeError, AttributeError):
        return ""
