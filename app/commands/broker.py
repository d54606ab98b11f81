"""`ringfence broker`: the embedded Kafka in the foreground."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.output import emit, emit_json, say
from app.commands.running import terminate_as_interrupt

if TYPE_CHECKING:
    from app.broker import Broker
    from app.settings import Settings

EXAMPLES = """\
  ringfence broker                        # Kafka on 127.0.0.1:19092 until Ctrl-C
  ringfence broker --port 29092 --data-dir /var/lib/ringfence
  ringfence broker --fetch                # only download it
  ringfence broker --status --json
"""
DEFAULT_PORT = 19_092
_LOCAL = ("127.0.0.1", "localhost")


def command(
    port: Annotated[
        int | None, typer.Option(metavar="PORT", min=1, max=65_534, help="Port for clients; the next one is used too.")
    ] = None,
    data_dir: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder for Kafka's data, instead of RINGFENCE_DATA_DIR.")
    ] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="Download Kafka (43 MB) if it is missing, and end.")] = False,
    status: Annotated[
        bool, typer.Option("--status", help="Tell whether it runs, and end: exit code 0 yes, 1 no.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the status as JSON.")] = False,
) -> None:
    """Run Apache Kafka in the foreground until Ctrl-C.

    A real Kafka with a single node, for demos, tests and small installations. It listens on 127.0.0.1 only. When Kafka
    answers on the port already, that one is used and nothing is started.
    """
    from app.broker import Broker
    from app.broker_jars import ensure_jars
    from app.settings import load_settings

    if fetch:
        emit(str(ensure_jars(say)))
        return
    settings = load_settings(**({"data_dir": data_dir} if data_dir else {}))
    kafka = Broker(port or local_port(settings), settings.data_dir)
    if status:
        _status(kafka, as_json)
        return
    ensure_jars(say)
    terminate_as_interrupt()
    try:
        kafka.start()
        if kafka.reused:
            emit(f"Kafka answers at {kafka.address} already; nothing was started.")
            return
        emit(f"Kafka is ready at {kafka.address} (data and {kafka.log_file.name} in {kafka.home}); Ctrl-C stops it.")
        ended = kafka.wait()
    except KeyboardInterrupt:
        return
    finally:
        kafka.stop()
    say(f"Kafka ended by itself with status {ended}; {kafka.log_file} says why.")
    raise typer.Exit(1)


def local_port(settings: Settings) -> int:
    """Port of the broker that the settings name when it is on this machine, else the default."""
    host, _, port = settings.broker.partition(":")
    return int(port) if host in _LOCAL and port.isdecimal() else DEFAULT_PORT


def _status(kafka: Broker, as_json: bool) -> None:
    ready, pid = kafka.ready(), kafka.pid()
    if as_json:
        found = {"ready": ready, "address": kafka.address, "pid": pid, "data": kafka.home, "log": kafka.log_file}
        emit_json(found)
    elif ready:
        whose = f"process {pid}" if pid else "not started from this data folder"
        emit(f"Kafka is ready at {kafka.address} ({whose}); log file: {kafka.log_file}")
    else:
        emit(f"No Kafka answers at {kafka.address}; start it with `ringfence broker`.")
    raise typer.Exit(0 if ready else 1)
