"""A booster of many trees that most rows leave early: the first trees tell who needs a closer look.

Nine calls in ten are so far from any suspicion after the first trees that the others could not change it. Stopping
there (Cambazoglu et al., "Early exit optimizations for additive machine learned ranking systems", 2010) lets a booster
be several times as large for less time a call. Calibration reads the same sums, so what risk stands for stays true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.trees import Trees


@dataclass(frozen=True, slots=True, eq=False)
class Cascade:
    """Trees of which the later ones look only at rows whose sum over the first is high enough.

    Attributes:
        first: look at every row.
        later: look at rows whose sum over the first is at least `floor`; add to it.
        floor: in units of the trees' values.

    Raises:
        ValueError: when the two look at rows of different widths, or the floor is no number.

    >>> def adds(value: float) -> Trees:
    ...     asked = np.array([[np.inf, 0.5]], np.float32)
    ...     return Trees(np.zeros((1, 2), np.uint16), asked, np.array([[0.0, value]], np.float32), 1, 1)
    >>> Cascade(adds(1.0), adds(2.0), floor=1.0).total(np.array([[0.0], [1.0]], np.float32)).tolist()
    [0.0, 3.0]
    """

    first: Trees
    later: Trees
    floor: float

    def __post_init__(self) -> None:
        if self.first.features != self.later.features:
            raise ValueError("the later trees of a cascade look at rows of another width")
        if np.isnan(self.floor):
            raise ValueError("the floor of a cascade is no number")

    @property
    def features(self) -> int:
        """Columns of a row."""
        return self.first.features

    def __len__(self) -> int:
        return len(self.first) + len(self.later)

    def total(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """The sum of each row over the trees that look at it, (n,) float64, a function of that row alone, bit for bit.

        Args:
            rows: (n, features) float32, finite.

        Raises:
            ValueError: when the rows have another number of features.
        """
        rows = np.ascontiguousarray(rows, np.float32)
        out = self.first.total(rows)
        closer = np.flatnonzero(out >= self.floor)
        out[closer] += self.later.total(rows[closer])
        return out

    def arrays(self) -> dict[str, Any]:
        """The cascade as plain data, the inverse of `from_arrays`."""
        return {"first": self.first.arrays(), "later": self.later.arrays(), "floor": self.floor}

    @classmethod
    def from_arrays(cls, arrays: dict[str, Any]) -> Cascade:
        """The cascade of what `arrays` gave."""
        return cls(Trees(**arrays["first"]), Trees(**arrays["later"]), arrays["floor"])
