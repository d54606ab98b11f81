"""Reading requests and writing answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from aiohttp import web

from app.web.masking import masked
from app.web.problems import Problem
from app.web.schema.common import encode

T = TypeVar("T")


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer that nobody may cache, with numbers masked for those who may not see them."""
    return web.Response(
        body=encode(masked(value)),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


async def body_as(request: web.Request, wanted: type[T]) -> T:
    """The body of a request as one of the structs of `schema`; raises `Problem` 400 or 422."""
    body = await request.read()
    try:
        return msgspec.json.decode(body, type=wanted)
    except msgspec.ValidationError as error:
        raise Problem(422, "invalid", str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(400, "not-json", _why(error)) from None


def json_of(body: bytes) -> Any:
    """The JSON value of a body; raises `Problem` 400."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Problem(400, "not-json", _why(error)) from None


def whole_number(request: web.Request, name: str, default: int, least: int, most: int) -> int:
    """A whole number of the address's query, `least` to `most`; raises `Problem` 422."""
    text = request.query.get(name, "")
    if not text:
        return default
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    if not least <= value <= most:
        raise Problem(422, "invalid", f"{name} is not a whole number from {least:,} to {most:,}.")
    return value


def choice(request: web.Request, name: str, allowed: Sequence[str]) -> str:
    """One of some words of the address's query, the first by default; raises `Problem` 422."""
    text = request.query.get(name) or allowed[0]
    if text not in allowed:
        raise Problem(422, "invalid", f"{name} is not one of {', '.join(allowed)}.")
    return text


def _why(error: Exception) -> str:
    return "It is nested too deep." if isinstance(error, RecursionError) else f"{error}."
