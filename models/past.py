"""The past: the evidence against a number at its calls so far, not only at the last one.

Whoever begins a round of calls to strangers looks like a fraudster for a call or two; a fraudster goes on looking like
one. Facts of the number say what it did, and not how it looked while it did so.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from models.kernel import inline_kernel

#: What one call counts for in the quick and in the slow running mean.
QUICK: Final = 0.3
SLOW: Final = 0.1

#: Columns, with what each means.
MEANING: Final[dict[str, str]] = {
    "lately": "evidence against it over some three calls, a running mean",
    "slowly": "evidence against it over some ten calls, a running mean",
    "average": "mean evidence against it over all its calls",
    "most": "the highest evidence against it so far",
}
COUNT: Final = len(MEANING)
_LATELY, _SLOWLY, _AVERAGE, _MOST = range(COUNT)


@inline_kernel
def goes_on(before: Any, evidence: Any, calls: Any, known: Any, after: Any) -> None:
    """Write the past as it is after a call into `after`, (`COUNT`,) float32.

    Args:
        before: (`COUNT`,) float32, as it was; may be `after`.
        evidence: against the number at this call.
        calls: calls that it has placed, this one included.
        known: whether `before` says anything; otherwise this is the first call.
    """
    now = np.float32(evidence)
    if not known:
        for k in range(COUNT):
            after[k] = now
        return
    after[_LATELY] = before[_LATELY] + np.float32(QUICK) * (now - before[_LATELY])
    after[_SLOWLY] = before[_SLOWLY] + np.float32(SLOW) * (now - before[_SLOWLY])
    after[_AVERAGE] = before[_AVERAGE] + (now - before[_AVERAGE]) / np.float32(max(calls, 1.0))
    after[_MOST] = max(before[_MOST], now)
