"""The Isolation Forest: how easily a row is isolated from the rows that the forest has learnt.

Reference: F. T. Liu, K. M. Ting, Z.-H. Zhou, "Isolation Forest", ICDM 2008.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.kernel import kernel
from models.trees import Trees


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """A fitted Isolation Forest.

    Attributes:
        trees: their values are path lengths at the leaves: depth plus the average path length of an unsuccessful
            search among the training rows that ended there.
        normaliser: number of trees times the average path length of one tree's sample; 0 when that sample was a single
            row.

    >>> trees = Trees(
    ...     feature=np.array([[0, 1]], np.uint16),
    ...     threshold=np.array([[np.inf, 0.5]], np.float32),
    ...     value=np.array([[1.0, 2.0]], np.float32),
    ...     depth=1,
    ...     features=2,
    ... )
    >>> Forest(trees, normaliser=1.0).score(np.array([[9.0, 0.5], [9.0, 0.6]], np.float32)).tolist()
    [-0.5, -0.25]
    """

    trees: Trees
    normaliser: float

    @property
    def features(self) -> int:
        """Number of features of a row."""
        return self.trees.features

    def __len__(self) -> int:
        return len(self.trees)

    def score(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Score rows as `IsolationForest.score_samples` does, equal to it within 1e-6.

        A row's score is a function of that row alone, bit for bit.

        Args:
            rows: (n, features) float32, finite.

        Returns:
            (n,) float64 in [-1, 0); the lower, the easier the row was to isolate, the more abnormal it is.

        Raises:
            ValueError: when the rows have another number of features.
        """
        score = self.trees.total(rows)
        _normalise(score, self.normaliser)
        return score

    def arrays(self) -> dict[str, Any]:
        """The forest as a plain dictionary, the inverse of `from_arrays`."""
        return {"trees": self.trees.arrays(), "normaliser": self.normaliser}

    @classmethod
    def from_arrays(cls, arrays: dict[str, Any]) -> Forest:
        """The forest of what `arrays` gave."""
        return cls(Trees(**arrays["trees"]), arrays["normaliser"])


# A kernel and no array function: those may take another way for the last elements of an array.
@kernel
def _normalise(lengths: Any, normaliser: float) -> None:
    for r in range(len(lengths)):
        # scikit-learn scores everything -0.5 when each tree saw a single row.
        lengths[r] = -(2.0 ** -(lengths[r] / normaliser if normaliser > 0.0 else 1.0))
