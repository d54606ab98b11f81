"""What a call costs: runs the real job on a real broker and measures its worker from outside.

`python -m bench.pipeline --help` says how; docs/performance.md says what the figures mean and records some.
"""

from __future__ import annotations

import shlex
import sys
from typing import Annotated

import typer

from app.commands.output import emit, progress, say
from app.commands.running import run as run_coroutine
from app.commands.running import terminate_as_interrupt
from app.errors import RingfenceError, UsageError
from bench.figures import Figures, medians, ratios
from bench.loader import Load
from bench.machine import machine
from bench.place import Place, place
from bench.report import Report, Result, as_json, as_text
from bench.run import Plan, run

EXAMPLES = """\
  python -m bench.pipeline
  python -m bench.pipeline --rounds 5 --compare RINGFENCE_BATCH_LEGS=2000
  python -m bench.pipeline --distinct --numbers 1000000 --calls 500000 --per-message 200 --json
"""

_TRIES = 5


def command(
    calls: Annotated[int, typer.Option(metavar="N", min=100, help="Calls that are measured.")] = 200_000,
    numbers: Annotated[int, typer.Option(metavar="N", min=2, help="Numbers that call each other.")] = 10_000,
    distinct: Annotated[
        bool,
        typer.Option(
            "--distinct", help="Random numbers, each met once before any is met again, not a simulated world."
        ),
    ] = False,
    per_message: Annotated[
        str, typer.Option(metavar="N,N", help="Calls in a message; each size is measured by itself.")
    ] = "200,1",
    rounds: Annotated[int, typer.Option(metavar="N", min=1, help="Runs of each kind; medians are reported.")] = 1,
    compare: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="Measure also with this environment variable; repeatable."),
    ] = None,
    backlog: Annotated[
        bool, typer.Option("--backlog", help="All calls wait in Kafka before the worker may go on.")
    ] = False,
    web: Annotated[bool, typer.Option("--web", help="Let the worker serve its web views too.")] = False,
    broker: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Kafka, host:port; otherwise one is started and stopped.")
    ] = None,
    warm_up: Annotated[int, typer.Option(metavar="N", min=100, help="Calls before those that are measured.")] = 2000,
    idle: Annotated[
        float, typer.Option(metavar="SECONDS", min=0.1, help="How long the idle worker is measured.")
    ] = 3.0,
    limit: Annotated[float, typer.Option(metavar="SECONDS", min=1, help="Longest that one step may take.")] = 300.0,
    quiet: Annotated[
        float | None,
        typer.Option(
            metavar="PERCENT",
            min=0,
            help="Wait until other programs take no more CPU, and repeat a run in which they did, up to 5 times.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help="Of the calls.")] = 5,
    as_json_: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Measure CPU per call, calls a second, bytes of state and of changelog of one worker.

    Settings of the environment hold for the worker, topics and state are of the benchmark's own and are removed.
    """
    sizes, other = _sizes(per_message), _variables(compare or [])
    if distinct and numbers % 2:
        raise UsageError("--distinct needs an even number of --numbers: they call each other in pairs.")
    loads = [Load(warm_up, calls, size, numbers, distinct, seed) for size in sizes]
    plans = [Plan(load, backlog, idle, limit, quiet) for load in loads]
    with place(broker, web=web) as where:
        found = run_coroutine(_measure(where, plans, rounds, other))
    report = Report(
        shlex.join(["python", "-m", "bench.pipeline", *sys.argv[1:]]),
        machine(embedded=broker is None),
        {"calls": calls, "numbers": numbers, "distinct": distinct, "backlog": backlog, "web": web, "rounds": rounds},
        other,
        found,
    )
    emit(as_json(report) if as_json_ else as_text(report))


async def _measure(where: Place, plans: list[Plan], rounds: int, other: dict[str, str]) -> list[Result]:
    variants = {"A": {}, "B": other} if other else {"A": {}}
    runs: dict[tuple[int, str], list[Figures]] = {}
    # Round by round, so that what else the machine does meets all kinds alike.
    for number in range(rounds):
        for plan in plans:
            for variant, env in variants.items():
                size = plan.load.per_message
                title = f"round {number + 1}, messages of {size}, {variant}"
                runs.setdefault((size, variant), []).append(await _one(where, plan, env, title))
    results = []
    for (size, variant), made in runs.items():
        compared = ratios(medians(runs[size, "A"]), medians(made)) if variant == "B" else None
        results.append(Result(size, variant, medians(made), made, compared))
    return results


async def _one(where: Place, plan: Plan, env: dict[str, str], title: str) -> Figures:
    """A run that others disturbed little enough, or the least disturbed one."""
    found: list[Figures] = []
    while not found or (plan.quiet is not None and found[-1].others_percent > plan.quiet and len(found) < _TRIES):
        found.append(await _shown(where, plan, env, title))
    return min(found, key=lambda figures: figures.others_percent)


async def _shown(where: Place, plan: Plan, env: dict[str, str], title: str) -> Figures:
    with progress() as display:
        task = display.add_task(title, total=plan.load.warm_up + plan.load.count)
        return await run(where, plan, env, lambda done: display.update(task, completed=done))


def _sizes(text: str) -> list[int]:
    sizes = [int(part) if part.strip().isdecimal() else 0 for part in text.split(",")]
    if not all(1 <= size <= 2000 for size in sizes) or len(set(sizes)) < len(sizes):
        raise UsageError(f"--per-message takes different numbers from 1 to 2000 separated by commas, not {text!r}.")
    return sizes


def _variables(pairs: list[str]) -> dict[str, str]:
    parts = [pair.partition("=") for pair in pairs]
    if not all(name and equals for name, equals, _ in parts):
        raise UsageError("--compare takes KEY=VALUE, such as RINGFENCE_BATCH_LEGS=2000.")
    return {name: value for name, _, value in parts}


def main() -> None:
    """Run the command line: exit 0 done, 1 failed, 2 misused, 130 interrupted."""
    terminate_as_interrupt()
    cli = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    cli.command(epilog=f"\b\nExamples:\n{EXAMPLES}")(command)
    try:
        cli(prog_name="python -m bench.pipeline")
    except RingfenceError as error:
        say(str(error))
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
