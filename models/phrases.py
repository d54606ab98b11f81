"""Phrases: what each feature is in plain words, with the figures behind it.

A feature row holds logarithms and ratios that are pulled towards ordinary values; people want counts, seconds and
shares. Each feature has a phrase over the facts and a way to turn the feature's value among normal callers back into
the same unit: "214 calls to 209 different numbers in the last hour; normal callers: at most 31".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.explaining import SIBLINGS, Contribution
from models.features import NAMES
from models.rules.rule import say

#: Percentiles of normal callers beyond which a value is called more, or less, than what normal callers have.
LOW, HIGH = 1, 99


class Phrase(NamedTuple):
    """How to tell a feature.

    Attributes:
        text: a sentence template over facts (`models.rules.rule.say`).
        natural: from the feature's value to what is told of normal callers.
        unit: format of that, such as "{:,.0f} calls".
    """

    text: str
    natural: Callable[[float], float]
    unit: str


def counted(count: int, what: str) -> str:
    """A count with its noun.

    >>> counted(1, "call"), counted(1200, "call")
    ('1 call', '1,200 calls')
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _count(value: float) -> float:
    """Undo log1p.

    >>> round(_count(float(np.log1p(31.0))), 6)
    31.0
    """
    return float(np.expm1(value))


def _same(value: float) -> float:
    return float(value)


def _ratio(value: float) -> float:
    """Undo the logarithm of a quotient."""
    return float(np.exp(value))


def _part(text: str) -> Phrase:
    return Phrase(text, _same, "{:.0%}")


_TOLD: Final[dict[str, Phrase]] = {
    "avg_call_duration": Phrase("answered calls of {mean_seconds} seconds on average", _count, "{:,.0f}"),
    "total_calls": Phrase("{calls_24h} calls in the last 24 hours", _count, "{:,.0f}"),
    "night_call_ratio": _part("{night} of {calls} calls at night"),
    "unique_origin_regions": Phrase("calls from {origins} regions", _count, "{:,.0f}"),
    "unique_target_regions": Phrase("calls to {targets} regions", _count, "{:,.0f}"),
    "calls_5m": Phrase("{calls_5m} calls in the last 5 to 10 minutes", _count, "{:,.0f}"),
    "calls_1h": Phrase("{calls_1h} calls to {callees_1h} different numbers in the last hour", _count, "{:,.0f}"),
    "calls": Phrase("{calls} calls since it was first seen", _count, "{:,.0f}"),
    "calls_per_hour": Phrase("{calls_24h/hours_active} calls in each hour in which it called", _count, "{:,.0f}"),
    "hours_active": Phrase("calls in {hours_active} of the last 24 hours", _same, "{:,.0f}"),
    "burst": _part("{calls_1h} of the last 24 hours' {calls_24h} calls in the last hour"),
    "callee_ratio_1h": _part("{calls_1h} calls to {callees_1h} different numbers in the last hour"),
    "callee_ratio": _part("{calls} calls to {callees} different numbers"),
    "short_ratio_1h": _part("{short_1h} of the last hour's {calls_1h} calls over within 6 seconds"),
    "short_ratio": _part("{short} of {answered} answered calls over within 6 seconds"),
    "unanswered_ratio_1h": Phrase(
        "{answered_1h} of the last hour's {calls_1h} calls answered", _same, "{:.0%} unanswered"
    ),
    "unanswered_ratio": Phrase("{answered} of {calls} calls answered", _same, "{:.0%} unanswered"),
    "new_ratio_1h": _part("{new_1h} of the last hour's {calls_1h} calls to numbers that it had not called before"),
    "new_ratio_24h": _part("{new_24h} of the last 24 hours' {calls_24h} calls to numbers not called before"),
    "new_ratio": _part("{new} of {calls} calls to numbers that it had not called before"),
    "out_in_24h": Phrase(
        "{calls_24h} calls placed and {received_24h} received in the last 24 hours", _ratio, "{:,.1f} placed for each"
    ),
    "out_in": Phrase("{calls} calls placed and {received} received", _ratio, "{:,.1f} placed for each"),
    "people_out_in": Phrase(
        "{callees} different numbers called, and called by {callers}", _ratio, "{:,.1f} called for each"
    ),
    "callers": Phrase("called by {callers} different numbers", _count, "{:,.0f}"),
    "received_answered": _part("{received_answered} of {received} calls received answered"),
    "reciprocity": _part("{mutual} of the {callees} numbers that it called ever called it"),
    "acquaintance": _part("{mutual} of the {callers} numbers that called it were ever called by it"),
    "returned_ratio": _part("{returned} of {rung} numbers rung without an answer called back within two days"),
    "rung": Phrase("{rung} different numbers rung without an answer in two days", _count, "{:,.0f}"),
    "seconds_per_call_1h": Phrase("{seconds_1h/calls_1h} seconds of talk per call in the last hour", _count, "{:,.0f}"),
    "duration_spread": Phrase(
        "lengths of answered calls with a spread of {duration_spread:.2f} (log seconds)", _same, "{:.2f}"
    ),
    "new_answered_ratio": _part("{new_answered} of {new} first contacts answered"),
    "new_seconds": Phrase("{new_seconds/new_answered} seconds of talk per answered first contact", _count, "{:,.0f}"),
    "new_talk_share": _part("{new_seconds} seconds of talk with numbers that it had not called before"),
    "gap_spread": Phrase(
        "times between its calls with a spread of {gap_spread:.2f} (log seconds)", _same, "{:.2f}"
    ),
    "age": Phrase("first seen {age_h:,.1f} hours before its last call", _count, "{:,.1f}"),
    "active": Phrase("first call placed {active_h:,.1f} hours before its last one", _count, "{:,.1f}"),
    "cells": Phrase("calls from {cells} cells", _count, "{:,.0f}"),
    "handsets": Phrase("calls with {handsets} handsets", _count, "{:,.0f}"),
    "countries": Phrase("calls to {countries} countries", _count, "{:,.0f}"),
    "abroad_ratio": _part("{abroad} of {calls} calls to other countries"),
    "costly_ratio": _part("{costly} of {calls} calls to high-risk ranges abroad"),
    "costly_seconds": Phrase("{costly_seconds} seconds of talk with high-risk ranges abroad", _count, "{:,.0f}"),
    "overlap_ratio": _part("{overlapping} of {calls} calls began before the call before had ended"),
    "near_ratio": _part("{near} of {calls} calls to a number next to the one called before"),
    "watched": Phrase("records known for {watched_h:,.1f} hours", _count, "{:,.1f}"),
    "absent": Phrase(
        "first seen {age_h:,.1f} hours before its last call, in records of {watched_h:,.1f} hours", _count,
        "{:,.1f} hours without it",
    ),
}  # fmt: skip
assert tuple(_TOLD) == NAMES


def tell(found: Contribution, facts: Mapping[str, float], normal: NDArray[np.float32]) -> str:
    """A contribution as a phrase with figures.

    Args:
        found: the contribution.
        facts: of the number, by name.
        normal: `models.model.Model.normal`.

    >>> normal = np.tile(np.log1p(np.linspace(0, 31.3, 101, dtype=np.float32))[:, None], (1, len(NAMES)))
    >>> facts = {"calls_1h": 214.0, "callees_1h": 209.2}
    >>> tell(Contribution("calls_1h", 5.4, 100, 40.0), facts, normal)
    '214 calls to 209 different numbers in the last hour; normal callers: at most 31'
    """
    if found.feature == SIBLINGS:
        template = (
            "{siblings_strange} of {siblings} other numbers of its block that called within three days are strange too"
        )
        return say(template, facts)
    phrase, column = _TOLD[found.feature], normal[:, NAMES.index(found.feature)]
    said = say(phrase.text, facts)
    for bound, beyond, word in (
        (HIGH, found.value > column[HIGH], "at most"),
        (LOW, found.value < column[LOW], "at least"),
    ):
        if beyond:
            return f"{said}; normal callers: {word} {phrase.unit.format(phrase.natural(float(column[bound])))}"
    return f"{said}; normal callers: mostly about {phrase.unit.format(phrase.natural(float(column[50])))}"


def is_extreme(found: Contribution, normal: NDArray[np.float32]) -> bool:
    """Whether hardly any normal caller has this value; `normal` is `models.model.Model.normal`.

    >>> normal = np.tile(np.arange(101, dtype=np.float32)[:, None], (1, len(NAMES)))
    >>> [is_extreme(Contribution("calls", value, None, 0.0), normal) for value in (0.5, 50.0, 99.0, 99.5)]
    [True, False, False, True]
    """
    if found.feature == SIBLINGS:
        return False
    column = normal[:, NAMES.index(found.feature)]
    return bool(found.value > column[HIGH] or found.value < column[LOW])
