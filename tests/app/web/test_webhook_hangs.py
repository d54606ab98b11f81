"""An endpoint that takes the connection and never answers delays no call."""

from __future__ import annotations

import asyncio
import json
import socket
import time

from aiokafka import AIOKafkaProducer

from tests.app.web.calls import friendly
from tests.app.web.conftest import NewWorker
from tests.workers import Worker, settings_of, wait_for


def metrics(worker: Worker) -> list[str]:
    return worker.get("/metrics").body.decode().splitlines()


def failed(worker: Worker) -> float:
    name = 'ringfence_webhook_requests_total{result="failed"} '
    return float(next(line for line in metrics(worker) if line.startswith(name)).removeprefix(name))


def test_calls_are_judged_while_an_endpoint_hangs(new_worker: NewWorker) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/hook"
        secret = "a secret of some length"
        worker = new_worker(RINGFENCE_WEBHOOK_URL=url, RINGFENCE_WEBHOOK_SECRET=secret).start()
        wait_for("the webhook", lambda: "ringfence_webhook_sending 1.0" in metrics(worker))
        asyncio.run(changes(worker, 20))
        wait_for("them to wait", lambda: "ringfence_webhook_waiting 20.0" in metrics(worker))
        taken = []
        until = time.monotonic() + 12  # longer than one attempt may take
        number = 0
        while time.monotonic() < until:
            began = time.monotonic()
            assert worker.post("/api/cdr", friendly(number)).status == 200
            taken.append(time.monotonic() - began)
            number += 1
        assert max(taken[1:]) < 2.0
        assert number > 20
        assert failed(worker) >= 1
        assert "ringfence_webhook_waiting 20.0" in metrics(worker)


async def changes(worker: Worker, count: int) -> None:
    """Write changes as the alert agent does."""
    settings = settings_of(worker.env)
    producer = AIOKafkaProducer(bootstrap_servers=settings.broker)
    await producer.start()
    try:
        for version in range(1, count + 1):
            record = {"alert": {"id": "a"}, "change": {"version": version, "action": "raised"}}
            await producer.send_and_wait(settings.topic("alert-changes"), json.dumps(record).encode(), b"a", 0)
    finally:
        await producer.stop()
