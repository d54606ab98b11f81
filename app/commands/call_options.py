"""Options that every command which reads files of calls takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from app.importing import Options

Files = Annotated[
    list[Path],
    typer.Argument(metavar="FILE...", show_default=False, exists=True, dir_okay=False, help="Files, plain or gzip."),
]
Format = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="jsonl, csv, asterisk, freeswitch-json or freeswitch-csv [default: told by the first lines].",
    ),
]
Columns = Annotated[
    str | None,
    typer.Option(metavar="FIELD=N,...", help="Which column (from 0) holds which field, in CSV without a header."),
]
Zone = Annotated[
    str | None,
    typer.Option(
        metavar="ZONE", help="Zone of times that tell none, such as Europe/Berlin [default: RINGFENCE_NAIVE_ZONE]."
    ),
]


def read_options(columns: str | None, zone: str | None) -> Options:
    """How to read files, from --columns and --zone; raises BadParameter when one of them cannot be meant."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    from app.importing import Options, parse_columns

    try:
        places = parse_columns(columns) if columns else {}
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--columns") from error
    try:
        return Options(places, ZoneInfo(zone) if zone else None)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise typer.BadParameter(f"{zone!r} is no time zone", param_hint="--zone") from error
