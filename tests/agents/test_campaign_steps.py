"""Minutes are stepped through beside the other agents, some at a time, and what is stored does not depend on how many.

Record batches are built by aiokafka itself; whether Kafka takes them, the tests of the whole job show.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from aiokafka.producer.message_accumulator import BatchBuilder

from agents.campaign import CampaignAgent
from agents.single import Parts
from bench.campaigns import suspects
from models.campaign.book import MINUTE_MS
from models.campaign.event import Event, Message, Tick, encode
from models.campaign.inbox import Progress
from tables import changelog
from tables.campaigns import STATE_KEY
from tests.models.campaign.gangs import BEGIN, call, gang
from tests.tables.stores import open_store

FIRST, SECOND = 882_130_005_00, 252_617_195_00
EVENTS = [*gang(FIRST, 6, range(1, 40)), *gang(SECOND, 5, range(200, 240, 2))]


class Producer:
    """Makes record batches of the size allowed and takes those that are sent to be stored."""

    def __init__(self) -> None:
        self.sent: list[int] = []

    def create_batch(self) -> BatchBuilder:
        return BatchBuilder(changelog.MAX_BATCH, 0)

    async def send_batch(self, batch: BatchBuilder, topic: str, partition: int) -> Awaitable[Any]:
        self.sent.append(batch.record_count())

        async def stored() -> Any:
            return SimpleNamespace(offset=0)

        return stored()


class Table:
    """An agent with a store of its own."""

    def __init__(self, folder: Path, generation: Callable[[], int] = lambda: 1) -> None:
        self.store, self.producer = open_store(folder, "campaigns"), Producer()
        self.store.read(0, ())  # opens it

        async def send(*_record: Any, **_named: Any) -> Awaitable[Any]:
            return asyncio.sleep(0)

        parts = Parts(lambda: self.store, "log", "rejected", lambda: self.producer, send, generation)
        self.agent = CampaignAgent(parts, 1, "alert-events")

    def handle(self, *messages: Message) -> bool:
        return asyncio.run(self.agent.handle([event_of(message) for message in messages]))

    def rows(self) -> dict[bytes, bytes]:
        return dict(self.store.items(0))


def event_of(message: Message) -> Any:
    return SimpleNamespace(message=SimpleNamespace(partition=0, key=None, value=encode(message)))


def message(events: Iterable[Event], minute: int) -> Message:
    """Events in the order of their places, and the tick behind them."""
    return Message(0, [*sorted(events, key=lambda event: (event.source, event.position)), Tick(0, BEGIN + minute)])


def test_a_jump_of_the_clock_is_stored_in_parts_and_comes_to_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for most in (7, 1000):
        monkeypatch.setattr("agents.campaign.MINUTES", most)
        table = Table(tmp_path / str(most))
        assert table.handle(message(EVENTS, 400))
        found.append((table.rows(), len(table.producer.sent)))
    (parts, many), (whole, once) = found
    assert (many, once) == (-(-399 // 7), 1)
    assert parts == whole
    assert sum(key.startswith(b"c:") for key in parts) == 2


def test_what_does_not_fit_is_stored_in_smaller_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at = {minute: [one for one in EVENTS if one.end_ms // MINUTE_MS == BEGIN + minute] for minute in range(400)}
    minutes = [message(events, minute + 1) for minute, events in at.items()]
    whole = Table(tmp_path / "whole")
    assert whole.handle(*minutes)
    monkeypatch.setattr(changelog, "MAX_BATCH", 25_000)
    small = Table(tmp_path / "small")
    assert small.handle(*minutes)
    assert len(small.producer.sent) > len(whole.producer.sent)
    assert small.rows() == whole.rows()


def test_one_message_whose_minutes_do_not_fit_together_is_stored_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    strangers = message([call(FIRST + minute * 7_654_321, minute, callee=minute) for minute in range(1, 51)], 52)
    whole = Table(tmp_path / "whole")
    assert whole.handle(strangers)
    size = sum(48 + len(value) for value in whole.rows().values())
    monkeypatch.setattr(changelog, "MAX_BATCH", size - 1)
    parts = Table(tmp_path / "parts")
    assert parts.handle(strangers)
    assert (len(whole.producer.sent), len(parts.producer.sent)) == (1, 2)
    assert parts.rows() == whole.rows()


def test_calls_of_one_minute_that_do_not_fit_are_not_remembered_but_their_suspects_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = [call(FIRST + k * 1000, 1) for k in range(60)]
    whole = Table(tmp_path / "whole")
    assert whole.handle(message(crowd, 2))
    latest = sum(len(value) for key, value in whole.rows().items() if key.startswith(b"e:"))
    size = sum(48 + len(value) for value in whole.rows().values())
    monkeypatch.setattr(changelog, "MAX_BATCH", size - latest)
    tight = Table(tmp_path / "tight")
    assert tight.handle(message(crowd, 2))
    assert {key[:2] for key in whole.rows()} - {key[:2] for key in tight.rows()} == {b"e:"}
    assert {key: row for key, row in whole.rows().items() if key[:2] != b"e:"} == tight.rows()
    monkeypatch.setattr(changelog, "MAX_BATCH", (size - latest) // 2)
    with pytest.raises(changelog.ChangelogOverflowError):
        Table(tmp_path / "no").handle(message(crowd, 2))


def test_others_go_on_while_it_searches(tmp_path: Path) -> None:
    table = Table(tmp_path)
    progress = Progress(ticks={0: BEGIN}, done=29_000_000)
    rows = [(b"s:%d" % one.id, msgspec.json.encode(one)) for one in suspects(2000)]
    table.store.apply(0, [*rows, (STATE_KEY, msgspec.json.encode(progress))], 0)
    table.agent.load()

    async def turns() -> int:
        turned, handled = (
            count(),
            asyncio.create_task(table.agent.handle([event_of(Message(0, [Tick(0, BEGIN + 20)]))])),
        )
        while not handled.done():
            next(turned)
            await asyncio.sleep(0.001)
        assert await handled
        return next(turned)

    assert asyncio.run(turns()) > 20
    assert table.agent.counts.batches == 1


def test_a_step_is_given_up_when_partitions_move_and_leaves_nothing(tmp_path: Path) -> None:
    generations = iter([1, 1, 1, 1, *[2] * 1000])
    table = Table(tmp_path / "moved", lambda: next(generations))
    assert not table.handle(message(EVENTS, 400))
    assert (table.rows(), table.producer.sent, table.agent.counts.stale_batches) == ({}, [], 1)
    straight = Table(tmp_path / "straight")
    assert straight.handle(message(EVENTS, 400))
    assert table.handle(message(EVENTS, 400)), "it begins again with what is stored"
    assert table.rows() == straight.rows()
