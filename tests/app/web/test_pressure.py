"""Nothing queues without end: senders are told to wait, and who does not read is dropped."""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import time
from collections.abc import Iterator

import msgspec
import pytest
from aiokafka import AIOKafkaProducer

from tests.app.web.calls import call
from tests.app.web.conftest import NewWorker
from tests.workers import Reply, Worker, settings_of, wait_for


async def fill(env: dict[str, str], count: int) -> None:
    settings = settings_of(env)
    producer = AIOKafkaProducer(bootstrap_servers=settings.broker, linger_ms=20)
    await producer.start()
    try:
        for number in range(count):
            record = call(f"+1202556{number % 100:04d}", number % 10_000, call_id=f"fill-{number}")
            await producer.send(settings.topic("cdr"), msgspec.json.encode(record), partition=number % 2)
    finally:
        await producer.stop()


def test_while_it_recovers_and_is_behind_senders_wait_and_look_ups_are_refused(
    env: dict[str, str], new_worker: NewWorker
) -> None:
    asyncio.run(fill(env, 20_000))
    worker = new_worker(RINGFENCE_MAX_LAG="50").start(ready_within=None)
    wait_for("the web server", lambda: worker.request("GET", "/livez", refused_ok=True))
    refused = worker.post("/api/check-number", {"number": "+12025560001"})
    assert (refused.status, refused.headers["Retry-After"]) == (503, "2")
    assert refused.type == "application/problem+json"
    assert worker.get("/readyz").status == 503

    seen: list[Reply] = []
    until = time.monotonic() + 60
    while not seen or seen[-1].status != 200:
        assert time.monotonic() < until, seen[-1].body
        seen.append(worker.post("/api/cdr", call("+12025560200")))
        time.sleep(0.1)
    behind = [reply for reply in seen if reply.status == 429]
    assert behind
    assert {reply.status for reply in seen} <= {200, 202, 429, 503}
    for reply in behind:
        assert reply.json["type"] == "urn:ringfence:problem:overloaded"
        assert int(reply.headers["Retry-After"]) > 0
    wait_for("all calls", lambda: worker.get("/api/stats").json["total_calls"] == 20_001)
    worker.kill()


@pytest.fixture
def sleeper(worker: Worker) -> Iterator[socket.socket]:
    """A WebSocket client that says hello and then never reads."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        client.connect(("127.0.0.1", worker.port))
        key = base64.b64encode(os.urandom(16)).decode()
        client.sendall(
            f"GET /ws/threat-stream HTTP/1.1\r\nHost: 127.0.0.1:{worker.port}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        yield client


def test_a_client_that_does_not_read_is_dropped(worker: Worker, sleeper: socket.socket) -> None:
    def metric(name: str) -> float:
        lines = worker.get("/metrics").body.decode().splitlines()
        return float(next(line for line in lines if line.startswith(name + " ")).split()[1])

    wait_for("the client", lambda: metric("ringfence_live_clients") == 1)
    sent = 0

    def dropped() -> bool:
        nonlocal sent
        sent += 1
        records = [call(f"+1202557{number:04d}", sent, call_id=f"w{sent}-{number}") for number in range(60)]
        assert worker.post("/api/cdr/bulk", records).status in (202, 429)
        time.sleep(0.3)
        return metric("ringfence_live_clients_dropped_total") == 1

    wait_for("the client to be dropped", dropped, 60)
    assert metric("ringfence_live_clients") == 0


def test_a_worker_with_a_watching_client_stops_within_ten_seconds(worker: Worker, sleeper: socket.socket) -> None:
    began = time.monotonic()
    assert worker.stop() is not None, f"it had to be killed\n{worker.log[-2000:]}"
    assert time.monotonic() - began < 10
