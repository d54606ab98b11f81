"""Reading requests and writing answers."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from aiohttp import web

from app.web.problems import Problem
from app.web.schema.common import encode

T = TypeVar("T")


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """A JSON answer that nobody may cache."""
    return web.Response(
        body=encode(value),
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


def _why(error: Exception) -> str:
    return "It is nested too deep." if isinstance(error, RecursionError) else f"{error}."
