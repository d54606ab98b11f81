"""Event time as people and other programs read it."""

from __future__ import annotations

import numpy as np


def instant(ms: int) -> str:
    """RFC 3339 of an instant in ms, in UTC.

    >>> instant(1768176000000)
    '2026-01-12T00:00:00.000Z'
    """
    return f"{np.datetime64(ms, 'ms')}Z"
