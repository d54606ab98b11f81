"""`ringfence tail`: what is in a topic, readably."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.output import emit, emit_json
from app.commands.running import run, stop_asked

if TYPE_CHECKING:
    from app.settings import Settings

EXAMPLES = """\
  ringfence tail verdicts                               # every verdict from now on
  ringfence tail suspects --from-beginning --no-follow --json
  ringfence tail cdr --number +442079460120 --limit 20
  ringfence tail cdr-rejected --from-beginning
"""
_TOPICS = (
    "cdr, calls, cdr-rejected, suspect-events, verdicts, lists, rule-states, labels, users, decisions, "
    "decisions-audit, alert-changes, or the table campaigns, suspects, traffic or profiles"
)


def command(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help=f"One of {_TOPICS}.")],
    from_beginning: Annotated[
        bool, typer.Option("--from-beginning", help="Begin with the oldest record instead of the next one.")
    ] = False,
    no_follow: Annotated[
        bool, typer.Option("--no-follow", help="End when all is shown that was there at the start.")
    ] = False,
    limit: Annotated[int | None, typer.Option(metavar="N", min=1, help="End after so many rows.")] = None,
    number: Annotated[str | None, typer.Option(metavar="NUMBER", help="Only rows that name this number.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Show what is in a topic, decoded, until Ctrl-C.

    Looking consumes nothing. Each row begins with the partition and offset of its message; a message with many calls
    gives a row for each. Of a table one sees the changes of its
    rows: with --from-beginning every row is among them, compaction having dropped some or all of what it was before.
    """
    from app.readable.topics import DECODERS
    from app.settings import load_settings

    if topic not in DECODERS:
        raise typer.BadParameter(f"{topic!r} is not one of {', '.join(DECODERS)}", param_hint="TOPIC")
    run(_tail(load_settings(), topic, from_beginning, no_follow, limit, number, as_json))


async def _tail(
    settings: Settings,
    name: str,
    from_beginning: bool,
    no_follow: bool,
    limit: int | None,
    number: str | None,
    as_json: bool,
) -> None:
    from app.kafka_reading import ends_of, reached, topic_reader
    from app.readable.topics import TABLES, about, decode
    from models.number import Normaliser, text_of

    normalise = Normaliser(settings.default_region)
    wanted = None
    if number is not None:
        subject, text = normalise(number)
        wanted = text_of(subject, {subject: text} if text else {})
    full = f"{settings.group}-{name}-changelog" if name in TABLES else settings.topic(name)
    stop, shown = stop_asked(), 0
    async with topic_reader(settings, [full], beginning=from_beginning) as consumer:
        ends = await ends_of(consumer) if no_follow else None
        while not stop.is_set():
            for messages in (await consumer.getmany(timeout_ms=200)).values():
                for message in messages:
                    for row in decode(name, message):
                        if wanted is not None and not about(row, wanted, normalise):
                            continue
                        _show({"at": f"{message.partition}:{message.offset}", **row}, as_json)
                        shown += 1
                        if shown == limit:
                            return
            if ends is not None and await reached(consumer, ends):
                return


def _show(row: dict[str, Any], as_json: bool) -> None:
    if as_json:
        emit_json(row, lines=True)
    else:
        emit("  ".join(f"{name}={value}" for name, value in row.items() if value not in ("", None)))
