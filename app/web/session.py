"""/api/me and /api/session: who asks, and a browser that remembers its token."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from app.web.access import ANYBODY, COOKIE, Identity, unknown_token
from app.web.answers import answer, body_as
from app.web.problems import Problem
from app.web.schema.access import Me, SignIn
from app.web.site import site_of
from models.access.role import MAY

#: Seconds that a browser remembers a token, unless that ends before.
_REMEMBERED: Final = 30 * 86_400


async def me(request: web.Request) -> web.Response:
    """Who asks, as the token says, and what they may do."""
    identity = site_of(request).access.identify(request)
    response = answer(_me(request, identity))
    if identity is None and COOKIE in request.cookies:
        _forget(response, request)  # what counts no longer need not be sent again and again
    return response


async def sign_in(request: web.Request) -> web.Response:
    """Have the browser send a token with each request from now on, in a cookie that no script can read."""
    access = site_of(request).access
    if access.open:
        raise Problem(409, "conflict", "Access is open: nobody needs to sign in.")
    text = (await body_as(request, SignIn)).token.strip()
    identity = access.holder(text)
    if identity is None:
        raise unknown_token(presented=True)
    response = answer(_me(request, identity))
    response.set_cookie(
        COOKIE, text, max_age=_REMEMBERED, path="/", httponly=True, samesite="Strict", secure=_over_tls(request)
    )
    return response


async def sign_out(request: web.Request) -> web.Response:
    """Have the browser forget its token, which stays valid."""
    response = answer(_me(request, None))
    _forget(response, request)
    return response


def _me(request: web.Request, identity: Identity | None) -> Me:
    is_open = site_of(request).access.open
    who = ANYBODY if is_open else identity
    if who is None:
        return Me("tokens", None, None, [])
    return Me("open" if is_open else "tokens", who.name, who.role, sorted(MAY[who.role]))


def _forget(response: web.Response, request: web.Request) -> None:
    response.del_cookie(COOKIE, path="/", httponly=True, samesite="Strict", secure=_over_tls(request))


def _over_tls(request: web.Request) -> bool:
    """Whether the browser's own connection is encrypted, as the proxy in front says.

    Whoever lies here only changes whether their own browser keeps their own token to encrypted connections.
    """
    return request.secure or request.headers.get("X-Forwarded-Proto", "").split(",")[0].strip().lower() == "https"
