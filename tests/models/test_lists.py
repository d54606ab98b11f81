"""Lists: what a code means, and which beats which."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.lists import ALLOWED, BLOCKED, CODES, NOT_LISTED, PROTECTED, Lists
from models.number import ANONYMOUS
from models.number_id import KIND_HANDSET, KIND_OPAQUE, block_of, tagged

NUMBERS = (46701234501, 46701234502, 46701234601, ANONYMOUS, tagged(KIND_OPAQUE, "911"), tagged(KIND_HANDSET, "x"))
_some = st.sets(st.sampled_from([*NUMBERS, block_of(NUMBERS[0]), block_of(NUMBERS[2])]))


@given(allowed=_some, blocked=_some, protected=st.sets(st.sampled_from(NUMBERS[4:5])))
def test_protected_beats_allowed_and_allowed_beats_blocked_also_by_block(
    allowed: set[int], blocked: set[int], protected: set[int]
) -> None:
    found = Lists(allowed, blocked).codes(np.array(NUMBERS, np.uint64), protected)
    for number, code in zip(NUMBERS, found.tolist(), strict=True):
        names = {number, block_of(number)} - {0}
        if number in {*protected, ANONYMOUS}:
            assert code == PROTECTED
        elif names & allowed:
            assert code == ALLOWED
        else:
            assert code == (BLOCKED if names & blocked else NOT_LISTED)


def test_every_code_has_a_name_and_no_numbers_have_no_codes() -> None:
    assert len(CODES) == PROTECTED + 1
    assert len(Lists([1], [2]).codes(np.zeros(0, np.uint64))) == 0
