"""Users for the command line: read from and written to the topic `users`; no worker is needed.

Whoever can write to Kafka is trusted with everything, which is how the first admin comes to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from app.errors import UsageError
from app.kafka_reading import read_whole
from app.kafka_writing import Record, write_records
from app.list_topic import removal
from app.settings import Settings
from app.users_topic import UsersTopic, new_token, new_user
from models.access.role import Role
from models.access.user import Token, User, encode


@dataclass(frozen=True)
class Asked:
    """Who asks for a change, and when by that one's clock, ms since the epoch."""

    by: str
    at_ms: int


async def read_users(settings: Settings) -> UsersTopic:
    """All users and tokens.

    Raises:
        BrokerError, TopicError: when Kafka does not answer, or has no topic `users`.
    """
    found = UsersTopic()
    await read_whole(settings, settings.topic("users"), found.put)
    return found


async def add(settings: Settings, name: str, role: Role, asked: Asked) -> User:
    """Add a user; raises UsageError when there is one of that name, else as `read_users`."""
    if name in (await read_users(settings)).users:
        raise UsageError(f"There is a user {name} already.")
    user = new_user(name, role, asked.by, asked.at_ms)
    await _write(settings, [(user.key, encode(user), [])])
    return user


async def change(settings: Settings, name: str, asked: Asked, **changes: Any) -> User:
    """Give a user another `role`, or another `disabled`; raises UsageError when there is none, else as `read_users`."""
    user = msgspec.structs.replace(_known(await read_users(settings), name), **changes)
    await _write(settings, [(user.key, encode(user), removal(asked.by, ""))])
    return user


async def remove(settings: Settings, name: str, asked: Asked) -> User:
    """Remove a user with all tokens; errors as of `change`."""
    users = await read_users(settings)
    user = _known(users, name)
    await _write(settings, removals(users, user, asked.by))
    return user


async def issue(settings: Settings, name: str, note: str, asked: Asked, expires_ms: int | None) -> tuple[str, Token]:
    """Issue a token and give it with its row; errors as of `change`."""
    text, token = new_token(_known(await read_users(settings), name), note, asked.by, asked.at_ms, expires_ms)
    await _write(settings, [(token.key, encode(token), [])])
    return text, token


async def revoke(settings: Settings, name: str, token_id: str, asked: Asked) -> Token:
    """Revoke a token; raises UsageError when the user has none of that id, else as `change`."""
    users = await read_users(settings)
    token = next((one for one in users.tokens_of(_known(users, name)) if one.id == token_id), None)
    if token is None:
        raise UsageError(f"The user {name} has no token {token_id}.")
    await _write(settings, [(token.key, None, removal(asked.by, ""))])
    return token


def removals(users: UsersTopic, user: User, by: str) -> list[Record]:
    """What takes away a user with all tokens: the user first, after which none of them counts."""
    keys = [user.key, *(one.key for one in users.tokens_of(user))]
    return [(key, None, removal(by, "")) for key in keys]


def _known(users: UsersTopic, name: str) -> User:
    user = users.users.get(name)
    if user is None:
        raise UsageError(f"There is no user {name}.")
    return user


async def _write(settings: Settings, records: list[Record]) -> None:
    await write_records(settings, settings.topic("users"), records)
