"""The features of a call placed, computed from the facts of its caller's profile right after the call was folded in.

Ratios are pulled towards an ordinary value by a few imaginary calls, so that one call alone proves nothing; heavy
tails go through log1p; what can only be harmless is clipped, because distance from normal has no direction (a forest
isolates people who redial a busy line). FIELD gives the reasons for each, docs/detection.md what each is worth.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models import facts as f
from models.kernel import kernel

#: Version of the definitions below; a model trained with another is refused.
VERSION = 3


class Feature(NamedTuple):
    """A column of a feature row.

    Attributes:
        meaning: in plain words.
        direction: +1 when more of it can only be more suspicious, -1 when less, 0 when it depends on the rest.
    """

    meaning: str
    direction: int = 0


#: The features in the order of a row.
FEATURES: dict[str, Feature] = {
    "avg_call_duration": Feature("log1p of mean seconds of answered calls"),
    "total_calls": Feature("log1p of calls placed in the last 24 h"),
    "night_call_ratio": Feature("share of calls at night (22:00-05:59 local)"),
    "unique_origin_regions": Feature("log1p of regions called from in two to four weeks"),
    "unique_target_regions": Feature("log1p of regions called in two to four weeks"),
    "calls_5m": Feature("log1p of calls placed in the last 5 to 10 min"),
    "calls_1h": Feature("log1p of calls placed in the last hour"),
    "calls": Feature("log1p of calls placed since it was first seen"),
    "calls_per_hour": Feature("log1p of calls per hour in which it called, last 24 h"),
    "hours_active": Feature("hours of the last 24 in which it called"),
    "burst": Feature("share of the last 24 hours' calls that fell into the last hour"),
    "callee_ratio_1h": Feature("different numbers per call in the last hour, at least 0.6"),
    "callee_ratio": Feature("different numbers per call since it was first seen, at least 0.2", +1),
    "short_ratio_1h": Feature("share of calls of at most 6 s in the last hour"),
    "short_ratio": Feature("share of answered calls of at most 6 s since it was first seen"),
    "unanswered_ratio_1h": Feature("share of unanswered calls in the last hour, at least 0.2"),
    "unanswered_ratio": Feature("share of unanswered calls since it was first seen, at least 0.2"),
    "new_ratio_1h": Feature("share of first contacts in the last hour, at least 0.2", +1),
    "new_ratio_24h": Feature("share of first contacts in the last 24 h, at least 0.2", +1),
    "new_ratio": Feature("share of first contacts since it was first seen, at least 0.2", +1),
    "out_in_24h": Feature("log of calls placed over calls received in the last 24 h, at least 0", +1),
    "out_in": Feature("log of calls placed over calls received since it was first seen, at least -1", +1),
    "people_out_in": Feature("log of different numbers called over different callers, at least -1", +1),
    "callers": Feature("log1p of different numbers that called it", -1),
    "received_answered": Feature("share of calls received that were answered"),
    "reciprocity": Feature("share of numbers called that ever called it, at most 0.5"),
    "acquaintance": Feature("share of its callers that it ever called"),
    "returned_ratio": Feature("share of numbers rung without an answer that called back within two days"),
    "rung": Feature("log1p of different numbers rung without an answer in two days"),
    "seconds_per_call_1h": Feature("log1p of mean seconds per call in the last hour"),
    "duration_spread": Feature("spread of the log seconds of answered calls"),
    "new_answered_ratio": Feature("share of first contacts that were answered"),
    "new_seconds": Feature("log1p of mean seconds of answered first contacts"),
    "new_talk_share": Feature("share of talk time with first contacts", +1),
    "gap_spread": Feature("spread of the log seconds between calls, at most 2"),
    "age": Feature("log1p of hours since its first call, placed or received"),
    "active": Feature("log1p of hours since its first call placed"),
    "cells": Feature("log1p of cells it called from"),
    "handsets": Feature("log1p of handsets it called with"),
    "countries": Feature("log1p of countries called"),
    "abroad_ratio": Feature("share of calls to another country"),
    "costly_ratio": Feature("share of calls to high-risk ranges abroad", +1),
    "costly_seconds": Feature("log1p of seconds of talk with high-risk ranges abroad", +1),
    "overlap_ratio": Feature("share of calls that began before the call before had ended"),
    "near_ratio": Feature("share of calls to a number next to the one called before", +1),
    "watched": Feature("log1p of hours since the first record of any number, at most 32", +1),
    "absent": Feature("log1p of hours for which records were watched before it was first seen", +1),
}
NAMES: tuple[str, ...] = tuple(FEATURES)
COUNT = len(NAMES)
#: `Feature.direction` of each column, for boosters with monotone constraints.
DIRECTIONS: tuple[int, ...] = tuple(feature.direction for feature in FEATURES.values())
#: Columns that tell of the watch beside the caller: they say what the others are worth, and are strange in nobody.
WATCH: tuple[int, ...] = (NAMES.index("watched"), NAMES.index("absent"))
#: The features that the seed of this project had.
SEED_NAMES = NAMES[:5]


@kernel
def write_features(x: Any, row: Any) -> None:
    """Write the features of facts `x`, (`models.facts.COUNT`,), into `row`, (`COUNT`,) float32."""
    calls, answered, new = np.float64(x[f.CALLS]), np.float64(x[f.ANSWERED]), np.float64(x[f.NEW])
    calls1, calls24, received = np.float64(x[f.CALLS_1H]), np.float64(x[f.CALLS_24H]), np.float64(x[f.RECEIVED])
    seconds = np.float64(x[f.MEAN_SECONDS]) * answered
    spread, gap = np.float64(x[f.DURATION_SPREAD]), np.float64(x[f.GAP_SPREAD])
    row[0] = np.log1p((seconds + 60.0) / (answered + 1.0))
    row[1] = np.log1p(calls24)
    row[2] = (x[f.NIGHT] + 0.5) / (calls + 5.0)
    row[3] = np.log1p(x[f.ORIGINS])
    row[4] = np.log1p(x[f.TARGETS])
    row[5] = np.log1p(x[f.CALLS_5M])
    row[6] = np.log1p(calls1)
    row[7] = np.log1p(calls)
    row[8] = np.log1p(calls24 / max(1.0, np.float64(x[f.HOURS_ACTIVE])))
    row[9] = x[f.HOURS_ACTIVE]
    row[10] = (calls1 + 1.0) / (calls24 + 2.0)
    row[11] = max(0.6, min(1.0, (x[f.CALLEES_1H] + 1.6) / (calls1 + 2.0)))
    row[12] = max(0.2, min(1.0, (x[f.CALLEES] + 1.2) / (calls + 3.0)))
    row[13] = (x[f.SHORT_1H] + 0.2) / (calls1 + 4.0)
    row[14] = (x[f.SHORT] + 0.2) / (answered + 4.0)
    row[15] = max(0.2, (calls1 - x[f.ANSWERED_1H] + 0.8) / (calls1 + 4.0))
    row[16] = max(0.2, (calls - answered + 0.8) / (calls + 4.0))
    row[17] = max(0.2, (x[f.NEW_1H] + 0.8) / (calls1 + 4.0))
    row[18] = max(0.2, (x[f.NEW_24H] + 0.8) / (calls24 + 4.0))
    row[19] = max(0.2, (new + 0.8) / (calls + 4.0))
    row[20] = max(0.0, np.log1p(calls24) - np.log1p(x[f.RECEIVED_24H]))
    row[21] = max(-1.0, np.log1p(calls) - np.log1p(received))
    row[22] = max(-1.0, np.log1p(x[f.CALLEES]) - np.log1p(x[f.CALLERS]))
    row[23] = np.log1p(x[f.CALLERS])
    row[24] = (x[f.RECEIVED_ANSWERED] + 1.4) / (received + 2.0)
    row[25] = min(0.5, (x[f.MUTUAL] + 1.2) / (x[f.CALLEES] + 3.0))
    row[26] = min(1.0, (x[f.MUTUAL] + 1.0) / (x[f.CALLERS] + 2.0))
    row[27] = x[f.RETURNED] / (x[f.RUNG] + 5.0)
    row[28] = np.log1p(x[f.RUNG])
    row[29] = np.log1p(x[f.SECONDS_1H] / max(1.0, calls1))
    row[30] = np.sqrt((spread * spread * answered + 3.0) / (answered + 3.0))
    row[31] = (x[f.NEW_ANSWERED] + 1.4) / (new + 2.0)
    row[32] = np.log1p((x[f.NEW_SECONDS] + 60.0) / (x[f.NEW_ANSWERED] + 1.0))
    row[33] = (x[f.NEW_SECONDS] + 20.0) / (seconds + 60.0)
    row[34] = min(2.0, np.sqrt((gap * gap * max(0.0, calls - 1.0) + 7.5) / (max(0.0, calls - 1.0) + 5.0)))
    row[35] = np.log1p(x[f.AGE_H])
    row[36] = np.log1p(x[f.ACTIVE_H])
    row[37] = np.log1p(x[f.CELLS])
    row[38] = np.log1p(x[f.HANDSETS])
    row[39] = np.log1p(x[f.COUNTRIES])
    row[40] = (x[f.ABROAD] + 0.1) / (calls + 4.0)
    row[41] = x[f.COSTLY] / (calls + 4.0)
    row[42] = np.log1p(x[f.COSTLY_SECONDS])
    row[43] = x[f.OVERLAPPING] / (calls + 4.0)
    row[44] = x[f.NEAR] / (calls + 4.0)
    row[45] = np.log1p(x[f.WATCHED_H])
    row[46] = np.log1p(max(0.0, np.float64(x[f.WATCHED_H]) - np.float64(x[f.AGE_H])))


@kernel
def _features(facts: Any, rows: Any) -> None:
    for k in range(len(facts)):
        write_features(facts[k], rows[k])


def features_of(facts: NDArray[np.float32]) -> NDArray[np.float32]:
    """Feature rows of facts; each is a function of its own facts alone, bit for bit.

    Args:
        facts: (n, `models.facts.COUNT`) float32.

    Returns:
        (n, `COUNT`) float32.

    >>> features_of(np.zeros((2, f.COUNT), np.float32)).shape == (2, COUNT)
    True
    """
    rows = np.empty((len(facts), COUNT), np.float32)
    _features(np.ascontiguousarray(facts, np.float32), rows)
    return rows


assert COUNT == 47
