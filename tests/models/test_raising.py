"""Raising by handsets and trunks: whom, when, and in which order."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.leg import LEG
from models.profile import MEMBERS
from models.raising import RAISED, raised_by_groups
from models.verdict import VERDICT

GROUP = 5 << 60


@settings(max_examples=100)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 3), st.lists(st.integers(0, 4), min_size=MEMBERS, max_size=MEMBERS), st.integers(0, 2),
            st.integers(0, 3), st.booleans(),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_the_caller_is_raised_at_every_suspicious_call_and_the_others_at_the_first(
    drawn: list[tuple[int, list[int], int, int, bool]],
) -> None:
    legs, verdicts = np.zeros(len(drawn), LEG), np.zeros(len(drawn), VERDICT)
    rings = np.zeros((len(drawn), MEMBERS), np.uint64)
    wanted = []
    for k, (caller, ring, band, first, duplicate) in enumerate(drawn):
        legs["context"][k], rings[k] = caller, ring
        for name, value in {
            "number": GROUP + k, "position": 100 + k, "end_ms": 7 * k, "risk": 50 + k, "fraud_type": 3, "band": band,
            "first": first, "duplicate": duplicate,
        }.items():  # fmt: skip
            verdicts[name][k] = value
        if band and not duplicate:
            others = [member for member in ring if member != caller] if first & 1 else []
            wanted += [(GROUP + k, one, 100 + k, 7 * k, 50.0 + k, 3) for one in (caller, *others) if one]
    raised = raised_by_groups(legs, verdicts, rings)
    assert raised.dtype == RAISED
    assert [row[:6] for row in raised.tolist()] == wanted
