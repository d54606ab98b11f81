"""How long the network had been watched when a call ended.

A network that has just begun to be watched knows nobody: every number is new, every contact the first, and nobody has
called back yet, so that honest callers look as fraudsters do later. What is told of a call counts with how long the
records reach back: since the first call of its source partition.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Milliseconds of one step, and steps at most: 7.5 minutes, and 31 hours and 52 minutes.
STEP_MS, MOST = 450_000, 255
#: Steps in an hour.
STEPS_PER_HOUR: Final = 3_600_000 // STEP_MS
#: A call that ended so long before the first one shows that the first was stamped wrongly: then nothing is known.
_WRONG_MS: Final = 3_600_000


def watched(ends_ms: NDArray[np.int64], since_ms: NDArray[np.int64] | int) -> NDArray[np.uint8]:
    """Steps for which the network had been watched at each moment, (n,), 0 to `MOST`.

    Args:
        ends_ms: (n,) ends of calls, ms since the epoch.
        since_ms: (n,) or one for all, the end of the first call of each one's source; 0 = not known, which is `MOST`.

    >>> watched(np.array([0, 3_600_000, 10**9, -3_600_001]) + 10**12, 10**12).tolist()
    [0, 8, 255, 255]
    """
    past = ends_ms - since_ms
    return np.where(past < -_WRONG_MS, MOST, np.clip(past // STEP_MS, 0, MOST)).astype(np.uint8)
