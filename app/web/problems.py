"""Errors as RFC 9457 problem documents: one shape, everywhere."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus

import msgspec
from aiohttp import web
from aiohttp.typedefs import Handler

log = logging.getLogger(__name__)

#: Every type of problem that is not told by its status alone, with its title.
TYPES: dict[str, str] = {
    "not-json": "The body is not JSON",
    "invalid": "The request is not valid",
    "foreign-origin": "Requests from pages of other sites are refused",
    "unauthorized": "A valid token is needed",
    "forbidden": "Your role does not allow that",
    "overloaded": "The job is behind; try again later",
    "kafka-away": "Kafka does not answer",
    "not-ready": "This part is not ready yet",
    "stale": "It has changed since it was read; read it again",
    "conflict": "Its present state does not allow that",
    "not-found": "There is nothing of that name",
    "owner-unknown": "The number's owner cannot answer now",
}


class BulkError(msgspec.Struct):
    """A record that was not accepted: its place in the body, from 0, and why."""

    index: int
    reason: str


class ProblemDocument(msgspec.Struct, omit_defaults=True):
    """A problem (RFC 9457).

    Attributes:
        type: what kind of problem, `urn:ringfence:problem:` and a name, or `about:blank`: the status says it all.
        title: the kind in words.
        status: HTTP status.
        detail: what is wrong this time.
        errors: what is wrong with single records of a bulk request, the first 100.
    """

    type: str
    title: str
    status: int
    detail: str | None = None
    errors: list[BulkError] | None = None


class Problem(Exception):  # noqa: N818  a problem document, as RFC 9457 calls it
    """Ends a request with a problem document.

    Args:
        status: HTTP status.
        kind: a key of `TYPES`.
        detail: what is wrong this time.
        retry: seconds after which to try again, as Retry-After.
        errors: extension member.
    """

    def __init__(
        self, status: int, kind: str, detail: str, *, retry: int | None = None, errors: list[BulkError] | None = None
    ) -> None:
        super().__init__(detail)
        self.document = ProblemDocument(f"urn:ringfence:problem:{kind}", TYPES[kind], status, detail, errors)
        self.headers: dict[str, str] = {} if retry is None else {"Retry-After": str(retry)}


def response(document: ProblemDocument, headers: Mapping[str, str] | None = None) -> web.Response:
    """The HTTP response of a problem."""
    return web.Response(
        body=msgspec.json.encode(document),
        status=document.status,
        content_type="application/problem+json",
        headers=headers,
    )


@web.middleware
async def problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn everything that goes wrong into a problem document."""
    try:
        return await handler(request)
    except Problem as problem:
        return response(problem.document, problem.headers)
    except web.HTTPException as error:
        if error.status < HTTPStatus.BAD_REQUEST:
            raise
        kept = {name: value for name, value in error.headers.items() if name in ("Allow", "Retry-After")}
        return response(_plain(error.status, error.text), kept)
    except Exception:
        log.exception("%s %s failed", request.method, request.match_info.route)
        return response(_plain(500, None))


def _plain(status: int, text: str | None) -> ProblemDocument:
    title = HTTPStatus(status).phrase
    detail = None if text is None or text == f"{status}: {title}" else text
    return ProblemDocument("about:blank", title, status, detail)
