"""Who asks, and whether they may: one middleware before every view.

A check costs a look-up and a hash of the token; nothing is asked of Kafka, and the stream of calls knows nothing of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Final

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from app.settings import Settings
from app.users_topic import UsersTopic
from app.web.masking import masking
from app.web.problems import Problem
from models.access.mask import Mask
from models.access.role import Permission, Role, allowed

#: Cookie in which a browser keeps its token.
COOKIE: Final = "ringfence"
_BEARER: Final = "bearer "


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks.

    Attributes:
        name: of the user; None when access is open.
        role: what the user may do.
        token: id of the token, "" = none was needed.
    """

    name: str | None
    role: Role
    token: str

    def may(self, needed: Permission) -> bool:
        """Whether what needs a permission may be done."""
        return allowed(self.role, needed)


#: Where access is open everybody is this.
ANYBODY: Final = Identity(None, "admin", "")
#: Key of a request under which the middleware leaves who asks.
IDENTITY: Final = web.RequestKey("identity", Identity)


class Access:
    """Knows who asks.

    Args:
        settings: say whether tokens are needed at all.
        users: whose tokens there are.
        known: whether all of these have been read.

    Attributes:
        refused: tokens that were none, or none that counts any more.
    """

    def __init__(self, settings: Settings, users: UsersTopic, known: Callable[[], bool]) -> None:
        self.open = settings.access == "open"
        self._metrics_open = settings.metrics_open
        self._users = users
        self._known = known
        self.refused = 0

    @property
    def ready(self) -> bool:
        """Whether everybody who has a token is known here."""
        return self.open or (self._known() and self._users.mask is not None)

    def identify(self, request: web.Request) -> Identity | None:
        """Who asks; None = nobody who is known.

        Raises:
            Problem: 503, while the users are still being read.
        """
        if self.open:
            return ANYBODY
        text = token_of(request)
        return None if text is None else self.holder(text)

    def holder(self, text: str) -> Identity | None:
        """Whose token a text is; errors as of `identify`."""
        if not self.ready:
            raise Problem(503, "not-ready", "This worker is still reading the users from Kafka.", retry=2)
        found = self._users.holder(text, _now_ms())
        if found is None:
            self.refused += 1
            return None
        user, token = found
        return Identity(user.name, user.role, token.id)

    def still(self, identity: Identity) -> Identity | None:
        """Who somebody is by now that was let in before; None when the token counts no longer."""
        if self.open:
            return identity
        found = self._users.standing(identity.token, _now_ms())
        return None if found is None else Identity(found[0].name, found[0].role, identity.token)

    def mask(self, identity: Identity) -> Mask | None:
        """What masks the numbers that somebody may not see; None = nothing is to be masked."""
        return self._users.mask if identity.role == "viewer" else None

    def middleware(self, needs: Mapping[tuple[str, str], Permission]) -> Callable[..., object]:
        """The middleware that lets in who may.

        Args:
            needs: what each endpoint needs, by method and path; what is not in it is served to nobody.
        """

        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            needed = self._needed(request, needs)
            if needed == "open":
                return await handler(request)
            identity = self.identify(request)
            if identity is None:
                raise _nobody(request)
            if needed is None or not identity.may(needed):
                raise _forbidden(identity, needed)
            request[IDENTITY] = identity
            mask = self.mask(identity)
            with nullcontext() if mask is None else masking(mask):
                return await handler(request)

        return guard

    def _needed(self, request: web.Request, needs: Mapping[tuple[str, str], Permission]) -> Permission | None:
        resource = request.match_info.route.resource
        if request.match_info.http_exception is not None or resource is None:
            return "open"  # no endpoint: a file of the dashboard, or nothing at all
        method = hdrs.METH_GET if request.method == hdrs.METH_HEAD else request.method
        if self._metrics_open and resource.canonical == "/metrics":
            return "open"
        return needs.get((method, resource.canonical))


def token_of(request: web.Request) -> str | None:
    """The token that a request brings: of a program in its header, of a browser in a cookie; None = it brings none."""
    header = request.headers.get(hdrs.AUTHORIZATION, "")
    if header[: len(_BEARER)].lower() == _BEARER:
        return header[len(_BEARER) :].strip()
    return request.cookies.get(COOKIE)


def credentials(request: web.Request) -> dict[str, str]:
    """Headers with which another worker takes a question for that of whoever asks this one."""
    text = token_of(request)
    return {} if text is None else {hdrs.AUTHORIZATION: f"Bearer {text}"}


def identity_of(request: web.Request) -> Identity:
    """Who asks; there for every request that needs anything."""
    return request[IDENTITY]


def require(request: web.Request, needed: Permission) -> None:
    """Go on only when whoever asks may do something beyond what the endpoint needs; raises `Problem` 403."""
    identity = request[IDENTITY]
    if not identity.may(needed):
        raise _forbidden(identity, needed)


def acting(request: web.Request, by: str | None) -> str:
    """Who makes a change: with a token its user, else whoever the request says.

    Raises:
        Problem: 422, when nobody is named, or another than the token's user.
    """
    name, said = request[IDENTITY].name, (by or "").strip()
    if name is None:
        if not said:
            raise Problem(422, "invalid", "by is missing: say who does it." if by is None else "by is empty.")
        return said
    if said not in ("", name):
        raise Problem(422, "invalid", f"by: this token is {name}'s, who cannot act as {said[:80]}. Leave it out.")
    return name


def unknown_token(presented: bool) -> Problem:
    """The problem of who is not let in."""
    detail = (
        "The token is none, or was revoked, or has expired, or its user is disabled."
        if presented
        else "This needs a token: send it as `Authorization: Bearer ...`, or sign in at /sign-in/."
    )
    problem = Problem(401, "unauthorized", detail)
    problem.headers[hdrs.WWW_AUTHENTICATE] = 'Bearer realm="Ringfence"' + (
        ', error="invalid_token"' if presented else ""
    )
    return problem


def _nobody(request: web.Request) -> Problem:
    return unknown_token(token_of(request) is not None)


_DOING: Final[dict[Permission, str]] = {
    "read": "look at figures, campaigns and alerts",
    "numbers": "see whole telephone numbers",
    "decisions": "ask what a switch should do",
    "work": "change alerts, campaigns and labels",
    "manage": "change lists, rules and users",
    "send": "send call records",
}


def _forbidden(identity: Identity, needed: Permission | None) -> Problem:
    doing = _DOING.get(needed, "do that") if needed else "do that"
    return Problem(403, "forbidden", f"{identity.name} has the role {identity.role}, which may not {doing}.")


def _now_ms() -> int:
    return int(time.time() * 1000)
