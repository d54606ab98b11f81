"""`ringfence campaigns`: suspects that belong together."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import quote

import typer

from app.commands.asking import asked
from app.commands.output import emit, emit_json

EXAMPLES = """\
  ringfence campaigns list
  ringfence campaigns show 7f3a09c2d1 --json
  ringfence campaigns export 7f3a09c2d1 --format csv > members.csv
"""

group = typer.Typer(
    help="Show campaigns, and export their members. A running worker is asked.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Id = Annotated[str, typer.Argument(metavar="ID", help="Id of a campaign.")]
Url = Annotated[str | None, typer.Option(metavar="URL", help="Worker to ask, unless it is the one of the settings.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@group.command("list", epilog="\b\nExamples:\n  ringfence campaigns list --json\n")
def list_(url: Url = None, as_json: Json = False) -> None:
    """Show the campaigns with a suspicious call in the last 24 hours of stream time, the gravest first."""
    found = asked(url, "/api/campaigns")
    if as_json:
        emit_json(found)
        return
    for one in found:
        users = f"{one['affected_users']:,}{'+' if one['affected_users_at_least'] else ''}"
        emit(f"{one['id']}  {one['risk_score']:5.1f}  {one['status']:8}  {one['name']}, {users} people called")


@group.command(epilog="\b\nExamples:\n  ringfence campaigns show 7f3a09c2d1\n")
def show(name: Id, url: Url = None, as_json: Json = False) -> None:
    """Show a campaign with its members and what happened to it."""
    found = asked(url, f"/api/campaigns/{quote(name, safe='')}")
    if as_json:
        emit_json(found)
        return
    parts = ("members", "history", "hours")
    emit("  ".join(f"{key}={_said(value)}" for key, value in found.items() if key not in parts and value is not None))
    for one in found["members"]:
        emit(f"{one['number']}  {one['role']}  risk={one['risk_score']}  {one['first_seen']} to {one['last_seen']}")
    for one in found["history"]:
        emit(f"{one['at']}  {one['kind']}  {one['text']}")


@group.command(epilog="\b\nExamples:\n  ringfence campaigns export 7f3a09c2d1 --format json\n")
def export(
    name: Id,
    form: Annotated[Literal["csv", "json"], typer.Option("--format", help="Form of the file.")] = "csv",
    url: Url = None,
) -> None:
    """Print the members of a campaign as a file to keep; texts that a spreadsheet would run are made harmless."""
    from app.api_client import get
    from app.settings import load_settings

    body = get(load_settings(), url, f"/api/campaigns/{quote(name, safe='')}/export?format={form}")
    emit(body.decode().replace("\r\n", "\n").rstrip("\n"))


def _said(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
