"""/api/users: users, their roles and tokens."""

from __future__ import annotations

import msgspec
from aiohttp import web
from msgspec import UNSET

from app.list_topic import removal
from app.user_changing import removals
from app.users_topic import UsersTopic, new_token, new_user
from app.web.access import acting
from app.web.answers import answer, body_as
from app.web.problems import Problem
from app.web.schema.access import NewToken, NewTokenAnswer, NewUser, TokenAnswer, UserAnswer, UserEdit
from app.web.site import Site, site_of
from app.web.writing import moment_ms, operator_ms, write
from models.access.user import Token, User, checked_name, encode
from models.instant import rfc3339


async def users(request: web.Request) -> web.Response:
    """All users by name, with their tokens."""
    topic = _topic(site_of(request))
    return answer([_user(topic, user) for _, user in sorted(topic.users.items())])


async def add_user(request: web.Request) -> web.Response:
    """Add a user, who has no token yet."""
    site, wanted = site_of(request), await body_as(request, NewUser)
    topic, by = _topic(site), acting(request, wanted.by)
    try:
        name = checked_name(wanted.name)
    except ValueError as error:
        raise Problem(422, "invalid", f"name: {error}.") from None
    if name in topic.users:
        raise Problem(409, "conflict", f"There is a user {name} already.")
    user = new_user(name, wanted.role, by, operator_ms())
    await write(site, site.users, user.key, encode(user))
    return answer(_user(topic, user), 201)


async def change_user(request: web.Request) -> web.Response:
    """Give a user another role, or disable or enable the user: no token of a disabled one counts."""
    site, wanted = site_of(request), await body_as(request, UserEdit)
    topic, user, by = _topic(site), _known(request), acting(request, wanted.by)
    if wanted.role is UNSET and wanted.disabled is UNSET:
        raise Problem(422, "invalid", "Nothing is asked for: give a role, or disabled.")
    role = user.role if wanted.role is UNSET else wanted.role
    disabled = user.disabled if wanted.disabled is UNSET else wanted.disabled
    changed = msgspec.structs.replace(user, role=role, disabled=disabled)
    if not _is_admin(changed):
        _keep_an_admin(topic, user)
    await write(site, site.users, changed.key, encode(changed), removal(by, ""))
    return answer(_user(topic, changed))


async def remove_user(request: web.Request) -> web.Response:
    """Remove a user with all tokens; a user who is added later under that name is another one."""
    site = site_of(request)
    topic, user, by = _topic(site), _known(request), acting(request, request.query.get("by"))
    _keep_an_admin(topic, user)
    shown = _user(topic, user)
    for key, value, headers in removals(topic, user, by):
        await write(site, site.users, key, value, headers)
    return answer(shown)


async def issue_token(request: web.Request) -> web.Response:
    """Issue a token to a user; the answer holds it, this once."""
    site, wanted = site_of(request), await body_as(request, NewToken)
    user, by, now = _known(request), acting(request, wanted.by), operator_ms()
    expires = None if wanted.expires_at is None else moment_ms(wanted.expires_at, "expires_at")
    if expires is not None and expires <= now:
        raise Problem(422, "invalid", "expires_at has passed.")
    text, token = new_token(user, wanted.note.strip(), by, now, expires)
    await write(site, site.users, token.key, encode(token))
    return answer(NewTokenAnswer(**msgspec.structs.asdict(_token(token)), token=text), 201)


async def revoke_token(request: web.Request) -> web.Response:
    """Revoke a token: within a second it counts on no worker."""
    site = site_of(request)
    user, by, name = _known(request), acting(request, request.query.get("by")), request.match_info["id"]
    token = next((one for one in _topic(site).tokens_of(user) if one.id == name), None)
    if token is None:
        raise Problem(404, "not-found", f"The user {user.name} has no token {name[:40]!r}.")
    await write(site, site.users, token.key, None, removal(by, ""))
    return answer(_token(token))


def _topic(site: Site) -> UsersTopic:
    if not site.users.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading the users from Kafka.", retry=2)
    return site.users_topic


def _known(request: web.Request) -> User:
    name = request.match_info["name"]
    user = _topic(site_of(request)).users.get(name)
    if user is None:
        raise Problem(404, "not-found", f"There is no user {name[:80]!r}.")
    return user


def _is_admin(user: User) -> bool:
    return user.role == "admin" and not user.disabled


def _keep_an_admin(topic: UsersTopic, user: User) -> None:
    """Raises `Problem` 409 when a user is the only one who can give others back what they may do."""
    if _is_admin(user) and all(one.name == user.name for one in topic.users.values() if _is_admin(one)):
        detail = f"{user.name} is the last admin: make another user admin first. `ringfence users` can do it anyway."
        raise Problem(409, "conflict", detail)


def _user(topic: UsersTopic, user: User) -> UserAnswer:
    tokens = [_token(one) for one in topic.tokens_of(user)]
    return UserAnswer(user.name, user.role, user.disabled, _at(user.created_ms), user.created_by, tokens)


def _token(one: Token) -> TokenAnswer:
    expires = None if one.expires_ms is None else _at(one.expires_ms)
    return TokenAnswer(one.id, one.note, _at(one.created_ms), one.created_by, expires, one.expired(operator_ms()))


def _at(ms: int) -> str:
    return rfc3339(ms / 1000)
