"""Calls that people and machines mean to place, before the switch says what comes of them."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: at: seconds since the start of the world; want: seconds of talk if it goes well; ring: seconds until the caller gives
#: up; listens: chance that who picks up stays on the line; known: the callee knows the caller.
PLAN: Final = np.dtype(
    [
        ("at", "f8"),
        ("caller", "i4"),
        ("callee", "i4"),
        ("want", "f4"),
        ("ring", "f4"),
        ("listens", "f4"),
        ("known", "?"),
    ]
)


def plan(
    at: NDArray[np.float64],
    caller: NDArray[np.int64],
    callee: NDArray[np.int64],
    want: NDArray[np.float64],
    rng: np.random.Generator,
    *,
    listens: float = 1.0,
    known: bool | NDArray[np.bool_] = True,
    ring: float = 24.0,
) -> NDArray[np.void]:
    """Rows of PLAN from columns of equal length; callers give up at about `ring` seconds, callees below 0 are left out.

    Nobody calls himself: such rows are left out, too.
    """
    rows = np.zeros(len(at), PLAN)
    rows["at"], rows["caller"], rows["callee"], rows["want"] = at, caller, callee, want
    rows["ring"] = ring * rng.lognormal(0.0, 0.35, len(at))
    rows["listens"], rows["known"] = listens, known
    kept: NDArray[np.void] = rows[(callee >= 0) & (callee != caller)]
    return kept


def talks(count: int, median: float, sigma: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Lognormal seconds of talk, at most five hours."""
    return np.minimum(median * np.exp(sigma * rng.standard_normal(count)), 18_000.0)
