"""Rows for the baselines: what a caller did in a window that ends with each of its calls, and nothing older.

This shares no code with the product's profiles on purpose: a baseline must not change when the product does.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from models.call import ANSWERED

#: What is kept of a call for the baselines, 45 bytes.
SLIM = np.dtype(
    [
        ("caller", "<u8"),
        ("callee", "<u8"),
        ("end_ms", "<i8"),
        ("duration_ms", "<u4"),
        ("origin", "<u4"),
        ("target", "<u4"),
        ("cell", "<u4"),
        ("disposition", "u1"),
        ("night", "u1"),
    ]
)

#: Columns of a row. The first five are the seed's features; all are plain counts, means in seconds, or shares.
COLUMNS = (
    "avg_call_duration", "total_calls", "night_call_ratio", "unique_origin_regions", "unique_target_regions",
    "unique_callees", "callees_per_call", "answered_ratio", "short_ratio", "unique_cells", "calls_received",
    "seconds_since_last_call", "duration",
)  # fmt: skip
SEED_COLUMNS = COLUMNS[:5]

_SHORT_MS = 6000
# Before a caller's first call: a window says nothing older than itself.
_NO_GAP = 1e6


def slim(calls: NDArray[np.void]) -> NDArray[np.void]:
    """What the baselines need of calls, array of `SLIM`."""
    kept = np.empty(len(calls), SLIM)
    for name in SLIM.names or ():
        kept[name] = calls[name]
    return kept


def window_rows(calls: NDArray[np.void], seconds: int) -> NDArray[np.float32]:
    """The row of each call.

    Args:
        calls: (n,) array of `SLIM`, in any order; a caller's calls are taken in the order in which they ended.
        seconds: length of the window, which holds the call that ends it.

    Returns:
        (n, columns) float32, in the order of `calls`.
    """
    order = np.lexsort((calls["end_ms"], calls["caller"]))
    mine = calls[order]
    codes = np.empty((4, len(mine)), np.int64)
    for row, name in enumerate(("callee", "origin", "target", "cell")):
        values, codes[row] = np.unique(mine[name], return_inverse=True)
        if name != "callee" and len(values) and values[0] == 0:
            codes[row] -= 1  # 0 = not told: no region at all
    size = int(codes.max(initial=-1)) + 1
    counts = np.zeros((4, max(size, 1)), np.int32)
    out = np.zeros((len(mine), len(COLUMNS)), np.float32)
    answered = (mine["disposition"] == ANSWERED).astype(np.int64)
    numbers = (mine["caller"], mine["end_ms"], mine["duration_ms"].astype(np.int64), answered, mine["night"], codes)
    _fill(*numbers, counts, seconds * 1000, _NO_GAP, out)
    out[:, COLUMNS.index("calls_received")] = _received(calls, mine, seconds)
    rows = np.empty_like(out)
    rows[order] = out
    return rows


def _received(calls: NDArray[np.void], mine: NDArray[np.void], window: int) -> NDArray[np.int64]:
    """Calls received by the caller of each of `mine` in the window (s) that ends with it."""
    numbers = np.unique(np.concatenate((calls["callee"], mine["caller"])))
    ends, now = calls["end_ms"] // 1000, mine["end_ms"] // 1000
    start = int(ends.min(initial=0))
    # One axis for all numbers, in seconds: each has a stretch of its own, longer than all times.
    stretch = int(ends.max(initial=0)) - start + window + 1
    into = np.searchsorted(numbers, calls["callee"]) * stretch + (ends - start)
    into.sort()
    now = np.searchsorted(numbers, mine["caller"]) * stretch + (now - start)
    return np.asarray(
        np.searchsorted(into, now, side="right") - np.searchsorted(into, now - window, side="right"), np.int64
    )


def _walk(
    callers: Any, ends: Any, durations: Any, answered: Any, nights: Any, codes: Any,
    counts: Any, window: int, no_gap: float, out: Any,
) -> None:  # fmt: skip
    """Slide the window over each caller's calls; `counts` is how often each code is in it."""
    distinct = np.zeros(4, np.int64)
    oldest = 0
    talked = at_night = talking = short = 0
    for k in range(len(callers)):
        fresh = k == 0 or callers[k] != callers[k - 1]
        while oldest < k and (fresh or ends[oldest] <= ends[k] - window):
            talked -= durations[oldest]
            at_night -= nights[oldest]
            talking -= answered[oldest]
            if answered[oldest] and durations[oldest] <= _SHORT_MS:
                short -= 1
            for c in range(4):
                code = codes[c, oldest]
                if code >= 0:
                    counts[c, code] -= 1
                    if counts[c, code] == 0:
                        distinct[c] -= 1
            oldest += 1
        talked += durations[k]
        at_night += nights[k]
        talking += answered[k]
        if answered[k] and durations[k] <= _SHORT_MS:
            short += 1
        for c in range(4):
            code = codes[c, k]
            if code >= 0:
                counts[c, code] += 1
                if counts[c, code] == 1:
                    distinct[c] += 1
        calls = k - oldest + 1
        row = out[k]
        row[0] = talked / 1000.0 / calls
        row[1] = calls
        row[2] = at_night / calls
        row[3] = distinct[1]
        row[4] = distinct[2]
        row[5] = distinct[0]
        row[6] = distinct[0] / calls
        row[7] = talking / calls
        row[8] = short / max(1, talking)
        row[9] = distinct[3]
        row[11] = no_gap if fresh or calls == 1 else (ends[k] - ends[k - 1]) / 1000.0
        row[12] = durations[k] / 1000.0


_fill: Any = njit(cache=True, nogil=True)(_walk)
