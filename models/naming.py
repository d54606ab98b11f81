"""Naming: which kind of fraud a suspicious caller and its company look most like.

One booster per type, trained together on labelled fraudsters (multinomial logistic loss), gives each type a
probability. The answer is the likeliest one, or "Unknown Fraud" when none is likely enough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.kernel import kernel
from models.rules.rule import FRAUD_TYPES
from models.trees import Trees

#: A type must be at least this likely to be named.
LIKELY: Final = 0.35
_UNKNOWN: Final = FRAUD_TYPES.index("Unknown Fraud")


@dataclass(frozen=True, slots=True, eq=False)
class Naming:
    """Names the fraud type of rows.

    Attributes:
        boosters: one per type.
        types: names of the types, in the same order, each one of `FRAUD_TYPES`.
    """

    boosters: tuple[Trees, ...]
    types: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.boosters) != len(self.types) or not set(self.types) <= set(FRAUD_TYPES):
            raise ValueError("naming needs one booster for each of its types")

    def name(self, rows: NDArray[np.float32]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Codes of `FRAUD_TYPES` and probabilities (0 to 1) of the likeliest types, each (n,).

        Args:
            rows: (n, columns) float32, those of `models.model.whole_columns`.
        """
        odds = np.column_stack([booster.total(rows) for booster in self.boosters])
        codes = np.array([FRAUD_TYPES.index(name) for name in self.types], np.uint8)
        types, confidence = np.empty(len(rows), np.uint8), np.empty(len(rows), np.float32)
        _likeliest(odds, codes, types, confidence)
        return types, confidence

    def arrays(self) -> dict[str, Any]:
        """Naming as plain data, the inverse of `from_arrays`."""
        return {"boosters": [booster.arrays() for booster in self.boosters], "types": list(self.types)}

    @classmethod
    def from_arrays(cls, arrays: dict[str, Any]) -> Naming:
        """Naming of what `arrays` gave."""
        return cls(tuple(Trees(**one) for one in arrays["boosters"]), tuple(arrays["types"]))


@kernel
def _likeliest(odds: Any, codes: Any, types: Any, confidence: Any) -> None:
    for k in range(len(odds)):
        best = 0
        for t in range(1, len(codes)):
            if odds[k, t] > odds[k, best]:
                best = t
        total = 0.0
        for t in range(len(codes)):
            total += np.exp(odds[k, t] - odds[k, best])
        confidence[k] = 1.0 / total
        types[k] = codes[best] if confidence[k] >= LIKELY else _UNKNOWN
