"""The record contract: every alias, form and rule."""

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from models.call import ANSWERED, BUSY, CALL, CANCELLED, FAILED, MAX_CALLS, NO_ANSWER, Batch
from models.call_reader import CallReader
from models.number import ANONYMOUS, KIND_HANDSET, KIND_OPAQUE, KIND_TRUNK, tagged

START_MS = 1_714_559_025_123
GOOD: dict[str, Any] = {
    "caller": "+46701234567", "callee": "+46707654321", "start": "2024-05-01T10:23:45.123Z", "duration": 63.5
}  # fmt: skip


def read(*records: object, **options: Any) -> Batch:
    return CallReader("SE", **options).read(json.dumps(records).encode())


def one(options: dict[str, Any] | None = None, /, **changes: object) -> Any:
    batch = read({**GOOD, **changes}, **(options or {}))
    assert batch.rejected == []
    return batch.calls[0]


def reason(**changes: object) -> str:
    batch = read(GOOD, {**GOOD, **changes}, GOOD)
    assert len(batch.calls) == 2
    (rejected,) = batch.rejected
    assert rejected.index == 1
    assert json.loads(rejected.raw) == {**GOOD, **changes}
    return rejected.reason


def without(*names: str, **changes: object) -> dict[str, object]:
    return {**{name: value for name, value in GOOD.items() if name not in names}, **changes}


def test_a_call_has_every_column() -> None:
    call = one()
    assert [int(value) for value in call.item()] == [
        46701234567, 46707654321, 4286003222073441205, 0, 0, START_MS, START_MS + 63500, 63500, 0, 0, 0, 0, ANSWERED, 0
    ]  # fmt: skip


def test_the_array_can_be_written_to() -> None:
    calls = read(GOOD).calls
    calls["index"] += 1
    assert calls.dtype == CALL


@pytest.mark.parametrize(
    ("field", "alias"),
    [("caller", alias) for alias in ("caller_id", "source", "from")]
    + [("callee", alias) for alias in ("receiver_id", "destination", "to")]
    + [("start", alias) for alias in ("timestamp", "start_time")]
    + [("duration", alias) for alias in ("call_duration", "billsec")],
)
def test_each_alias_reads_as_its_field(field: str, alias: str) -> None:
    batch = read(GOOD, without(field, **{alias: GOOD[field]}))
    assert batch.rejected == []
    first, second = batch.calls
    assert first["call_hash"] == second["call_hash"]


@pytest.mark.parametrize("alias", ["id", "uuid", "call_id"])
def test_each_alias_of_the_call_id_gives_the_same_hash(alias: str) -> None:
    assert one(**{alias: "c0ffee"})["call_hash"] == 0x4B68FCCB68513BD4
    assert one(**{alias: "c0ffee"})["call_hash"] == one(call_id="c0ffee")["call_hash"]
    assert one(**{alias: 17})["call_hash"] == one(call_id="17")["call_hash"]


def test_status_is_an_alias_of_disposition() -> None:
    assert one(status="busy")["disposition"] == BUSY


def test_the_first_alias_that_holds_something_wins() -> None:
    assert one(caller=None, **{"from": "+46730000000"})["caller"] == 46730000000
    assert one(caller="", **{"from": "+46730000000"})["caller"] == 46730000000
    assert one(**{"from": "+46730000000"})["caller"] == 46701234567
    # Next to billsec, a switch's duration counts the ringing too.
    assert one(duration=80, billsec=60)["duration_ms"] == 60_000
    assert one(duration=80, billsec=None)["duration_ms"] == 80_000


@pytest.mark.parametrize(
    "value",
    [
        json.dumps([GOOD, GOOD]),
        json.dumps([GOOD, GOOD], indent=2),
        f"{json.dumps(GOOD)}\n{json.dumps(GOOD)}\n",
        f"\ufeff\r\n{json.dumps(GOOD)}\r\n\r\n{json.dumps(GOOD)}",
    ],
    ids=["array", "indented array", "lines", "lines with CR, blanks and a byte order mark"],
)
def test_each_form_of_message_is_read(value: str) -> None:
    batch = CallReader("SE").read(value.encode())
    assert batch.rejected == []
    assert batch.calls["index"].tolist() == [0, 1]


@pytest.mark.parametrize("indent", [None, 2])
def test_one_object_is_one_call(indent: int | None) -> None:
    batch = CallReader("SE").read(json.dumps(GOOD, indent=indent).encode())
    assert (len(batch.calls), batch.rejected) == (1, [])


def test_an_empty_array_holds_nothing() -> None:
    batch = CallReader().read(b"[]")
    assert (len(batch.calls), batch.rejected) == (0, [])


@pytest.mark.parametrize(
    ("start", "expected_ms"),
    [
        ("2024-05-01T10:23:45.123Z", START_MS),
        ("2024-05-01T12:23:45.123456+02:00", START_MS),
        ("2024-05-01 10:23:45.1239z", START_MS),
        (1714559025, START_MS - 123),
        (1714559025.123, START_MS),
        (START_MS, START_MS),
        (str(START_MS), START_MS),
        ("1714559025.123", START_MS),
        ("2016-12-31T23:59:60Z", 1483228799000),
        ("1990-01-01T00:00:00Z", 631152000000),
    ],
)
def test_a_start_is_read_in_every_spelling(start: object, expected_ms: int) -> None:
    assert one(start=start)["start_ms"] == expected_ms


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2024-05-01T10:23:45", "start has no zone and RINGFENCE_NAIVE_ZONE is not set"),
        ("2024-05-01", "start is a date without a time"),
        ("yesterday", "start is not a time: 'yesterday'"),
        ("2024-13-01T10:23:45Z", "start is not a time: '2024-13-01T10:23:45Z'"),
        ("1989-12-31T23:59:59Z", "start is not within 1990 to 2100"),
        ("2100-01-01T00:00:00Z", "start is not within 1990 to 2100"),
        ("0001-01-01T00:00:00+23:59", "start is not within 1990 to 2100"),
        (0, "start is not within 1990 to 2100"),
        (-1e300, "start is not within 1990 to 2100"),
        (10**300, "start is not within 1990 to 2100"),
        ("9" * 400, "start is not a time"),
        (None, "start is missing"),
        ("", "start is missing"),
        (True, "start is neither text nor a number"),
        ([1], "start is neither text nor a number"),
    ],
)
def test_a_bad_start_is_named(start: object, expected: str) -> None:
    assert reason(start=start) == expected


def test_a_time_without_zone_is_read_in_the_configured_one() -> None:
    call = one({"naive_zone": "Asia/Kolkata"}, start="2024-05-01 22:00:00")
    assert int(call["start_ms"]) == datetime(2024, 5, 1, 22, tzinfo=ZoneInfo("Asia/Kolkata")).timestamp() * 1000
    assert call["night"] == 1


@pytest.mark.parametrize(
    ("start", "night"),
    [
        ("2024-05-01T20:00:00Z", 1),  # 22:00 in Stockholm
        ("2024-05-01T19:59:59Z", 0),
        ("2024-05-01T20:00:00+00:00", 1),
        ("2024-05-01T03:59:59Z", 1),
        ("2024-05-01T04:00:00Z", 0),
        ("2024-12-01T20:30:00Z", 0),  # 21:30 in winter
        ("2024-05-01T20:00:00-05:00", 0),  # an offset says what local time is
        ("2024-05-01T22:00:00-05:00", 1),
        (1714593600, 1),  # 2024-05-01T20:00:00Z
    ],
)
def test_night_goes_by_local_time_at_start(start: object, night: int) -> None:
    assert one({"zone": "Europe/Stockholm"}, start=start)["night"] == night


@pytest.mark.parametrize(
    ("duration", "expected_ms"), [(0, 0), (12.5, 12500), ("12.5", 12500), (" 7 ", 7000), (30 * 86400, 2_592_000_000)]
)
def test_a_duration_is_read_as_number_or_text(duration: object, expected_ms: int) -> None:
    assert one(duration=duration)["duration_ms"] == expected_ms


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        (-1, "duration is negative"),
        ("-0.5", "duration is negative"),
        (30 * 86400 + 1, "duration is longer than 30 days"),
        (10**300, "duration is longer than 30 days"),
        (None, "duration is missing"),
        ("", "duration is missing"),
        ("nan", "duration is not a number: 'nan'"),
        ("1_0", "duration is not a number: '1_0'"),
        (True, "duration is not a number"),
        ({}, "duration is not a number"),
    ],
)
def test_a_bad_duration_is_named(duration: object, expected: str) -> None:
    assert reason(duration=duration) == expected


@pytest.mark.parametrize(
    ("disposition", "duration", "expected", "talk_ms"),
    [
        (None, 5, ANSWERED, 5000),
        (None, 0, NO_ANSWER, 0),
        ("", 5, ANSWERED, 5000),
        ("answered", 0, ANSWERED, 0),
        ("ANSWERED", 5, ANSWERED, 5000),
        ("NO ANSWER", 20, NO_ANSWER, 0),  # what rang is not talk
        ("no_answer", None, NO_ANSWER, 0),
        ("BUSY", 1, BUSY, 0),
        ("FAILED", 0, FAILED, 0),
        ("CONGESTION", 0, FAILED, 0),
        ("NORMAL_CLEARING", 5, ANSWERED, 5000),
        ("NORMAL_CLEARING", 0, NO_ANSWER, 0),
        ("RECOVERY_ON_TIMER_EXPIRE", 5, ANSWERED, 5000),
        ("RECOVERY_ON_TIMER_EXPIRE", 0, FAILED, 0),
        ("USER_BUSY", 0, BUSY, 0),
        ("NO_USER_RESPONSE", 0, NO_ANSWER, 0),
        ("ORIGINATOR_CANCEL", 9, CANCELLED, 0),
        ("UNALLOCATED_NUMBER", 0, FAILED, 0),
        ("no-answer", 0, NO_ANSWER, 0),
    ],
)
def test_how_a_call_ended(disposition: object, duration: object, expected: int, talk_ms: int) -> None:
    call = one(disposition=disposition, duration=duration)
    assert (call["disposition"], call["duration_ms"]) == (expected, talk_ms)
    assert call["end_ms"] == START_MS + talk_ms


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"disposition": "eaten"}, "disposition is not known: 'eaten'"),
        ({"disposition": 1}, "disposition is not text"),
        ({"disposition": []}, "disposition is a list"),
        ({"callee": None}, "callee is missing"),
        ({"callee": " "}, "callee is missing"),
        ({"callee": {"number": 1}}, "callee is an object"),
        ({"caller": True}, "caller is neither text nor a whole number"),
        ({"caller": "7" * 129}, "caller is longer than 128 characters"),
        ({"caller": "x\x00"}, "caller holds control characters or invalid Unicode"),
        ({"caller": -5}, "caller is negative"),
        ({"origin_region": 1.5}, "origin_region is neither text nor a whole number"),
        ({"cell": "x" * 129}, "cell is longer than 128 characters"),
        ({"imei": [1]}, "imei is a list"),
        ({"call_id": 1.5}, "call_id is neither text nor a whole number"),
    ],
)
def test_a_bad_field_is_named(changes: dict[str, object], expected: str) -> None:
    assert reason(**changes) == expected


@pytest.mark.parametrize("missing", ["callee", "start", "duration"])
def test_a_missing_field_is_named(missing: str) -> None:
    (rejected,) = read(without(missing)).rejected
    assert rejected.reason == f"{missing} is missing"


def test_a_caller_that_is_not_told_is_anonymous() -> None:
    batch = read(without("caller"), {**GOOD, "caller": None}, {**GOOD, "caller": "Restricted"})
    assert batch.calls["caller"].tolist() == [ANONYMOUS] * 3
    assert batch.texts == {ANONYMOUS: "anonymous"}


def test_texts_travel_beside_their_hashes() -> None:
    batch = read({**GOOD, "callee": "911", "origin_region": " SE-AB ", "cell": 240, "imei": "356938035643809"})
    call = batch.calls[0]
    assert call["handset"] == tagged(KIND_HANDSET, "356938035643809")
    assert batch.texts == {
        tagged(KIND_OPAQUE, "911"): "911",
        int(call["origin"]): "SE-AB",
        int(call["cell"]): "240",
        int(call["handset"]): "356938035643809",
    }


def test_the_account_goes_before_the_trunk() -> None:
    assert one(trunk="SE-1")["trunk"] == tagged(KIND_TRUNK, "SE-1")
    assert one(trunk="SE-1", account="a7")["trunk"] == tagged(KIND_TRUNK, "a7")
    assert one(trunk="SE-1", account="")["trunk"] == tagged(KIND_TRUNK, "SE-1")


def test_labels_are_read_only_when_asked_for() -> None:
    record = {**GOOD, "true_label": "Wangiri"}
    assert read(record).labels == {}
    batch = read(record, labels=True)
    assert batch.labels == {int(batch.calls["call_hash"][0]): "Wangiri"}
    (rejected,) = read({**GOOD, "true_label": [1]}, labels=True).rejected
    assert rejected.reason == "true_label is neither text nor a whole number"


def test_without_a_call_id_the_content_is_the_key() -> None:
    same = {**GOOD, "start": START_MS, "duration": "63.5", "cell": "x"}
    other = {**GOOD, "duration": 63.501}
    first, second, third = read(GOOD, same, other).calls["call_hash"]
    assert first == second != third


def test_more_calls_than_a_message_may_hold_are_rejected_in_a_form_that_can_be_sent_again() -> None:
    value = b"[" + b",".join([json.dumps(GOOD).encode()] * (MAX_CALLS + 3)) + b"]"
    batch = CallReader("SE").read(value)
    assert len(batch.calls) == MAX_CALLS
    (rejected,) = batch.rejected
    assert (rejected.index, rejected.reason) == (65535, "message has 65538 records and only the first 65535 are read")
    assert len(CallReader("SE").read(rejected.raw).calls) == 3


@pytest.mark.parametrize("options", [{"default_region": "XX"}, {"zone": "Nowhere"}, {"naive_zone": "../etc"}])
def test_a_reader_refuses_settings_that_do_not_exist(options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is not a"):
        CallReader(**options)  # type: ignore[arg-type]


def test_a_reader_that_has_seen_much_reads_like_a_fresh_one() -> None:
    used, records = CallReader("SE"), [{**GOOD, "caller": f"+4670{n:07}", f"x{n}": n} for n in range(2000)]
    used.read(json.dumps(records).encode())
    again, fresh = (reader.read(json.dumps(records).encode()) for reader in (used, CallReader("SE")))
    assert np.array_equal(again.calls, fresh.calls)
