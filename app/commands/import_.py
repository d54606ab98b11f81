"""`ringfence import`: files of call detail records into the topic cdr."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.call_options import Columns, Files, Format, Zone, read_options
from app.commands.output import emit, emit_json, progress
from app.commands.running import run

if TYPE_CHECKING:
    from app.importing import Options, Summary
    from app.settings import Settings

EXAMPLES = """\
  ringfence import calls.jsonl history.csv.gz
  ringfence import --dry-run --json calls.jsonl
  ringfence import --format asterisk --zone Europe/Berlin /var/log/asterisk/cdr-csv/Master.csv
  ringfence import --format freeswitch-csv --columns caller=0,callee=1,start=2,duration=5 cdr.csv
"""


def command(
    files: Files,
    format: Format = None,  # noqa: A002 - the option's name
    columns: Columns = None,
    zone: Zone = None,
    labels_out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="Write call_hash,caller,true_label of each labelled call here."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check the records; send nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Check and send the records of files.

    What is acceptable goes to the topic cdr. Prints how many were accepted and rejected, and the first rejected lines
    with the reason. The exit code is 1 when a file had no acceptable record.
    """
    from app.importing import FORMATS
    from app.settings import load_settings

    settings = load_settings()
    if format is not None and format not in FORMATS:
        raise typer.BadParameter(f"known are {', '.join(FORMATS)}", param_hint="--format")
    options = read_options(columns, zone)
    summaries: dict[str, Summary] = {}
    try:
        run(_import(settings, files, format, options, labels_out, dry_run, summaries))
    finally:
        if summaries:
            _report(summaries, dry_run, as_json)
    if not all(summary.accepted for summary in summaries.values()):
        raise typer.Exit(1)


async def _import(
    settings: Settings,
    files: list[Path],
    format: str | None,  # noqa: A002
    options: Options,
    labels_out: Path | None,
    dry_run: bool,
    summaries: dict[str, Summary],
) -> None:
    """Import files one after the other; `summaries` has what was done even when it is interrupted."""
    from contextlib import AsyncExitStack

    from app.importing import Importer, read_file
    from app.label_file import LabelledReader
    from app.sending import CdrSender

    async with AsyncExitStack() as stack:
        reader = stack.enter_context(LabelledReader(settings, labels_out))
        sender = None if dry_run else await stack.enter_async_context(CdrSender(settings))
        display = stack.enter_context(progress())
        for path in files:
            task = display.add_task(path.name, total=path.stat().st_size)
            importer = Importer(reader, settings.source_partitions, sender.send if sender else None)
            summaries[str(path)] = importer.summary

            def tell(done: int, size: int, task: object = task) -> None:
                display.update(task, completed=done, total=size)  # type: ignore[arg-type]

            await importer.run(read_file(path, format, options, tell))


def _report(summaries: dict[str, Summary], dry_run: bool, as_json: bool) -> None:
    if as_json:
        files = [{"file": path, **asdict(summary)} for path, summary in summaries.items()]
        totals = {
            name: sum(int(file[name]) for file in files) for name in ("accepted", "rejected", "skipped", "messages")
        }
        emit_json({"dry_run": dry_run, **totals, "files": files})
        return
    for path, summary in summaries.items():
        done = "acceptable" if dry_run else f"accepted, sent in {summary.messages:,} messages"
        skipped = f"; {summary.skipped:,} second legs left out" if summary.skipped else ""
        emit(f"{path}: {summary.accepted:,} {done}; {summary.rejected:,} rejected{skipped}")
        for line, reason in summary.first_bad:
            emit(f"  line {line}: {reason}")
        if summary.rejected > len(summary.first_bad):
            emit(f"  and {summary.rejected - len(summary.first_bad):,} more")
