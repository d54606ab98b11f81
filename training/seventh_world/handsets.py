"""Handset identities."""

from __future__ import annotations

from typing import Any

import numpy as np

#: Type allocation codes of the models in use.
_MODELS = 35_000_000 + 7_919 * np.arange(1, 121)


def draw_imeis(rng: np.random.Generator, count: int) -> Any:
    """(count,) IMEIs of 15 digits: a model's eight, six of a serial number and Luhn's check digit.

    >>> sorted(len(str(imei)) for imei in draw_imeis(np.random.default_rng(1), 2).tolist())
    [15, 15]
    """
    body = rng.choice(_MODELS, count) * 1_000_000 + rng.integers(1_000_000, size=count)
    total, rest = np.zeros(count, np.int64), body.copy()
    for place in range(14):
        digit = (rest % 10) * (2 if place % 2 == 0 else 1)
        total += digit // 10 + digit % 10
        rest //= 10
    return body * 10 + (10 - total % 10) % 10
