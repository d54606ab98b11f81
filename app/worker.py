"""Runs Faust's worker so that it always ends in time.

Faust can take over 20 seconds to stop, or for ever when Kafka is gone. Everything it holds is exact at every moment
(docs/exactness.md), so nothing is lost by ending the process without waiting any longer.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from typing import Any

import faust
import uvloop
from faust.exceptions import ConsistencyError

#: Seconds that a worker has to leave its consumer group and flush; more than twice of what it normally takes.
GRACE = 6.0


class Worker(faust.Worker):
    """Faust's worker, which says when it is ready, ends within `GRACE`, and at once when told a second time."""

    _told = False

    def _install_signal_handlers_unix(self) -> None:
        # Python's own handlers, not the loop's: they run although the loop is busy compiling or recovering.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)

    def _stop(self, number: int, frame: Any) -> None:
        if self._told:
            _end(128 + number)
        self._told = True
        timer = threading.Timer(GRACE, _end, [0])
        timer.daemon = True
        timer.start()
        asked = signal.Signals(number)
        self.loop.call_soon_threadsafe(self._on_sigint if asked is signal.SIGINT else self._on_sigterm)

    def _shutdown_loop(self) -> None:
        # Everything has stopped and left its group; what follows here only waits two seconds for nothing.
        if self.crash_reason is not None:
            sys.stderr.write(f"ringfence: {_explain(self.crash_reason, self.app)}\n")
            _end(1)
        if self._told:
            _end(0)
        super()._shutdown_loop()

    def _on_startup_end_spinner(self) -> None:
        web = f"; web server at {self.app.conf.canonical_url}" if self.app.conf.web_enabled else ""
        sys.stderr.write(f"ringfence: the worker is ready{web}\n")
        sys.stderr.flush()


def new_loop() -> asyncio.AbstractEventLoop:
    """Make uvloop's event loop the one of this thread; before the Faust app is made."""
    loop = uvloop.new_event_loop()
    asyncio.set_event_loop(loop)
    return loop


def run(app: Any, loop: asyncio.AbstractEventLoop, log_level: str) -> None:
    """Run a Faust app until it is told to stop; ends the process with 0, or with 1 when the app crashed."""
    worker = Worker(app, loglevel=log_level, loop=loop, quiet=True, redirect_stdouts=False)
    worker.spinner = None
    worker.execute_from_commandline()


def _explain(crash: BaseException, app: Any) -> str:
    """A sentence for what ended the worker."""
    if isinstance(crash, ConsistencyError):
        return (
            f"The state in {app.conf.datadir} is ahead of its changelogs in Kafka, so it belongs to another Kafka, to "
            "other topics or to some that were deleted; use another RINGFENCE_DATA_DIR, or remove that folder and the "
            "state is restored from the changelogs."
        )
    return f"The worker crashed: {crash!r}; its log says where."


def _end(status: int) -> None:
    logging.shutdown()
    sys.stderr.flush()
    os._exit(status)
