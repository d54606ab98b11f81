"""Nobody finds a number in what is masked, however it was written, and the same number always looks the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.access.mask import Mask

MASK = Mask(b"k" * 32)
DIGITS = st.from_regex(r"[1-9][0-9]{7,14}", fullmatch=True)
WORDS = st.text(st.characters(categories=("L", "P", "Z"), exclude_characters="+.()/-"), max_size=20)


@given(digits=DIGITS, before=WORDS, after=WORDS)
def test_no_sentence_keeps_a_number(digits: str, before: str, after: str) -> None:
    for written in (f"+{digits}", digits, f"00{digits}", f"+{digits[:2]} {digits[2:4]}-{digits[4:]}", f"({digits})"):
        shown = MASK.text(f"{before}{written}{after}")
        kept = max(re.findall(r"\d+", re.sub(r"~[a-z2-7]{8}", "", shown)), key=len, default="")
        assert len(kept) <= 4, shown
        assert digits not in re.sub(r"\D", "", shown)


@given(digits=DIGITS)
def test_a_number_looks_the_same_wherever_it_stands(digits: str) -> None:
    alone = MASK.number(f"+{digits}")
    assert MASK.text(f"Wangiri from +{digits}, 1 number") == f"Wangiri from {alone}, 1 number"
    assert MASK.text(f"raised as HIGH: Robocall from +{digits}") == f"raised as HIGH: Robocall from {alone}"
    assert MASK.text(MASK.text(f"+{digits}")) == alone
    assert re.fullmatch(r"\+\d{4}~[a-z2-7]{8}", alone)
    assert digits.startswith(alone[1:5])


@given(st.lists(DIGITS, min_size=2, max_size=50, unique=True))
def test_different_numbers_look_different(numbers: list[str]) -> None:
    assert len({MASK.number(f"+{one}") for one in numbers}) == len(numbers)


def test_another_key_gives_other_pseudonyms() -> None:
    assert MASK.number("+46701234567") != Mask(b"l" * 32).number("+46701234567")


@pytest.mark.parametrize("opaque", ["911", "user-4711", "sip:line 7@host", "anonymous", "0" * 64, "0123456789"])
def test_opaque_numbers_are_pseudonyms_in_fields_and_in_sentences_about_them(opaque: str) -> None:
    shown = MASK.number(opaque)
    assert re.fullmatch(r"~[a-z2-7]{8}", shown)
    assert MASK.text(f"Robocall from {opaque}, 1 number") == f"Robocall from {shown}, 1 number"
    assert opaque not in MASK.text(f"raised as HIGH: Robocall from {opaque}", [opaque])


@pytest.mark.parametrize(
    "text",
    [
        "312 suspicious calls by 14 numbers to 1,234,567 different numbers, risk 91.",
        "paused until 2026-03-02T09:00:00.123Z",
        "2026-03-02 09:00",
        "Wangiri from several ranges, 14 numbers",
        "Wangiri from +8821, 14 numbers",
        "closed as confirmed fraud: rang 12 people in 3 h",
    ],
)
def test_what_is_no_number_stays(text: str) -> None:
    assert MASK.text(text) == text


def test_ids_which_are_hashes_of_numbers_are_replaced_alike() -> None:
    shown = MASK.id("7f3a09c2d1")
    assert "7f3a09c2d1" not in shown
    assert MASK.text("became part of 7f3a09c2d1") == f"became part of {shown}"
    assert MASK.number("7f3a09c2d1") == shown, "the subject of an alert about a campaign"


def test_blocks_and_common_beginnings_are_masked_too() -> None:
    assert re.fullmatch(r"\+4670~[a-z2-7]{8}", MASK.number("+467012345xx"))
    assert re.fullmatch(r"IRSF from \+8821~[a-z2-7]{8}, 2 numbers", MASK.text("IRSF from +88213005, 2 numbers"))
