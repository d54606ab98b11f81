"""Company: what a block says of its numbers, against a plain implementation that keeps every call."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models import crew
from models import facts as f
from models.company import (
    ACTIVE_S,
    ALARM,
    COMPANY,
    COUNT,
    NAMES,
    STRANGE,
    Company,
    keep_company,
)
from models.features import features_of
from models.number_id import blocks_of

BLOCK, START = 467012345, 1_700_000_000


class Seen(NamedTuple):
    """A call as a block sees it; `number` has no block when it is negative."""

    number: int
    end: int
    evidence: float
    calls: int
    age_h: float
    counted: bool = True
    received: int = 0
    seconds: float = 0.0

    @property
    def facts(self) -> NDArray[np.float32]:
        """Some facts that a crew adds up: all calls answered, half of them short, each of a different person."""
        row = np.zeros(f.COUNT, np.float32)
        row[[f.CALLS, f.ANSWERED, f.CALLEES, f.NEW, f.NEW_ANSWERED]] = self.calls
        row[f.SHORT], row[f.AGE_H] = self.calls // 2, self.age_h
        row[[f.RECEIVED, f.CALLERS, f.MUTUAL]] = self.received
        row[[f.MEAN_SECONDS, f.NEW_SECONDS]] = self.seconds, self.seconds * self.calls
        return row


def keep(blocks: NDArray[np.void], calls: list[Seen]) -> tuple[Company, NDArray[np.float32]]:
    """Let two blocks see calls; gives what they say and the facts filled in."""
    facts = np.array([call.facts for call in calls])
    numbers = np.array([abs(call.number) for call in calls], np.uint64)
    slots = np.array([call.number // 100 - BLOCK if call.number > 0 else -1 for call in calls], np.int32)
    company = keep_company(
        blocks,
        slots,
        numbers,
        np.array([call.end * 1000 + 999 for call in calls], np.int64),
        np.array([call.counted for call in calls], bool),
        np.array([call.evidence for call in calls], np.float32),
        facts,
    )
    return company, facts


def gives(call: Seen) -> NDArray[np.float64]:
    """The facts of a call's number, seconds of talk in place of their mean."""
    facts = call.facts.astype(np.float64)
    facts[f.MEAN_SECONDS] *= facts[f.ANSWERED]
    return facts


def kept(call: Seen) -> NDArray[np.float64]:
    """What a block keeps of them: whole numbers of 16 bits, seconds in tens."""
    facts = gives(call)
    tens = [f.NEW_SECONDS, f.MEAN_SECONDS]
    facts[tens] /= 10
    facts = np.minimum(np.rint(facts), 65_535)
    facts[tens] *= 10
    return facts


class Plain:
    """Two blocks as dictionaries."""

    def __init__(self) -> None:
        self.known: dict[int, Seen] = {}
        self.past: dict[int, dict[str, float]] = {}

    def look(self, number: int, now: int) -> dict[str, float]:
        """What the siblings of a number say now."""
        siblings = {
            other: seen
            for other, seen in self.known.items()
            if other // 100 == number // 100 and other != number and seen.end + ACTIVE_S >= now
        }
        evidence = sorted((float(np.float32(seen.evidence)) for seen in siblings.values()), reverse=True)
        worst = [*evidence, 0.0, 0.0, 0.0]
        near = [float(np.float32(seen.evidence)) for other, seen in siblings.items() if abs(other - number) <= 5]
        return {
            "siblings": math.log1p(len(siblings)),
            "somewhat": sum(one >= 0.7 for one in evidence),
            "strange": sum(one >= 1.3 for one in evidence),
            "very": sum(one >= 2.0 for one in evidence),
            "first": worst[0],
            "second": worst[1],
            "third": worst[2],
            "sum": sum(max(0.0, one - 0.7) for one in evidence),
            "mean": sum(evidence) / max(1, len(evidence)),
            "new": sum(min(round(seen.age_h), 65_535) < 24 for seen in siblings.values()),
            "neighbour": max(near, default=0.0),
        }

    def crew(self, number: int, own: NDArray[np.float64], now: int) -> dict[str, float]:
        """The features of a number, given its own facts, and of its somewhat strange siblings, added up."""
        added = [own]
        for other, seen in self.known.items():
            strange = np.float32(seen.evidence) >= np.float32(0.7)
            if other // 100 == number // 100 and other != number and seen.end + ACTIVE_S >= now and strange:
                added.append(kept(seen))
        facts = np.sum(added, axis=0)
        facts[f.AGE_H] /= len(added)
        facts[f.MEAN_SECONDS] /= max(1.0, facts[f.ANSWERED])
        row = features_of(facts.astype(np.float32)[None, :])[0]
        return {f"crew_{name}": float(row[place]) for name, place in zip(crew.NAMES, crew.PLACES, strict=True)}

    def looked(self, call: Seen) -> dict[str, float]:
        """How strange the number of a call has looked, this call included when it counts."""
        now, before = call.evidence, self.known.get(call.number)
        if call.number < 0 or before is None or before.end + ACTIVE_S < call.end:
            return dict.fromkeys(("lately", "slowly", "average", "most"), now)
        past = self.past[call.number]
        if not call.counted:
            return past
        return {
            "lately": 0.7 * past["lately"] + 0.3 * now,
            "slowly": 0.9 * past["slowly"] + 0.1 * now,
            "average": past["average"] + (now - past["average"]) / call.calls,
            "most": max(past["most"], now),
        }

    def see(self, call: Seen) -> tuple[dict[str, float], list[tuple[int, dict[str, float]]]]:
        """The row of a call, and the siblings recalled with theirs."""
        row = dict.fromkeys(NAMES, 0.0) | {"own": call.evidence, "calls": math.log1p(call.calls)} | self.looked(call)
        if call.number < 0:
            return row | self.crew(call.number, gives(call), call.end), []
        found = self.look(call.number, call.end)
        row |= found | self.crew(call.number, gives(call), call.end)
        if not call.counted:
            return row, []
        before = self.known.get(call.number)
        alarmed = before is not None and before.end + ACTIVE_S >= call.end and before.evidence >= ALARM
        end = max(call.end, before.end if before else 0)
        self.known[call.number] = call._replace(end=end)
        self.past[call.number] = {name: row[name] for name in ("lately", "slowly", "average", "most")}
        recalled = []
        if not alarmed and call.evidence >= ALARM and found["strange"] > 0:
            for other, seen in sorted(self.known.items()):
                same = other // 100 == call.number // 100 and other != call.number
                if same and seen.end + ACTIVE_S >= call.end and np.float32(seen.evidence) >= np.float32(STRANGE):
                    own = {"own": seen.evidence, "calls": math.log1p(min(seen.calls, 65_535))}
                    crew_row = self.crew(other, kept(seen), call.end)
                    recalled.append((other, self.look(other, call.end) | own | self.past[other] | crew_row))
        return row, recalled


_EVIDENCE = st.sampled_from([0.0, 0.5, 0.75, 1.25, 1.5, 2.0, 2.5, 3.0, 3.5, 6.0])


@st.composite
def streams(draw: st.DrawFn) -> list[Seen]:
    """Calls of a few numbers of two blocks, and of one that has no block."""
    calls, now = [], START
    for _ in range(draw(st.integers(1, 60))):
        now += draw(st.sampled_from([0, 1, 600, 86_400, ACTIVE_S - 1, ACTIVE_S, ACTIVE_S + 1]))
        number = draw(st.sampled_from([*range(BLOCK * 100, BLOCK * 100 + 9), BLOCK * 100 + 150, BLOCK * 100 + 151, -7]))
        late = draw(st.sampled_from([0, 0, 0, 5, 90_000]))
        calls.append(
            Seen(
                number, now - late, draw(_EVIDENCE), draw(st.sampled_from([1, 40, 70_000])),
                draw(st.sampled_from([0.0, 23.5, 24.0, 99_999.0])), draw(st.integers(0, 9)) > 0,
                draw(st.sampled_from([0, 3, 90_000])), draw(st.sampled_from([0.0, 7.0, 61.5])),
            )
        )  # fmt: skip
    return calls


@settings(max_examples=80)
@given(calls=streams())
def test_rows_facts_and_recalled_siblings_are_what_a_plain_implementation_says(calls: list[Seen]) -> None:
    company, facts = keep(np.zeros(2, COMPANY), calls)
    plain, notes = Plain(), []
    for place, call in enumerate(calls):
        wanted, recalled = plain.see(call)
        got = dict(zip(NAMES, company.rows[place].tolist(), strict=True))
        assert got == pytest.approx(wanted, rel=1e-5, abs=1e-5)
        known = call.number > 0
        assert facts[place, f.SIBLINGS] == (round(math.expm1(wanted["siblings"])) if known else 0)
        assert facts[place, f.SIBLINGS_STRANGE] == wanted["strange"]
        assert facts[place, f.SIBLINGS_EVIDENCE] == pytest.approx(wanted["sum"], abs=1e-5)
        notes += [(place, number, row) for number, row in recalled]
    found = company.recalled
    assert [(int(note["call"]), int(note["sibling"])) for note in found] == [
        (place, number % 100) for place, number, _ in notes
    ]
    for note, (_, _, row) in zip(found, notes, strict=True):
        assert dict(zip(NAMES, note["row"].tolist(), strict=True)) == pytest.approx(row, rel=1e-5, abs=1e-5)


@settings(max_examples=80)
@given(calls=streams(), cuts=st.sets(st.integers(1, 59), max_size=6))
def test_splitting_a_stream_anywhere_changes_nothing(calls: list[Seen], cuts: set[int]) -> None:
    one, other = np.zeros(2, COMPANY), np.zeros(2, COMPANY)
    company, facts = keep(one, calls)
    at = [0, *sorted(cut for cut in cuts if cut < len(calls)), len(calls)]
    parts: list[tuple[int, Any, Any]] = [(begin, *keep(other, calls[begin:end])) for begin, end in pairwise(at)]
    assert one.tobytes() == other.tobytes()
    assert company.rows.tobytes() == b"".join(part.rows.tobytes() for _, part, _ in parts)
    assert facts.tobytes() == b"".join(some.tobytes() for _, _, some in parts)
    notes = [
        (begin + int(note["call"]), int(note["sibling"]), note["row"].tobytes())
        for begin, part, _ in parts
        for note in part.recalled
    ]
    assert notes == [(int(note["call"]), int(note["sibling"]), note["row"].tobytes()) for note in company.recalled]


def test_more_siblings_are_recalled_than_fit_into_one_round() -> None:
    hundred = [Seen(BLOCK * 100 + k, START + k, 2.9, 5, 1.0) for k in range(100)]
    alarms = [Seen(BLOCK * 100 + k, START + 200 + k, 3.5, 6, 1.0) for k in range(10)]
    company, _ = keep(np.zeros(2, COMPANY), [*hundred, *alarms])
    assert len(company.recalled) == 10 * 99
    assert company.recalled["call"].tolist() == sorted(company.recalled["call"].tolist())


def test_a_number_that_looked_strange_once_looks_less_so_with_every_ordinary_call() -> None:
    number = BLOCK * 100 + 1
    company, _ = keep(np.zeros(2, COMPANY), [Seen(number, START + k, 0.0 if k else 3.0, k + 1, 1.0) for k in range(4)])
    past = {name: company.rows[:, NAMES.index(name)].tolist() for name in ("lately", "slowly", "average", "most")}
    assert past["lately"] == pytest.approx([3.0, 2.1, 1.47, 1.029])
    assert past["slowly"] == pytest.approx([3.0, 2.7, 2.43, 2.187])
    assert past["average"] == pytest.approx([3.0, 1.5, 1.0, 0.75])
    assert past["most"] == [3.0] * 4


def test_a_block_that_was_forgotten_gives_what_a_silent_one_gives() -> None:
    first = [Seen(BLOCK * 100 + 1, START, 3.5, 9, 50.0), Seen(BLOCK * 100 + 2, START, 2.0, 9, 50.0)]
    later = START + ACTIVE_S + 1
    second = [Seen(BLOCK * 100 + 2, later, 2.0, 1, 0.0), Seen(BLOCK * 100 + 1, later + 5, 3.5, 1, 0.0)]
    kept, fresh = np.zeros(2, COMPANY), np.zeros(2, COMPANY)
    keep(kept, first)
    with_past, without = keep(kept, second)[0], keep(fresh, second)[0]
    assert with_past.rows.tobytes() == without.rows.tobytes()
    assert with_past.recalled.tobytes() == without.recalled.tobytes()
    assert len(without.recalled) == 1


def test_the_layout_of_a_block_never_changes_without_its_version() -> None:
    assert COMPANY.itemsize == 6400
    assert len(NAMES) == COUNT == 40
    assert blocks_of(np.array([BLOCK * 100 + 7], np.uint64))[0] & np.uint64(2**61 - 1) == BLOCK
