"""Crews: a number and the siblings that look somewhat strange, judged as if they were one caller.

A sibling that places six calls an hour shows little in an hour; ten of them together show what one busy caller would:
whether anybody who was called calls back, how long strangers stay on the line, who knows them. That clears an office
whose lines begin their day, and tells it from a crew of fraudsters, hours before any line alone can be judged.

The facts of the numbers are added up, and the features of the sum are those of `models.features`. Different numbers
called or calling are added up too, so what two of them have in common counts twice.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from models import facts as f
from models import features
from models.features import NAMES as FEATURES
from models.kernel import kernel

#: Facts that are added up, counts first, and in the last place hours, of which the mean counts.
_COUNTS: Final = np.array(
    [
        f.CALLS, f.ANSWERED, f.SHORT, f.NIGHT, f.NEW, f.NEW_ANSWERED, f.RECEIVED, f.RECEIVED_ANSWERED, f.CALLERS,
        f.MUTUAL, f.CALLEES, f.RUNG, f.RETURNED, f.ABROAD, f.COSTLY, f.OVERLAPPING,
    ]
)  # fmt: skip
#: Places among the values that a number gives to its crew.
CALLS, _ANSWERED = 0, 1
_NEW_SECONDS, _COSTLY_SECONDS, _SECONDS, AGE_H = range(len(_COUNTS), len(_COUNTS) + 4)
#: Values that a number gives to its crew.
PARTS: Final = len(_COUNTS) + 4
#: What is kept of a number has 16 bits for each value: seconds are kept in tens, up to a week of talk.
_TEN: Final = 10.0
_MOST: Final = 65_535.0

#: The features of a crew, a part of those of a number: what happened within an hour or a day is not added up.
NAMES: Final[tuple[str, ...]] = (
    "avg_call_duration", "night_call_ratio", "calls", "callee_ratio", "short_ratio", "unanswered_ratio", "new_ratio",
    "out_in", "people_out_in", "callers", "received_answered", "reciprocity", "acquaintance", "returned_ratio", "rung",
    "new_answered_ratio", "new_seconds", "new_talk_share", "age", "abroad_ratio", "costly_ratio", "costly_seconds",
    "overlap_ratio",
)  # fmt: skip
#: Their places in a feature row.
PLACES: Final = np.array([FEATURES.index(name) for name in NAMES])
COUNT: Final = len(NAMES)


@kernel
def give(facts: Any, total: Any) -> None:
    """Write what a number with facts, (`models.facts.COUNT`,), gives to its crew into `total`, (`PARTS`,) float64."""
    for k in range(len(_COUNTS)):
        total[k] = max(0.0, np.float64(facts[_COUNTS[k]]))
    total[_NEW_SECONDS] = facts[f.NEW_SECONDS]
    total[_COSTLY_SECONDS] = facts[f.COSTLY_SECONDS]
    total[_SECONDS] = np.float64(facts[f.MEAN_SECONDS]) * np.float64(facts[f.ANSWERED])
    total[AGE_H] = facts[f.AGE_H]


@kernel
def keep(total: Any, part: Any) -> None:
    """Keep what a number gives in `part`, (`PARTS`,) uint16."""
    for k in range(PARTS):
        unit = _TEN if _NEW_SECONDS <= k <= _SECONDS else 1.0
        part[k] = min(np.rint(total[k] / unit), _MOST)


@kernel
def join(part: Any, total: Any) -> None:
    """Add what was kept of a number to `total`."""
    for k in range(PARTS):
        unit = _TEN if _NEW_SECONDS <= k <= _SECONDS else 1.0
        total[k] += np.float64(part[k]) * unit


@kernel
def write(total: Any, members: int, facts: Any, wide: Any, row: Any) -> None:
    """Write the features of a crew of so many numbers, which gave `total`, into `row`, (`COUNT`,) float32.

    `facts` and `wide` are room for the facts, zeros where none are added up, and for a feature row.
    """
    for k in range(len(_COUNTS)):
        facts[_COUNTS[k]] = total[k]
    facts[f.NEW_SECONDS] = total[_NEW_SECONDS]
    facts[f.COSTLY_SECONDS] = total[_COSTLY_SECONDS]
    facts[f.MEAN_SECONDS] = total[_SECONDS] / max(1.0, total[_ANSWERED])
    facts[f.AGE_H] = total[AGE_H] / members
    features.write_features(facts, wide)
    for k in range(COUNT):
        row[k] = wide[PLACES[k]]
