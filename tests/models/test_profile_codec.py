"""Stored profiles: every profile comes back bit for bit, and nothing else is taken for one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models import company
from models.profile import PROFILE, VERSION, WORDS, new_profiles
from models.profile_codec import BLOCKS, ProfileFormatError, decode, encode
from tests.models.histories import START, Call, tell

HEAD = 8 * (1 + (WORDS + 63) // 64)


@st.composite
def profiles(draw: st.DrawFn) -> NDArray[np.void]:
    """Some profiles with any words in any places, from empty to full."""
    count = draw(st.integers(0, 6))
    words = np.zeros((count, WORDS), np.uint64)
    for row in words:
        random = np.random.default_rng(draw(st.integers(0, 2**32)))
        filled = random.random(WORDS) < draw(st.sampled_from([0.0, 0.05, 0.5, 1.0]))
        row[filled] = random.integers(0, 2**64, int(filled.sum()), np.uint64, endpoint=False)
    for place in draw(st.lists(st.sampled_from([0, 63, 64, 127, 128, WORDS - 1]), max_size=4)):
        words[:, place] = draw(st.sampled_from([0, 1, 2**63, 2**64 - 1]))
    return words.reshape(-1).view(PROFILE)


@settings(max_examples=150)
@given(found=profiles(), data=st.data())
def test_profiles_come_back_as_they_were(found: NDArray[np.void], data: st.DataObject) -> None:
    before = found.tobytes()
    values: list[bytes | None] = [*encode(found)]
    assert found.tobytes() == before
    assert decode(values).tobytes() == before
    # Subjects not met before have no value yet; they stand anywhere among the others.
    for place in sorted(data.draw(st.sets(st.integers(0, len(values)), max_size=3))):
        values.insert(place, None)
    back = decode(values)
    present = [k for k, value in enumerate(values) if value is not None]
    assert back[present].tobytes() == before
    assert not back[[k for k, value in enumerate(values) if value is None]].tobytes().strip(b"\0")


def test_a_number_that_was_called_once_takes_a_tenth_of_a_profile() -> None:
    story, _ = tell([Call(1, 2, START, 60_000)], only=2)
    assert len(encode(story.profiles)[0]) < PROFILE.itemsize / 10


def test_nothing_stored_is_an_empty_profile() -> None:
    assert len(decode([])) == 0
    assert decode([None]).tobytes() == new_profiles(1).tobytes()


def test_another_layout_version_is_refused_by_name() -> None:
    value = encode(new_profiles(1))[0]
    other = (VERSION + 1).to_bytes(8, "little") + value[8:]
    with pytest.raises(ProfileFormatError, match=f"layout version {VERSION + 1}, this program reads {VERSION}"):
        decode([value, None, other])
    block = BLOCKS.encode(np.zeros(1, company.COMPANY))[0]
    older = ((company.VERSION - 1) << 8).to_bytes(8, "little") + block[8:]
    said = (
        f"stored block has layout version {company.VERSION - 1}, this program reads {company.VERSION}: another release"
    )
    with pytest.raises(ProfileFormatError, match=said):
        BLOCKS.decode([older])


@settings(max_examples=150)
@given(found=profiles().filter(len), data=st.data())
def test_damaged_bytes_are_refused(found: NDArray[np.void], data: st.DataObject) -> None:
    values: list[bytes | None] = [*encode(found)]
    place = data.draw(st.integers(0, len(values) - 1))
    value = values[place] or b""
    kind = data.draw(st.sampled_from(["cut", "longer", "mask"]))
    if kind == "cut":
        values[place] = value[: data.draw(st.integers(0, len(value) - 1))]
    elif kind == "longer":
        values[place] = value + bytes(data.draw(st.integers(1, 40)))
    else:
        bit = data.draw(st.integers(0, WORDS - 1))
        damaged = bytearray(value)
        damaged[8 + bit // 8] ^= 1 << bit % 8
        values[place] = bytes(damaged)
    with pytest.raises(ProfileFormatError, match="stored profile is damaged"):
        decode(values)


def test_a_value_shorter_than_its_head_is_refused_even_when_longer_ones_follow() -> None:
    whole = encode(new_profiles(1))[0]
    assert len(whole) == HEAD
    with pytest.raises(ProfileFormatError, match="damaged"):
        decode([whole[:-8], whole + bytes(8)])


def test_a_mask_that_names_words_beyond_the_record_is_refused() -> None:
    # The kernel does not check bounds: the word would land in another profile.
    value = bytearray(encode(new_profiles(1))[0])
    value[HEAD - 1] |= 128
    with pytest.raises(ProfileFormatError, match="damaged"):
        decode([bytes(value) + bytes(8), bytes(value) + bytes(8)])
