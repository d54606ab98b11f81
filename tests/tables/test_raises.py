"""Rows of groups: they only grow, and neither batches nor repeats change what they come to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.number import key_of
from models.number_id import KIND_HANDSET, KIND_OPAQUE, KIND_TRUNK, block_of, tagged
from models.raising import RAISED
from tables import raises

BLOCK = block_of(46701234501)
Given = list[tuple[int, float, int, int]]


def raised(found: Given) -> NDArray[np.void]:
    rows = np.zeros(len(found), RAISED)
    for row, (member, risk, kind, end) in zip(rows, found, strict=True):
        row["group"], row["member"], row["risk"], row["fraud_type"], row["end_ms"] = BLOCK, member, risk, kind, end
    return rows


def told(parts: list[Given], old: bytes | None = None) -> bytes:
    for part in parts:
        if part:
            old = raises.row(BLOCK, old, raised(part), {})[1]
    assert old is not None
    return old


_stream = st.lists(
    st.tuples(st.integers(46701234500, 46701234509), st.sampled_from([50.0, 61.25, 99.0]), st.integers(1, 6),
              st.integers(0, 2000)),
    min_size=1, max_size=30,
)  # fmt: skip


@settings(max_examples=100)
@given(found=_stream, cut=st.integers(0, 30), again=st.integers(0, 30), kept=st.sampled_from([3, 200]))
def test_neither_batches_nor_repeats_change_a_row(found: Given, cut: int, again: int, kept: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(raises, "KEPT", kept)
        whole = told([found])
        assert told([found[:cut], found[cut:]]) == whole
        assert told([[one] for one in found]) == whole
        # After a crash some of it, or all, is seen once more, in other batches.
        assert told([found[:again], found[:again], found[again:]]) == whole
        assert told([[one] for one in found], whole) == whole
        assert len(raises.decode(whole).members) <= kept


def test_a_member_keeps_its_first_moment_and_its_worst_risk() -> None:
    one, other = 46701234501, 46701234502
    row = raises.decode(told([[(one, 60.0, 4, 900), (other, 55.0, 2, 950), (one, 90.0, 6, 990), (one, 70.0, 4, 999)]]))
    assert (row.group, row.kind, row.last) == ("+467012345xx", "block", 999)
    assert row.members == (
        raises.Member(one, "+46701234501", 90.0, "SIM Box", 900),
        raises.Member(other, "+46701234502", 55.0, "Robocall", 950),
    )


def test_handsets_and_trunks_are_shown_by_their_texts_and_keep_them() -> None:
    hidden = tagged(KIND_OPAQUE, "pseudonym")
    for kind, name in ((KIND_HANDSET, "handset"), (KIND_TRUNK, "trunk")):
        group = tagged(kind, "SE-1")
        key, value = raises.row(group, None, raised([(hidden, 60.0, 1, 5)]), {group: "SE-1", hidden: "pseudonym"})
        assert key == key_of(group)
        row = raises.decode(raises.row(group, value, raised([(46701234501, 60.0, 1, 6)]), {})[1])
        assert (row.group, row.kind) == ("SE-1", name)
        assert [member.number for member in row.members] == ["pseudonym", "+46701234501"]


@pytest.mark.parametrize(
    ("subject", "wanted"), [(46701234501, False), (BLOCK, True), (tagged(KIND_OPAQUE, "x"), False)]
)
def test_rows_of_groups_are_told_by_their_ids(subject: int, wanted: bool) -> None:
    assert raises.is_group(subject) is wanted
