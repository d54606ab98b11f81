"""`ringfence evaluate`: what the job would have said of recorded calls, and how good that is."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.call_options import Columns, Files, Format, Zone, read_options
from app.commands.output import emit, emit_json, progress, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.call_files import Ledger
    from app.settings import Settings
    from models.model import Model

EXAMPLES = """\
  ringfence evaluate calls.jsonl
  ringfence evaluate calls.jsonl --labels labels.csv --victims victims.csv --out result
  ringfence evaluate may.csv.gz june.csv.gz --zone Europe/Berlin --json
"""
_ORDERS = ("auto", "arrival", "end")


def command(
    files: Files,
    labels: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", exists=True, dir_okay=False, help="What numbers are: CSV with number, kind and fraud."
        ),
    ] = None,
    victims: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            exists=True,
            dir_okay=False,
            help="Harmful calls: CSV with number, victim, called_at, and campaign and complained_at if known.",
        ),
    ] = None,
    model_file: Annotated[
        Path | None,
        typer.Option(
            "--model", metavar="FILE", exists=True, dir_okay=False, help="Model file, instead of RINGFENCE_MODEL."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", file_okay=False, help="Write the report and its data here.")
    ] = None,
    format: Format = None,  # noqa: A002 - the option's name
    columns: Columns = None,
    zone: Zone = None,
    order: Annotated[
        str,
        typer.Option(
            metavar="ORDER",
            help="arrival: as the records stand; end: by the end of the calls; auto: by end if ordered by start.",
        ),
    ] = "auto",
    compare: Annotated[
        bool | None,
        typer.Option(
            "--baselines/--no-baselines", show_default=False, help="Train two baselines too [default: with --labels]."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Judge recorded calls as the job would, without Kafka, and say how good the verdicts are.

    Without labels it counts alerts. With them it says how much fraud is found, how early, and how many honest numbers
    are flagged. The exit code is 1 when a file had no acceptable record.
    """
    from app.errors import UsageError
    from app.importing import FORMATS
    from app.settings import load_settings

    settings = load_settings()
    if format is not None and format not in FORMATS:
        raise typer.BadParameter(f"known are {', '.join(FORMATS)}", param_hint="--format")
    if order not in _ORDERS:
        raise typer.BadParameter(f"known are {', '.join(_ORDERS)}", param_hint="--order")
    if labels is None and (victims is not None or compare):
        raise UsageError("--victims and --baselines take --labels.")
    options = read_options(columns, zone)

    from app.call_files import CallFiles
    from app.evaluating import evaluate, read_truth, write
    from training.evaluation.markdown import markdown

    truth = read_truth(settings, labels, victims) if labels else None
    with progress() as display, _rejects(out) as rejects:
        task = display.add_task("starting", total=1.0)

        def tell(what: str, done: float) -> None:
            display.update(task, description=what, completed=done)

        model = _model(settings, model_file)
        source = CallFiles(settings, format, options, rejects, tell)
        found = evaluate(
            model, settings, source, files, order=order, truth=truth, compare=compare is not False, progress=tell,  # type: ignore[arg-type]
        )  # fmt: skip
    _remark(source.ledger, out)
    if out is not None:
        write(found, out)
    if as_json:
        emit_json(found.report)
    else:
        emit(markdown(found.report).rstrip())
    if not all(summary.accepted for summary in source.ledger.files.values()):
        raise typer.Exit(1)


def _model(settings: Settings, path: Path | None) -> Model:
    """The model to judge by: the named one, or that of the settings."""
    from app.model_loading import load_model

    return load_model(settings if path is None else settings.model_copy(update={"model": path}))


@contextmanager
def _rejects(folder: Path | None) -> Iterator[Callable[[str, int, str], None]]:
    """Write rejected records to rejected.csv of a folder, which is made when missing."""
    from app.errors import RingfenceError

    if folder is None:
        yield lambda _file, _line, _reason: None
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / "rejected.csv").open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise RingfenceError(f"Cannot write into {folder}: {error.strerror}.") from error
    with file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("file", "line", "reason"))
        yield lambda name, line, reason: rows.writerow((name, line, reason))


def _remark(ledger: Ledger, out: Path | None) -> None:
    """Say on standard error what was wrong with the records."""
    for name, summary in ledger.files.items():
        for line, reason in summary.first_bad:
            say(f"{name}:{line}: {reason}")
        if summary.rejected > len(summary.first_bad):
            more = f"; {out / 'rejected.csv'} has all" if out is not None else ""
            say(f"{name}: and {summary.rejected - len(summary.first_bad):,} more rejected{more}")
    if ledger.order == "end":
        say("the records were put in the order in which the calls ended")
    elif ledger.late > ledger.calls // 100:
        say(f"{ledger.late:,} records came after a later one; if no switch wrote them so, give --order end")
