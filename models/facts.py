"""Facts: what a profile says right after a call, as plain counts, seconds and hours.

Features are made of facts, rules are written on them, and reasons quote them. A fact that is unknown is 0.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.bits import DISTINCT_64, DISTINCT_256, DISTINCT_512, bits_set
from models.kernel import inline_kernel, kernel
from models.profile import GEN_KNOWN, GEN_MISSED, PANE_1H, PANE_5M, PANES_1H, PANES_5M
from models.watching import STEPS_PER_HOUR

#: Version of the definitions below.
VERSION = 2

#: Names of the facts, in the order of a row, with what each means in plain words. "Now" is the subject's newest call.
MEANING: dict[str, str] = {
    "calls": "calls placed since it was first seen",
    "answered": "calls placed that were answered",
    "short": "calls placed that were answered and over within 6 s",
    "night": "calls placed at night, 22:00 to 05:59 local",
    "new": "calls placed to numbers it had not called before: first contacts",
    "new_answered": "first contacts that were answered",
    "new_seconds": "seconds of talk with first contacts",
    "calls_5m": "calls placed in the last 5 to 10 min",
    "calls_1h": "calls placed in the last hour",
    "calls_24h": "calls placed in the last 24 h",
    "answered_1h": "calls placed in the last hour that were answered",
    "short_1h": "calls placed in the last hour that were over within 6 s",
    "new_1h": "first contacts in the last hour",
    "new_24h": "first contacts in the last 24 h",
    "answered_24h": "calls placed in the last 24 h that were answered",
    "seconds_1h": "seconds of talk in the last hour",
    "hours_active": "different hours with calls placed among the last 24",
    "callees_1h": "different numbers called in the last hour",
    "callees": "different numbers called in two to four weeks",
    "mean_seconds": "mean seconds of answered calls",
    "duration_spread": "spread (standard deviation) of the log seconds of answered calls",
    "received": "calls received since it was first seen",
    "received_answered": "calls received that were answered",
    "received_24h": "calls received in the last 24 h",
    "callers": "different numbers that called it in two to four weeks",
    "mutual": "numbers it called that also called it, in two to four weeks",
    "rung": "different numbers rung without, or with hardly, an answer in one to two days",
    "returned": "numbers rung without an answer that called back within one to two days",
    "age_h": "hours since its first call, placed or received",
    "active_h": "hours since its first call placed",
    "watched_h": "hours since the first record of any number, at most 32",
    "gap_spread": "spread (standard deviation) of the log seconds between its calls",
    "origins": "regions it called from in two to four weeks",
    "targets": "regions it called in two to four weeks",
    "cells": "cells it called from in two to four weeks",
    "handsets": "handsets it called with in two to four weeks",
    "countries": "countries it called in two to four weeks",
    "abroad": "calls placed to another country",
    "costly": "calls placed to high-risk ranges abroad",
    "costly_seconds": "seconds of talk with high-risk ranges abroad",
    "overlapping": "calls that began before its call before had ended",
    "near": "calls to a number within 1,000 of the one called before",
    "siblings": "other numbers of its block of 100 that placed calls within three days",
    "siblings_strange": "siblings that look strange themselves",
    "siblings_evidence": "evidence against all siblings together, in powers of ten",
    "members": "different numbers that called through it in one to two days (handset or trunk)",
}
NAMES: tuple[str, ...] = tuple(MEANING)
COUNT = len(NAMES)
(
    CALLS, ANSWERED, SHORT, NIGHT, NEW, NEW_ANSWERED, NEW_SECONDS, CALLS_5M, CALLS_1H, CALLS_24H, ANSWERED_1H, SHORT_1H,
    NEW_1H, NEW_24H, ANSWERED_24H, SECONDS_1H, HOURS_ACTIVE, CALLEES_1H, CALLEES, MEAN_SECONDS, DURATION_SPREAD,
    RECEIVED, RECEIVED_ANSWERED, RECEIVED_24H, CALLERS, MUTUAL, RUNG, RETURNED, AGE_H, ACTIVE_H, WATCHED_H, GAP_SPREAD,
    ORIGINS, TARGETS, CELLS, HANDSETS, COUNTRIES, ABROAD, COSTLY, COSTLY_SECONDS, OVERLAPPING, NEAR, SIBLINGS,
    SIBLINGS_STRANGE, SIBLINGS_EVIDENCE, MEMBERS,
) = range(COUNT)  # fmt: skip


@kernel
def _received_24h(p: Any, now: int) -> int:
    """Calls received in the 24 panes that end with the subject's newest hour of calling."""
    head: Any = np.int64(p.in_last) // PANE_1H
    total = 0
    for pane in range(max(head - PANES_1H + 1, now // PANE_1H - PANES_1H + 1), head + 1):
        total += p.in60_calls[pane % PANES_1H]
    return total


@kernel
def _joined(mine: Any, theirs: Any, newest: Any, now: int, span: int) -> tuple[int, int, int]:
    """Bits set in `mine`, in `theirs`, and in both; both are two generations of `span` seconds.

    `newest` is the newest second of `theirs`; what is older than the subject's own two generations does not count.
    """
    own = others = both = 0
    head: Any = np.int64(newest) // span
    oldest = now // span - 1
    for k in range(mine.shape[1]):
        one = mine[0, k] | mine[1, k]
        other = np.uint64(0)
        for generation in range(max(head - 1, oldest), head + 1):
            other |= theirs[generation % 2, k]
        own += bits_set(one)
        others += bits_set(other)
        both += bits_set(one & other)
    return own, others, both


@inline_kernel
def _distinct(pair: Any) -> Any:
    """Different values in two generations of 64 bits."""
    return DISTINCT_64[bits_set(pair[0] | pair[1])]


@kernel
def write_facts(p: Any, row: Any) -> None:
    """Write the facts of profile `p` into `row`, (COUNT,) float32, in the order of `NAMES`.

    What it says of company (siblings) is left at 0: `models.company` knows.
    """
    now = np.int64(p.out_last)
    calls5 = answered5 = short5 = new5 = seconds5 = 0
    for k in range(PANES_5M):
        calls5 += p.out5_calls[k]
        answered5 += p.out5_answered[k]
        short5 += p.out5_short[k]
        new5 += p.out5_new[k]
        seconds5 += p.out5_seconds[k]
    head = now // PANE_5M
    recent = np.int64(p.out5_calls[head % PANES_5M]) + np.int64(p.out5_calls[(head - 1) % PANES_5M])
    calls60 = new60 = answered60 = hours = 0
    for k in range(PANES_1H):
        calls60 += p.out60_calls[k]
        answered60 += p.out60_answered[k]
        new60 += p.out60_new[k]
        hours += p.out60_calls[k] > 0
    distinct = 0
    for k in range(4):
        distinct += bits_set(p.callees[0, k] | p.callees[1, k] | p.callees[2, k] | p.callees[3, k])
    called, callers, mutual = _joined(p.out_known, p.in_known, p.in_last, now, GEN_KNOWN)
    # The Wangiri join: whom it rang without an answer, and who of them called back.
    rung, _, back = _joined(p.missed, p.in_callers, p.in_last, now, GEN_MISSED)
    calls = np.float64(p.out_calls)
    first = np.int64(p.out_first)
    if p.in_first > 0:
        first = min(first, np.int64(p.in_first))

    row[CALLS] = calls
    row[ANSWERED] = p.out_answered
    row[SHORT] = p.out_short
    row[NIGHT] = p.out_night
    row[NEW] = p.out_new
    row[NEW_ANSWERED] = p.out_new_answered
    row[NEW_SECONDS] = p.out_new_s
    row[CALLS_5M] = recent
    row[CALLS_1H] = calls5
    row[CALLS_24H] = calls60
    row[ANSWERED_1H] = answered5
    row[SHORT_1H] = short5
    row[NEW_1H] = new5
    row[NEW_24H] = new60
    row[ANSWERED_24H] = answered60
    row[SECONDS_1H] = seconds5
    row[HOURS_ACTIVE] = hours
    # Linear counting may guess more numbers than there were calls.
    row[CALLEES_1H] = min(DISTINCT_256[distinct], calls)
    row[CALLEES] = min(DISTINCT_512[called], calls)
    row[MEAN_SECONDS] = p.out_ms / 1000.0 / max(1.0, np.float64(p.out_answered))
    row[DURATION_SPREAD] = np.sqrt(max(0.0, np.float64(p.talk_m2)) / max(1.0, np.float64(p.out_answered)))
    row[RECEIVED] = p.in_calls
    row[RECEIVED_ANSWERED] = p.in_answered
    row[RECEIVED_24H] = _received_24h(p, now)
    row[CALLERS] = min(DISTINCT_512[callers], np.float64(p.in_calls))
    row[MUTUAL] = DISTINCT_512[mutual]
    row[RUNG] = DISTINCT_256[rung]
    row[RETURNED] = DISTINCT_256[back]
    row[AGE_H] = max(0.0, (now - first) / 3600.0)
    row[ACTIVE_H] = max(0.0, (now - np.int64(p.out_first)) / 3600.0)
    row[WATCHED_H] = np.float64(p.watched) / STEPS_PER_HOUR
    row[GAP_SPREAD] = np.sqrt(max(0.0, np.float64(p.gap_m2)) / max(1.0, calls - 1.0))
    row[ORIGINS] = _distinct(p.origins)
    row[TARGETS] = _distinct(p.targets)
    row[CELLS] = _distinct(p.cells)
    row[HANDSETS] = _distinct(p.handsets)
    row[COUNTRIES] = _distinct(p.countries)
    row[ABROAD] = p.out_abroad
    row[COSTLY] = p.out_costly
    row[COSTLY_SECONDS] = p.out_costly_s
    row[OVERLAPPING] = p.out_overlap
    row[NEAR] = p.out_near
    row[SIBLINGS] = 0
    row[SIBLINGS_STRANGE] = 0
    row[SIBLINGS_EVIDENCE] = 0
    distinct = 0
    for k in range(4):
        distinct += bits_set(p.in_callers[0, k] | p.in_callers[1, k])
    row[MEMBERS] = DISTINCT_256[distinct]


@kernel
def _facts_of(profiles: Any, rows: Any) -> None:
    for k in range(len(profiles)):
        write_facts(profiles[k], rows[k])


def facts_of(profiles: NDArray[np.void]) -> NDArray[np.float32]:
    """The facts of profiles as they are now, (n, `COUNT`) float32; those about siblings are 0.

    Args:
        profiles: (n,) array of `PROFILE`.

    >>> from models.profile import new_profiles
    >>> facts_of(new_profiles(2))[:, CALLS].tolist()
    [0.0, 0.0]
    """
    rows = np.zeros((len(profiles), COUNT), np.float32)
    _facts_of(profiles, rows)
    return rows
