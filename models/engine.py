"""From legs to verdicts: fold, score, judge. The stream job and every offline tool run this same code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models import profile_codec
from models.leg import IN, LEG, OUT
from models.model import Model
from models.profile import new_profiles
from models.profile_fold import fold
from models.verdict import judge


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
        """Compile or load the kernels, so that the first calls are not kept waiting for seconds."""
        profiles = profile_codec.decode(profile_codec.encode(new_profiles(1)))
        legs = np.zeros(2, LEG)
        legs["direction"] = (OUT, IN)
        self.run(profiles, np.zeros(2, np.int32), np.zeros(2, np.uint8), legs)
