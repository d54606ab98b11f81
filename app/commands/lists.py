"""`ringfence lists`: who is never flagged, and who is always blocked."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from app.commands.output import emit, emit_json
from app.commands.running import run

if TYPE_CHECKING:
    from app.settings import Settings
    from models.list_entry import Entry

EXAMPLES = """\
  ringfence lists show
  ringfence lists add block +46701234567 --reason "called my mother" --expires 2026-07-01T00:00:00Z
  ringfence lists add allow +467012345xx --reason "our call centre"
  ringfence lists remove block +46701234567 --reason "it was a mistake"
"""

group = typer.Typer(
    help="Show and change the allow list and the block list. Workers go by a change within a second.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Literal["allow", "block"]
On = Annotated[Name, typer.Argument(metavar="allow|block", help="Which list.")]
What = Annotated[str, typer.Argument(metavar="NUMBER", help="A number, or a block of 100 such as +467012345xx.")]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who does it; your user name unless told.")]
Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why; kept with the entry and in the audit.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@group.command(epilog="\b\nExamples:\n  ringfence lists show block --json\n")
def show(
    on: Annotated[Name | None, typer.Argument(metavar="[allow|block]", help="Which list; both unless told.")] = None,
    as_json: Json = False,
) -> None:
    """Show both lists: what their files say, and what people have added."""
    from app.list_changing import read_listing
    from app.settings import load_settings

    listing = run(read_listing(load_settings()))
    found = [one for one in listing.entries if on in (None, one.on)]
    if as_json:
        emit_json([_plain(one) for one in found])
        return
    for one in sorted(found, key=lambda one: one.on):
        said = {name: value for name, value in _plain(one).items() if value is not None}
        emit("  ".join([said.pop("list"), said.pop("entry"), *(f"{name}={value}" for name, value in said.items())]))


@group.command(epilog='\b\nExamples:\n  ringfence lists add block +467012345xx --reason "spoofed range" --by ann\n')
def add(
    on: On,
    number: What,
    reason: Reason,
    by: By = None,
    expires: Annotated[
        str | None, typer.Option(metavar="TIME", help="It counts for calls that end before, such as 2026-07-01T00:00Z.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Put a number or a block of numbers on a list; what was said of it before is replaced."""
    from app.list_changing import add as put
    from app.settings import load_settings
    from app.topic_records import time_of
    from models.list_entry import Entry

    settings = load_settings()
    key, text = _read(settings, number, on)
    entry = Entry(
        on=on, entry=text, id=key, reason=reason, by=_who(by), added_ms=int(datetime.now(UTC).timestamp() * 1000),
        expires_ms=time_of(settings, expires, "--expires"),
    )  # fmt: skip
    run(put(settings, entry))
    if as_json:
        emit_json(_plain(entry))
    else:
        emit(f"{text} is on the {on} list")


@group.command(epilog='\b\nExamples:\n  ringfence lists remove block +46701234567 --reason "it was a mistake"\n')
def remove(on: On, number: What, reason: Reason, by: By = None, as_json: Json = False) -> None:
    """Take an entry off a list; lines of a file are taken out there."""
    from app.list_changing import remove as take
    from app.settings import load_settings

    settings = load_settings()
    _, text = _read(settings, number, None)
    entry = run(take(settings, on, text, _who(by), reason))
    if as_json:
        emit_json(_plain(entry))
    else:
        emit(f"{text} is no longer on the {on} list")


def _read(settings: Settings, number: str, on: Name | None) -> tuple[int, str]:
    from models.list_entry import blockable, read_entry
    from models.number import Normaliser

    try:
        found = read_entry(number, Normaliser(settings.default_region))
        if on == "block":
            blockable(found[1])
    except ValueError as error:
        raise typer.BadParameter(f"{error}", param_hint="NUMBER") from None
    return found


def _who(by: str | None) -> str:
    return by or getpass.getuser()


def _plain(entry: Entry) -> dict[str, Any]:
    from app.readable.values import moment

    return {
        "list": entry.on,
        "entry": entry.entry,
        "source": entry.source,
        "by": entry.by,
        "reason": entry.reason,
        "added_at": None if entry.added_ms is None else moment(entry.added_ms),
        "expires_at": None if entry.expires_ms is None else moment(entry.expires_ms),
    }
