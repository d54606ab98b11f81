"""From legs to verdicts: fold, score, judge. The stream job and every offline tool run this same code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.leg import LEG
from models.model import Model
from models.profile import new_profiles
from models.profile_fold import fold
from models.verdict import judge

_NO_LEGS = np.zeros(0, LEG)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch of legs led to.

    Attributes:
        flags: per leg, `profile_fold.COUNTED`, `DUPLICATE`, `LATE` or `AFRESH`.
        verdicts: one `verdict.VERDICT` row per out-leg, in order.
        rows: (out-legs, features) float32, the feature rows behind them.
    """

    flags: NDArray[np.uint8]
    verdicts: NDArray[np.void]
    rows: NDArray[np.float32]


class Engine:
    """Folds, scores and judges legs with one model.

    Args:
        model: the trained model.
        retention: seconds of event time after which a caller that has been silent starts afresh.
    """

    def __init__(self, model: Model, retention: int) -> None:
        self.model = model
        self.retention = retention

    def run(
        self,
        profiles: NDArray[np.void],
        slots: NDArray[np.int32],
        lanes: NDArray[np.uint8],
        legs: NDArray[np.void],
    ) -> Outcome:
        """Apply legs in order; `profiles` (array of `PROFILE`) change in place.

        Args:
            profiles: the profiles that the legs touch.
            slots: (n,) index of each leg's profile.
            lanes: (n,) source partition modulo 4 of each leg.
            legs: (n,) array of `LEG`.
        """
        folded = fold(profiles, slots, lanes, legs, self.retention)
        raw, risks = self.model.risk(folded.rows)
        # The forest's score_samples is minus the anomaly score of Liu, Ting, Zhou (2008).
        verdicts = judge(profiles, slots, legs, folded, -raw, risks)
        return Outcome(folded.flags, verdicts, folded.rows)

    def warm_up(self) -> None:
        """Compile the kernels, so that the first call is not kept waiting for seconds."""
        self.run(new_profiles(0), np.zeros(0, np.int32), np.zeros(0, np.uint8), _NO_LEGS)
