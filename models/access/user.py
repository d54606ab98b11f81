"""Users and their tokens, as rows of the topic `users`.

Each user is a record of its own and so is each token, so that two tokens issued in the same moment on two workers, or a
token and another role, never overwrite each other. Compacted, the topic keeps the last state of each.

| key | value |
|---|---|
| `user NAME` | `User` |
| `token NAME ID` | `Token` |
| `mask` | `MaskKey` |
"""

from __future__ import annotations

import re
from hashlib import sha256
from hmac import compare_digest
from typing import Final

import msgspec

from models.access.role import Role

#: Names can stand in an address and a key as they are, and are never taken for a telephone number.
_NAME: Final = re.compile(r"[^\W\d_][\w.@-]{0,79}").fullmatch
_TOKEN: Final = re.compile(r"rf_([0-9a-f]{12})_[0-9a-f]{64}").fullmatch
MASK_KEY: Final = b"mask"


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody, or a program, that may do something.

    Attributes:
        name: unique.
        role: what it may do.
        id: random; a user who is removed and added again is another one, for whom no old token counts.
        created_ms, created_by: when, by the clock of whoever did it, ms since the epoch; and who.
        disabled: none of its tokens counts at the moment.
    """

    name: str
    role: Role
    id: str
    created_ms: int
    created_by: str
    disabled: bool = False

    @property
    def key(self) -> bytes:
        """Its key in the topic."""
        return f"user {self.name}".encode()


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A token of a user; the token itself is kept nowhere.

    Attributes:
        id: public, part of the token.
        user, user_id: name and id of whose it is.
        hash: SHA-256 of the token, hex. A slow hash protects secrets that people think up, which can be guessed; a
            token is 256 random bits, of which nobody can try enough, and is checked with every request.
        note: what it is for.
        created_ms, created_by: as of `User`.
        expires_ms: it counts until then, ms since the epoch; None = until it is revoked.
    """

    id: str
    user: str
    user_id: str
    hash: str
    note: str = ""
    created_ms: int
    created_by: str
    expires_ms: int | None = None

    @property
    def key(self) -> bytes:
        """Its key in the topic."""
        return f"token {self.user} {self.id}".encode()

    def is_of(self, text: str) -> bool:
        """Whether a text is this token; takes as long whatever the text is."""
        return compare_digest(self.hash, hashed(text))

    def expired(self, now_ms: int) -> bool:
        """Whether it counts no longer."""
        return self.expires_ms is not None and now_ms >= self.expires_ms


class MaskKey(msgspec.Struct, frozen=True):
    """The key of masked numbers (`models.access.mask`), hex; the same for every worker, made once."""

    secret: str


Row = User | Token | MaskKey


def checked_name(text: str) -> str:
    """A user's name; raises ValueError, with the reason, when it can be none.

    >>> checked_name(" ann@example.org ")
    'ann@example.org'
    >>> checked_name("+46701234567")
    Traceback (most recent call last):
    ValueError: a name begins with a letter and has letters, digits and . _ @ - only, 80 at most
    """
    name = text.strip()
    if not _NAME(name):
        raise ValueError("a name begins with a letter and has letters, digits and . _ @ - only, 80 at most")
    return name


def id_in(text: str) -> str | None:
    """The id in what may be a token, None when it has not the form of one.

    >>> id_in("rf_00c0ffee0042_" + "0" * 64), id_in("secret")
    ('00c0ffee0042', None)
    """
    found = _TOKEN(text)
    return found[1] if found else None


def hashed(text: str) -> str:
    """SHA-256 of a token, hex."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


encode = msgspec.json.Encoder().encode


def decode(key: bytes, value: bytes) -> Row:
    """Read a row.

    Raises:
        msgspec.DecodeError: when it is none, or its key is not its own.
    """
    kind: type[Row] = MaskKey if key == MASK_KEY else Token if key.startswith(b"token ") else User
    row = msgspec.json.decode(value, type=kind)
    if not isinstance(row, MaskKey) and row.key != key:
        raise msgspec.DecodeError("its key is that of another row")
    return row
