"""Hand-made and random histories of calls for the tests of profiles, features and verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.call import CALL
from models.leg import LEG, split
from models.number_id import KIND_HANDSET, KIND_OPAQUE, KIND_TRUNK, tagged
from models.profile import new_profiles
from models.profile_fold import Folded, fold
from models.watching import watched

HOUR, DAY = 3600, 86_400
RETENTION = 35 * DAY
#: A moment in 2023 at which panes of any length and generations of any length begin.
START = 1_404 * 14 * DAY
SOURCES = 4
#: Numbers of two blocks in Sweden, of Jamaica, Texas and a satellite, a short code, and one Swede more.
CALLERS = (46701234501, 46701234502, 46701234650, 18765550001, 12145550001)
CALLEES = (*CALLERS, 88216000001, tagged(KIND_OPAQUE, "911"), 46709999999)
HANDSETS = (0, 0, tagged(KIND_HANDSET, "356938035643809"), tagged(KIND_HANDSET, "356938035643810"))
TRUNKS = (0, 0, 0, tagged(KIND_TRUNK, "SE-1"))


class Call(NamedTuple):
    """One call; `end` in seconds, `ms` its talk time, `id` its identity."""

    caller: int
    callee: int
    end: int
    ms: int = 0
    disposition: int = 0
    night: bool = False
    origin: int = 0
    target: int = 0
    id: int = 0
    cell: int = 0
    handset: int = 0
    trunk: int = 0


def table(calls: Iterable[Call]) -> NDArray[np.void]:
    """Calls as an array of `CALL`; a call without an id gets one from its place."""
    found = list(calls)
    array = np.zeros(len(found), CALL)
    for place, call in enumerate(found):
        row = array[place]
        row["caller"], row["callee"], row["end_ms"] = call.caller, call.callee, call.end * 1000
        row["duration_ms"], row["disposition"], row["night"] = call.ms, call.disposition, call.night
        row["origin"], row["target"], row["cell"] = call.origin, call.target, call.cell
        row["handset"], row["trunk"] = call.handset, call.trunk
        row["call_hash"] = hash_of(call.id or 1_000_000 + place)
    return array


def hash_of(number: int) -> int:
    """A hash for a call that differs from others' in its highest 32 bits; the lowest 8 are not 0 as a rule."""
    return number << 32 | number * 37 & 255


class Story:
    """The profiles of a few numbers, folded call by call or many at once."""

    def __init__(self, numbers: Sequence[int], retention: int = RETENTION) -> None:
        self.numbers = np.array(sorted(numbers), np.uint64)
        self.profiles = new_profiles(len(self.numbers))
        self.retention = retention

    def slots(self, legs: NDArray[np.void]) -> NDArray[np.int32]:
        """Index of each leg's profile."""
        return np.searchsorted(self.numbers, legs["subject"]).astype(np.int32)

    def fold(self, legs: NDArray[np.void], sources: NDArray[np.int64] | int = 0) -> Folded:
        """Fold legs that come from the given source partitions."""
        lanes = np.broadcast_to(np.asarray(sources) & 3, len(legs)).astype(np.uint8)
        return fold(self.profiles, self.slots(legs), lanes, legs, self.retention)

    def of(self, number: int) -> np.void:
        """The profile of a number."""
        found: np.void = self.profiles[int(np.searchsorted(self.numbers, number))]
        return found


def tell(calls: Iterable[Call], *, only: int | None = None, retention: int = RETENTION) -> tuple[Story, Folded]:
    """Fold calls of one source partition; with `only`, nothing but the legs of that number."""
    array = table(calls)
    legs = split(array, np.arange(len(array), dtype=np.uint64))
    legs["watched"] = watched(legs["end_ms"], int(array["end_ms"][0]))
    if only is not None:
        legs = legs[legs["subject"] == only]
    story = Story(sorted({*legs["subject"].tolist()}), retention)
    return story, story.fold(legs)


def source_of(caller: int) -> int:
    """Source partition of a caller's records: producers key them by caller."""
    return caller % 7 % SOURCES


#: Steps of event time, seconds: within a pane, over panes, over generations of 15 minutes, a day and two weeks, and
#: past the retention, sometimes by exactly its end.
_STEPS = st.sampled_from(
    [0, 1, 7, 59, 299, 300, 301, 900, 1000, HOUR, 5 * HOUR, DAY, DAY + 1, 14 * DAY, 20 * DAY, RETENTION, RETENTION + 1]
)
_SMALL_STEPS = st.sampled_from([0, 0, 1, 7, 20, 59])
_LATE = st.sampled_from([0] * 12 + [1, 61, 400, 3_500, HOUR + 1, 2 * HOUR, 25 * HOUR, 2 * DAY, 15 * DAY, 29 * DAY])
_TALK = st.sampled_from([0, 1, 5999, 6000, 6001, 61_500, 20_000_000])


@st.composite
def histories(draw: st.DrawFn, most: int = 70, *, again: bool = True) -> list[Call]:
    """Calls between a few numbers in the order of their records: with late ones, and with some that come again."""
    calls: list[Call] = []
    now = START + draw(st.integers(0, 20 * DAY))
    for place in range(draw(st.integers(1, most))):
        if again and calls and draw(st.integers(0, 9)) == 0:
            calls.append(calls[-draw(st.integers(1, min(len(calls), 12)))])
            continue
        now += draw(_SMALL_STEPS if draw(st.integers(0, 3)) else _STEPS)
        caller, callee = draw(st.sampled_from(CALLERS)), draw(st.sampled_from(CALLEES))
        ms = draw(_TALK)
        calls.append(
            Call(
                caller, callee, now - draw(_LATE), ms, 0 if ms else draw(st.integers(0, 4)), draw(st.booleans()),
                draw(st.integers(0, 3)), draw(st.integers(0, 3)), place + 1, draw(st.integers(0, 2)),
                draw(st.sampled_from(HANDSETS)), draw(st.sampled_from(TRUNKS)),
            )
        )  # fmt: skip
    return calls


@st.composite
def interleavings(draw: st.DrawFn, calls: Sequence[Call]) -> list[Call]:
    """The same calls in an order in which each source partition's records stay in theirs."""
    waiting = [[call for call in calls if source_of(call.caller) == source] for source in range(SOURCES)]
    turns = draw(st.permutations([source for source, found in enumerate(waiting) for _ in found]))
    queues = [iter(found) for found in waiting]
    return [next(queues[source]) for source in turns]


def legs_of(calls: Sequence[Call]) -> tuple[NDArray[np.void], NDArray[np.int64]]:
    """Legs of calls that come from the source partitions of their callers, and those source partitions."""
    array = table(calls)
    legs = split(array, np.arange(len(array), dtype=np.uint64)) if calls else np.zeros(0, LEG)
    sources = np.array([source_of(call.caller) for call in calls], np.int64)
    if not calls:
        return legs, sources
    since = {source: call.end * 1000 for source, call in reversed(list(zip(sources.tolist(), calls, strict=True)))}
    sources = sources[legs["position"].astype(np.intp)]
    legs["watched"] = watched(legs["end_ms"], np.array([since[source] for source in sources.tolist()]))
    return legs, sources
