"""Users, tokens, and who somebody is."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from app.web.schema.lists import Name
from models.access.role import Permission, Role

Note = Annotated[str, Meta(max_length=200)]


class Me(Struct):
    """Who asks, and what they may do; `name` is null for who has no token, and where access is open."""

    access: Literal["open", "tokens"]
    name: str | None
    role: Role | None
    may: list[Permission]


class SignIn(Struct, forbid_unknown_fields=True):
    """A token to be remembered by the browser."""

    token: Annotated[str, Meta(max_length=200)]


class TokenAnswer(Struct):
    """A token of a user, without the token itself; `expired`: it counts no longer."""

    id: str
    note: str
    created_at: str
    created_by: str
    expires_at: str | None
    expired: bool


class NewTokenAnswer(TokenAnswer, kw_only=True):
    """A token that was just issued; `token` is told this once."""

    token: str


class UserAnswer(Struct):
    """A user and the user's tokens, the oldest first."""

    name: str
    role: Role
    disabled: bool
    created_at: str
    created_by: str
    tokens: list[TokenAnswer]


class NewUser(Struct, forbid_unknown_fields=True):
    """A user to be added."""

    name: str
    role: Role
    by: Name | None = None


class UserEdit(Struct, forbid_unknown_fields=True):
    """What is to be changed of a user."""

    role: Role | UnsetType = UNSET
    disabled: bool | UnsetType = UNSET
    by: Name | None = None


class NewToken(Struct, forbid_unknown_fields=True):
    """A token to be issued: what it is for, and until when it counts (null: until it is revoked)."""

    note: Note = ""
    expires_at: str | None = None
    by: Name | None = None
