"""The features of a call placed, computed from its caller's profile right after the call was folded in.

Ratios are pulled towards an ordinary value by a few imaginary calls, so that one call alone proves nothing; heavy
tails go through log1p; what can only be harmless is clipped, because distance from normal has no direction (a forest
isolates people who redial a busy line). Lifetime totals are not features: they would grow past anything seen in
training. FIELD gives the reasons for each.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from models.bits import DISTINCT_64, DISTINCT_256, DISTINCT_512, bits_set
from models.kernel import kernel
from models.profile import GEN_KNOWN, GEN_MISSED, PANE_1H, PANES_1H, PANES_5M

#: Version of the definitions below; a model trained with another is refused.
VERSION = 1

#: Column names of a feature row, in order, with what each means in plain words.
MEANING: dict[str, str] = {
    "avg_call_duration": "log1p of mean seconds of answered calls",
    "total_calls": "log1p of calls placed in the last 24 h",
    "night_call_ratio": "share of calls at night (22:00-05:59 local)",
    "unique_origin_regions": "log1p of regions called from in two to four weeks",
    "unique_target_regions": "log1p of regions called in two to four weeks",
    "calls_5m": "log1p of calls placed in the last 5 to 10 min",
    "calls_1h": "log1p of calls placed in the last hour",
    "callees_1h": "log1p of different numbers called in the last hour",
    "callee_ratio_1h": "different numbers per call in the last hour, at least 0.6",
    "short_ratio_1h": "share of answered calls of at most 6 s in the last hour",
    "unanswered_ratio_1h": "share of unanswered calls in the last hour, at least 0.2",
    "new_ratio_1h": "share of first contacts in the last hour, at least 0.2",
    "new_ratio_24h": "share of first contacts in the last 24 h, at least 0.2",
    "out_in_24h": "log of calls placed over calls received in the last 24 h, at least 0",
    "reciprocity": "share of numbers called that ever called back, at most 0.5",
    "returned_ratio": "share of numbers rung without an answer that called back within two days",
    "seconds_per_call_1h": "log1p of mean seconds per call in the last hour",
    "gap_spread": "spread of the log seconds between calls, at most 2",
    "age": "log1p of hours since the first call, at most 24",
}
NAMES: tuple[str, ...] = tuple(MEANING)
COUNT = len(NAMES)


@kernel
def _in_calls_24h(p: Any, now: int) -> int:
    """Calls received in the 24 panes that end with the caller's newest hour."""
    head: Any = np.int64(p.in_last) // PANE_1H
    total = 0
    for pane in range(max(head - PANES_1H + 1, now // PANE_1H - PANES_1H + 1), head + 1):
        total += p.in60_calls[pane % PANES_1H]
    return total


@kernel
def _joined(mine: Any, theirs: Any, newest: Any, now: int, span: int) -> tuple[int, int]:
    """Bits set in `mine`, and those of them set in `theirs` too; both are two generations of `span` seconds.

    `newest` is the newest second of `theirs`; what is older than the caller's own two generations does not count.
    """
    called = both = 0
    head: Any = np.int64(newest) // span
    oldest = now // span - 1
    for k in range(mine.shape[1]):
        one = mine[0, k] | mine[1, k]
        other = np.uint64(0)
        for generation in range(max(head - 1, oldest), head + 1):
            other |= theirs[generation % 2, k]
        called += bits_set(one)
        both += bits_set(one & other)
    return called, both


@kernel
def write_row(p: Any, row: Any) -> None:
    """Write the features of profile `p` into `row`, (COUNT,) float32, in the order of `NAMES`."""
    now = np.int64(p.out_last)
    calls5 = answered5 = short5 = new5 = seconds5 = 0
    for k in range(PANES_5M):
        calls5 += p.out5_calls[k]
        answered5 += p.out5_answered[k]
        short5 += p.out5_short[k]
        new5 += p.out5_new[k]
        seconds5 += p.out5_seconds[k]
    head = now // 300
    recent = np.int64(p.out5_calls[head % PANES_5M]) + np.int64(p.out5_calls[(head - 1) % PANES_5M])
    calls60 = new60 = 0
    for k in range(PANES_1H):
        calls60 += p.out60_calls[k]
        new60 += p.out60_new[k]
    distinct = 0
    for k in range(4):
        distinct += bits_set(p.callees[0, k] | p.callees[1, k] | p.callees[2, k] | p.callees[3, k])
    callees = DISTINCT_256[distinct]
    called, mutual = _joined(p.out_known, p.in_known, p.in_last, now, GEN_KNOWN)
    known, both = DISTINCT_512[called], DISTINCT_512[mutual]
    # The Wangiri join: whom it rang without an answer, and who of them called back.
    rung, back = _joined(p.missed, p.in_callers, p.in_last, now, GEN_MISSED)
    calls = np.float64(p.out_calls)

    row[0] = np.log1p((p.out_ms / 1000.0 + 60.0) / (p.out_answered + 1.0))
    row[1] = np.log1p(np.float64(calls60))
    row[2] = (p.out_night + 0.5) / (calls + 5.0)
    row[3] = np.log1p(DISTINCT_64[bits_set(p.origins[0] | p.origins[1])])
    row[4] = np.log1p(DISTINCT_64[bits_set(p.targets[0] | p.targets[1])])
    row[5] = np.log1p(np.float64(recent))
    row[6] = np.log1p(np.float64(calls5))
    row[7] = np.log1p(np.float64(callees))
    row[8] = max(0.6, min(1.0, (callees + 1.6) / (calls5 + 2.0)))
    row[9] = (short5 + 0.2) / (calls5 + 4.0)
    row[10] = max(0.2, (calls5 - answered5 + 0.8) / (calls5 + 4.0))
    row[11] = max(0.2, (new5 + 0.8) / (calls5 + 4.0))
    row[12] = max(0.2, (new60 + 0.8) / (calls60 + 4.0))
    row[13] = max(0.0, np.log1p(np.float64(calls60)) - np.log1p(np.float64(_in_calls_24h(p, now))))
    row[14] = min(0.5, (both + 1.2) / (known + 3.0))
    row[15] = back / (rung + 5.0)
    row[16] = np.log1p(seconds5 / max(1.0, np.float64(calls5)))
    row[17] = min(2.0, np.sqrt((p.gap_m2 + 7.5) / (max(0.0, calls - 1.0) + 5.0)))
    row[18] = np.log1p(min(24.0, (now - np.int64(p.out_first)) / 3600.0))
