"""`ringfence simulate`: made-up traffic with known fraudsters, as a stream of records."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.commands.output import emit, progress, say
from app.commands.running import run, stop_asked, terminate_as_interrupt

if TYPE_CHECKING:
    from app.settings import Settings
    from training.simulator import Scenario

EXAMPLES = """\
  ringfence simulate                                    # 100 calls a second to Kafka until Ctrl-C
  ringfence simulate --calls 100000 --rate 0 --per-message 200
  ringfence simulate --scenario demo --seed 7 --start 2026-03-02T09:00:00+01:00
  ringfence simulate --scenario mixed --out calls.jsonl --labels labels.csv --victims victims.csv
  ringfence simulate --scenario my-world.yaml --hours 6 --out - | gzip > calls.jsonl.gz
"""


def command(
    scenario: Annotated[
        str,
        typer.Option(
            metavar="NAME|FILE", help="World: ordinary (no fraud), mixed, varied, demo, or a YAML file of your own."
        ),
    ] = "demo",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Write JSON lines to a file (.gz packs them, - is standard output), not to Kafka."
        ),
    ] = None,
    labels: Annotated[
        Path | None, typer.Option(metavar="FILE", help="CSV of what each number is: number,kind,fraud,campaign,...")
    ] = None,
    victims: Annotated[
        Path | None, typer.Option(metavar="FILE", help="CSV of who was hurt, and when he complained.")
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(metavar="N", min=0, help="Calls a second to Kafka; 0 = as fast as possible [default: 100]."),
    ] = None,
    calls: Annotated[int | None, typer.Option(metavar="N", min=1, help="Stop after so many calls.")] = None,
    hours: Annotated[
        float | None,
        typer.Option(
            metavar="HOURS",
            min=0.1,
            max=100_000,
            help="Stop after so much simulated time [default: the scenario's for --out, else never].",
        ),
    ] = None,
    subscribers: Annotated[
        int | None,
        typer.Option(metavar="N", min=2, max=5_000_000, help="Ordinary numbers, instead of the scenario's."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Another seed is another world with other people.")] = 1,
    per_message: Annotated[
        int, typer.Option(metavar="N", min=1, max=2000, help="Calls in one Kafka message at most.")
    ] = 1,
    campaigns_after: Annotated[
        float | None,
        typer.Option(
            metavar="HOURS", min=0, help="Hours of simulated time until the first fraud, instead of the scenario's."
        ),
    ] = None,
    start: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="First moment, RFC 3339 with a zone [default: the scenario's for --out; for Kafka now, or after the "
            "last call in cdr if that is later].",
        ),
    ] = None,
) -> None:
    """Simulate calls and send them to the topic cdr, or write them to a file.

    A caller's calls go through one partition, in order, and every record says in true_label what it is part of. The
    world makes as many calls as its people would; at a higher rate its time runs faster than the clock on the wall.
    Without the network: --out needs no Kafka. docs/world.md says what the people of a world do.
    """
    from app.errors import UsageError
    from app.settings import load_settings

    if out is not None and (rate is not None or per_message != 1):
        raise typer.BadParameter("a file is written as fast as possible, a call per line", param_hint="--rate")
    world = _world(
        scenario,
        {
            "seed": seed,
            "hours": hours,
            "subscribers": subscribers,
            "campaigns_after_hours": campaigns_after,
            "start": start,
        },
        endless=out is None and hours is None,
    )
    if out is None:
        settings = load_settings()
        first = world if start else replace(world, start=datetime.now(UTC).isoformat())
        run(_send(settings, first, start is None, 100.0 if rate is None else rate, calls, per_message, labels, victims))
    elif world.hours is None and calls is None and str(out) != "-":
        raise UsageError("This world never ends: say with --hours or --calls how much of it to write.")
    else:
        _write(world, out, calls, labels, victims)


def _world(name: str, wanted: dict[str, Any], *, endless: bool) -> Scenario:
    """The scenario with what the options say instead."""
    from app.errors import UsageError
    from training.simulator import Scenario
    from training.simulator.scenario_file import ScenarioError

    try:
        world = Scenario.load(name)
        world = replace(world, hours=None) if endless else world
        return replace(world, **{field: value for field, value in wanted.items() if value is not None})
    except ScenarioError as error:
        raise UsageError(str(error)) from error
    except ValueError as error:
        raise UsageError(f"No such world: {error}.") from error


def _write(world: Scenario, out: Path, calls: int | None, labels: Path | None, victims: Path | None) -> None:
    from app.world_files import write_labels, write_records, write_victims
    from training.simulator import World

    terminate_as_interrupt()
    made = World(world, complaints=victims is not None)
    began = time.monotonic()
    with progress(count=True) as display:
        task = display.add_task("writing calls", total=calls)
        written = write_records(out, made, calls, lambda count: display.update(task, completed=count))
    write_labels(labels, made)
    write_victims(victims, made)
    seconds = time.monotonic() - began
    tell = say if str(out) == "-" else emit
    tell(f"wrote {written:,} calls within {seconds:.1f} s; {made.summary()}")


async def _send(
    settings: Settings,
    world: Scenario,
    continues: bool,
    rate: float,
    calls: int | None,
    per_message: int,
    labels: Path | None,
    victims: Path | None,
) -> None:
    from app.sending import ensure_cdr
    from app.simulating import next_start, send_world
    from app.world_files import write_labels, write_victims
    from training.simulator import World

    stop = stop_asked()
    await ensure_cdr(settings)
    if continues:
        world = replace(world, start=await next_start(settings))
    made = World(world, complaints=victims is not None)
    began = time.monotonic()
    with progress(count=True) as display:
        task = display.add_task("sending calls", total=calls)
        sent = await send_world(
            settings,
            made,
            rate=rate,
            calls=calls,
            per_message=per_message,
            stop=stop,
            progress=lambda count: display.update(task, completed=count),
        )
    write_labels(labels, made)
    write_victims(victims, made)
    seconds = time.monotonic() - began
    emit(
        f"sent {sent.calls:,} calls in {sent.messages:,} messages within {seconds:.1f} s; "
        f"they start from {sent.first or world.start} to {sent.last or world.start}"
    )
