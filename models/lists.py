"""Lists that beat every score: numbers never flagged, and numbers always blocked.

Emergency and short codes and withheld callers are protected without any list: a short code serves everybody, and
"anonymous" is nobody in particular.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.number import ANONYMOUS
from models.number_id import BLOCK_SIZE, KIND_BLOCK, KIND_SHIFT, blocks_of

#: Codes of `Lists.codes`; a later one beats an earlier one, so that nothing blocks an emergency number.
NOT_LISTED, BLOCKED, ALLOWED, PROTECTED = range(4)
#: What each code is called.
CODES: Final = ("", "block list", "allow list", "protected number")


def _sorted(ids: Iterable[int]) -> NDArray[np.uint64]:
    return np.array(sorted(set(ids)), np.uint64)


@dataclass(frozen=True)
class Lists:
    """An allow list and a block list.

    Attributes:
        allowed, blocked: ids of numbers, or of whole blocks of 100 numbers.

    >>> lists = Lists(allowed=[46701234567], blocked=[46701234567, 46701234568])
    >>> lists.codes(np.array([46701234567, 46701234568, 1], np.uint64)).tolist()
    [2, 1, 0]
    """

    allowed: Iterable[int] = ()
    blocked: Iterable[int] = ()
    _allowed: NDArray[np.uint64] = field(init=False, repr=False, compare=False)
    _blocked: NDArray[np.uint64] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_allowed", _sorted(self.allowed))
        object.__setattr__(self, "_blocked", _sorted(self.blocked))

    def codes(self, ids: NDArray[np.uint64], protected: Iterable[int] = ()) -> NDArray[np.uint8]:
        """The code of each id, (n,).

        Args:
            ids: (n,) ids of numbers.
            protected: ids of short codes among them; withheld callers always are.
        """
        codes = np.zeros(len(ids), np.uint8)
        for code, listed in (
            (BLOCKED, self._blocked),
            (ALLOWED, self._allowed),
            (PROTECTED, _sorted([*protected, ANONYMOUS])),
        ):
            if len(listed):
                codes[_among(ids, listed)] = code
        return codes


def _among(ids: NDArray[np.uint64], listed: NDArray[np.uint64]) -> NDArray[np.bool_]:
    # Withheld callers are looked for in every batch; one comparison instead of NumPy's table of what lies between.
    found: NDArray[np.bool_] = ids == listed[0] if len(listed) == 1 else np.isin(ids, listed)
    first = np.uint64(KIND_BLOCK) << np.uint64(KIND_SHIFT)
    if ((listed >= first) & (listed < first + np.uint64(10**15 // BLOCK_SIZE))).any():
        found |= np.isin(blocks_of(ids), listed)
    return found
