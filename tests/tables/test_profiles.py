"""A partition's own record: what was applied, its clock, and the layout that it was written with."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.number import key_of
from models.profile import VERSION
from tables.profiles import STATE_KEY, PartitionState, ProfilesVersionError, Source, decode_state, encode_state


def test_a_record_comes_back_as_it_was() -> None:
    state = PartitionState(sources={0: Source(5 << 16 | 3, 9_000), 3: Source(-1, 0, True)}, clock_ms=1_700_000_000_000)
    back = decode_state(encode_state(state))
    assert back == state
    assert back.sources[3].idle


def test_a_partition_begins_with_nothing_applied() -> None:
    state = decode_state(None)
    assert state == PartitionState(VERSION, {}, 0)
    assert Source().position == -1  # position 0, the very first record, is above it
    state.sources[0] = Source()
    assert decode_state(None).sources == {}


def test_another_layout_is_refused_with_its_cure() -> None:
    stored = encode_state(PartitionState(version=VERSION + 1))
    with pytest.raises(ProfilesVersionError) as refused:
        decode_state(stored)
    assert f"layout version {VERSION + 1}, this program needs {VERSION}" in str(refused.value)
    assert "set RINGFENCE_STATE_VERSION to a number not used before" in str(refused.value)


def test_an_unreadable_record_is_an_error() -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_state(b"\xc1")


def test_no_subject_has_the_key_of_the_record() -> None:
    assert all(key_of(subject) != STATE_KEY for subject in (0, 46701234567, 2**64 - 1))


def test_the_clock_is_the_slowest_sources_that_is_not_idle() -> None:
    state = PartitionState(sources={0: Source(1, 9_000), 1: Source(1, 4_000), 2: Source(1, 1_000, True)})
    state.advance()
    assert state.clock_ms == 4_000
    state.sources[1].idle = True
    state.advance()
    assert state.clock_ms == 9_000


def test_the_clock_stands_while_all_sources_are_idle() -> None:
    state = PartitionState(sources={0: Source(1, 9_000, True)}, clock_ms=5_000)
    state.advance()
    assert state.clock_ms == 5_000


def test_a_source_that_wakes_up_behind_does_not_turn_the_clock_back() -> None:
    state = PartitionState(sources={0: Source(1, 9_000), 1: Source(1, 2_000, True)})
    state.advance()
    state.sources[1].idle = False
    state.advance()
    assert state.clock_ms == 9_000
    state.sources[1].clock_ms = state.sources[0].clock_ms = 12_000
    state.advance()
    assert state.clock_ms == 12_000


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1000), st.booleans()), max_size=30))
def test_the_clock_never_goes_back_and_never_passes_the_slowest(heard: list[tuple[int, int, bool]]) -> None:
    state = PartitionState()
    for source, clock, idle in heard:
        before = state.clock_ms
        state.sources[source] = Source(0, clock, idle)
        state.advance()
        awake = [found.clock_ms for found in state.sources.values() if not found.idle]
        assert state.clock_ms == (max(before, min(awake)) if awake else before)
