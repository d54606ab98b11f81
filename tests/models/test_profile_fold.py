"""The fold kernel: exact against a slow implementation, the same for any batches and any interleaving of sources."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.leg import IN, OUT
from models.profile import PANES_1H, PANES_5M, PROFILE, VERDICT_FIELDS
from models.profile_fold import AFRESH, COUNTED, DUPLICATE, LATE, Folded
from models.verdict import judge
from tests.models.histories import (
    DAY,
    HOUR,
    RETENTION,
    START,
    Call,
    Story,
    histories,
    interleavings,
    legs_of,
    tell,
)
from tests.models.reference_profile import ReferenceProfile

A, B = 1, 2
FATES = {"counted": COUNTED, "duplicate": DUPLICATE, "late": LATE, "afresh": AFRESH}
#: Numbers are compared to a rounding error in these: two libraries' logarithms may differ in the last bit.
ROUNDED = ("gap_mean", "gap_m2")
FIELDS = [name for name in PROFILE.names or () if name not in VERDICT_FIELDS]


def whole(legs: NDArray[np.void]) -> Story:
    return Story(sorted({*legs["subject"].tolist()}))


def risks_of(folded: Folded) -> NDArray[np.float32]:
    """A risk from nothing but the feature row, anywhere from 0 to 100."""
    risks: NDArray[np.float64] = np.abs(folded.rows.astype(np.float64).sum(axis=1)) * 997 % 100
    return risks.astype(np.float32)


def verdicts(story: Story, legs: NDArray[np.void], sources: NDArray[np.int64]) -> tuple[Folded, NDArray[np.void]]:
    folded = story.fold(legs, sources)
    risks = risks_of(folded)
    return folded, judge(story.profiles, story.slots(legs), legs, folded, risks.astype(np.float64) / 100, risks)


def different(one: np.void, other: np.void, fields: list[str]) -> list[str]:
    return [name for name in fields if np.any(one[name] != other[name])]


@settings(max_examples=100, deadline=None)
@given(calls=histories())
def test_every_field_is_what_a_slow_implementation_says(calls: list[Call]) -> None:
    legs, sources = legs_of(calls)
    story = whole(legs)
    slow = {number: ReferenceProfile(RETENTION) for number in story.numbers.tolist()}
    fates = [
        FATES[slow[int(leg["subject"])].fold(leg, source)] for leg, source in zip(legs, sources.tolist(), strict=True)
    ]
    folded = story.fold(legs, sources)
    assert folded.flags.tolist() == fates
    for number, reference in slow.items():
        got, wanted = story.of(number), reference.record()
        assert different(got, wanted, [name for name in FIELDS if name not in ROUNDED]) == []
        for name in ROUNDED:
            assert got[name] == pytest.approx(wanted[name], rel=1e-5, abs=1e-5)


@settings(max_examples=100, deadline=None)
@given(calls=histories(), data=st.data())
def test_any_split_into_batches_gives_the_same_profiles_rows_and_verdicts(
    calls: list[Call], data: st.DataObject
) -> None:
    legs, sources = legs_of(calls)
    one, other = whole(legs), whole(legs)
    together, judged = verdicts(one, legs, sources)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(legs)), max_size=8)))
    parts = [
        verdicts(other, legs[begin:end], sources[begin:end])
        for begin, end in zip([0, *cuts], [*cuts, len(legs)], strict=True)
    ]
    assert one.profiles.tobytes() == other.profiles.tobytes()
    assert together.rows.tobytes() == np.concatenate([folded.rows for folded, _ in parts]).tobytes()
    assert together.placed.tolist() == np.concatenate([folded.placed for folded, _ in parts]).tolist()
    assert together.flags.tolist() == np.concatenate([folded.flags for folded, _ in parts]).tolist()
    assert judged.tobytes() == np.concatenate([rows for _, rows in parts]).tobytes()


@settings(max_examples=100, deadline=None)
@given(calls=histories(), data=st.data())
def test_final_profiles_do_not_depend_on_how_sources_were_interleaved(calls: list[Call], data: st.DataObject) -> None:
    legs, sources = legs_of(calls)
    others, other_sources = legs_of(data.draw(interleavings(calls)))
    one, other = whole(legs), whole(legs)
    one.fold(legs, sources)
    other.fold(others, other_sources)
    for number in one.numbers.tolist():
        assert different(one.of(number), other.of(number), FIELDS) == []


def test_received_calls_may_come_in_any_order_when_none_comes_twice() -> None:
    ends = [START + step for step in (0, 10, 400, 3700, 90_000, 15 * DAY, 40 * DAY, 80 * DAY)]
    calls = [Call(10 + place, B, end, 3000, place % 2, id=place + 1) for place, end in enumerate(ends)]
    fields = [name for name in FIELDS if name.startswith("in")]
    forth, back = tell(calls, only=B)[0].of(B), tell(calls[::-1], only=B)[0].of(B)
    assert different(forth, back, fields) == []
    assert forth["in_calls"] == len(ends)
    assert forth["in_first"] == ends[0]


@pytest.mark.parametrize("direction", [OUT, IN])
def test_counters_stay_at_their_highest_value(direction: int) -> None:
    side = "in" if direction == IN else "out"
    counters = [
        name for name in FIELDS
        if name.startswith(side) and PROFILE[name].base in (np.uint16, np.uint32)
        and name not in ("out_first", "out_last", "in_first", "in_last")
    ]  # fmt: skip
    assert len(counters) == {OUT: 13, IN: 6}[direction]
    story, _ = tell([Call(A, B, START), Call(B, A, START)], only=A)
    profile = story.profiles[0]
    for name in counters:
        profile[name] = np.iinfo(PROFILE[name].base).max
    before = profile.copy()
    # A first contact, answered, short, at night: it would add 1 to every counter.
    call = Call(A, 77, START + 1, 5000, night=True) if direction == OUT else Call(77, A, START + 1, 5000)
    legs, sources = legs_of([call])
    story.fold(legs[legs["subject"] == A], sources[legs["subject"] == A])
    assert different(profile, before, counters) == []


def test_a_pane_counts_up_to_its_highest_value_and_not_one_further() -> None:
    story, _ = tell([Call(A, B, START)], only=A)
    story.profiles["out5_calls"] = story.profiles["out60_calls"] = 65_533
    legs, sources = legs_of([Call(A, B, START + 1, 40_000_000, id=k) for k in (1, 2, 3)])
    story.fold(legs[0::2], sources[0::2])
    assert story.profiles[0]["out5_calls"][START // 300 % PANES_5M] == 65_535
    assert story.profiles[0]["out60_calls"][START // HOUR % PANES_1H] == 65_535
    assert story.profiles[0]["out5_seconds"][START // 300 % PANES_5M] == 65_535


def test_a_call_that_comes_twice_changes_nothing() -> None:
    calls = [Call(A, B, START, 3000, id=1), Call(A, 3, START + 60, id=2), Call(4, A, START + 90, 8000, id=3)]
    story, _ = tell(calls, only=A)
    before = story.profiles.tobytes()
    legs, _ = legs_of(calls)
    folded = story.fold(legs[legs["subject"] == A])
    assert story.profiles.tobytes() == before
    assert folded.flags.tolist() == [DUPLICATE] * 3
    assert folded.placed.tolist() == [2, 2]


def test_a_caller_remembers_its_last_64_calls() -> None:
    first = Call(A, B, START, id=1)
    others = [Call(A, B, START + k, id=k + 1) for k in range(1, 65)]
    last = [first, *others[:63]]
    assert tell([*last, *last], only=A)[1].flags.tolist() == [COUNTED] * 64 + [DUPLICATE] * 64
    assert tell([first, *others, first], only=A)[1].flags[-1] == COUNTED


def test_a_callee_remembers_the_last_6_calls_of_each_source_whatever_the_others_send() -> None:
    story = Story([B])
    first, _ = legs_of([Call(A, B, START, id=1)])
    others, _ = legs_of([Call(A, B, START + k, id=k + 1) for k in range(1, 7)])
    mine = first[1:]
    story.fold(mine, 1)
    story.fold(others[1::2], 2)
    story.fold(others[1:11:2], 1)
    assert story.fold(mine, 1).flags.tolist() == [DUPLICATE]
    story.fold(others[11::2], 1)
    assert story.fold(mine, 1).flags.tolist() == [COUNTED]


def test_a_call_hash_without_the_remembered_bits_is_no_empty_place() -> None:
    legs, _ = legs_of([Call(A, B, START)])
    legs["call_hash"] = 1 << 8  # none of its bits is among the 40 that are kept
    story = Story([A, B])
    assert story.fold(legs).flags.tolist() == [COUNTED, COUNTED]
    assert story.fold(legs).flags.tolist() == [DUPLICATE, DUPLICATE]


def test_a_late_call_counts_in_its_own_pane_while_the_ring_holds_it() -> None:
    now = START + 10 * HOUR
    story, folded = tell([Call(A, B, now), Call(A, B, now - 55 * 60), Call(A, B, now - 60 * 60)], only=A)
    profile = story.of(A)
    assert folded.flags.tolist() == [COUNTED] * 3
    assert profile["out_last"] == now
    assert profile["out_first"] == now - HOUR
    assert profile["out5_calls"][now // 300 % PANES_5M] == 1
    assert profile["out5_calls"][(now // 300 - 11) % PANES_5M] == 1
    assert profile["out5_calls"].sum() == 2  # the pane of an hour ago has been given to the newest
    assert profile["out60_calls"].sum() == 3
    assert profile["out60_calls"][(now // HOUR - 1) % PANES_1H] == 2


def test_a_call_older_than_every_window_counts_in_the_totals_only() -> None:
    story, folded = tell([Call(A, B, START + 28 * DAY), Call(A, B, START - 1)], only=A)
    assert folded.flags.tolist() == [COUNTED, LATE]
    assert story.of(A)["out_calls"] == 2
    assert story.of(A)["out60_calls"].sum() == 1


def test_a_caller_starts_afresh_after_its_retention_and_not_a_second_earlier() -> None:
    calls = [Call(A, B, START, 9000, night=True), Call(A, B, START + 5, 9000)]
    kept, folded = tell([*calls, Call(A, B, START + 5 + RETENTION)], only=A)
    assert folded.placed.tolist() == [1, 2, 3]
    assert kept.of(A)["out_night"] == 1
    forgotten, folded = tell([*calls, Call(A, B, START + 6 + RETENTION, id=9)], only=A)
    assert folded.placed.tolist() == [1, 2, 1]
    assert folded.flags.tolist() == [COUNTED, COUNTED, AFRESH]
    alone, _ = tell([Call(A, B, START + 6 + RETENTION, id=9)], only=A)
    assert forgotten.profiles.tobytes() == alone.profiles.tobytes()


def test_received_calls_neither_keep_a_silent_caller_nor_forget_one() -> None:
    between = [Call(B, A, START + days * DAY) for days in (20, 34, 80)]
    last = Call(A, B, START + 36 * DAY)
    story, folded = tell([Call(A, B, START), *between, last], only=A)
    assert folded.flags.tolist() == [COUNTED, COUNTED, COUNTED, COUNTED, AFRESH]
    assert story.of(A)["in_calls"] == 3


def test_a_short_retention_leaves_nothing_of_longer_windows_behind() -> None:
    calls = [Call(A, B, START, origin=4, target=5), Call(A, 3, START + DAY + 1, id=9)]
    story, _ = tell(calls, only=A, retention=DAY)
    alone, _ = tell(calls[1:], only=A, retention=DAY)
    assert story.profiles.tobytes() == alone.profiles.tobytes()
