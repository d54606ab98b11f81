"""Real worker processes for tests: started with an environment, asked over HTTP, killed at the end in any case."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaProducer

from app import topics
from app.settings import Settings
from app.tied import tied

ROOT = Path(__file__).parent.parent


def environment(broker: str, prefix: str, model: Path, **settings: object) -> dict[str, str]:
    """Environment of a job of its own: topics and consumer group begin with `prefix`."""
    values = {"broker": broker, "topic_prefix": prefix, "model": model, "session_seconds": 6, "idle_seconds": 1}
    return {f"RINGFENCE_{name.upper()}": str(value) for name, value in {**values, **settings}.items()}


def settings_of(env: Mapping[str, str]) -> Settings:
    """The settings that a process with this environment has."""
    values = {name.removeprefix("RINGFENCE_").lower(): value for name, value in env.items()}
    return Settings(_env_file=None, **values)  # type: ignore[arg-type]


def create_topics(env: Mapping[str, str]) -> None:
    """Create the topics of a job."""
    settings = settings_of(env)
    asyncio.run(topics.ensure(settings, topics.specs(settings)))


def produce(env: Mapping[str, str], values: Iterable[bytes]) -> None:
    """Append messages to the topic `cdr` of a job."""
    settings = settings_of(env)

    async def send() -> None:
        async with AIOKafkaProducer(bootstrap_servers=settings.broker) as producer:
            for value in values:
                await producer.send_and_wait(settings.topic("cdr"), value)

    asyncio.run(send())


def wait_for(what: str, true: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until something is true, else fail and say what never was."""
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.05)


def web_port() -> int:
    """A free port at a random place, so that test runs side by side rarely meet; outgoing connections have higher."""
    while True:
        port = random.SystemRandom().randrange(10_000, 20_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


@dataclass(frozen=True)
class Reply:
    """An HTTP answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("Content-Type", "")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Worker:
    """One worker process with a folder and a port of its own.

    Attributes:
        env: its `RINGFENCE_*` variables, those for folder and port aside.
        home: its folder; state and log file are in it.
        port: of its web server.
    """

    env: Mapping[str, str]
    home: Path
    port: int = field(default_factory=web_port)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def ended(self) -> int | None:
        """Exit status of a process that ended by itself; None while it runs, or was killed."""
        return None if self._process is None else self._process.poll()

    @property
    def log(self) -> str:
        """What it has said so far."""
        return (self.home / "worker.log").read_text(errors="replace")

    def start(self, ready_within: float | None = 60.0) -> Worker:
        """Start the process and wait until /readyz says ready, unless told None."""
        self.home.mkdir(parents=True, exist_ok=True)
        own = {"RINGFENCE_DATA_DIR": str(self.home), "RINGFENCE_WEB_PORT": str(self.port)}
        faust = [sys.executable, "-m", "faust", "-A", "app.main", "--loop", "uvloop", "worker", "-l", "warn"]
        with (self.home / "worker.log").open("ab") as log:
            self._process = subprocess.Popen(
                tied([*faust, "--web-port", str(self.port)]),
                cwd=ROOT, env={**os.environ, **self.env, **own}, stdout=log, stderr=subprocess.STDOUT,
            )  # fmt: skip
        if ready_within is not None:
            self.wait_ready(ready_within)
        return self

    def wait_ready(self, seconds: float = 60.0) -> None:
        """Wait until /readyz says ready."""
        until = time.monotonic() + seconds
        while True:
            assert self._process is not None
            assert self._process.poll() is None, f"the worker ended\n{self.log[-3000:]}"
            reply = self.request("GET", "/readyz", refused_ok=True)
            if reply is not None and reply.status == 200:
                return
            assert time.monotonic() < until, f"not ready: {reply and reply.body!r}\n{self.log[-3000:]}"
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL; nothing is tidied up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """SIGSTOP: it stands still until `thaw`."""
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """SIGCONT."""
        os.kill(self.pid, signal.SIGCONT)

    def stop(self, seconds: float = 10.0) -> int | None:
        """SIGTERM; its exit status, or None when it had to be killed after some seconds."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        try:
            return self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            self.kill()

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        headers: Mapping[str, str] | None = None,
        *,
        refused_ok: bool = False,
    ) -> Reply | None:
        """Send a request; a body that is not bytes goes as JSON. None when the connection is refused and may be."""
        data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **(headers or {})}
        question = urllib.request.Request(self.url + path, data, sent, method=method)
        try:
            with urllib.request.urlopen(question, timeout=30) as found:
                return Reply(found.status, dict(found.headers), found.read())
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, dict(error.headers), error.read())
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if refused_ok:
                return None
            raise

    def get(self, path: str, **headers: str) -> Reply:
        """GET a path."""
        reply = self.request("GET", path, headers=headers)
        assert reply is not None
        return reply

    def post(self, path: str, body: object, **headers: str) -> Reply:
        """POST to a path."""
        reply = self.request("POST", path, body, headers)
        assert reply is not None
        return reply
