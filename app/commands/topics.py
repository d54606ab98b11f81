"""`ringfence topics`: create, check and describe the topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.output import emit, emit_json
from app.commands.running import run

if TYPE_CHECKING:
    from app.settings import Settings
    from app.topic_specs import TopicSpec

EXAMPLES = """\
  ringfence topics create
  ringfence topics check && ringfence worker --no-create-topics
  ringfence topics describe --json
"""

group = typer.Typer(
    help="Create, check and describe Ringfence's topics. Nothing is ever changed or deleted.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@group.command(epilog="\b\nExamples:\n  RINGFENCE_PARTITIONS=12 RINGFENCE_REPLICATION=3 ringfence topics create\n")
def create(as_json: Json = False) -> None:
    """Create the topics that are missing."""
    from app.topics import ensure

    settings, wanted = _wanted()
    created = run(ensure(settings, wanted))
    if as_json:
        emit_json({"created": created, "present": [spec.name for spec in wanted if spec.name not in created]})
    else:
        for spec in wanted:
            emit(f"{spec.name}: {'created' if spec.name in created else 'was there'}, {spec.partitions} partitions")


@group.command(epilog="\b\nExamples:\n  ringfence topics check --json\n")
def check(as_json: Json = False) -> None:
    """Compare the topics with what the settings ask for; the exit code is 1 when anything differs."""
    from app.topics import check as compare

    settings, wanted = _wanted()
    problems = run(compare(settings, wanted))
    if as_json:
        emit_json({"ok": not problems, "problems": problems})
    else:
        for problem in problems or ["All topics are as the settings ask for."]:
            emit(problem)
    if problems:
        raise typer.Exit(1)


@group.command(epilog="\b\nExamples:\n  ringfence topics describe --json\n")
def describe(as_json: Json = False) -> None:
    """Show each topic's partitions, how much it holds, and how long it is kept."""
    from app.topics import describe as look

    settings, wanted = _wanted()
    found = run(look(settings, wanted))
    if as_json:
        emit_json(found)
        return
    for topic in found:
        emit(f"{topic['name']}: {topic['partitions']} partitions, {_held(topic):,} records, {_kept(topic)}")
    missing = [spec.name for spec in wanted if spec.name not in {topic["name"] for topic in found}]
    for name in missing:
        emit(f"{name}: missing")


def _wanted() -> tuple[Settings, list[TopicSpec]]:
    from app.settings import load_settings
    from app.topic_specs import specs

    settings = load_settings()
    return settings, specs(settings)


def _held(topic: dict[str, Any]) -> int:
    return sum(end - beginning for beginning, end in zip(topic["beginning"], topic["end"], strict=True))


def _kept(topic: dict[str, Any]) -> str:
    if topic["config"].get("cleanup.policy") == "compact":
        return "the last value of each key is kept"
    milliseconds = int(topic["config"].get("retention.ms", "-1"))
    return f"kept for {milliseconds / 86_400_000:g} days" if milliseconds >= 0 else "kept for ever"
