"""The embedded broker: a real, single-node Apache Kafka as a child process, for demos, tests and small installations.

Everything it writes stands under `<data folder>/kafka`: `log/` (Kafka's data), `server.properties`, `broker.log`,
`broker.pid`. It listens on 127.0.0.1 only, on `port` for clients and on `port + 1` for its own controller.
"""

import fcntl
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from app.broker_setup import HOST, answers_already, last_lines, prepare
from app.errors import BrokerError
from app.kafka_client import kafka_brokers
from app.tied import tied

START_SECONDS = 60.0
"""It is up in about 3 seconds; a busy machine and the check after an unclean stop can make it many times that."""
STOP_SECONDS = 6.0
"""A clean stop takes about a second; whoever stops a demo should wait less than 10 s for all of it."""


class Broker:
    """A Kafka broker on `127.0.0.1:port` that keeps its data in `data_dir`.

    As a context manager it starts on entry and stops on exit. A broker that answers on the port already is reused:
    `reused` is then true and `stop` leaves it running.

    Parameters
    ----------
    port
        Port for clients; `port + 1` is the controller's.
    data_dir
        Data folder of Ringfence; made when missing.
    tie_to_parent
        The broker dies by SIGKILL with the thread that called `start`, so also with its process (Linux only).
    """

    def __init__(self, port: int, data_dir: Path | str, *, tie_to_parent: bool = False) -> None:
        self.port = port
        self.address = f"{HOST}:{port}"
        self.reused = False
        self.home = Path(data_dir).resolve() / "kafka"
        self.log_file = self.home / "broker.log"
        self._config_file = self.home / "server.properties"
        self._pid_file = self.home / "broker.pid"
        self._tie_to_parent = tie_to_parent
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def ready(self) -> bool:
        """Tell whether Kafka answers on the port and has its broker ready for clients."""
        return bool(kafka_brokers(HOST, self.port))

    def pid(self) -> int | None:
        """Return the id of the process that serves this data folder, whoever started it; None when there is none."""
        process = self._found()
        return process.pid if process else None

    def start(self) -> None:
        """Start the broker and return when it is ready; reuse one that answers on the port already.

        Raises BrokerError when Java is missing or too old, the jars cannot be fetched, another program has a port, or
        Kafka does not become ready within `START_SECONDS`.
        """
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            # Two starts at once: the second waits here, then finds what the first started.
            with (self.home / "broker.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                answers = answers_already(self.port)
                if not answers or (self._process is not None and self._process.poll() is not None):
                    self.stop()  # what this object started before is dead or dying
                self.reused = answers and self._process is None
                if answers:
                    self._wait_until_ready()
                else:
                    self._start()
        except OSError as error:
            raise BrokerError(f"The broker cannot be started in {self.home}: {error}.") from error

    def wait(self) -> int:
        """Wait until the broker that this object started ends, and return its exit status."""
        if self._process is None:
            raise BrokerError(f"The broker at {self.address} was started elsewhere and cannot be waited for.")
        return self._process.wait()

    def stop(self, *, reused: bool = False) -> None:
        """Stop the broker if this object started it, or with `reused` any that serves the same data folder.

        SIGTERM first, SIGKILL after `STOP_SECONDS`; returns when the process is gone.
        """
        if self._process is None and not reused:
            return
        if process := self._process or self._found():
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
                process.kill()
                process.wait()
            if self._pid_file.exists() and self._pid_file.read_text(encoding="utf-8") == str(process.pid):
                self._pid_file.unlink()
        self._process = None

    def _start(self) -> None:
        if (pid := self.pid()) is not None:
            raise BrokerError(f"Process {pid} already runs a broker on {self.home}, on another port; stop that first.")
        command = prepare(self.home, self._config_file, self.port)
        with self.log_file.open("wb") as log:
            # A session of its own: Ctrl-C in the terminal reaches whoever started us, who then stops us in good order.
            self._process = subprocess.Popen(
                tied(command) if self._tie_to_parent else command,
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            self._pid_file.write_text(str(self._process.pid), encoding="utf-8")
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise

    def _wait_until_ready(self) -> None:
        give_up = time.monotonic() + START_SECONDS
        while not self.ready():
            if self._process is not None and (status := self._process.poll()) is not None:
                raise BrokerError(f"Kafka ended with status {status} while starting and said: {self._said()}")
            if time.monotonic() > give_up:
                raise BrokerError(f"Kafka was not ready after {START_SECONDS:.0f} s and last said: {self._said()}")
            time.sleep(0.05)

    def _said(self) -> str:
        return f"{last_lines(self.log_file)} (all of it: {self.log_file})" if self.log_file.exists() else "nothing"

    def _found(self) -> psutil.Process | None:
        try:
            process = psutil.Process(int(self._pid_file.read_text(encoding="utf-8")))
            # The id may be another program's by now: ours has this folder's configuration on its command line.
            return process if str(self._config_file) in process.cmdline() else None
        except (OSError, ValueError, psutil.Error):
            return None
