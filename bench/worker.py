"""The measured worker: a process of its own, of which CPU time and memory are read from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil

from app.broker_setup import last_lines
from app.tied import tied
from bench.errors import BenchError

ROOT = Path(__file__).parent.parent
#: Seconds to end in good order, in which the stores are closed and so written out.
_STOP_SECONDS = 20.0


class WorkerProcess:
    """A worker started by Faust's own command line.

    Args:
        env: its settings.
        log: file for what it says.
        web: whether it serves the web views.
    """

    def __init__(self, env: dict[str, str], log: Path, *, web: bool) -> None:
        command = [sys.executable, "-m", "faust", "-A", "app.main", "--loop", "uvloop", "worker", "-l", "warn"]
        self._log = log
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                tied(command if web else [*command, "--without-web"]),
                cwd=ROOT,
                env={**os.environ, **env},
                stdout=file,
                stderr=subprocess.STDOUT,
            )
        self._ps = psutil.Process(self._process.pid)
        self._peak = 0

    def cpu(self) -> float:
        """CPU seconds of all its threads so far, user and system."""
        self.check()
        times = self._ps.cpu_times()
        return float(times.user + times.system)

    def look(self) -> None:
        """Note how much memory it has now; raises BenchError when it has ended."""
        self.check()
        self._peak = max(self._peak, self._ps.memory_info().rss)

    def peak_memory(self) -> int:
        """Bytes of resident memory at most: since its start where the system tells that, else when `look` looked."""
        status = Path(f"/proc/{self._process.pid}/status")
        if status.exists():
            for line in status.read_text().splitlines():
                if line.startswith("VmHWM:"):
                    return max(self._peak, int(line.split()[1]) * 1024)
        return self._peak

    def check(self) -> None:
        """Raise BenchError when it has ended."""
        if (code := self._process.poll()) is not None:
            raise BenchError(f"the worker ended with status {code} and said: {last_lines(self._log, 8)}")

    def pause(self) -> None:
        """Freeze it."""
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let it go on."""
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it in good order, which writes its stores to disk; by SIGKILL when that takes too long."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        """End it at once."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
