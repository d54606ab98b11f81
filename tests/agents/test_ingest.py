"""Agent `ingest`: which messages become of which records. What Kafka does with them is tested with the whole job."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from types import SimpleNamespace
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pytest

from agents.ingest import Ingest
from models.call_reader import CallReader
from models.leg import MAX_CALLS, Legs, decode
from models.number import partition_of_one, tagged
from models.number_id import KIND_HANDSET, KIND_OPAQUE, KIND_TRUNK

PARTITIONS = 4
START = 1_700_000_000


class Sent(NamedTuple):
    topic: str
    partition: int | None
    key: bytes | None
    value: bytes
    headers: list[tuple[str, bytes]]


class Outbox:
    """Records what is sent; a record is stored once its awaitable has been awaited."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.stored = 0

    async def __call__(
        self, topic: str, partition: int | None, key: bytes | None, value: bytes, headers: list[tuple[str, bytes]]
    ) -> Awaitable[Any]:
        self.sent.append(Sent(topic, partition, key, value, headers))

        async def store() -> None:
            await asyncio.sleep(0)
            self.stored += 1

        return store()

    def legs(self, partition: int | None = None) -> list[Legs]:
        """Messages of `calls`, of one partition or of all."""
        assert self.stored == len(self.sent)
        calls = [sent for sent in self.sent if sent.topic == "calls"]
        return [decode(sent.value) for sent in calls if partition in (None, sent.partition)]

    @property
    def rejected(self) -> list[Sent]:
        return [sent for sent in self.sent if sent.topic == "cdr-rejected"]


class Case:
    """An ingest agent and what it sends."""

    def __init__(self, idle_after: float = 60.0) -> None:
        self.outbox = Outbox()
        reader = CallReader("US", "UTC")
        self.ingest = Ingest(reader, self.outbox, "calls", "cdr-rejected", PARTITIONS, idle_after)

    def handle(self, *messages: tuple[int, int, Any]) -> None:
        """Apply messages, (source partition, offset, records or bytes), as one micro-batch."""
        events = [
            SimpleNamespace(
                message=SimpleNamespace(
                    topic="cdr", partition=source, offset=offset, key=b"k",
                    value=value if isinstance(value, bytes) else msgspec.json.encode(value),
                )
            )
            for source, offset, value in messages
        ]  # fmt: skip
        assert asyncio.run(self.ingest.handle(events))

    def mark_idle(self, *sources: int) -> list[Legs]:
        before = len(self.outbox.legs())
        asyncio.run(self.ingest.mark_idle(sources))
        return self.outbox.legs()[before:]


@pytest.fixture
def case() -> Case:
    return Case()


def record(place: int, seconds: int = 0, **more: Any) -> dict[str, Any]:
    """A record whose call ends so many seconds after START."""
    found = {
        "caller": f"+1202555{place % 10_000:04}",
        "callee": f"+1303555{place * 7 % 10_000:04}",
        "start": START + seconds,
        "duration": 0,
        "call_id": f"id-{place}",
    }
    return {**found, **more}


def test_every_leg_goes_to_the_partition_of_its_subject_and_none_is_lost(case: Case) -> None:
    case.handle((2, 40, [record(place) for place in range(100)]))
    for partition in range(PARTITIONS):
        (message,) = case.outbox.legs(partition)
        assert message.source == 2
        assert {partition_of_one(subject, PARTITIONS) for subject in message.legs["subject"].tolist()} == {partition}
    legs = np.concatenate([message.legs for message in case.outbox.legs()])
    assert sorted(legs["position"].tolist()) == sorted([40 << 16 | place for place in range(100)] * 2)
    assert case.ingest.counts.calls == 100


def test_partitions_without_legs_learn_the_clock_too(case: Case) -> None:
    case.handle((1, 7, record(1, seconds=9, duration=3)))
    assert [message.clock_ms for message in case.outbox.legs()] == [(START + 12) * 1000] * PARTITIONS
    assert sorted(len(message.legs) for message in case.outbox.legs())[:2] == [0, 0]
    assert not any(message.idle for message in case.outbox.legs())


def test_every_partition_learns_since_when_a_source_is_watched_however_its_calls_are_cut_up(case: Case) -> None:
    case.handle((0, 0, [record(1, seconds=7), record(2, seconds=5)]), (1, 0, record(3, seconds=9)))
    case.handle((0, 1, record(4, seconds=20)))
    for partition in range(PARTITIONS):
        first = [(message.source, message.first_ms // 1000 - START) for message in case.outbox.legs(partition)]
        assert first == [(0, 7), (1, 9), (0, 20)]


def test_the_clock_is_the_running_maximum_of_its_own_source(case: Case) -> None:
    case.handle((0, 0, record(1, seconds=100)), (1, 0, record(2, seconds=5)))
    case.handle((0, 1, record(3, seconds=50)))
    clocks = {(message.source, message.clock_ms // 1000 - START) for message in case.outbox.legs(0)}
    assert clocks == {(0, 100), (1, 5)}
    case.handle((0, 2, record(4, seconds=101)))
    assert case.outbox.legs(0)[-1].clock_ms // 1000 - START == 101


def test_sources_are_never_mixed_in_a_message(case: Case) -> None:
    case.handle(*((place % 3, place, [record(place), record(place + 50)]) for place in range(30)))
    for partition in range(PARTITIONS):
        messages = case.outbox.legs(partition)
        assert sorted(message.source for message in messages) == [0, 1, 2]
        for message in messages:
            assert {position >> 16 for position in message.legs["position"].tolist()} <= set(
                range(message.source, 30, 3)
            )


def test_legs_stay_in_order_of_position(case: Case) -> None:
    case.handle(*((0, offset, [record(offset * 9 + k) for k in range(9)]) for offset in range(5, 40)))
    for message in case.outbox.legs():
        assert (np.diff(message.legs["position"].astype(np.int64)) >= 0).all()


def test_many_calls_become_several_messages_each_with_the_clock_so_far(case: Case) -> None:
    total = 2 * MAX_CALLS + 10
    half = [record(place, seconds=place) for place in range(total)]
    case.handle((0, 3, half[:2500]), (0, 4, half[2500:]))
    for partition in range(PARTITIONS):
        messages = case.outbox.legs(partition)
        last = [min((part + 1) * MAX_CALLS, total) - 1 for part in range(3)]
        assert [message.clock_ms // 1000 - START for message in messages] == last
        positions = np.concatenate([message.legs["position"].astype(np.int64) for message in messages])
        assert (np.diff(positions) >= 0).all()
        assert all(message.legs.nbytes < 1 << 20 for message in messages)
    legs = np.concatenate([message.legs for message in case.outbox.legs()])
    assert len(legs) == 2 * total
    assert len(set(legs["position"].tolist())) == total


def test_records_after_a_rejected_one_keep_their_positions(case: Case) -> None:
    case.handle((0, 9, [record(1), {"caller": "x"}, record(2)]))
    legs = np.concatenate([message.legs for message in case.outbox.legs()])
    assert set(legs["position"].tolist()) == {9 << 16, 9 << 16 | 2}


def test_bad_records_go_to_the_dead_letters_with_their_origin(case: Case) -> None:
    good = msgspec.json.encode(record(1))
    case.handle((3, 77, good + b'\n{"caller": "+12025550143"}\n' + good))
    (dead,) = case.outbox.rejected
    assert dead.value == b'{"caller": "+12025550143"}'
    assert dead.key == b"k"
    assert dead.partition is None
    headers = dict(dead.headers)
    assert headers.pop("reason").decode()
    assert headers == {"topic": b"cdr", "partition": b"3", "offset": b"77", "index": b"1"}
    assert case.ingest.counts.rejected == 1
    assert case.ingest.counts.calls == 2


def test_a_message_of_nothing_but_rubbish_sends_no_legs(case: Case) -> None:
    case.handle((0, 1, b"\xff\xfe"), (0, 2, b""))
    assert case.outbox.legs() == []
    assert [dict(dead.headers)["offset"] for dead in case.outbox.rejected] == [b"1", b"2"]
    assert case.ingest.counts.messages == 2


def test_texts_of_opaque_numbers_travel_with_their_own_legs_only(case: Case) -> None:
    case.handle(
        (0, 1, [record(1, caller="anonymous", origin_region="Delhi"), record(2, callee="911"), record(3)]),
    )
    hidden, emergency = tagged(KIND_OPAQUE, "anonymous"), tagged(KIND_OPAQUE, "911")
    for message in case.outbox.legs():
        numbers = {*message.legs["subject"].tolist(), *message.legs["other"].tolist()}
        opaque = {key: text for key, text in message.texts.items() if key >= 1 << 61}
        wanted = {hidden: "anonymous", emergency: "911"}
        assert opaque == {key: text for key, text in wanted.items() if key in numbers}
        assert "Delhi" in message.texts.values()
    assert any(hidden in message.texts for message in case.outbox.legs())
    assert any(emergency in message.texts for message in case.outbox.legs())


def test_texts_of_handsets_and_trunks_travel_with_their_own_legs_only_with_that_of_a_hidden_caller(case: Case) -> None:
    case.handle((0, 1, [record(1, caller="911", imei="356938035643809", account="SE-1")]))
    handset, trunk = tagged(KIND_HANDSET, "356938035643809"), tagged(KIND_TRUNK, "SE-1")
    texts = {handset: "356938035643809", trunk: "SE-1", tagged(KIND_OPAQUE, "911"): "911"}
    for message in case.outbox.legs():
        legs = message.legs
        named = {*legs["subject"].tolist(), *legs["other"].tolist(), *legs["context"].tolist()}
        assert message.texts == {key: text for key, text in texts.items() if key in named}
    legs = np.concatenate([message.legs for message in case.outbox.legs()])
    through = legs[np.isin(legs["subject"], np.array([handset, trunk], np.uint64))]
    assert through["context"].tolist() == [tagged(KIND_OPAQUE, "911")] * 2


def test_a_silent_source_is_marked_once_in_every_partition_with_its_clock() -> None:
    case = Case(idle_after=0.0)
    case.handle((0, 1, record(1, seconds=30)))
    marks = case.mark_idle(0)
    assert [(mark.source, mark.idle, mark.clock_ms, len(mark.legs)) for mark in marks] == [
        (0, True, (START + 30) * 1000, 0)
    ] * PARTITIONS
    assert case.mark_idle(0) == []
    case.handle((0, 2, record(2, seconds=40)))
    assert not case.outbox.legs()[-1].idle
    assert len(case.mark_idle(0)) == PARTITIONS


def test_a_source_that_was_heard_just_now_is_not_idle() -> None:
    case = Case(idle_after=60.0)
    case.handle((0, 1, record(1)))
    assert case.mark_idle(0) == []


def test_a_source_that_never_sent_anything_is_marked_without_a_clock() -> None:
    case = Case(idle_after=0.0)
    assert case.mark_idle(5, 6) == []  # its silence begins when it is first looked at
    assert {(mark.source, mark.clock_ms, mark.idle) for mark in case.mark_idle(5, 6)} == {(5, 0, True), (6, 0, True)}


def test_after_partitions_moved_nothing_is_known_of_the_sources() -> None:
    case = Case(idle_after=0.0)
    case.handle((0, 1, record(1, seconds=90)))
    case.mark_idle(0)
    case.ingest.forget()
    assert case.mark_idle(0) == []
    assert [mark.clock_ms for mark in case.mark_idle(0)] == [0] * PARTITIONS


def test_the_same_records_become_the_same_bytes() -> None:
    one, other = Case(), Case()
    messages = [(0, offset, [record(offset * 3 + k, seconds=k) for k in range(3)]) for offset in range(10)]
    one.handle(*messages)
    other.handle(*messages)
    assert one.outbox.sent == other.outbox.sent


def test_texts_that_nobody_shows_stay_behind(case: Case) -> None:
    case.handle((0, 1, [record(1, cell="SE-4-17", origin_region="Delhi", target_region="Pune")]))
    assert all(set(message.texts.values()) == {"Delhi", "Pune"} for message in case.outbox.legs())
