"""Table `traffic`: sums per minute and in all, in which every call is counted once however often it is told."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.verdict import VERDICT
from tables.traffic import TOTAL_KEY, Traffic, count, decode, encode, minute_key

MINUTE_MS = 60_000


def verdicts(*rows: dict[str, int], start: int = 0) -> NDArray[np.void]:
    """Verdicts at positions from `start` on."""
    found = np.zeros(len(rows), VERDICT)
    for place, row in enumerate(rows):
        found["position"][place] = start + place
        for name, value in row.items():
            found[name][place] = value
    return found


class Memory:
    """Rows that were stored."""

    def __init__(self) -> None:
        self.rows: dict[bytes, bytes] = {}

    def count(self, *batches: tuple[int, NDArray[np.void]]) -> list[bytes]:
        changed = count(batches, self.rows.get)
        self.rows.update(changed)
        return [key for key, _ in changed]

    def row(self, key: bytes = TOTAL_KEY) -> Traffic:
        return decode(self.rows.get(key))


def test_each_verdict_is_added_up_by_what_it_says() -> None:
    memory = Memory()
    memory.count(
        (0, verdicts(
            {"disposition": 0, "duration_ms": 61_000},
            {"disposition": 2},
            {"disposition": 0, "duration_ms": 4_000_000_000, "band": 1, "first": 1},
            {"disposition": 0, "duration_ms": 4_000_000_000, "band": 2, "first": 2},
            {"disposition": 1, "band": 2, "blocked": 1},
            {"disposition": 0, "duration_ms": 5, "band": 0, "blocked": 1},
            {"disposition": 0, "duration_ms": 5, "band": 2, "first": 3},
            {"disposition": 0, "duration_ms": 9, "band": 2, "duplicate": 1},
        ))
    )  # fmt: skip
    assert memory.row() == Traffic(
        calls=7, answered=5, talk_ms=8_000_061_010, suspicious=4, dangerous=3, blocked=2, flagged=2, duplicates=1,
        applied={0: 7},
    )  # fmt: skip


def test_minutes_and_the_total_are_counted_apart() -> None:
    memory = Memory()
    ends = [0, MINUTE_MS - 1, MINUTE_MS, 5 * MINUTE_MS, 0]
    changed = memory.count((1, verdicts(*({"end_ms": end} for end in ends))))
    assert changed == [minute_key(0), minute_key(1), minute_key(5), TOTAL_KEY]
    assert [memory.row(key).calls for key in changed] == [3, 1, 1, 5]
    assert [memory.row(key).applied for key in changed] == [{}, {}, {}, {1: 4}]


def test_what_was_counted_is_not_counted_again() -> None:
    memory = Memory()
    first = verdicts({}, {"end_ms": MINUTE_MS}, start=10)
    memory.count((0, first))
    before = dict(memory.rows)
    assert memory.count((0, first)) == []
    assert memory.rows == before


def test_a_repeat_that_is_cut_differently_counts_what_is_new_only() -> None:
    memory, once = Memory(), Memory()
    calls = verdicts(*({"end_ms": k % 3 * MINUTE_MS, "duration_ms": k} for k in range(20)), start=5)
    memory.count((0, calls[:12]))
    memory.count((0, calls[7:20]))
    memory.count((0, calls[3:9]), (0, calls[15:]))
    once.count((0, calls))
    assert memory.rows == once.rows


def test_positions_of_one_source_do_not_hide_those_of_another() -> None:
    memory = Memory()
    memory.count((0, verdicts({}, {}, start=1000)))
    memory.count((1, verdicts({}, {}, {}, start=2)), (0, verdicts({}, start=999)))
    assert memory.row().calls == 5
    assert memory.row().applied == {0: 1001, 1: 4}


def test_the_first_position_counts() -> None:
    memory = Memory()
    memory.count((0, verdicts({}, start=0)))
    assert memory.row().calls == 1


def test_nothing_changes_without_verdicts() -> None:
    assert Memory().count((0, verdicts()), (1, verdicts())) == []


@settings(max_examples=60)
@given(
    ends=st.lists(st.integers(0, 5 * MINUTE_MS), min_size=1, max_size=40),
    cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6),
)
def test_any_overlapping_batches_up_to_the_end_give_the_same_rows(ends: list[int], cuts: list[tuple[int, int]]) -> None:
    """A worker that is killed begins again at or before where it was, never behind."""
    calls = verdicts(*({"end_ms": end, "duration_ms": k} for k, end in enumerate(ends)))
    memory, once = Memory(), Memory()
    once.count((3, calls))
    reached = 0
    for begin, size in cuts:
        first = min(begin, reached)
        memory.count((3, calls[first : first + size]))
        reached = max(reached, min(first + size, len(calls)))
    memory.count((3, calls[reached:]))
    assert memory.rows == once.rows


def test_minutes_sort_by_time_and_the_total_comes_last() -> None:
    keys = [minute_key(minute) for minute in (0, 255, 256, 28_333_333)]
    assert [*keys, TOTAL_KEY] == sorted([TOTAL_KEY, *keys])


def test_rows_come_back_as_they_were_and_carry_their_version() -> None:
    row = Traffic(calls=3, applied={0: 2**60, 7: 1})
    assert decode(encode(row)) == row
    assert msgspec.json.decode(encode(row))["version"] == 1
    assert decode(None) == Traffic()
    assert decode(None).applied is not decode(None).applied
    with pytest.raises(msgspec.DecodeError):
        decode(b"\0")
