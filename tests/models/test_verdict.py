"""Verdicts: what becomes of a number as its risk goes up and down, and which fraud its trace shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from models.features import COUNT, NAMES
from models.leg import IN
from models.profile import VERDICT_FIELDS, new_profiles
from models.profile_fold import AFRESH, COUNTED, DUPLICATE, Folded
from models.verdict import (
    FRAUD_TYPES,
    NONE,
    ROBOCALL,
    UNKNOWN,
    VERDICT,
    WANGIRI,
    Verdicts,
    decode_verdicts,
    fraud_type_of,
    judge,
)
from tests.models.histories import START, Call, hash_of, legs_of

ME, OTHER = 1, 2
ORDINARY: dict[str, float] = {}
WANGIRI_TRACE = {"unanswered_ratio_1h": 0.9, "short_ratio_1h": 0.05, "seconds_per_call_1h": 0.1}
ROBOCALL_TRACE = {
    "new_ratio_1h": 0.9, "callee_ratio_1h": 0.95, "calls_1h": np.log1p(40), "unanswered_ratio_1h": 0.3,
    "short_ratio_1h": 0.2, "seconds_per_call_1h": np.log1p(12),
}  # fmt: skip


def features(**values: float) -> NDArray[np.float32]:
    """A feature row with the given values, others 0."""
    row = np.zeros(COUNT, np.float32)
    for name, value in values.items():
        row[NAMES.index(name)] = value
    return row


class Number:
    """A number whose calls are judged with made-up risks."""

    def __init__(self) -> None:
        self.profiles = new_profiles(2)
        self.calls = 0

    @property
    def profile(self) -> np.void:
        found: np.void = self.profiles[0]
        return found

    def call(self, *risks: float, flag: int = COUNTED, trace: dict[str, float] = ORDINARY) -> NDArray[np.void]:
        """Place a call a minute with each of these risks, all in one batch."""
        calls = [Call(ME, OTHER, START + 60 * (self.calls + k), id=self.calls + k + 1) for k in range(len(risks))]
        legs, _ = legs_of(calls)
        flags = np.full(len(legs), COUNTED, np.uint8)
        flags[legs["direction"] != IN] = flag
        placed = np.arange(self.calls + 1, self.calls + 1 + len(risks), dtype=np.uint32)
        self.calls += len(risks)
        rows = np.stack([features(**trace)] * len(risks))
        scores = np.array(risks) / 200 + 0.4
        slots = (legs["subject"] - 1).astype(np.int32)
        return judge(self.profiles, slots, legs, Folded(rows, placed, flags), scores, np.array(risks, np.float32))


def column(rows: Sequence[NDArray[np.void]] | NDArray[np.void], name: str) -> list[int]:
    found: list[int] = np.atleast_1d(rows)[name].tolist()
    return found


def test_bands_begin_at_their_risks() -> None:
    rows = Number().call(0, 49.99, 50, 84.99, 85, 100)
    assert column(rows, "band") == [0, 0, 1, 1, 2, 2]
    assert rows["risk"].tolist() == pytest.approx([0, 49.99, 50, 84.99, 85, 100])


def test_a_verdict_tells_its_call() -> None:
    calls = [Call(ME, OTHER, START, 7000, 0, origin=3, target=4, id=9)]
    legs, _ = legs_of(calls)
    folded = Folded(features()[None], np.array([5], np.uint32), np.zeros(2, np.uint8))
    (row,) = judge(new_profiles(2), np.array([0, 1], np.int32), legs, folded, np.array([0.6]), np.array([60], "f4"))
    assert {name: row[name].item() for name in VERDICT.names or () if name != "reserved"} == {
        "number": ME, "callee": OTHER, "call_hash": hash_of(9), "position": 0, "end_ms": START * 1000,
        "duration_ms": 7000, "origin": 3, "target": 4, "risk": 60, "score": pytest.approx(0.6), "calls": 5, "band": 1,
        "fraud_type": UNKNOWN, "duplicate": 0, "blocked": 0, "first": 1, "disposition": 0,
    }  # fmt: skip


def test_a_number_is_flagged_once_for_each_band() -> None:
    number = Number()
    rows = number.call(10, 55, 20, 60, 90, 10, 95)
    assert column(rows, "first") == [0, 1, 0, 0, 2, 0, 0]
    assert number.profile["flagged_at"] == START + 60
    assert number.profile["flagged_calls"] == 2
    assert number.profile["danger_at"] == START + 240


def test_a_number_that_becomes_dangerous_at_once_is_flagged_for_both() -> None:
    number = Number()
    rows = number.call(20, 99, 99)
    assert column(rows, "first") == [0, 3, 0]
    assert number.profile["flagged_at"] == number.profile["danger_at"] == START + 60


def test_calls_after_the_dangerous_one_are_blocked_whatever_their_own_risk() -> None:
    number = Number()
    assert column(number.call(60, 90, 95, 10), "blocked") == [0, 0, 1, 1]
    assert column(number.call(5), "blocked") == [1]
    assert number.profile["blocked"] == 3


def test_suspicion_alone_blocks_nothing() -> None:
    number = Number()
    assert column(number.call(60, 70, 84), "blocked") == [0, 0, 0]
    assert number.profile["blocked"] == 0


def test_risk_follows_the_last_call_and_the_peak_stays() -> None:
    number = Number()
    number.call(30, 80, 40)
    assert (number.profile["risk"], number.profile["peak_risk"]) == (40, 80)
    assert number.profile["score"] == pytest.approx(0.6)


def test_a_call_that_comes_twice_repeats_the_verdict_and_changes_nothing() -> None:
    number = Number()
    number.call(60, 90)
    before = number.profiles.tobytes()
    rows = number.call(100, 0, flag=DUPLICATE)
    assert number.profiles.tobytes() == before
    assert column(rows, "duplicate") == [1, 1]
    assert rows["risk"].tolist() == [90, 90]
    assert column(rows, "band") == [2, 2]
    assert column(rows, "first") == [0, 0]
    assert column(rows, "blocked") == [0, 0]


def test_a_caller_who_starts_afresh_has_no_record() -> None:
    number = Number()
    number.call(90, 95)
    (row,) = number.call(20, flag=AFRESH)
    assert (row["blocked"], row["band"], row["fraud_type"]) == (0, 0, NONE)
    assert number.profile["peak_risk"] == 20
    assert all(number.profile[name] == 0 for name in ("flagged_at", "danger_at", "flagged_calls", "blocked"))
    assert column(number.call(90), "first") == [3]


def test_the_legs_of_callees_have_no_verdict() -> None:
    number = Number()
    assert len(number.call(99, 99)) == 2
    assert all(number.profiles[1][name] == 0 for name in VERDICT_FIELDS)


def test_the_fraud_type_is_that_of_the_highest_risk() -> None:
    number = Number()
    assert column(number.call(60, trace=ROBOCALL_TRACE), "fraud_type") == [ROBOCALL]
    assert column(number.call(55, trace=WANGIRI_TRACE), "fraud_type") == [ROBOCALL]
    assert column(number.call(70, trace=WANGIRI_TRACE), "fraud_type") == [WANGIRI]
    assert column(number.call(20, trace=ROBOCALL_TRACE), "fraud_type") == [NONE]  # SAFE at this call
    assert number.profile["fraud_type"] == WANGIRI


def test_a_safe_number_has_no_fraud_type() -> None:
    number = Number()
    assert column(number.call(49, trace=WANGIRI_TRACE), "fraud_type") == [NONE]
    assert number.profile["fraud_type"] == NONE


@pytest.mark.parametrize(
    ("trace", "change", "expected"),
    [
        (WANGIRI_TRACE, {}, "Wangiri"),
        (WANGIRI_TRACE, {"unanswered_ratio_1h": 0.2, "short_ratio_1h": 0.6}, "Wangiri"),
        (WANGIRI_TRACE, {"unanswered_ratio_1h": 0.5}, "Unknown Fraud"),
        (WANGIRI_TRACE, {"seconds_per_call_1h": np.log1p(4)}, "Unknown Fraud"),
        (ROBOCALL_TRACE, {}, "Robocall"),
        (ROBOCALL_TRACE, {"new_ratio_1h": 0.5}, "Unknown Fraud"),
        (ROBOCALL_TRACE, {"callee_ratio_1h": 0.7}, "Unknown Fraud"),
        (ROBOCALL_TRACE, {"calls_1h": np.log1p(3)}, "Unknown Fraud"),
        ({**ROBOCALL_TRACE, **WANGIRI_TRACE}, {}, "Wangiri"),
    ],
)
def test_the_fraud_type_names_the_trace(trace: dict[str, float], change: dict[str, float], expected: str) -> None:
    assert FRAUD_TYPES[fraud_type_of(features(**{**trace, **change}))] == expected


def test_messages_come_back_as_they_were() -> None:
    rows = Number().call(10, 90)
    back = decode_verdicts(Verdicts(3, rows, {1 << 61: "anonymous"}).encode())
    assert back.source == 3
    assert back.rows.tobytes() == rows.tobytes()
    assert back.texts == {1 << 61: "anonymous"}


@pytest.mark.parametrize("place", [0, 2])
def test_foreign_messages_and_other_versions_are_refused(place: int) -> None:
    message = bytearray(Verdicts(3, Number().call(10), {}).encode())
    message[place] += 1
    with pytest.raises(ValueError, match="this program reads b'RV' 1"):
        decode_verdicts(bytes(message))


def test_messages_that_were_cut_off_are_refused() -> None:
    message = Verdicts(3, Number().call(10), {}).encode()
    for size in range(len(message)):
        with pytest.raises(ValueError, match=r"shorter|layout|truncated"):
            decode_verdicts(message[:size])
