"""Broken messages: whatever the bytes, the reader returns, and every good neighbour is kept."""

import json
import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import call_split
from models.call_reader import CallReader

READER = CallReader("SE")
GOOD: dict[str, Any] = {
    "caller": "+46701234567", "callee": "+46707654321", "start": "2024-05-01T10:23:45Z", "duration": 63, "call_id": "g"
}  # fmt: skip
GOOD_BYTES = json.dumps(GOOD).encode()
# Each is one record that no JSON decoder takes, or that is no call.
BROKEN = {
    "truncated": GOOD_BYTES[:-20],
    "NaN": b'{"caller": "+46701234567", "duration": NaN}',
    "Infinity": b'{"duration": -Infinity}',
    "1e400": b'{"duration": 1e400}',
    "huge integer": b'{"duration": ' + b"9" * 5000 + b"}",
    "deep lists": b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "deep objects": b'{"x":' * 5000 + b"1" + b"}" * 5000,
    "invalid UTF-8": b'{"caller": "\xff\xfe"}',
    "lone surrogate": b'{"caller": "\\ud800", "callee": "+46701234567"}',
    "control character": b'{"caller": "\x01"}',
    "long text": b'{"caller": "' + b"9" * 5_000_000 + b'", "callee": "1", "start": 1714559025, "duration": 1}',
    "unquoted": b"{caller: 1}",
    "text": b'"call"',
    "number": b"17",
    "null": b"null",
    "list": b"[]",
    "extra bracket": b'{"caller": "x"]',
    "missing brace": GOOD_BYTES[:-1],
    "extra brace": GOOD_BYTES + b"}",
    "missing quote": b'{"caller: "+46701234567"}',
}


def goods(value: bytes) -> int:
    batch = READER.read(value)
    assert all(rejected.reason and rejected.reason.isprintable() for rejected in batch.rejected)
    return len(batch.calls)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_record_costs_its_neighbours_nothing_in_an_array(broken: bytes) -> None:
    value = b"[%b, %b, %b, %b]" % (GOOD_BYTES, GOOD_BYTES, broken, GOOD_BYTES)
    batch = READER.read(value)
    assert len(batch.calls) == 3
    assert batch.rejected
    assert all(rejected.raw in value for rejected in batch.rejected)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_record_costs_its_neighbours_nothing_in_lines(broken: bytes) -> None:
    batch = READER.read(b"\n".join([GOOD_BYTES, broken, GOOD_BYTES]))
    assert batch.calls["index"].tolist() == [0, 2]
    (rejected,) = batch.rejected
    assert (rejected.index, rejected.raw) == (1, broken)


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_record_alone_is_one_rejected_record(broken: bytes) -> None:
    batch = READER.read(broken)
    if broken == b"[]":
        assert batch.rejected == []
        return
    (rejected,) = batch.rejected
    assert (rejected.index, rejected.raw, len(batch.calls)) == (0, broken, 0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"", "message is empty"),
        (b" \n", "message is empty"),
        (b"hello", "not JSON: invalid character (byte 0)"),
        (b'{"a": "\xff"}', "not JSON: invalid UTF-8"),
        (b"[" * 100_000, "not JSON: nested too deep"),
        (b"17", "record is not a JSON object"),
        (GOOD_BYTES[:-1], "not JSON: input data was truncated"),
    ],
)
def test_the_reason_says_what_is_wrong_with_a_whole_message(value: bytes, expected: str) -> None:
    batch = READER.read(value)
    (rejected,) = batch.rejected
    assert (rejected.index, rejected.reason, len(batch.calls)) == (0, expected, 0)
    assert rejected.raw in value


def test_of_a_nest_that_is_too_deep_only_the_beginning_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at, token = [0], call_split._TOKEN

    def finditer(body: bytes) -> Iterator[re.Match[bytes]]:
        for found in token.finditer(body):
            looked_at[0] += 1
            yield found

    monkeypatch.setattr(call_split, "_TOKEN", SimpleNamespace(finditer=finditer))
    assert goods(b"[" + GOOD_BYTES + b", " + b"[" * 100_000 + b", " + GOOD_BYTES + b"]") == 2
    assert 0 < looked_at[0] < 2000


def test_a_message_without_a_value_is_empty() -> None:
    assert READER.read(None).rejected[0].reason == "message is empty"


@pytest.mark.parametrize("end", [b"", b",", b", ", b', {"caller'])
def test_an_array_that_was_cut_off_keeps_its_calls_and_says_so(end: bytes) -> None:
    batch = READER.read(b"[%b, %b%b" % (GOOD_BYTES, GOOD_BYTES, end))
    assert len(batch.calls) == 2
    assert len(batch.rejected) == 1


def test_what_is_rejected_is_never_much_longer_than_its_message() -> None:
    value = b"[%b%b" % (GOOD_BYTES, b"," * 50_000)
    assert sum(len(rejected.raw) for rejected in READER.read(value).rejected) <= 2 * len(value)


def test_a_broken_object_over_several_lines_is_one_rejected_record() -> None:
    value = json.dumps({**GOOD, "duration": float("nan")}, indent=2).encode()
    (rejected,) = READER.read(value).rejected
    assert rejected.raw == value


def test_a_quote_too_few_does_not_swallow_the_rest_of_an_array() -> None:
    broken = GOOD_BYTES.replace(b'"callee": "', b'"callee": ')
    assert goods(b"[%b]" % b",".join([GOOD_BYTES, broken, GOOD_BYTES, GOOD_BYTES])) == 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from([*GOOD, "billsec", "from", "imei", "trunk", "cell", "disposition", "origin_region"])
RECORDS = st.dictionaries(FIELDS, JSON, max_size=6).map(lambda changes: {**GOOD, **changes})


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """Draw a message of good calls of which some bytes were cut, replaced, put in or doubled."""
    form = draw(st.sampled_from([b"[%b]" % b",".join([GOOD_BYTES] * 3), b"\n".join([GOOD_BYTES] * 3), GOOD_BYTES]))
    value = bytearray(form)
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, max(len(value) - 1, 0)))
        to = min(at + draw(st.integers(0, 30)), len(value))
        value[at:to] = draw(st.binary(max_size=8) | st.sampled_from([b"[", b"{", b"}", b"]", b'"', b"\\", b"\n", b","]))
    return bytes(value)


@settings(max_examples=400)
@given(st.binary(max_size=400) | mutated())
def test_no_bytes_raise(value: bytes) -> None:
    batch = READER.read(value)
    assert len(batch.calls) or batch.rejected or value.strip().removeprefix(b"\xef\xbb\xbf").replace(b" ", b"") == b"[]"


@settings(max_examples=200)
@given(st.lists(RECORDS, max_size=5), st.booleans())
def test_every_record_is_either_a_call_or_rejected(records: list[dict[str, Any]], as_lines: bool) -> None:
    texts = [json.dumps(record).encode() for record in [*records, GOOD]]
    batch = READER.read(b"\n".join(texts) if as_lines else b"[%b]" % b",".join(texts))
    places = batch.calls["index"].tolist() + [rejected.index for rejected in batch.rejected]
    assert sorted(places) == list(range(len(texts)))
    assert batch.calls["index"][-1] == len(records)
    assert all(rejected.raw == texts[rejected.index] for rejected in batch.rejected)


@settings(max_examples=300)
@given(st.integers(0, 4), st.data())
def test_one_mutated_line_keeps_every_other(place: int, data: st.DataObject) -> None:
    lines = [GOOD_BYTES] * 5
    at = data.draw(st.integers(0, len(GOOD_BYTES) - 1))
    junk = data.draw(st.binary(max_size=20)).replace(b"\n", b"").replace(b"\r", b"")
    lines[place] = GOOD_BYTES[:at] + junk + GOOD_BYTES[at + data.draw(st.integers(0, 20)) :]
    if not lines[place].lstrip().startswith(b"{"):
        lines[place] = b"{" + lines[place]  # what the first byte says the form to be is another matter
    assert goods(b"\n".join(lines)) >= 4


@settings(max_examples=300)
@given(st.integers(0, 4), st.sampled_from(list(BROKEN)), st.booleans())
def test_one_broken_record_keeps_every_other(place: int, broken: str, as_lines: bool) -> None:
    records = [GOOD_BYTES] * 5
    records[place] = BROKEN[broken] if len(BROKEN[broken]) < 10_000 else b"{,}"
    assert goods(b"\n".join(records) if as_lines else b"[%b]" % b",".join(records)) == 4


@settings(max_examples=200)
@given(st.integers(1, 500))
def test_a_truncated_array_keeps_the_calls_before_the_cut(missing: int) -> None:
    value = b"[%b]" % b",".join([GOOD_BYTES] * 6)
    kept = (len(value) - missing) // (len(GOOD_BYTES) + 1)
    assert goods(value[:-missing]) >= kept
