"""Numbers: ids and partitions never change, and texts become the number that their writer meant."""

import numpy as np
import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.number import (
    ANONYMOUS,
    KIND_BLOCK,
    KIND_HANDSET,
    KIND_NUMBER,
    KIND_OPAQUE,
    KIND_TRUNK,
    MAX_TEXT,
    Normaliser,
    block_of,
    blocks_of,
    carrier_of,
    id_of,
    is_short,
    key_of,
    kind_of,
    partition_of,
    partition_of_one,
    region_of,
    tagged,
    text_of,
)
from models.number_id import mixed_one

IDS = st.integers(0, 2**64 - 1)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (KIND_OPAQUE, "anonymous", 2592735845891206815),
        (KIND_OPAQUE, "911", 3273455223873105384),
        (KIND_HANDSET, "356938035643809", 7833942018285539258),
        (KIND_TRUNK, "SE-1", 9320193069883507534),
    ],
)
def test_ids_of_texts_never_change(kind: int, text: str, expected: int) -> None:
    assert tagged(kind, text) == expected
    assert kind_of(expected) == kind


def test_partitions_never_change() -> None:
    ids = [46701234567, 46701234568, 12025550143, ANONYMOUS, tagged(KIND_TRUNK, "SE-1")]
    assert partition_of(np.array(ids, np.uint64), 64).tolist() == [29, 29, 29, 20, 51]


@given(st.integers(0, 10**15 - 1), st.integers(1, 4096))
def test_a_number_lives_where_its_block_and_its_siblings_do(number: int, partitions: int) -> None:
    home = partition_of_one(block_of(number), partitions)
    assert partition_of_one(number, partitions) == home
    assert partition_of_one(number - number % 100 + 99, partitions) == home


def test_the_mix_is_splitmix64() -> None:
    # The first two outputs of the published generator from seed 0.
    assert mixed_one(0) == 0xE220A8397B1DCDAF
    assert mixed_one(0x9E3779B97F4A7C15) == 0x6E789E6AA1B965F4


@given(st.lists(IDS, max_size=20), st.integers(1, 4096))
def test_one_id_and_many_ids_have_the_same_partition(ids: list[int], partitions: int) -> None:
    array = np.array(ids, np.uint64)
    before = array.copy()
    assert partition_of(array, partitions).tolist() == [partition_of_one(one, partitions) for one in ids]
    assert np.array_equal(array, before)


def test_neighbouring_blocks_spread_evenly() -> None:
    counts = np.bincount(partition_of(np.arange(46700000000, 46710000000, 100, dtype=np.uint64), 8), minlength=8)
    assert counts.min() > 12_000
    assert counts.max() < 13_000


@given(IDS)
def test_a_key_gives_back_its_id_and_sorts_like_it(one: int) -> None:
    assert id_of(key_of(one)) == one
    assert (key_of(one) < key_of(46701234567)) == (one < 46701234567)


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        id_of(b"short")


@given(st.lists(IDS, max_size=20))
def test_blocks_of_many_are_the_blocks_of_each(ids: list[int]) -> None:
    assert blocks_of(np.array(ids, np.uint64)).tolist() == [block_of(one) for one in ids]


def test_a_block_is_the_number_without_its_last_two_digits() -> None:
    assert block_of(46701234500) == block_of(46701234599) != block_of(46701234600)
    assert kind_of(block_of(46701234567)) == KIND_BLOCK
    assert text_of(block_of(46701234567), {}) == "+467012345xx"


@given(st.from_regex(r"\+[1-9][0-9]{7,14}", fullmatch=True))
def test_a_plus_and_digits_are_taken_as_they_are(text: str) -> None:
    found, opaque = Normaliser("US")(text)
    assert (kind_of(found), opaque, text_of(found, {})) == (KIND_NUMBER, None, text)


@given(st.sampled_from(["US", "SE", "IN", "DE", "IT"]), st.one_of(st.text(max_size=200), st.integers()))
def test_any_text_is_a_number_an_opaque_number_or_refused(region: str, raw: object) -> None:
    try:
        found, text = Normaliser(region)(raw)
    except ValueError:
        return
    assert (text is None) == (kind_of(found) == KIND_NUMBER)
    if text is None:
        assert 10**7 <= found < 10**15
    else:
        assert found == tagged(KIND_OPAQUE, text)
        assert text.isprintable()


@given(st.sampled_from(["US", "SE", "IN", "GB", "BR"]))
def test_national_and_international_spellings_are_one_number(region: str) -> None:
    number = phonenumbers.example_number(region)
    assert number is not None
    formats = phonenumbers.PhoneNumberFormat
    normalise = Normaliser(region)
    expected = int(phonenumbers.format_number(number, formats.E164))
    for spelling in (formats.E164, formats.INTERNATIONAL, formats.NATIONAL, formats.RFC3966):
        assert normalise(phonenumbers.format_number(number, spelling)) == (expected, None)


@pytest.mark.parametrize(
    ("region", "raw", "expected"),
    [
        ("US", "(202) 555-0143", 12025550143),
        ("US", "sip:+12025550143@example.com;user=phone", 12025550143),
        ("US", "tel:+1-202-555-0143", 12025550143),
        ("US", 919876543210, 919876543210),  # too long for the default region
        ("US", "0046701234567", 46701234567),
        ("US", "011 46 70 123 45 67", 46701234567),
        ("SE", "070-123 45 67", 46701234567),
        ("SE", "0046701234567", 46701234567),
        ("SE", "\u202a+46 70\u00a0123 45 67\u202c", 46701234567),
        ("GB", "+44 (0)20 7946 0958", 442079460958),
        ("IT", "06 698 12345", 390669812345),  # Italy keeps the leading zero
    ],
)
def test_switches_spellings_become_e164(region: str, raw: object, expected: int) -> None:
    assert Normaliser(region)(raw) == (expected, None)


@pytest.mark.parametrize(
    "raw",
    [
        "911",
        "112",
        "116117",
        "*98",
        "#31#",
        "+1234567",
        "+0123456789",
        "12345678901234567890",
        "a1b2c3d4e5f6a7b8",
        "....",
    ],
)
def test_what_is_no_number_stays_opaque_with_its_text(raw: str) -> None:
    assert Normaliser("US")(raw) == (tagged(KIND_OPAQUE, raw), raw)


@pytest.mark.parametrize(
    "raw", [None, "", "  ", "anonymous", "Anonymous", "RESTRICTED", "<unknown>", "sip:anonymous@x"]
)
def test_withheld_numbers_are_all_one(raw: object) -> None:
    assert Normaliser("US")(raw) == (ANONYMOUS, "anonymous")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (True, "neither text nor a whole number"),
        (1.5, "neither text nor a whole number"),
        (["+46701234567"], "neither text nor a whole number"),
        ({}, "neither text nor a whole number"),
        (-1, "negative"),
        (10**400, "more than 30 digits"),
        ("1" * (MAX_TEXT + 1), "longer than 128 characters"),
        ("a\x00b", "control characters"),
        ("a\ud800", "invalid Unicode"),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_a_reason(raw: object, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Normaliser("US")(raw)


def test_an_unknown_default_region_is_refused() -> None:
    with pytest.raises(ValueError, match="'XX' is not a known two-letter region"):
        Normaliser("XX")


def test_what_is_publicly_known_about_a_number() -> None:
    assert (carrier_of(919876543210), region_of(919876543210)) == ("Airtel", "IN")
    assert (carrier_of(ANONYMOUS), region_of(ANONYMOUS)) == ("", "")
    assert region_of(999_999_999_999_999) == ""


@pytest.mark.parametrize(("text", "short"), [("911", True), ("*98", True), ("7", False), ("1234567", False)])
def test_short_codes_are_recognised(text: str, short: bool) -> None:
    assert is_short(text) is short
