"""Free ports for the benchmark's own broker and web server."""

from __future__ import annotations

import random
import socket

from app.broker_setup import HOST
from bench.errors import BenchError

#: Below the range from which systems hand out ports themselves. A random start keeps two benchmarks apart.
_FIRST, _LAST = 20_000, 30_000
_TRIES = 200


def free_port(count: int) -> int:
    """A port that is free together with the `count` - 1 above it."""
    chance = random.Random()  # must differ from one process to the next
    for _ in range(_TRIES):
        port = chance.randrange(_FIRST, _LAST)
        if all(_free(number) for number in range(port, port + count)):
            return port
    raise BenchError(f"no {count} free ports in a row were found between {_FIRST} and {_LAST}")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True
