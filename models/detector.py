"""A detector: one kind of subject's forest, and where labels have taught it, its gradient boosting.

The forest knows what is *unusual*; the booster, trained on labelled callers, knows which unusual things are
*suspicious*. The booster sees the forest's score as one column more. A booster cannot know what it was never shown, so
the forest keeps a small part of the allowed false flags for itself and may raise a caller alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.calibration import Calibration
from models.forest import Forest
from models.trees import Trees


@dataclass(frozen=True, slots=True, eq=False)
class Detector:
    """Scores feature rows of one kind of subject.

    Attributes:
        forest: scores rows by how easily they are isolated.
        booster: gives the log-odds of fraud from a row and its forest score; None without a supervised stage.
        evidence: from the booster's negative log-odds (the forest's score without a booster) to evidence.
        novelty: from the forest's score to the risk that it may raise alone.
    """

    forest: Forest
    booster: Trees | None
    evidence: Calibration
    novelty: Calibration

    def __post_init__(self) -> None:
        if self.booster is not None and self.booster.features != self.forest.features + 1:
            raise ValueError(f"a booster reads {self.forest.features} features and the forest's score")

    def raw(self, rows: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The forest's scores and what evidence is read from, each (n,); lower is worse in both."""
        scores = self.forest.score(rows)
        if self.booster is None:
            return scores, scores
        return scores, -self.booster.total(np.column_stack((rows, scores.astype(np.float32))))

    def judge(self, rows: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float32], NDArray[np.float32]]:
        """Judge rows, each by itself, bit for bit.

        Args:
            rows: (n, features) float32.

        Returns:
            The forest's scores (-1 to 0), the evidence (0 to 8: how rarely a normal caller looks like this, as -log10),
            and the forest's own risk (0 to 100), each (n,).
        """
        scores, raw = self.raw(rows)
        return scores, self.evidence.risk(raw), self.novelty.risk(scores)

    def arrays(self) -> dict[str, Any]:
        """The detector as plain data, the inverse of `from_arrays`."""
        return {
            "forest": self.forest.arrays(),
            "booster": self.booster and self.booster.arrays(),
            "evidence": self.evidence.to_json(),
            "novelty": self.novelty.to_json(),
        }

    @classmethod
    def from_arrays(cls, arrays: dict[str, Any]) -> Detector:
        """The detector of what `arrays` gave."""
        return cls(
            Forest.from_arrays(arrays["forest"]),
            arrays["booster"] and Trees(**arrays["booster"]),
            Calibration.from_json(arrays["evidence"]),
            Calibration.from_json(arrays["novelty"]),
        )
