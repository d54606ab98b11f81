"""Webhooks to a real HTTP server, from a real topic: signed, in order, at least once, within the rate."""

from __future__ import annotations

import asyncio
import doctest
import json
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiokafka import AIOKafkaProducer

from app import topics, webhook_delivery
from app.settings import Settings
from app.webhook import Webhook
from app.webhook_signature import SIGNATURE, signature
from tests.conftest import free_port

SECRET = "a secret of some length"
PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"
_prefixes = (f"webhook-{number}-" for number in count())


@dataclass
class Endpoint:
    """An HTTP server that does with requests what its `answer` says.

    Attributes:
        requests: headers, body and time of each.
    """

    port: int
    answer: Callable[[int], Awaitable[int]] | None = None
    requests: list[tuple[dict[str, str], bytes, float]] = field(default_factory=list)
    _runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def keys(self) -> list[str]:
        return [headers["Idempotency-Key"] for headers, _, _ in self.requests]

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/hook", self._take)
        app.router.add_route("*", "/elsewhere", self._take)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _take(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.read(), time.monotonic()))
        status = 200 if self.answer is None else await self.answer(len(self.requests))
        return web.Response(status=status, headers={"Location": "/elsewhere"} if status == 307 else {})


@dataclass
class Scene:
    """A topic with a writer, an endpoint, and workers' webhooks."""

    settings: Settings
    endpoint: Endpoint
    producer: AIOKafkaProducer
    tasks: dict[Webhook, asyncio.Task[None]] = field(default_factory=dict)

    async def change(self, alert: str, version: int, action: str = "raised") -> bytes:
        """Write a change as the alert agent does."""
        told = {"at": "2026-05-03T09:00:00Z", "clock": "stream", "by": None, "action": action, "text": "x"}
        record = {"alert": {"id": alert, "title": "Wangiri"}, "change": {**told, "version": version}}
        body = json.dumps(record).encode()
        await self.producer.send_and_wait(self.settings.topic("alert-changes"), body, alert.encode(), 0)
        return body

    async def worker(self, **changes: Any) -> Webhook:
        """A worker's webhook, once it sends or waits for the one that does."""
        webhook = Webhook(self.settings.model_copy(update=changes))
        self.tasks[webhook] = asyncio.create_task(webhook.follow())
        await until(lambda: any(one.sending for one in self.tasks))
        return webhook

    async def end(self, webhook: Webhook) -> None:
        task = self.tasks.pop(webhook)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(true: Callable[[], object], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        await asyncio.sleep(0.02)


@pytest.fixture
def play(broker: str) -> Callable[[Callable[[Scene], Coroutine[Any, Any, None]]], None]:
    """Run a scene of its own."""

    async def run(scene: Callable[[Scene], Coroutine[Any, Any, None]]) -> None:
        endpoint = Endpoint(free_port())
        settings = Settings(
            _env_file=None, broker=broker, topic_prefix=next(_prefixes), webhook_secret=SECRET,
            webhook_url=endpoint.url, webhook_rate=200.0,
        )  # fmt: skip
        await topics.ensure(settings, topics.specs(settings))
        producer = AIOKafkaProducer(bootstrap_servers=broker)
        await producer.start()
        await endpoint.start()
        told = Scene(settings, endpoint, producer)
        try:
            await scene(told)
        finally:
            for webhook in list(told.tasks):
                await told.end(webhook)
            await producer.stop()
            await endpoint.stop()

    return lambda scene: asyncio.run(run(scene))


def test_every_change_is_told_once_in_order_and_signed(play: Any) -> None:
    async def scene(told: Scene) -> None:
        await told.change("old", 1)  # before webhooks were switched on
        await told.worker()
        second = await told.worker()
        bodies = [await told.change(f"a{k % 3}", 1 + k // 3, "escalated") for k in range(9)]
        await until(lambda: len(told.endpoint.requests) == 9)
        await asyncio.sleep(0.5)
        assert [body for _, body, _ in told.endpoint.requests] == bodies
        assert told.endpoint.keys == [f"a{k % 3}/{1 + k // 3}" for k in range(9)]
        for headers, body, _ in told.endpoint.requests:
            at = int(headers[SIGNATURE].partition(",")[0].removeprefix("t="))
            assert abs(at - time.time()) < 30
            assert headers[SIGNATURE] == signature(SECRET, at, body)
            assert (headers["Content-Type"], headers["Ringfence-Event"]) == ("application/json", "alert.escalated")
        assert sum(one.counts.delivered for one in told.tasks) == 9
        assert sum(one.sending for one in told.tasks) == 1
        assert {one.waiting for one in told.tasks} == {0}
        # Whoever takes over does not begin again.
        for one in [one for one in told.tasks if one is not second]:
            await told.end(one)
        await told.change("a0", 4)
        await until(lambda: len(told.endpoint.requests) == 10)
        assert told.endpoint.keys[-1] == "a0/4"

    play(scene)


def test_a_version_that_is_told_again_is_sent_once_also_by_the_next_worker(play: Any) -> None:
    async def scene(told: Scene) -> None:
        first = await told.worker()
        for version in (1, 2, 2, 1):
            await told.change("a", version)
        await told.change("b", 1)
        await until(lambda: len(told.endpoint.requests) == 3)
        assert first.counts.repeated == 2
        await told.end(first)
        second = await told.worker()
        await told.change("a", 2)
        await told.change("a", 3)
        await until(lambda: len(told.endpoint.requests) == 4)
        assert told.endpoint.keys == ["a/1", "a/2", "b/1", "a/3"]
        assert second.counts.repeated == 1

    play(scene)


def test_an_endpoint_that_fails_is_tried_again_and_nothing_is_lost(play: Any) -> None:
    async def scene(told: Scene) -> None:
        async def answer(number: int) -> int:
            return 500 if number < 4 else 200

        told.endpoint.answer = answer
        webhook = await told.worker()
        await told.change("a", 1)
        await told.change("a", 2)
        await until(lambda: webhook.counts.failed == 2)
        assert webhook.waiting == 2
        await until(lambda: webhook.counts.delivered == 2 and not webhook.waiting)
        assert told.endpoint.keys == ["a/1"] * 4 + ["a/2"]
        times = [at for _, _, at in told.endpoint.requests]
        gaps = [later - earlier for earlier, later in pairwise(times[:4])]
        assert gaps[0] >= 0.5
        assert gaps[2] >= 2.0, "longer each time"
        assert webhook.counts.failed == 3

    play(scene)


def test_a_refused_connection_and_a_redirect_are_failures(play: Any) -> None:
    async def scene(told: Scene) -> None:
        async def answer(number: int) -> int:
            return 307 if number == 1 else 204

        told.endpoint.answer = answer
        webhook = await told.worker()
        await told.endpoint.stop()
        await told.change("a", 1)
        await until(lambda: webhook.counts.failed >= 1)
        await told.endpoint.start()
        await until(lambda: webhook.counts.delivered == 1)
        assert told.endpoint.keys == ["a/1", "a/1"]
        assert webhook.counts.failed >= 2, "the redirect was not followed"

    play(scene)


def test_an_endpoint_that_hangs_is_left_after_a_while(play: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene(told: Scene) -> None:
        async def answer(number: int) -> int:
            if number == 1:
                await asyncio.sleep(60)
            return 200

        told.endpoint.answer = answer
        webhook = await told.worker()
        began = time.monotonic()
        await told.change("a", 1)
        await until(lambda: webhook.counts.delivered == 1)
        assert 1.0 < time.monotonic() - began < 10
        assert told.endpoint.keys == ["a/1", "a/1"]

    monkeypatch.setattr("app.webhook.PATIENCE", 1.0)
    play(scene)


def test_what_a_worker_had_not_delivered_when_it_died_the_next_one_delivers(play: Any) -> None:
    async def scene(told: Scene) -> None:
        async def answer(number: int) -> int:
            if number == 2:
                await asyncio.sleep(60)
            return 200

        told.endpoint.answer = answer
        first = await told.worker()
        for version in (1, 2, 3):
            await told.change("a", version)
        await until(lambda: len(told.endpoint.requests) == 2)
        await told.end(first)
        await told.worker()
        await until(lambda: len(told.endpoint.requests) == 4)
        assert told.endpoint.keys == ["a/1", "a/2", "a/2", "a/3"]

    play(scene)


def test_what_the_endpoint_calls_wrong_is_given_up_and_the_others_go_on(
    play: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scene(told: Scene) -> None:
        async def answer(number: int) -> int:
            return 422 if told.endpoint.keys[number - 1] == "a/1" else 200

        told.endpoint.answer = answer
        webhook = await told.worker()
        await told.change("a", 1)
        await told.producer.send_and_wait(told.settings.topic("alert-changes"), b"no change", b"x", 0)
        await told.change("a\r\nX-Evil: 1", 1)
        await told.change("a", 2)
        await until(lambda: webhook.counts.delivered == 1)
        assert told.endpoint.keys == ["a/1"] * webhook_delivery.ATTEMPTS + ["a/2"]
        assert (webhook.counts.given_up, webhook.counts.failed) == (1, webhook_delivery.ATTEMPTS)

    monkeypatch.setattr("app.webhook_delivery._FIRST", 0.05)
    play(scene)


def test_requests_never_come_faster_than_the_rate(play: Any) -> None:
    async def scene(told: Scene) -> None:
        async def answer(number: int) -> int:
            return 500 if number == 3 else 200

        told.endpoint.answer = answer
        await told.worker(webhook_rate=4.0)
        for version in range(1, 7):
            await told.change("a", version)
        await until(lambda: len(told.endpoint.requests) == 7)
        times = [at for _, _, at in told.endpoint.requests]
        assert min(later - earlier for earlier, later in pairwise(times)) > 0.2
        assert times[-1] - times[0] < 6

    play(scene)


def test_without_an_address_nothing_connects() -> None:
    async def idle() -> None:
        nowhere = Settings(_env_file=None, broker="127.0.0.1:1")
        webhook = Webhook(nowhere)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(webhook.follow(), 0.2)
        assert not webhook.sending

    asyncio.run(idle())


def test_the_documented_verification_accepts_what_is_sent_and_nothing_else() -> None:
    result = doctest.testfile(str(PAGE), module_relative=False)
    assert result.attempted >= 4
    assert result.failed == 0
