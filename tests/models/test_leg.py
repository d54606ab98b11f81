"""Legs: each call has two, in order, and a message of them comes back whole or is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leg import IN, LEG, OUT, VERSION, Legs, LegsFormatError, decode, split
from models.number_id import KIND_HANDSET, KIND_TRUNK, tagged
from tests.models.histories import START, Call, hash_of, histories, table

MESSAGE = Legs(7, 1_700_000_000_123, False, 1_699_999_999_000, np.ones(3, LEG), {1 << 61 | 5: "anonymous", 9: "Köln"})


@settings(max_examples=100)
@given(
    source=st.integers(0, 65_535),
    clock=st.integers(0, 2**63 - 1),
    idle=st.booleans(),
    first=st.integers(0, 2**63 - 1),
    count=st.integers(0, 50),
    seed=st.integers(0, 2**32),
    texts=st.dictionaries(st.integers(0, 2**64 - 1), st.text(), max_size=5),
)
def test_a_message_comes_back_as_it_was(
    source: int, clock: int, idle: bool, first: int, count: int, seed: int, texts: dict[int, str]
) -> None:
    legs = np.frombuffer(np.random.default_rng(seed).bytes(count * LEG.itemsize), LEG)
    back = decode(Legs(source, clock, idle, first, legs, texts).encode())
    assert (back.source, back.clock_ms, back.idle, back.first_ms, back.texts) == (source, clock, idle, first, texts)
    assert back.legs.dtype == LEG
    assert back.legs.tobytes() == legs.tobytes()


def test_the_layout_of_a_leg_never_changes_without_its_version() -> None:
    assert VERSION == 3
    assert LEG.itemsize == 64
    assert ",".join(f"{name}:{LEG.fields[name][1]}" for name in LEG.names or () if LEG.fields) == (
        "subject:0,other:8,call_hash:16,context:24,position:32,end_ms:40,duration_ms:48,origin:52,target:56,"
        "direction:60,disposition:61,night:62,watched:63"
    )


def test_received_legs_cannot_be_changed_by_accident() -> None:
    with pytest.raises(ValueError, match="read-only"):
        decode(MESSAGE.encode()).legs["subject"] = 1


@given(size=st.integers(0, len(MESSAGE.encode()) - 1))
def test_a_message_that_was_cut_off_is_refused(size: int) -> None:
    with pytest.raises(LegsFormatError, match=r"shorter than its header|does not match its header"):
        decode(MESSAGE.encode()[:size])


def test_a_message_that_is_too_long_is_refused() -> None:
    with pytest.raises(LegsFormatError, match="length"):
        decode(MESSAGE.encode() + b"\0")


@pytest.mark.parametrize(("place", "value"), [(0, ord("X")), (1, ord("X")), (2, VERSION + 1)])
def test_foreign_messages_and_other_versions_are_refused(place: int, value: int) -> None:
    message = bytearray(MESSAGE.encode())
    message[place] = value
    with pytest.raises(LegsFormatError, match=rf"this program reads b'RF' {VERSION}$"):
        decode(bytes(message))


def test_a_record_is_no_message() -> None:
    with pytest.raises(LegsFormatError):
        decode(b'{"caller": "+12025550143", "callee": "+12025550144", "start": 1700000000}')


def test_a_call_becomes_the_callers_leg_and_then_the_callees() -> None:
    calls = table(
        [
            Call(10, 20, START, 61_000, 0, True, 4, 5, id=1),
            Call(30, 10, START + 5, 0, 2, False, 6, 7, id=2),
        ]
    )
    legs = split(calls, np.array([1 << 16, 1 << 16 | 3], np.uint64))
    assert legs["subject"].tolist() == [10, 20, 30, 10]
    assert legs["other"].tolist() == [20, 10, 10, 30]
    assert legs["direction"].tolist() == [OUT, IN, OUT, IN]
    assert legs["position"].tolist() == [65_536, 65_536, 65_539, 65_539]
    assert legs["call_hash"].tolist() == [hash_of(1)] * 2 + [hash_of(2)] * 2
    assert legs["end_ms"].tolist() == [START * 1000] * 2 + [START * 1000 + 5000] * 2
    assert legs["duration_ms"].tolist() == [61_000, 61_000, 0, 0]
    assert legs["origin"].tolist() == [4, 4, 6, 6]
    assert legs["target"].tolist() == [5, 5, 7, 7]
    assert legs["disposition"].tolist() == [0, 0, 2, 2]
    assert legs["night"].tolist() == [1, 1, 0, 0]


def test_no_calls_have_no_legs() -> None:
    assert len(split(table([]), np.zeros(0, np.uint64))) == 0


HANDSET, TRUNK = tagged(KIND_HANDSET, "356938035643809"), tagged(KIND_TRUNK, "SE-1")


def test_a_named_handset_and_trunk_have_out_legs_behind_their_calls_two() -> None:
    calls = table(
        [
            Call(10, 20, START, id=1, cell=7, handset=HANDSET, trunk=TRUNK),
            Call(30, 40, START, id=2, cell=8),
            Call(50, 60, START, 9000, id=3, trunk=TRUNK),
        ]
    )
    legs = split(calls, np.arange(3, dtype=np.uint64))
    assert legs["subject"].tolist() == [10, 20, HANDSET, TRUNK, 30, 40, 50, 60, TRUNK]
    assert legs["other"].tolist() == [20, 10, 20, 20, 40, 30, 60, 50, 60]
    assert legs["position"].tolist() == [0] * 4 + [1] * 2 + [2] * 3
    assert legs["direction"].tolist() == [OUT, IN, OUT, OUT, OUT, IN, OUT, IN, OUT]
    low = HANDSET & 0xFFFFFFFF
    assert legs["context"].tolist() == [7 << 32 | low, 0, 10, 10, 8 << 32, 0, 0, 0, 50]
    assert legs["duration_ms"].tolist() == [0] * 6 + [9000] * 3
    assert legs["call_hash"].tolist() == [hash_of(1)] * 4 + [hash_of(2)] * 2 + [hash_of(3)] * 3


@settings(max_examples=100)
@given(calls=histories(), cut=st.integers(0, 70))
def test_calls_split_together_or_apart_become_the_same_legs(calls: list[Call], cut: int) -> None:
    array, positions = table(calls), np.arange(len(calls), dtype=np.uint64)
    parts = [split(array[:cut], positions[:cut]), split(array[cut:], positions[cut:])]
    assert split(array, positions).tobytes() == np.concatenate(parts).tobytes()
