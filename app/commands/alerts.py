"""`ringfence alerts`: the analysts' queue on the command line."""

from __future__ import annotations

import getpass
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

import msgspec
import typer

from app.commands.asking import asked
from app.commands.output import emit, emit_json

EXAMPLES = """\
  ringfence alerts list --state open,acknowledged
  ringfence alerts show 76b6f9bebcb5
  ringfence alerts change 76b6f9bebcb5 --state acknowledged --assign ann
  ringfence alerts change 76b6f9bebcb5 --state closed --outcome confirmed_fraud --reason "called back, premium number"
"""

group = typer.Typer(
    help="Show alerts, and acknowledge, assign and close them. A running worker is asked.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Id = Annotated[str, typer.Argument(metavar="ID", help="Id of an alert.")]
Url = Annotated[str | None, typer.Option(metavar="URL", help="Worker to ask, unless it is the one of the settings.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@group.command("list", epilog="\b\nExamples:\n  ringfence alerts list --severity CRITICAL,HIGH --json\n")
def list_(
    state: Annotated[
        str | None, typer.Option(metavar="STATE,...", help="Of open, acknowledged, closed, snoozed.")
    ] = None,
    severity: Annotated[
        str | None, typer.Option(metavar="SEVERITY,...", help="Of CRITICAL, HIGH, MEDIUM, LOW.")
    ] = None,
    q: Annotated[str | None, typer.Option("--search", metavar="WORDS", help="Only what has all these words.")] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=500, help="How many at most.")] = 50,
    url: Url = None,
    as_json: Json = False,
) -> None:
    """Show alerts, those raised last first."""
    filters = {"state": state, "severity": severity, "q": q, "limit": limit}
    found = asked(
        url, f"/api/alerts?{urlencode({name: value for name, value in filters.items() if value is not None})}"
    )
    if as_json:
        emit_json(found)
        return
    for one in found:
        emit(f"{one['id']}  {one['severity']:8}  {one['state']:12}  {one['time']:>8}  {one['title']}")


@group.command(epilog="\b\nExamples:\n  ringfence alerts show 76b6f9bebcb5 --json\n")
def show(name: Id, url: Url = None, as_json: Json = False) -> None:
    """Show an alert with its history and what its rules tell to look at."""
    _tell(asked(url, f"/api/alerts/{quote(name, safe='')}"), as_json)


@group.command(
    epilog='\b\nExamples:\n  ringfence alerts change 76b6f9bebcb5 --assign ann --comment "asked the carrier"\n'
)
def change(
    name: Id,
    state: Annotated[
        Literal["open", "acknowledged", "closed"] | None, typer.Option(help="State that it is to have.")
    ] = None,
    outcome: Annotated[
        Literal["confirmed_fraud", "false_positive", "duplicate", "no_action"] | None,
        typer.Option(help="Of an alert that is closed."),
    ] = None,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; closing needs one.")] = "",
    assign: Annotated[str | None, typer.Option(metavar="NAME", help='Who works on it; "" = nobody.')] = None,
    snooze_until: Annotated[
        str | None, typer.Option(metavar="TIME", help='Until when it waits, RFC 3339 with a zone; "" = no longer.')
    ] = None,
    comment: Annotated[str, typer.Option(metavar="TEXT", help="Added to its history.")] = "",
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who does it; your token's user, else your user name.")
    ] = None,
    url: Url = None,
    as_json: Json = False,
) -> None:
    """Change an alert as it is now; when somebody else changes it in the same moment, one of both is refused."""
    from app.api_client import send
    from app.settings import load_settings

    path = f"/api/alerts/{quote(name, safe='')}"
    settings = load_settings()
    wanted: dict[str, Any] = {"version": asked(url, path)["version"]}
    if by or not settings.token:  # a token says who it is
        wanted["by"] = by or getpass.getuser()
    wanted |= {key: value for key, value in (("state", state), ("outcome", outcome)) if value is not None}
    wanted |= {key: value for key, value in (("reason", reason), ("comment", comment)) if value}
    wanted |= {
        key: value or None
        for key, value in (("assignee", assign), ("snoozed_until", snooze_until))
        if value is not None
    }
    body = send(settings, url, path, "PATCH", msgspec.json.encode(wanted))
    _tell(msgspec.json.decode(body), as_json)


def _tell(found: Any, as_json: bool) -> None:
    if as_json:
        emit_json(found)
        return
    parts = ("history", "triage", "rules")
    emit("  ".join(f"{key}={value}" for key, value in found.items() if key not in parts and value is not None))
    for rule in found["triage"]:
        for step in rule["triage"]:
            emit(f"{rule['rule']}: {step}")
    for one in found["history"]:
        emit(f"{one['at']}  {one['by'] or 'Ringfence'}  {one['action']}  {one['text']}")
