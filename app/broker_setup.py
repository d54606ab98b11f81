"""What has to be right before the embedded broker starts: free ports, a configuration, formatted storage."""

import base64
import socket
import subprocess
import time
import uuid
from pathlib import Path
from string import Template

from app.broker_jars import KAFKA_FILES, ensure_jars, find_java
from app.errors import BrokerError
from app.kafka_client import kafka_brokers

HOST = "127.0.0.1"
"""The embedded broker has neither TLS nor logins, so it listens on the loopback interface only."""
_FREE_SECONDS = 2.0
"""How long a killed process may take until its threads have let go of its ports."""
_SERVE_HEAP = ["-Xms128m", "-Xmx512m"]
"""Room for several record batches of 16 MB at once and compaction's buffers; Kafka itself is content with 320 MB."""
_TOOL_HEAP = ["-Xmx64m"]
# One node on a small machine: the serial collector and the quick compiler save memory and about a second of start.
_JVM = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true"]


def answers_already(port: int) -> bool:
    """Tell whether Kafka answers on `port`; False means that it and `port + 1` are free.

    Raises BrokerError when another program listens on either.
    """
    if not 1 <= port <= 65534:
        raise BrokerError(f"The broker cannot use port {port}: it needs two ports in a row between 1 and 65535.")
    if kafka_brokers(HOST, port) is not None:
        return True
    for number, use in ((port, "clients"), (port + 1, "its controller")):
        _wait_until_free(number, use)
    return False


def prepare(home: Path, config: Path, port: int) -> list[str]:
    """Write the configuration, format the storage on first use, and return the command that runs Kafka.

    Raises BrokerError when Java or the jars are missing, or the storage cannot be formatted.
    """
    if "," in str(home):
        raise BrokerError(f"Kafka cannot keep its data in {home}: it takes the comma for the end of the name.")
    log_dir = home / "log"
    template = Template((KAFKA_FILES / "server.properties").read_text(encoding="utf-8"))
    # A backslash starts an escape in Java's properties.
    escaped = str(log_dir).replace("\\", "\\\\")
    values = {"port": port, "controller_port": port + 1, "log_dir": escaped}
    # Kafka reads properties as ISO 8859-1, with \uXXXX for the rest.
    text = "".join(char if ord(char) < 128 else f"\\u{ord(char):04x}" for char in template.substitute(values))
    config.write_text(text, encoding="ascii")

    logging = f"-Dlog4j2.configurationFile={(KAFKA_FILES / 'log4j2.properties').as_uri()}"
    runtime = [*_JVM, logging, "-cp", f"{ensure_jars()}/*"]
    java = str(find_java())
    if not (log_dir / "meta.properties").exists():
        _format([java, *_TOOL_HEAP, *runtime], config)
    return [java, *_SERVE_HEAP, *runtime, "kafka.Kafka", str(config)]


def last_lines(log: Path, count: int = 3) -> str:
    """Return what a log file last said, on one line and without the frames of stack traces."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    said = [line for line in lines if line and not line.startswith(("at ", "..."))]
    return " | ".join(said[-count:]) or "nothing"


def _wait_until_free(port: int, use: str) -> None:
    give_up = time.monotonic() + _FREE_SECONDS
    while True:
        with socket.socket() as probe:
            # As Java does: connections of a broker that just stopped do not count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except PermissionError as error:
                raise BrokerError(f"Port {port} may not be used without privileges; choose one above 1023.") from error
            except OSError as error:
                if time.monotonic() > give_up:
                    cure = "stop that or choose another port"
                    raise BrokerError(
                        f"The broker needs port {port} for {use} and another program has it; {cure}."
                    ) from error
            else:
                return
        time.sleep(0.05)


def _format(java: list[str], config: Path) -> None:
    # A cluster id is a random UUID in URL-safe base64; a leading "-" would look like an option.
    cluster = "R" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()[1:22]
    command = [*java, "kafka.tools.StorageTool", "format", "--cluster-id", cluster, "--config", str(config)]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if run.returncode != 0:
        said = (run.stderr or run.stdout).strip().splitlines() or ["no message"]
        raise BrokerError(f"Kafka could not format its storage: {said[-1]}")
