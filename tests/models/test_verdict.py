"""Verdicts: what becomes of a number as its risk goes up and down, and which fraud its trace shows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from models import facts as f
from models.leg import IN
from models.profile import MEMBERS, VERDICT_FIELDS, new_profiles
from models.profile_fold import AFRESH, COUNTED, DUPLICATE, Folded
from models.verdict import (
    FRAUD_TYPES,
    NONE,
    UNKNOWN,
    VERDICT,
    Judged,
    Verdicts,
    decode_verdicts,
    judge,
)
from tests.models.histories import START, Call, hash_of, legs_of

ME, OTHER = 1, 2
WANGIRI, ROBOCALL = FRAUD_TYPES.index("Wangiri"), FRAUD_TYPES.index("Robocall")


def folded(placed: Sequence[int], flags: NDArray[np.uint8]) -> Folded:
    """What a fold gives for callers who have placed so many calls."""
    facts = np.zeros((len(placed), f.COUNT), np.float32)
    facts[:, f.CALLS] = placed
    return Folded(facts, flags, np.zeros((0, MEMBERS), np.uint64))


def judged(risks: Sequence[float], kind: int = UNKNOWN, **more: int) -> Judged:
    """Judgements with these risks; scores and evidence follow from them."""
    figures = np.array(risks, np.float32)
    return Judged(
        scores=figures.astype(np.float64) / 200 + 0.4,
        risks=figures,
        evidence=(figures / 20).astype(np.float32),
        types=np.where(figures >= 50, kind, 0).astype(np.uint8),
        confidence=np.full(len(risks), more.get("confidence", 0), np.uint8),
        rules=np.full(len(risks), more.get("rules", 0), np.uint64),
        listed=np.full(len(risks), more.get("listed", 0), np.uint8),
    )


class Number:
    """A number whose calls are judged with made-up risks."""

    def __init__(self) -> None:
        self.profiles = new_profiles(2)
        self.calls = 0

    @property
    def profile(self) -> np.void:
        found: np.void = self.profiles[0]
        return found

    def call(self, *risks: float, flag: int = COUNTED, kind: int = UNKNOWN) -> NDArray[np.void]:
        """Place a call a minute with each of these risks, all in one batch."""
        calls = [Call(ME, OTHER, START + 60 * (self.calls + k), id=self.calls + k + 1) for k in range(len(risks))]
        legs, _ = legs_of(calls)
        flags = np.full(len(legs), COUNTED, np.uint8)
        flags[legs["direction"] != IN] = flag
        placed = range(self.calls + 1, self.calls + 1 + len(risks))
        self.calls += len(risks)
        slots = (legs["subject"] - 1).astype(np.int32)
        return judge(self.profiles, slots, legs, folded(placed, flags), judged(risks, kind))


def column(rows: Sequence[NDArray[np.void]] | NDArray[np.void], name: str) -> list[int]:
    found: list[int] = np.atleast_1d(rows)[name].tolist()
    return found


def test_bands_begin_at_their_risks() -> None:
    rows = Number().call(0, 49.99, 50, 84.99, 85, 100)
    assert column(rows, "band") == [0, 0, 1, 1, 2, 2]
    assert rows["risk"].tolist() == pytest.approx([0, 49.99, 50, 84.99, 85, 100])


def test_a_verdict_tells_its_call_and_why() -> None:
    calls = [Call(ME, OTHER, START, 7000, 0, origin=3, target=4, id=9)]
    legs, _ = legs_of(calls)
    said = judged([60], WANGIRI, confidence=71, rules=1 << 40 | 2, listed=0)
    (row,) = judge(new_profiles(2), np.array([0, 1], np.int32), legs, folded([5], np.zeros(2, np.uint8)), said)
    assert {name: row[name].item() for name in VERDICT.names or () if name != "reserved"} == {
        "number": ME, "callee": OTHER, "call_hash": hash_of(9), "position": 0, "end_ms": START * 1000,
        "duration_ms": 7000, "origin": 3, "target": 4, "risk": 60, "score": pytest.approx(0.7), "calls": 5, "band": 1,
        "fraud_type": WANGIRI, "duplicate": 0, "blocked": 0, "first": 1, "disposition": 0, "confidence": 71,
        "listed": 0, "evidence": 3, "rules": 1 << 40 | 2,
    }  # fmt: skip


def test_what_has_no_type_has_no_confidence() -> None:
    legs, _ = legs_of([Call(ME, OTHER, START)])
    said = judged([20], confidence=99)
    (row,) = judge(new_profiles(2), np.array([0, 1], np.int32), legs, folded([1], np.zeros(2, np.uint8)), said)
    assert (row["fraud_type"], row["confidence"]) == (NONE, 0)


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
    assert column(number.call(60, kind=ROBOCALL), "fraud_type") == [ROBOCALL]
    assert column(number.call(55, kind=WANGIRI), "fraud_type") == [ROBOCALL]
    assert column(number.call(70, kind=WANGIRI), "fraud_type") == [WANGIRI]
    assert column(number.call(20, kind=ROBOCALL), "fraud_type") == [NONE]  # SAFE at this call
    assert number.profile["fraud_type"] == WANGIRI


def test_a_safe_number_has_no_fraud_type() -> None:
    number = Number()
    assert column(number.call(49, kind=WANGIRI), "fraud_type") == [NONE]
    assert number.profile["fraud_type"] == NONE


def test_messages_come_back_as_they_were() -> None:
    rows = Number().call(10, 90)
    back = decode_verdicts(Verdicts(3, rows, {1 << 61: "anonymous"}, "abc123", "def456").encode())
    assert (back.source, back.model, back.rules) == (3, "abc123", "def456")
    assert back.rows.tobytes() == rows.tobytes()
    assert back.texts == {1 << 61: "anonymous"}


@pytest.mark.parametrize("place", [0, 2])
def test_foreign_messages_and_other_versions_are_refused(place: int) -> None:
    message = bytearray(Verdicts(3, Number().call(10), {}).encode())
    message[place] += 1
    with pytest.raises(ValueError, match="this program reads b'RV' 2"):
        decode_verdicts(bytes(message))


def test_messages_that_were_cut_off_are_refused() -> None:
    message = Verdicts(3, Number().call(10), {}).encode()
    for size in range(len(message)):
        with pytest.raises(ValueError, match=r"shorter|layout|truncated"):
            decode_verdicts(message[:size])
