"""How commands run coroutines, and how Ctrl-C and SIGTERM end those that run until they are told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

#: Told to stop: by Ctrl-C, by `kill` or a service manager, by the terminal that was closed.
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end and return its result.

    The Kafka clients log every failed attempt to connect, some for ever; what matters of it leaves as an error.
    """
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    return asyncio.run(work)


def stop_asked() -> asyncio.Event:
    """Return an event that is set once the process is told to stop; told a second time, it ends at once."""
    loop = asyncio.get_running_loop()
    asked = asyncio.Event()

    def stop() -> None:
        asked.set()
        for number in STOPS:
            loop.remove_signal_handler(number)

    for number in STOPS:
        loop.add_signal_handler(number, stop)
    return asked


def terminate_as_interrupt() -> None:
    """Let SIGTERM and SIGHUP raise KeyboardInterrupt as Ctrl-C does, so that `finally` and `with` blocks clean up."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
