"""Ranges as they are written in tables, and drawing from them."""

from __future__ import annotations

from typing import Any

import numpy as np

Range = tuple[float, float]


def read_ranges(text: str) -> dict[str, Range]:
    """Read words `name=low..high`, or `name=value` for what is always the same.

    >>> read_ranges("pace=1..4 lines=2")
    {'pace': (1.0, 4.0), 'lines': (2.0, 2.0)}
    """
    ranges = {}
    for name, _, value in (word.partition("=") for word in text.split()):
        low, _, high = value.partition("..")
        ranges[name] = float(low), float(high or low)
    return ranges


def draw(rng: np.random.Generator, low: float, high: float, count: int) -> Any:
    """(count,) draws: log-uniform when the ends are positive and fourfold or more apart, else uniform.

    What is drawn below zero counts as zero: a range that begins there is one that often does not apply.
    """
    if low > 0 and high >= 4 * low:
        return np.exp(rng.uniform(np.log(low), np.log(high), count))
    return np.maximum(rng.uniform(low, high, count), 0.0)
