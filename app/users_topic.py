"""Users and tokens as every worker and the command line know them: the topic `users`."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Sequence
from typing import Any

import msgspec

from models.access.mask import Mask
from models.access.user import MASK_KEY, MaskKey, Token, User, decode, hashed, id_in

log = logging.getLogger(__name__)


class UsersTopic:
    """What the topic says, record by record.

    Attributes:
        users: by name.
        tokens: by id; also those of users who are gone or disabled, which count for nothing.
        mask: masks numbers with the key of the topic; None until there is one.
    """

    def __init__(self) -> None:
        self.users: dict[str, User] = {}
        self.tokens: dict[str, Token] = {}
        self.mask: Mask | None = None

    def put(self, records: Sequence[Any]) -> None:
        """Take over records: rows, and removals of some."""
        for record in records:
            if record.value is None:
                self._remove(record.key)
                continue
            try:
                row = decode(record.key, record.value)
                if isinstance(row, MaskKey):
                    self.mask = Mask(bytes.fromhex(row.secret))
            except (msgspec.DecodeError, ValueError) as error:
                log.warning("users: record %d is no user and no token: %s", record.offset, error)
                continue
            if isinstance(row, User):
                self.users[row.name] = row
            elif isinstance(row, Token):
                self.tokens[row.id] = row

    async def take(self, records: Sequence[Any]) -> None:
        """The same, for `app.follower`."""
        self.put(records)

    def clear(self) -> None:
        """Forget everything."""
        self.users.clear()
        self.tokens.clear()
        self.mask = None

    def tokens_of(self, user: User) -> list[Token]:
        """The tokens of a user, the oldest first; expired ones too."""
        mine = (one for one in self.tokens.values() if one.user_id == user.id)
        return sorted(mine, key=lambda one: (one.created_ms, one.id))

    def holder(self, text: str, now_ms: int) -> tuple[User, Token] | None:
        """Whose token a text is, None when it is none that counts; costs a look-up and a hash, whatever it is."""
        token = self.tokens.get(id_in(text) or "")
        if token is None or not token.is_of(text):
            return None
        return self.standing(token.id, now_ms)

    def standing(self, token_id: str, now_ms: int) -> tuple[User, Token] | None:
        """A token and whose it is, None when it does not count, or no longer."""
        token = self.tokens.get(token_id)
        user = self.users.get(token.user) if token is not None else None
        if token is None or user is None or user.id != token.user_id or user.disabled or token.expired(now_ms):
            return None
        return user, token

    def _remove(self, key: bytes) -> None:
        kind, *names = key.decode("utf-8", "replace").split(" ")
        if kind == "user":
            self.users.pop(names[-1], None)
        elif kind == "token":
            self.tokens.pop(names[-1], None)


def new_user(name: str, role: Any, by: str, now_ms: int) -> User:
    """A user who has never been there before."""
    return User(name=name, role=role, id=secrets.token_hex(8), created_ms=now_ms, created_by=by)


def new_token(user: User, note: str, by: str, now_ms: int, expires_ms: int | None) -> tuple[str, Token]:
    """A token, to be told once, and its row."""
    name = secrets.token_hex(6)
    text = f"rf_{name}_{secrets.token_hex(32)}"
    row = Token(
        id=name, user=user.name, user_id=user.id, hash=hashed(text), note=note, created_ms=now_ms, created_by=by,
        expires_ms=expires_ms,
    )  # fmt: skip
    return text, row


def new_mask_key() -> tuple[bytes, MaskKey]:
    """A key for masked numbers, and its key in the topic."""
    return MASK_KEY, MaskKey(secrets.token_hex(32))
