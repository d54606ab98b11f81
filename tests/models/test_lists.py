"""Lists: what a code means, and which beats which, with entries that expire."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.list_entry import Entry
from models.listing import Listing
from models.lists import ALLOWED, BLOCKED, CODES, NOT_LISTED, PROTECTED, Lists
from models.number import ANONYMOUS, text_of
from models.number_id import KIND_HANDSET, KIND_OPAQUE, block_of, tagged

NUMBERS = (46701234501, 46701234502, 46701234601, ANONYMOUS, tagged(KIND_OPAQUE, "911"), tagged(KIND_HANDSET, "x"))
TEXTS = {ANONYMOUS: "anonymous", NUMBERS[4]: "911"}
TIMES = (0, 999, 1000, 5000)
_ids = st.sampled_from([*NUMBERS, block_of(NUMBERS[0]), block_of(NUMBERS[2])])
_some = st.sets(_ids)
_entries = st.lists(
    st.builds(
        Entry, on=st.sampled_from(["allow", "block"]), entry=st.just(""), id=_ids,
        expires_ms=st.none() | st.sampled_from([1, 1000, 1001]), source=st.sampled_from(["api", "file"]),
    ),
    max_size=8,
)  # fmt: skip


@given(allowed=_some, blocked=_some, protected=st.sets(st.sampled_from(NUMBERS[4:5])))
def test_protected_beats_allowed_and_allowed_beats_blocked_also_by_block(
    allowed: set[int], blocked: set[int], protected: set[int]
) -> None:
    ends = np.zeros(len(NUMBERS), np.int64)
    found = Lists(allowed, blocked).codes(np.array(NUMBERS, np.uint64), ends, protected)
    for number, code in zip(NUMBERS, found.tolist(), strict=True):
        names = {number, block_of(number)} - {0}
        if number in {*protected, ANONYMOUS}:
            assert code == PROTECTED
        elif names & allowed:
            assert code == ALLOWED
        else:
            assert code == (BLOCKED if names & blocked else NOT_LISTED)


@given(entries=_entries)
def test_an_entry_counts_for_calls_that_end_before_it_expires(entries: list[Entry]) -> None:
    listing = Listing(entries)
    for at in TIMES:
        ends = np.full(len(NUMBERS), at, np.int64)
        found = listing.lists.codes(np.array(NUMBERS, np.uint64), ends, NUMBERS[4:5]).tolist()
        for number, code in zip(NUMBERS, found, strict=True):
            counting = [
                one
                for one in entries
                if one.id in {number, block_of(number)} - {0} and (one.expires_ms is None or at < one.expires_ms)
            ]
            lists = {one.on for one in counting}
            listed = ALLOWED if "allow" in lists else BLOCKED if "block" in lists else NOT_LISTED
            wanted = PROTECTED if number in {ANONYMOUS, NUMBERS[4]} else listed
            assert code == wanted
            assert listing.code(number, text_of(number, TEXTS), at) == wanted
            entry = listing.entry(number, at)
            assert (entry is not None) == bool(counting)
            assert entry is None or (entry in counting and (entry.on == "allow") == ("allow" in lists))


def test_calls_of_one_batch_are_judged_each_by_its_own_time() -> None:
    lists = Lists(blocked_until={46701234501: 1000, block_of(46701234601): 2000})
    numbers = np.array([46701234501, 46701234501, 46701234601, 46701234601, 7], np.uint64)
    assert lists.codes(numbers, np.array([999, 1000, 1999, 2000, 0])).tolist() == [BLOCKED, 0, BLOCKED, 0, 0]


def test_every_code_has_a_name_and_no_numbers_have_no_codes() -> None:
    assert len(CODES) == PROTECTED + 1
    for lists in (Lists([1], [2]), Lists(allowed_until={1: 5})):
        assert len(lists.codes(np.zeros(0, np.uint64), np.zeros(0, np.int64))) == 0
