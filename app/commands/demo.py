"""`ringfence demo`: everything at once on one machine, with simulated fraud to be found."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.output import emit, say
from app.commands.running import run, terminate_as_interrupt

if TYPE_CHECKING:
    from app.settings import Settings

EXAMPLES = """\
  ringfence demo
  ringfence demo --seconds 120                          # or DEMO_SECONDS=120 make demo
  ringfence demo --rate 50 --data-dir /tmp/ringfence
"""


def command(
    seconds: Annotated[
        float | None,
        typer.Option(metavar="N", min=1, envvar="DEMO_SECONDS", help="Stop after so many seconds of traffic."),
    ] = None,
    rate: Annotated[float, typer.Option(metavar="N", min=1, help="Simulated calls a second.")] = 400.0,
    data_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for all data, instead of RINGFENCE_DATA_DIR.")
    ] = None,
) -> None:
    """Run everything with simulated traffic, until Ctrl-C.

    Starts Kafka, starts a worker and simulated calls, and shows the numbers that are
    flagged while they call. Simulated time runs faster than the clock on the wall. With a time limit the exit code is 0
    only if calls were scored and a fraudster was flagged. State is kept: the next run goes on from there.
    """
    from app.broker import Broker
    from app.broker_jars import ensure_jars
    from app.demo.ports import broker_port, web_port
    from app.settings import load_settings

    settings = load_settings(**({"data_dir": data_dir} if data_dir else {}))
    terminate_as_interrupt()
    with _only_one(settings):
        kafka = Broker(broker_port(settings), settings.data_dir, tie_to_parent=True)
        ensure_jars(say)
        say(f"starting Kafka at {kafka.address}")
        with kafka:
            settings = settings.model_copy(update={"broker": kafka.address, "web_port": web_port(settings)})
            say("starting a worker")
            from app.demo.session import Traffic, play

            board = run(play(settings, Traffic(rate=rate), seconds))
        emit(board.summary())
    if seconds is not None and not (board.calls and any(map(board.is_fraud, board.found))):
        say("No call was scored." if not board.calls else "No fraudster was flagged.")
        raise typer.Exit(1)


@contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """Refuse a second demo in the same data folder: the two would share Kafka and fight for the state."""
    from app.errors import RingfenceError

    folder = settings.data_dir / "demo"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise RingfenceError(f"Another demo runs in {settings.data_dir}; stop it first.") from error
            yield
    except OSError as error:
        raise RingfenceError(f"The demo cannot use RINGFENCE_DATA_DIR={settings.data_dir}: {error}.") from error
