"""The demo's processes: each ends with the demo, however that ends, and writes to a log file of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from app.broker_setup import last_lines
from app.errors import RingfenceError
from app.tied import tied

#: Seconds that processes have after SIGTERM. Their state is exact at every moment, so SIGKILL costs nothing; with the
#: broker's 6 seconds everything is gone within 10.
STOP_SECONDS: Final = 3.5


class Child:
    """A `ringfence` command running as a process that does not outlive this one; start it from the main thread."""

    def __init__(self, arguments: Sequence[str], log_file: Path, environment: Mapping[str, str]) -> None:
        self.name = arguments[0]
        self.log_file = log_file
        # -P: a folder `app` in the current directory must not be taken for ours.
        command = [sys.executable, "-P", "-m", "app.cli", *arguments]
        with log_file.open("wb") as log:
            # A session of its own: Ctrl-C in the terminal reaches the demo only, which stops all in good order.
            self._process = subprocess.Popen(
                tied(command),
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def check(self) -> None:
        """Raise RingfenceError, with what it last said, when the process has ended by itself."""
        status = self._process.poll()
        if status is not None:
            said = last_lines(self.log_file)
            raise RingfenceError(f"The {self.name} ended with status {status} and last said: {said} ({self.log_file})")

    def ask_to_stop(self) -> None:
        """Send SIGTERM, without waiting."""
        if self._process.poll() is None:
            self._process.terminate()

    def end(self, give_up: float) -> None:
        """Wait until the process is gone; kill it when it is not by `give_up`, on the monotonic clock."""
        try:
            self._process.wait(max(0.0, give_up - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def stop_all(children: Sequence[Child]) -> None:
    """Stop processes, all at the same time, within `STOP_SECONDS`."""
    for child in children:
        child.ask_to_stop()
    give_up = time.monotonic() + STOP_SECONDS
    for child in children:
        child.end(give_up)
