"""The fold kernel: exact against a slow implementation, the same for any batches and any interleaving of sources."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.facts import CALLS, NAMES, facts_of
from models.leg import IN, OUT
from models.number_id import KIND_HANDSET, KIND_OPAQUE, KIND_TRUNK, kind_of, tagged
from models.profile import MEMBERS, ORDERED_FIELDS, PANES_1H, PANES_5M, PROFILE, VERDICT_FIELDS
from models.profile_fold import AFRESH, COUNTED, DUPLICATE, LATE, Folded
from models.watching import MOST
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

A, B, C = 46701234501, 46701234502, 46709999999
TRUNK, OTHER_TRUNK = tagged(KIND_TRUNK, "SE-1"), tagged(KIND_TRUNK, "SE-2")
HANDSET = tagged(KIND_HANDSET, "356938035643809")
FATES = {"counted": COUNTED, "duplicate": DUPLICATE, "late": LATE, "afresh": AFRESH}
#: Numbers are compared to a rounding error in these: two libraries' logarithms may differ in the last bit.
ROUNDED = ("gap_mean", "gap_m2", "talk_mean", "talk_m2")
FIELDS = [name for name in PROFILE.names or () if name not in VERDICT_FIELDS]
#: Square roots of what a rounding error may have left.
ROUGH = ("duration_spread", "gap_spread")


def whole(legs: NDArray[np.void]) -> Story:
    return Story(sorted({*legs["subject"].tolist()}))


def different(one: np.void, other: np.void, fields: list[str]) -> list[str]:
    return [name for name in fields if np.any(one[name] != other[name])]


@settings(max_examples=60)
@given(calls=histories(most=50))
def test_every_field_every_fact_and_every_ring_is_what_a_slow_implementation_says(calls: list[Call]) -> None:
    legs, sources = legs_of(calls)
    story = whole(legs)
    slow = {number: ReferenceProfile(RETENTION, number) for number in story.numbers.tolist()}
    fates, facts, rings = [], [], []
    for leg, source in zip(legs, sources.tolist(), strict=True):
        reference = slow[int(leg["subject"])]
        fates.append(FATES[reference.fold(leg, source)])
        if leg["direction"] == OUT:
            facts.append(reference.facts())
            rings += [reference.ring()] if reference.is_group else []
    folded = story.fold(legs, sources)
    assert folded.flags.tolist() == fates
    assert folded.rings.tolist() == rings
    for row, wanted in zip(folded.facts, facts, strict=True):
        assert tuple(wanted) == NAMES
        said = dict(zip(NAMES, row.tolist(), strict=True))
        for names, error in ((ROUGH, 2e-3), (tuple(name for name in NAMES if name not in ROUGH), 1e-5)):
            assert [said[name] for name in names] == pytest.approx(
                [wanted[name] for name in names], rel=1e-5, abs=error
            )
        assert all(
            said[name] == wanted[name] for name in NAMES if isinstance(wanted[name], int) and wanted[name] < 2**24
        )
    for number, reference in slow.items():
        got, wanted_row = story.of(number), reference.record()
        assert different(got, wanted_row, [name for name in FIELDS if name not in ROUNDED]) == []
        for name in ROUNDED:
            assert got[name] == pytest.approx(wanted_row[name], rel=1e-5, abs=1e-5)


@settings(max_examples=60)
@given(calls=histories(), data=st.data())
def test_any_split_into_batches_gives_the_same_profiles_facts_and_rings(calls: list[Call], data: st.DataObject) -> None:
    legs, sources = legs_of(calls)
    one, other = whole(legs), whole(legs)
    together = one.fold(legs, sources)
    cuts = sorted(data.draw(st.sets(st.integers(1, len(legs)), max_size=8)))
    parts = [
        other.fold(legs[begin:end], sources[begin:end])
        for begin, end in zip([0, *cuts], [*cuts, len(legs)], strict=True)
    ]
    assert one.profiles.tobytes() == other.profiles.tobytes()
    for field in Folded._fields:
        assert getattr(together, field).tobytes() == b"".join(getattr(part, field).tobytes() for part in parts)


@settings(max_examples=60)
@given(calls=histories(), data=st.data())
def test_final_profiles_of_numbers_do_not_depend_on_how_sources_were_interleaved(
    calls: list[Call], data: st.DataObject
) -> None:
    legs, sources = legs_of(calls)
    others, other_sources = legs_of(data.draw(interleavings(calls)))
    one, other = whole(legs), whole(legs)
    one.fold(legs, sources)
    other.fold(others, other_sources)
    for number in one.numbers.tolist():
        if kind_of(number) < KIND_HANDSET:
            assert different(one.of(number), other.of(number), FIELDS) == []


@settings(max_examples=60)
@given(calls=histories(again=False), data=st.data())
def test_of_handsets_and_trunks_only_what_says_so_depends_on_the_order_of_sources(
    calls: list[Call], data: st.DataObject
) -> None:
    legs, sources = legs_of(calls)
    others, other_sources = legs_of(data.draw(interleavings(calls)))
    profiles = []
    for some, their_sources in ((legs, sources), (others, other_sources)):
        story = Story(sorted({*legs["subject"].tolist()}), retention=100 * 365 * DAY)
        story.fold(some, their_sources)
        profiles.append(story)
    fields = [name for name in FIELDS if name not in ORDERED_FIELDS]
    for number in profiles[0].numbers.tolist():
        assert different(profiles[0].of(number), profiles[1].of(number), fields) == []


def test_facts_of_profiles_are_those_of_their_last_call() -> None:
    story, folded = tell([Call(A, B, START + 60 * k, 1000 * k) for k in range(9)], only=A)
    assert facts_of(story.profiles).tobytes() == folded.facts[-1:].tobytes()


def test_a_group_remembers_the_last_12_numbers_that_called_through_it() -> None:
    numbers = [46701230000 + k for k in range(14)]
    calls = [Call(number, B, START + k, trunk=TRUNK, id=k + 1) for k, number in enumerate(numbers)]
    calls.insert(3, calls[2]._replace(id=99, end=START + 2))  # one that calls again takes no other's place
    _, folded = tell(calls, only=TRUNK)
    assert folded.rings.shape == (15, MEMBERS)
    assert folded.rings[0].tolist() == [numbers[0], *[0] * 11]
    assert folded.rings[3].tolist() == folded.rings[2].tolist()
    assert {*folded.rings[-1].tolist()} == {*numbers[2:]}


def test_a_call_that_comes_twice_makes_nobody_a_member() -> None:
    _, folded = tell([Call(A, C, START, trunk=TRUNK, id=1), Call(B, C, START, trunk=TRUNK, id=1)], only=TRUNK)
    assert folded.flags.tolist() == [COUNTED, DUPLICATE]
    assert folded.rings[1].tolist() == [A, *[0] * 11]


def test_a_group_counts_its_members_where_a_number_counts_its_callers() -> None:
    calls = [Call(number, C, START + k, 5000, trunk=TRUNK) for k, number in enumerate((A, B, A))]
    story, folded = tell(calls, only=TRUNK)
    found = dict(zip(NAMES, folded.facts[-1].tolist(), strict=True))
    assert found["members"] == pytest.approx(2, rel=0.01)
    assert found["received"] == 3
    assert story.of(TRUNK)["out_calls"] == 3


def test_costly_calls_abroad_and_neighbours_are_counted() -> None:
    callees = (46701234777, 46701234778, 18765550001, 12145550001, tagged(KIND_OPAQUE, "911"), 88216000001)
    story, _ = tell([Call(A, callee, START + k * 100, 9000) for k, callee in enumerate(callees)], only=A)
    mine = story.of(A)
    assert (mine["out_abroad"], mine["out_costly"], mine["out_costly_s"], mine["out_near"]) == (3, 2, 18, 1)
    # Nobody knows where a withheld number calls from.
    story, _ = tell([Call(tagged(KIND_OPAQUE, "anonymous"), 18765550001, START)])
    assert story.profiles["out_abroad"].sum() == 0


def test_a_call_that_begins_before_the_last_one_ended_overlaps() -> None:
    calls = [Call(A, B, START + 60, 60_000), Call(A, C, START + 100, 41_000), Call(A, C, START + 160, 60_000)]
    assert tell(calls, only=A)[0].of(A)["out_overlap"] == 1


def test_received_calls_may_come_in_any_order_when_none_comes_twice() -> None:
    ends = [START + step for step in (0, 10, 400, 3700, 90_000, 15 * DAY, 40 * DAY, 80 * DAY)]
    calls = [Call(4670000000 + place, B, end, 3000, place % 2, id=place + 1) for place, end in enumerate(ends)]
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
    assert len(counters) == {OUT: 20, IN: 3}[direction]
    costly = 88216000001
    story, _ = tell([Call(A, costly - 1, START, 9000), Call(B, A, START)], only=A)
    profile = story.profiles[0]
    for name in counters:
        profile[name] = np.iinfo(PROFILE[name].base).max
    before = profile.copy()
    # A first contact, answered, short, at night, costly, next to the last, overlapping: it would add to every counter.
    call = Call(A, costly, START, 5000, night=True) if direction == OUT else Call(B, A, START + 1, 5000)
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
    calls = [Call(A, B, START, 3000, id=1), Call(A, C, START + 60, id=2), Call(B, A, START + 90, 8000, id=3)]
    story, _ = tell(calls, only=A)
    before = story.profiles.tobytes()
    legs, _ = legs_of(calls)
    folded = story.fold(legs[legs["subject"] == A])
    assert story.profiles.tobytes() == before
    assert folded.flags.tolist() == [DUPLICATE] * 3
    assert folded.facts[:, CALLS].tolist() == [2, 2]


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
    assert folded.facts[:, CALLS].tolist() == [1, 2, 3]
    assert kept.of(A)["out_night"] == 1
    forgotten, folded = tell([*calls, Call(A, B, START + 6 + RETENTION, id=9)], only=A)
    assert folded.facts[:, CALLS].tolist() == [1, 2, 1]
    assert folded.flags.tolist() == [COUNTED, COUNTED, AFRESH]
    alone, _ = tell([Call(A, B, START + 6 + RETENTION, id=9)], only=A)
    alone.profiles["watched"] = MOST  # nobody had been watched before it there
    assert forgotten.profiles.tobytes() == alone.profiles.tobytes()


def test_received_calls_neither_keep_a_silent_caller_nor_forget_one() -> None:
    between = [Call(B, A, START + days * DAY) for days in (20, 34, 80)]
    last = Call(A, B, START + 36 * DAY)
    story, folded = tell([Call(A, B, START), *between, last], only=A)
    assert folded.flags.tolist() == [COUNTED, COUNTED, COUNTED, COUNTED, AFRESH]
    assert story.of(A)["in_calls"] == 3


def test_a_short_retention_leaves_nothing_of_longer_windows_behind() -> None:
    calls = [Call(A, B, START, origin=4, target=5), Call(A, C, START + DAY + 1, id=9)]
    story, _ = tell(calls, only=A, retention=DAY)
    alone, _ = tell(calls[1:], only=A, retention=DAY)
    alone.profiles["watched"] = story.profiles["watched"]  # nobody had been watched before it there
    assert story.profiles.tobytes() == alone.profiles.tobytes()
