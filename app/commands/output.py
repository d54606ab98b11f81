"""What every command writes: results to standard output, remarks and progress to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import msgspec
import typer

if TYPE_CHECKING:
    from rich.progress import Progress


def emit(text: str) -> None:
    """Write a line of the result to standard output, at once."""
    typer.echo(text)
    sys.stdout.flush()


def emit_json(value: Any, *, lines: bool = False) -> None:
    """Write a value to standard output as JSON: for people to read as well, or with `lines` on one line (NDJSON)."""
    text = msgspec.json.encode(value, enc_hook=str)
    emit((text if lines else msgspec.json.format(text, indent=2)).decode())


def say(text: str) -> None:
    """Write a remark to standard error."""
    typer.echo(f"ringfence: {text}", err=True)


@contextmanager
def progress(*, count: bool = False) -> Iterator[Progress]:
    """Give a progress display on standard error, which shows nothing unless that is a terminal.

    count: show how many are done and how many a second, instead of the part that is done.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    numbers = [MofNCompleteColumn()] if count else [TaskProgressColumn()]
    columns = [TextColumn("{task.description}"), BarColumn(), *numbers, TimeElapsedColumn()]
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as display:
        yield display
