"""A Kafka client on uvloop outlives the reset of its connection, at whatever turn of the loop it asks for something."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvloop
from aiokafka.client import AIOKafkaClient
from aiokafka.conn import AIOKafkaConnection
from aiokafka.errors import KafkaConnectionError, KafkaError
from aiokafka.protocol.metadata import MetadataRequest

from app.broker import Broker
from app.reset_connections import survive_resets


@pytest.fixture(autouse=True)
def mended() -> Iterator[None]:
    before = AIOKafkaConnection.send, AIOKafkaConnection._send_sasl_token
    survive_resets()
    yield
    AIOKafkaConnection.send, AIOKafkaConnection._send_sasl_token = before


async def asked_while_reset(broker: Broker) -> list[object]:
    """What became of requests and metadata updates that were begun at every turn of the loop around a reset."""
    client = AIOKafkaClient(bootstrap_servers=broker.address)
    await client.bootstrap()
    assert await client.force_metadata_update()
    (first,) = client._conns.values()
    pid = broker.pid()
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    await asyncio.sleep(0.5)  # until its last thread has stopped

    outcomes: list[object] = []

    async def ask() -> None:
        try:
            outcomes.append(await client.send(1, MetadataRequest([])))
        except Exception as error:  # noqa: BLE001 - which error it is, is what the test is about
            outcomes.append(error)

    async def renew() -> None:
        # What a client's own metadata task calls, and that has nothing around it which would catch an error.
        try:
            outcomes.append(await client._metadata_update(client.cluster, set()))
        except Exception as error:  # noqa: BLE001
            outcomes.append(error)

    asking = [asyncio.create_task(ask())]
    await asyncio.sleep(0.2)
    # It has a request that it has not read, so that the system resets the connection.
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10.0
    while first._reader is not None and time.monotonic() < deadline:
        asking += [asyncio.create_task(ask()), asyncio.create_task(renew())]
        await asyncio.sleep(0)
    await asyncio.wait_for(asyncio.gather(*asking), 10.0)
    await client.close()
    return outcomes


def test_whatever_is_asked_while_a_connection_is_reset_is_told_so(free_ports: int, tmp_path: Path) -> None:
    with Broker(free_ports, tmp_path / "kafka", tie_to_parent=True) as broker:
        outcomes = uvloop.run(asked_while_reset(broker))
    assert any(isinstance(one, KafkaConnectionError) for one in outcomes)
    assert [one for one in outcomes if one is not False and not isinstance(one, KafkaError)] == []
