"""A micro-batch whose profiles do not fit into one record batch is applied in parts, and nothing else changes.

Record batches are built by aiokafka itself; whether Kafka takes them, the tests of the whole job show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from aiokafka.producer.message_accumulator import BatchBuilder

from agents.profile import ProfileAgent, Topics
from agents.profile_work import Tables
from models.call import CALL
from models.leg import Legs, split
from models.model import Model
from tables import changelog
from tests.memory import packaged_engine
from tests.tables.stores import open_store

MESSAGES, CALLS = 9, 20


class Producer:
    """Makes record batches of the size allowed and takes those that are sent to be stored."""

    def __init__(self) -> None:
        self.profiles: list[int] = []

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(changelog.MAX_BATCH, 0)

    async def send_batch(self, batch: BatchBuilder, topic: str, partition: int) -> Awaitable[Any]:
        if topic == "profiles":
            self.profiles.append(batch.record_count())

        async def stored() -> Any:
            return SimpleNamespace(offset=0)

        return stored()


def _messages() -> list[Any]:
    chance = np.random.default_rng(3)
    events = []
    for offset in range(MESSAGES):
        calls = np.zeros(CALLS, CALL)
        calls["caller"], calls["callee"] = chance.integers(46_701_000_000, 46_701_000_300, (2, CALLS))
        calls["call_hash"] = chance.integers(1, 2**63, CALLS)
        calls["end_ms"] = 1_700_000_000_000 + offset * 60_000 + np.arange(CALLS) * 1000
        place = (offset << 16) + np.arange(CALLS, dtype=np.uint64)
        value = Legs(0, int(calls["end_ms"].max()), False, int(calls["end_ms"][0]), split(calls, place), {}).encode()
        events.append(SimpleNamespace(message=SimpleNamespace(partition=0, key=None, value=value)))
    return events


def _applied(model: Model, folder: Path, *batches: list[Any]) -> tuple[list[int], Any, list[tuple[bytes, bytes]]]:
    names = ("profiles", "suspects", "traffic")
    stores = Tables(*(SimpleNamespace(data=open_store(folder / name, name)) for name in names))
    stores.profiles.read(0, ())  # opens it
    producer = Producer()

    async def send(*record: Any) -> Awaitable[Any]:
        return asyncio.sleep(0)

    topics = Topics("verdicts", "suspect-events", "profiles", "suspects", "traffic", "rejected", "decisions", "audit")
    agent = ProfileAgent(packaged_engine(model), stores, topics, lambda: producer, cast(Any, send), lambda: 1)
    for batch in batches:
        assert asyncio.run(agent.handle(batch))
    return producer.profiles, agent.counts, list(stores.profiles.items(0))


def test_a_batch_that_does_not_fit_is_applied_in_parts(
    trained: tuple[Path, Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, events = trained[1], _messages()
    whole, counts, profiles = _applied(model, tmp_path / "whole", events)
    assert len(whole) == 1
    monkeypatch.setattr("tables.changelog.MAX_BATCH", 40_000)
    parts, their_counts, same = _applied(model, tmp_path / "parts", events)
    assert len(parts) > 1
    assert same == profiles
    assert {**vars(their_counts), "batches": 1} == vars(counts)
    assert their_counts.batches == len(parts)


def test_what_not_even_one_message_fits_into_stops_the_worker(
    trained: tuple[Path, Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tables.changelog.MAX_BATCH", 1000)
    with pytest.raises(changelog.ChangelogOverflowError):
        _applied(trained[1], tmp_path, _messages())
