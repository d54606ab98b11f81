"""`ringfence users`: who may do what, and their tokens."""

from __future__ import annotations

import getpass
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from app.commands.output import emit, emit_json, say
from app.commands.running import run

if TYPE_CHECKING:
    from app.user_changing import Asked
    from models.access.user import Token, User

EXAMPLES = """\
  ringfence users add ann admin
  ringfence users token ann --expires 30d --note "her laptop"
  ringfence users list
  ringfence users revoke ann 00c0ffee0042
"""

group = typer.Typer(
    help="Show and change users, their roles and tokens, in Kafka itself. Workers go by a change within a second.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_UNITS = {"m": 60, "h": 3600, "d": 86_400}
RoleName = Literal["viewer", "analyst", "admin", "producer", "switch"]
Name = Annotated[str, typer.Argument(metavar="NAME", help="Name of a user.")]
RoleIs = Annotated[
    RoleName, typer.Argument(metavar="viewer|analyst|admin|producer|switch", help="What the user may do.")
]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who does it; your user name unless told.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@group.command("list", epilog="\b\nExamples:\n  ringfence users list --json\n")
def list_(as_json: Json = False) -> None:
    """Show all users and their tokens; the tokens themselves are kept nowhere."""
    from app.settings import load_settings
    from app.user_changing import read_users

    users = run(read_users(load_settings()))
    found = [(user, users.tokens_of(user)) for _, user in sorted(users.users.items())]
    if as_json:
        emit_json([{**_user(user), "tokens": [_token(one) for one in tokens]} for user, tokens in found])
        return
    for user, tokens in found:
        emit(_line([user.name, user.role], {**_user(user), "disabled": user.disabled or None}))
        for one in tokens:
            emit(_line([f"  token {one.id}"], _token(one)))


@group.command(epilog="\b\nExamples:\n  ringfence users add ann admin\n")
def add(name: Name, role: RoleIs, by: By = None, as_json: Json = False) -> None:
    """Add a user, who has no token yet."""
    from app.settings import load_settings
    from app.user_changing import add as put
    from models.access.user import checked_name

    try:
        checked = checked_name(name)
    except ValueError as error:
        raise typer.BadParameter(f"{error}", param_hint="NAME") from None
    _done(run(put(load_settings(), checked, role, _asked(by))), as_json, f"{checked} is a user now, role {role}")


@group.command(epilog="\b\nExamples:\n  ringfence users role ann analyst\n")
def role(name: Name, new: RoleIs, by: By = None, as_json: Json = False) -> None:
    """Give a user another role."""
    from app.settings import load_settings
    from app.user_changing import change

    _done(run(change(load_settings(), name, _asked(by), role=new)), as_json, f"{name} has the role {new} now")


@group.command(epilog="\b\nExamples:\n  ringfence users disable ann\n")
def disable(name: Name, by: By = None, as_json: Json = False) -> None:
    """Let no token of a user count, until the user is enabled again."""
    from app.settings import load_settings
    from app.user_changing import change

    _done(run(change(load_settings(), name, _asked(by), disabled=True)), as_json, f"{name} is disabled")


@group.command(epilog="\b\nExamples:\n  ringfence users enable ann\n")
def enable(name: Name, by: By = None, as_json: Json = False) -> None:
    """Let the tokens of a disabled user count again."""
    from app.settings import load_settings
    from app.user_changing import change

    _done(run(change(load_settings(), name, _asked(by), disabled=False)), as_json, f"{name} is enabled")


@group.command(epilog="\b\nExamples:\n  ringfence users remove ann\n")
def remove(name: Name, by: By = None, as_json: Json = False) -> None:
    """Remove a user with all tokens."""
    from app.settings import load_settings
    from app.user_changing import remove as take

    _done(run(take(load_settings(), name, _asked(by))), as_json, f"{name} is no longer a user")


@group.command(epilog="\b\nExamples:\n  RINGFENCE_TOKEN=$(ringfence users token ann --expires 30d)\n")
def token(
    name: Name,
    expires: Annotated[
        str | None, typer.Option(metavar="SPAN|TIME", help="It counts so long, such as 30d or 12h, or until a time.")
    ] = None,
    note: Annotated[str, typer.Option(metavar="TEXT", help="What it is for.")] = "",
    by: By = None,
    as_json: Json = False,
) -> None:
    """Issue a token and print it, and nothing else, on standard output; it is shown this once."""
    from app.settings import load_settings
    from app.user_changing import issue

    settings, asked = load_settings(), _asked(by)
    text, row = run(issue(settings, name, note, asked, _expiry(settings, expires, asked.at_ms)))
    if as_json:
        emit_json({"token": text, "user": name, **_token(row)})
    else:
        emit(text)
    say(f"This is token {row.id} of {name}. It is shown once: keep it where passwords are kept.")


@group.command(epilog="\b\nExamples:\n  ringfence users revoke ann 00c0ffee0042\n")
def revoke(
    name: Name,
    token_id: Annotated[str, typer.Argument(metavar="TOKEN_ID", help="Id of a token, as `ringfence users list` says.")],
    by: By = None,
    as_json: Json = False,
) -> None:
    """Revoke a token: within a second it counts on no worker."""
    from app.settings import load_settings
    from app.user_changing import revoke as take

    row = run(take(load_settings(), name, token_id, _asked(by)))
    if as_json:
        emit_json({"user": name, **_token(row)})
    else:
        emit(f"token {token_id} of {name} is revoked")


def _asked(by: str | None) -> Asked:
    from app.user_changing import Asked

    return Asked(by or getpass.getuser(), int(datetime.now(UTC).timestamp() * 1000))


def _expiry(settings: Any, text: str | None, now_ms: int) -> int | None:
    """When a token ends, ms since the epoch, from a span or a time."""
    from app.errors import UsageError
    from app.topic_records import time_of

    span = re.fullmatch(r"([0-9]{1,5})([mhd])", text or "")
    ends = now_ms + int(span[1]) * _UNITS[span[2]] * 1000 if span else time_of(settings, text, "--expires")
    if ends is not None and ends <= now_ms:
        raise UsageError(f"--expires {text} has passed already.")
    return ends


def _done(user: User, as_json: bool, said: str) -> None:
    if as_json:
        emit_json(_user(user))
    else:
        emit(said)


def _line(begin: list[str], said: dict[str, Any]) -> str:
    told = (f"{name}={value}" for name, value in said.items() if value not in (None, "") and value not in begin)
    return "  ".join([*begin, *(one for one in told if not one.startswith(("id=", "name=", "role=")))])


def _user(user: User) -> dict[str, Any]:
    from app.readable.values import moment

    return {
        "name": user.name,
        "role": user.role,
        "disabled": user.disabled,
        "created_at": moment(user.created_ms),
        "created_by": user.created_by,
    }


def _token(one: Token) -> dict[str, Any]:
    from app.readable.values import moment

    return {
        "id": one.id,
        "note": one.note,
        "created_at": moment(one.created_ms),
        "created_by": one.created_by,
        "expires_at": None if one.expires_ms is None else moment(one.expires_ms),
    }
