"""One run of the demo, once Kafka and the model are there: worker, traffic, and the board until the end."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Final
from urllib.error import URLError
from urllib.request import urlopen

from app.commands.output import say
from app.commands.running import stop_asked
from app.demo.board import Board
from app.demo.children import Child, stop_all
from app.demo.view import View
from app.errors import RingfenceError
from app.kafka_reading import ends_of, reached, topic_reader
from app.settings import Settings
from app.topics import ensure, specs
from training.simulator import Scenario, labels

#: Seconds that the worker has to become ready; it takes about 4, compiling its kernels for the first time some 30 more.
_READY_SECONDS: Final = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What the demo simulates. The seed is not among those that the built-in training worlds have.

    Attributes:
        rate: calls a second.
        scenario: its name.
        seed: of the world; every run meets the same people at a later time.
    """

    rate: float = 400.0
    scenario: str = "demo"
    seed: int = 2026

    @property
    def world(self) -> Scenario:
        """The scenario but for its start, which decides nothing about who is who."""
        return replace(Scenario.load(self.scenario), seed=self.seed, hours=None)

    @property
    def command(self) -> list[str]:
        """Arguments of `ringfence` that send it."""
        options = {
            "--scenario": self.scenario,
            "--rate": self.rate,
            "--seed": self.seed,
        }
        return ["simulate", *(text for name, value in options.items() for text in (name, str(value)))]


async def play(settings: Settings, traffic: Traffic, seconds: float | None) -> Board:
    """Run worker and traffic until Ctrl-C or for so many seconds of traffic; give the board as it was at the end.

    Everything that was started is gone when this returns or raises.

    Raises:
        RingfenceError: when the worker or the traffic ended by itself, or the worker did not become ready.
    """
    stop = stop_asked()
    logs = settings.data_dir.absolute() / "demo"
    await ensure(settings, specs(settings))
    environment = _environment(settings)
    children = [Child(["worker"], logs / "worker.log", environment)]
    try:
        board = Board(settings, labels(traffic.world))
        async with topic_reader(settings, board.topics, beginning=True) as consumer:
            ends = await ends_of(consumer)
            while not await reached(consumer, ends):
                await _read(consumer, board)
            await _until_ready(settings, children[0], stop)
            board.begin()
            if not stop.is_set():
                children.append(Child(traffic.command, logs / "simulate.log", environment))
            title = f"Ringfence at http://{settings.web_host}:{settings.web_port} (Kafka at {settings.broker})"
            await _watch(consumer, board, View(board, title), children, stop, seconds)
        return board
    finally:
        say("stopping")
        stop_all(children)


async def _watch(
    consumer: Any, board: Board, view: View, children: list[Child], stop: asyncio.Event, seconds: float | None
) -> None:
    began = time.monotonic()
    with view:
        while not stop.is_set() and (seconds is None or board.seconds < seconds):
            for child in children:
                child.check()
            await _read(consumer, board)
            view.show()
            board.seconds = time.monotonic() - began


async def _read(consumer: Any, board: Board) -> None:
    for messages in (await consumer.getmany(timeout_ms=250)).values():
        for message in messages:
            board.read(message)


async def _until_ready(settings: Settings, worker: Child, stop: asyncio.Event) -> None:
    address = f"http://{settings.web_host}:{settings.web_port}/readyz"
    give_up = time.monotonic() + _READY_SECONDS
    while not stop.is_set() and not await asyncio.to_thread(_answers, address):
        worker.check()
        if time.monotonic() > give_up:
            raise RingfenceError(f"The worker was not ready after {_READY_SECONDS:.0f} s; {worker.log_file} says more.")
        await asyncio.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (URLError, OSError):
        return False


def _environment(settings: Settings) -> dict[str, str]:
    """The settings that the demo may have chosen differently, for its processes."""
    return {
        "RINGFENCE_BROKER": settings.broker,
        "RINGFENCE_ACCESS": "open",  # whoever tries the demo has no users yet
        "RINGFENCE_WEB_PORT": str(settings.web_port),
        "RINGFENCE_DATA_DIR": str(settings.data_dir.absolute()),
        "RINGFENCE_MODEL": str(settings.model_path.absolute()),
    }
