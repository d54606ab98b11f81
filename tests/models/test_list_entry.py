"""Entries of lists: what can be one, and that they come back from bytes as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.list_entry import Entry, blockable, decode, encode, read_entry
from models.number import Normaliser, block_of

READ = Normaliser("SE")


@given(st.integers(10_000_000, 10**15 - 1))
def test_a_number_and_its_block_are_read_as_they_are_shown(number: int) -> None:
    assert read_entry(f"+{number}", READ) == (number, f"+{number}")
    block = f"+{number // 100}xx"
    assert read_entry(block, READ) == (block_of(number), block)
    assert read_entry(block.upper(), READ) == (block_of(number), block)


@pytest.mark.parametrize("text", ["anonymous", "Unknown", "", "+12", "+46701234567 mother", "+4670xxx", "467012345xx"])
def test_what_is_no_number_is_no_entry(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_entry(text, READ)


@pytest.mark.parametrize("text", ["112", "911", "116117", "*98", "90510"])
def test_short_codes_may_be_allowed_and_never_blocked(text: str) -> None:
    assert read_entry(text, READ)[1] == text
    with pytest.raises(ValueError, match="never blocked"):
        blockable(text)
    blockable("+46701234567")


def test_an_entry_comes_back_and_names_its_own_key() -> None:
    entry = Entry(on="block", entry="+467012345xx", id=block_of(46701234567), reason="r", by="b", added_ms=1)
    assert decode(encode(entry)) == entry
    assert entry.key == b"block +467012345xx"
