"""Attempts: who means to call whom, when, and how the call would go if it were put through."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: Field -> value when nothing is said. Times are seconds, chances 0 to 1.
_FIELDS: Final[dict[str, Any]] = {
    "at": 0.0,  # from the start of the world
    "caller": 0,  # places in the book
    "callee": 0,
    "answer": 1.0,  # factor on the callee's chance of answering; of one ring the chance itself
    "median": 60.0,  # of the log-normal talk
    "spread": 1.15,
    "long_share": 0.0,  # talks that take `long_median` instead
    "long_median": 300.0,
    "redial": 0.25,  # chance after a miss
    "redial_wait": 150.0,  # median
    "return_missed": 0.2,  # chance of a call back after a missed call, before the callee's factor
    "return_answered": 0.0,
    "one_ring": False,
    "label": -1,  # code of the fraud that this call is
    # How it went, once the exchange has decided.
    "seconds": 0,
    "disposition": 0,
    "answered": False,  # by a human being
}
ATTEMPT: Final = np.dtype([(name, np.asarray(value).dtype) for name, value in _FIELDS.items()])
Attempts = NDArray[np.void]


def attempts(at: ArrayLike, caller: ArrayLike, callee: ArrayLike, **fields: ArrayLike) -> Attempts:
    """Attempts at these moments, each field one value or one for each."""
    made = np.zeros(np.shape(at), ATTEMPT)
    given = fields | {"at": at, "caller": caller, "callee": callee}
    for name, usual in _FIELDS.items():
        made[name] = given.get(name, usual)
    return made
