"""Company: what the other numbers of a block of 100 have been doing.

Fraud that stays low and slow on every single number shows on its siblings. The numbers of a block share a partition,
so a call can be judged by its caller and its caller's siblings at once, without a message between partitions. A block
keeps, for each of its hundred numbers, when it last called and the evidence against it then: how rarely an ordinary
caller looks like it, as -log10 of the tail probability (3 = one in 1,000).

Honest siblings cost nothing: a block of residents or of a company's desks has many of them, none of them strange.

What the somewhat strange ones and the number itself have done is also added up: `models.crew`. How strange the number
itself has looked before is kept beside it: `models.past`.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models import crew, past
from models import facts as f
from models.features import COUNT as FEATURE_COUNT
from models.features import FEATURES
from models.kernel import kernel
from models.number_id import BLOCK_SIZE

#: Version of the layout of `COMPANY`.
VERSION = 3

#: Siblings that have been silent for longer than so many seconds say nothing.
ACTIVE_S: Final = 3 * 86_400
#: Evidence from which a sibling counts as somewhat strange, strange, and very strange: one ordinary caller in 5, in 20
#: and in 100 gets there in its worst hour.
SOMEWHAT: Final = 0.7
STRANGE: Final = 1.3
VERY: Final = 2.0
#: Evidence at which a number makes its strange siblings be judged again: one ordinary caller in a thousand gets there.
ALARM: Final = 3.0
#: A number first seen less than so many hours before its last call is new.
NEW_H: Final = 24
#: Numbers so close to each other are neighbours within their block.
CLOSE: Final = 5

COMPANY = np.dtype(
    [
        ("last", "<u4", (BLOCK_SIZE,)),  # end of its last call, seconds since the epoch, 0 = never
        ("evidence", "<f4", (BLOCK_SIZE,)),
        ("past", "<f4", (BLOCK_SIZE, past.COUNT)),  # ... and at its calls before
        ("parts", "<u2", (BLOCK_SIZE, crew.PARTS)),  # what it gave to its crew then
    ]
)
assert COMPANY.itemsize % 8 == 0

#: Columns of a company row, with what each means and whether more of it can only be more suspicious.
MEANING: dict[str, tuple[str, int]] = {
    "own": ("evidence against the number itself", 1),
    "siblings": ("log1p of siblings that called within three days", 0),
    "somewhat": ("siblings that look somewhat strange", 1),
    "strange": ("siblings that look strange", 1),
    "very": ("siblings that look very strange", 1),
    "first": ("evidence against the strangest sibling", 1),
    "second": ("evidence against the second strangest", 1),
    "third": ("evidence against the third strangest", 1),
    "sum": ("evidence against siblings beyond what is common, added up", 1),
    "mean": ("mean evidence against siblings that called within three days", 0),
    "calls": ("log1p of calls it has placed", 0),
    "new": ("siblings that were new when they called last", 0),
    "neighbour": ("evidence against the strangest of its closest neighbours", 1),
    **{name: (meaning, 0) for name, meaning in past.MEANING.items()},
    # No directions: who joins a crew changes what it is a crew of (docs/decisions/crew.md).
    **{
        f"crew_{name}": (f"of it and its somewhat strange siblings: {FEATURES[name].meaning}", 0) for name in crew.NAMES
    },
}
NAMES: tuple[str, ...] = tuple(MEANING)
COUNT = len(NAMES)
DIRECTIONS: tuple[int, ...] = tuple(direction for _, direction in MEANING.values())
OWN, SIBLINGS, SOME, MANY, MOST, FIRST, SECOND, THIRD, SUM, MEAN, CALLS, FRESH, NEIGHBOUR, PAST = range(
    COUNT - crew.COUNT - past.COUNT + 1
)
CREW: Final = PAST + past.COUNT
_ROOM: Final = 4 * BLOCK_SIZE

#: A sibling to be judged again: the call (its index) that is the cause, the sibling's last two digits, its row.
RECALLED = np.dtype([("call", "<i4"), ("sibling", "<i4"), ("row", "<f4", (COUNT,))])


@kernel
def _look(block: Any, own: int, now: Any, given: Any, room: Any, wide: Any, row: Any) -> None:
    """Write what a block says of its number `own` at second `now` into `row`.

    `given` is what the number gives to its crew, and is lost; the others are room as `crew.write` wants it.
    """
    siblings: Any = 0
    somewhat: Any = 0
    strange: Any = 0
    very: Any = 0
    new: Any = 0
    total = above = first = second = third = neighbour = 0.0
    for k in range(BLOCK_SIZE):
        last = np.int64(block.last[k])
        if last == 0 or k == own or last + ACTIVE_S < now:
            continue
        evidence = np.float64(block.evidence[k])
        siblings += 1
        if evidence >= SOMEWHAT:
            somewhat += 1
            crew.join(block.parts[k], given)
        strange += evidence >= STRANGE
        very += evidence >= VERY
        new += block.parts[k, crew.AGE_H] < NEW_H
        total += evidence
        above += max(0.0, evidence - SOMEWHAT)
        if abs(k - own) <= CLOSE:
            neighbour = max(neighbour, evidence)
        if evidence > first:
            first, second, third = evidence, first, second
        elif evidence > second:
            second, third = evidence, second
        elif evidence > third:
            third = evidence
    row[SIBLINGS] = np.log1p(np.float64(siblings))
    row[SOME] = somewhat
    row[MANY] = strange
    row[MOST] = very
    row[FIRST] = first
    row[SECOND] = second
    row[THIRD] = third
    row[SUM] = above
    row[MEAN] = total / max(1, siblings)
    row[FRESH] = new
    row[NEIGHBOUR] = neighbour
    crew.write(given, 1 + somewhat, room, wide, row[CREW:])


@kernel
def _keep_company(
    begin: int, blocks: Any, slots: Any, numbers: Any, ends: Any, counted: Any, evidence: Any, facts: Any, rows: Any,
    recalled: Any,
) -> tuple[int, int]:  # fmt: skip
    """Goes on from call `begin`; returns where it stopped, and how many siblings are to be judged again."""
    again = 0
    given, room = np.zeros(crew.PARTS), np.zeros(f.COUNT, np.float32)
    wide = np.zeros(FEATURE_COUNT, np.float32)
    for k in range(begin, len(numbers)):
        if again + BLOCK_SIZE > len(recalled):
            return k, again  # one call more might not find room
        row = rows[k]
        row[OWN] = evidence[k]
        row[CALLS] = np.log1p(facts[k, f.CALLS])
        crew.give(facts[k], given)
        if slots[k] < 0:
            past.goes_on(row[PAST:CREW], evidence[k], 1.0, False, row[PAST:CREW])
            crew.write(given, 1, room, wide, row[CREW:])
            continue
        block = blocks[slots[k]]
        own = np.int64(numbers[k] % np.uint64(BLOCK_SIZE))
        now = np.int64(ends[k]) // 1000
        _look(block, own, now, given, room, wide, row)
        facts[k, f.SIBLINGS] = np.round(np.expm1(np.float64(row[SIBLINGS])))
        facts[k, f.SIBLINGS_STRANGE] = row[MANY]
        facts[k, f.SIBLINGS_EVIDENCE] = row[SUM]
        # What has been silent for longer says nothing, be it still stored or swept away.
        known = block.last[own] > 0 and np.int64(block.last[own]) + ACTIVE_S >= now
        if known and not counted[k]:
            row[PAST:CREW] = block.past[own]
        else:
            past.goes_on(block.past[own], evidence[k], np.float64(facts[k, f.CALLS]), known, row[PAST:CREW])
        if not counted[k]:
            continue
        before = block.evidence[own] if known else np.float32(0)
        block.past[own] = row[PAST:CREW]
        if now > block.last[own]:
            block.last[own] = now
        block.evidence[own] = evidence[k]
        crew.give(facts[k], given)
        crew.keep(given, block.parts[own])
        if before < ALARM <= evidence[k] and row[MANY] > 0:
            again = _recall(block, own, now, k, given, room, wide, recalled, again)
    return len(numbers), again


@kernel
def _recall(
    block: Any, own: int, now: Any, call: int, given: Any, room: Any, wide: Any, recalled: Any, again: int
) -> int:
    """Note the strange siblings of number `own`, as they look with it beside them; gives how many are noted by now."""
    for sibling in range(BLOCK_SIZE):
        last = np.int64(block.last[sibling])
        if sibling == own or last == 0 or last + ACTIVE_S < now or block.evidence[sibling] < STRANGE:
            continue
        note = recalled[again]
        note.call = call
        note.sibling = sibling
        note.row[OWN] = block.evidence[sibling]
        given[:] = 0.0
        crew.join(block.parts[sibling], given)
        _look(block, sibling, now, given, room, wide, note.row)
        note.row[CALLS] = np.log1p(np.float32(block.parts[sibling, crew.CALLS]))
        note.row[PAST:CREW] = block.past[sibling]
        again += 1
    return again


class Company(NamedTuple):
    """What company callers were in.

    Attributes:
        rows: (n, `COUNT`) float32, one row of `NAMES` per call.
        recalled: array of `RECALLED`: siblings who have fallen silent and look different now that another number of
            their block has turned out to be strange.
    """

    rows: NDArray[np.float32]
    recalled: NDArray[np.void]


def keep_company(
    blocks: NDArray[np.void],
    slots: NDArray[np.int32],
    numbers: NDArray[np.uint64],
    ends: NDArray[np.int64],
    counted: NDArray[np.bool_],
    evidence: NDArray[np.float32],
    facts: NDArray[np.float32],
) -> Company:
    """Let calls be seen by their callers' blocks, in order, and say what company each caller was in.

    Args:
        blocks: array of `COMPANY`; changed in place.
        slots: (n,) index of each caller's block; -1 for what is no number and has none.
        numbers: (n,) ids of the callers.
        ends: (n,) ends of the calls, ms.
        counted: (n,) whether the call counted; a duplicate changes nothing.
        evidence: (n,) evidence against each caller by itself.
        facts: (n, `models.facts.COUNT`) float32; the facts about siblings are filled in.

    >>> blocks, facts = np.zeros(1, COMPANY), np.zeros((2, f.COUNT), np.float32)
    >>> numbers, ends = np.array([46701234501, 46701234502], np.uint64), np.array([10**12, 10**12])
    >>> strange = np.array([2.5, 3.5], np.float32)
    >>> seen = keep_company(blocks, np.zeros(2, np.int32), numbers, ends, np.ones(2, bool), strange, facts)
    >>> facts[:, f.SIBLINGS_STRANGE].tolist(), seen.recalled["sibling"].tolist()
    ([0.0, 1.0], [1])
    """
    rows = np.zeros((len(numbers), COUNT), np.float32)
    room = np.zeros(_ROOM, RECALLED)
    recalled, begin = [room[:0]], 0
    while begin < len(numbers):
        begin, noted = _keep_company(begin, blocks, slots, numbers, ends, counted, evidence, facts, rows, room)
        recalled.append(room[:noted].copy())
    return Company(rows, np.concatenate(recalled))


def mirror(companies: NDArray[np.float32], rows: NDArray[np.float32]) -> None:
    """Let the crews of numbers without strange siblings have the features of these numbers, as they do.

    Args:
        companies: (n, `COUNT`) float32; changed in place.
        rows: (n, features) float32.

    >>> companies, rows = np.zeros((1, COUNT), np.float32), np.arange(FEATURE_COUNT, dtype=np.float32)[None, :]
    >>> mirror(companies, rows)
    >>> companies[0, CREW : CREW + 3].tolist()
    [0.0, 2.0, 7.0]
    """
    alone = companies[:, SOME] == 0
    companies[alone, CREW:] = rows[alone][:, crew.PLACES]
