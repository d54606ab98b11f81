"""What is gathered per number, against a plain walk over the same verdicts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.standing import CLEARED
from models.verdict import DANGEROUS, SUSPICIOUS
from tests.training.evaluation.worlds import seen_of, verdicts
from training.evaluation.seen import RAISED, Seen


def test_a_flag_is_dated_to_the_end_of_the_call_and_counts_the_calls_until_then() -> None:
    row = seen_of(
        verdicts(
            [
                (7, 1000, 5000, 55, 0),
                (8, 0, 6000, 90, 2),
                (7, 6000, 9000, 86, 1),
                (7, 9000, 9500, 95, 3),
                (9, 0, 9, 60, 1),
            ]
        )
    )
    seven, eight, nine = row[7], row[8], row[9]
    assert (seven["flag_ms"], seven["flag_risk"], seven["flag_calls"], seven["flag_start_ms"]) == (9000, 86, 2, 6000)
    assert (seven["calls"], seven["first_start_ms"], seven["max_risk"], seven["band"]) == (3, 1000, 95, 2)
    assert (seven["first_type"], seven["fraud_type"], seven["watch_ms"]) == (1, 3, 5000)
    assert (eight["flag_ms"], eight["watch_ms"], eight["band"], eight["flag_calls"]) == (6000, 6000, 2, 1)
    assert (nine["flag_ms"], nine["watch_ms"], nine["band"]) == (0, 9, 1)


def test_of_equal_risks_the_latest_names_the_type() -> None:
    assert seen_of(verdicts([(7, 0, 1, 60, 1), (7, 1, 2, 60, 2), (7, 2, 3, 59, 3)]))[7]["fraud_type"] == 2


def test_a_call_that_comes_late_but_had_ended_by_the_flag_counts() -> None:
    found = verdicts([(7, 0, 1000, 10, 0), (7, 0, 3000, 90, 1), (7, 0, 2000, 90, 1), (7, 0, 3001, 90, 1)])
    for sizes in ((), (1,), (2,), (1, 1, 1)):
        assert seen_of(found, sizes)[7]["flag_calls"] == 3


def test_a_call_that_comes_twice_counts_once() -> None:
    found = verdicts([(7, 0, 1000, 10, 0), (7, 0, 1000, 99, 1)])
    found["duplicate"][1] = 1
    row = seen_of(found)[7]
    assert (row["calls"], row["max_risk"], row["flag_ms"]) == (1, 10, 0)


def test_a_raised_member_is_flagged_between_its_own_calls() -> None:
    seen = Seen()
    raised = np.array([(7, 2, 2500, 87.0, 3), (9, 2, 2500, 90.0, 2)], RAISED)
    calls = [(7, 0, 1000, 10, 0), (7, 1500, 2000, 40, 0), (8, 2400, 2500, 30, 0), (7, 2600, 3000, 40, 0)]
    seen.add(verdicts(calls), raised)
    seven, _, nine = sorted(seen.rows(), key=lambda row: int(row["number"]))
    assert (seven["calls"], seven["flag_ms"], seven["flag_calls"], seven["flag_start_ms"]) == (3, 2500, 2, 2500)
    assert (seven["max_risk"], seven["fraud_type"], seven["first_start_ms"]) == (87, 3, 0)
    # Nothing stands against 9 itself.
    assert (nine["number"], nine["calls"], nine["flag_ms"], nine["watch_ms"], nine["standing"]) == (9, 0, 0, 0, 0)
    assert nine["first_start_ms"] == 0
    assert seven["standing"] == 87
    seen.add(verdicts([]), np.array([(7, 9, 4000, 86.0, 1)], RAISED))
    assert seen.rows()[0]["flag_ms"] == 2500
    assert seen.rows()[0]["fraud_type"] == 3


def test_no_number_is_lost_when_there_are_many() -> None:
    seen = Seen()
    for first in range(0, 9000, 3000):
        seen.add(verdicts([(1 + first + k, 0, 1, 1.0, 0) for k in range(3000)]))
    rows = seen.rows()
    assert len(seen) == len(rows) == 9000
    assert sorted(rows["number"].tolist()) == list(range(1, 9001))
    assert (rows["calls"] == 1).all()


@dataclass
class Plain:
    """One number, event by event."""

    calls: int = 0
    flag: int = 0
    flag_calls: int = 0
    risk: float = 0.0
    kind: int = 0
    start: int = 1 << 62
    standing: float = 0.0

    def call(self, start: int, end: int, risk: float, kind: int) -> None:
        self.calls += 1
        self.start = min(self.start, start)
        if self.flag:
            self.flag_calls += end <= self.flag
        self.standing = risk if risk < CLEARED else max(self.standing, risk)
        self.seen(end, risk, kind)

    def raised(self, at: int, risk: float, kind: int) -> None:
        if self.standing >= CLEARED:
            self.standing = max(self.standing, risk)
            self.seen(at, risk, kind)
        else:
            self.seen(at, 0.0, kind)

    def seen(self, at: int, risk: float, kind: int) -> None:
        if risk >= DANGEROUS and not self.flag:
            self.flag, self.flag_calls = at, self.calls
        if risk >= self.risk:
            self.risk, self.kind = risk, kind if risk >= SUSPICIOUS else 0


RISKS = st.sampled_from([0.0, 20.0, 40.0, 60.0, 90.0])
#: Number, end, risk and type of a call, and the number that it raises, 0 = none.
CALLS = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 50), RISKS, st.integers(0, 3), st.integers(0, 5)), max_size=40
)


@settings(max_examples=300)
@given(CALLS, st.lists(st.integers(1, 10), max_size=5))
def test_batches_of_any_size_give_what_a_plain_walk_gives(
    calls: list[tuple[int, int, float, int, int]], sizes: list[int]
) -> None:
    plain: dict[int, Plain] = {}
    raised = []
    for place, (number, end, risk, kind, member) in enumerate(calls):
        plain.setdefault(number, Plain()).call(max(1, end - 5), end, risk, kind)
        if member:
            plain.setdefault(member, Plain()).raised(end, 87.0, 2)
            raised.append((member, place, end, 87.0, 2))
    found = verdicts([(number, max(1, end - 5), end, risk, kind) for number, end, risk, kind, _ in calls])
    causes = np.array(raised, RAISED)
    seen, at = Seen(), 0
    for size in [*sizes, len(calls)]:
        mine = (causes["position"] >= at) & (causes["position"] < at + size)
        seen.add(found[at : at + size], causes[mine])
        at += size
    names = ["calls", "flag_ms", "flag_calls", "max_risk", "standing", "first_start_ms"]
    assert {int(row["number"]): tuple(row[names].tolist()) for row in seen.rows()} == {
        number: (one.calls, one.flag, one.flag_calls, one.risk, one.standing, one.start if one.calls else 0)
        for number, one in plain.items()
    }
