"""`ringfence simulate`: made-up traffic with known fraudsters, as a stream of records."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.output import emit, progress
from app.commands.running import run, stop_asked

if TYPE_CHECKING:
    from app.settings import Settings
    from training.simulator import Scenario

EXAMPLES = """\
  ringfence simulate                                    # 100 calls a second until Ctrl-C
  ringfence simulate --calls 100000 --rate 0 --per-message 200
  ringfence simulate --subscribers 50000 --seed 7 --campaigns-after 0.5 --start 2026-03-02T09:00:00+01:00
"""


def command(
    rate: Annotated[float, typer.Option(metavar="N", min=0, help="Calls a second; 0 = as fast as possible.")] = 100.0,
    calls: Annotated[int | None, typer.Option(metavar="N", min=1, help="Stop after so many calls.")] = None,
    subscribers: Annotated[
        int, typer.Option(metavar="N", min=2, max=5_000_000, help="Ordinary numbers of the world.")
    ] = 4000,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Another seed is another world with other people.")] = 1,
    per_message: Annotated[
        int, typer.Option(metavar="N", min=1, max=2000, help="Calls in one Kafka message at most.")
    ] = 1,
    campaigns_after: Annotated[
        float,
        typer.Option(
            metavar="HOURS", min=0, help="Hours of simulated time until the fraud begins, for 6 hours each day."
        ),
    ] = 9.0,
    start: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="First moment, RFC 3339 with a zone [default: now, or later: after the last call in cdr].",
        ),
    ] = None,
) -> None:
    """Send simulated calls to the topic cdr.

    A caller's calls go through one partition, in order, and every record says in true_label what its caller is. The
    world makes as many calls as its people would; at a higher rate its time runs faster than the clock on the wall.
    """
    from app.errors import UsageError
    from app.settings import load_settings
    from training.simulator import Scenario

    settings = load_settings()
    try:
        world = Scenario(
            subscribers=subscribers,
            hours=None,
            start=start or datetime.now(UTC).isoformat(),
            seed=seed,
            campaigns_after_hours=campaigns_after,
        )
    except ValueError as error:
        raise UsageError(f"No such world: {error}.") from error
    run(_simulate(settings, world, start is None, rate, calls, per_message))


async def _simulate(
    settings: Settings, world: Scenario, continues: bool, rate: float, calls: int | None, per_message: int
) -> None:
    from app.sending import ensure_cdr
    from app.simulating import next_start, send_world

    stop = stop_asked()
    await ensure_cdr(settings)
    if continues:
        world = replace(world, start=await next_start(settings))
    began = time.monotonic()
    with progress(count=True) as display:
        task = display.add_task("sending calls", total=calls)
        sent = await send_world(
            settings,
            world,
            rate=rate,
            calls=calls,
            per_message=per_message,
            stop=stop,
            progress=lambda count: display.update(task, completed=count),
        )
    seconds = time.monotonic() - began
    emit(
        f"sent {sent.calls:,} calls in {sent.messages:,} messages within {seconds:.1f} s; "
        f"they start from {sent.first or world.start} to {sent.last or world.start}"
    )
