"""Lists that beat every score: numbers never flagged, and numbers always blocked.

Emergency and short codes and withheld callers are protected without any list: a short code serves everybody, and
"anonymous" is nobody in particular.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


@dataclass(frozen=True, slots=True)
class Until:
    """Entries that count for some time.

    Attributes:
        ids: (n,) ids of numbers or blocks, rising.
        ends: (n,) int64, ms since the epoch: each counts for calls that end before.
    """

    ids: NDArray[np.uint64]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, entries: Mapping[int, int]) -> Until:
        """Entries by id, with the end of each."""
        ids = _sorted(entries)
        return cls(ids, np.array([entries[one] for one in ids.tolist()], np.int64))

    def among(self, ids: NDArray[np.uint64], at_ms: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each id is on the list at its time, (n,)."""
        found = _among(ids, self.ids)
        places = np.flatnonzero(found)
        if len(places):  # rarely: what this costs, only calls of listed numbers cost
            found[places] = self._counts(ids[places], at_ms[places]) | self._counts(
                blocks_of(ids[places]), at_ms[places]
            )
        return found

    def _counts(self, ids: NDArray[np.uint64], at_ms: NDArray[np.int64]) -> NDArray[np.bool_]:
        places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        counts: NDArray[np.bool_] = (self.ids[places] == ids) & (at_ms < self.ends[places])
        return counts


@dataclass(frozen=True)
class Lists:
    """An allow list and a block list.

    Attributes:
        allowed, blocked: ids of numbers, or of whole blocks of 100 numbers.
        allowed_until, blocked_until: ids that are on a list only for calls that end before a time, ms since the epoch.

    >>> lists = Lists(allowed=[46701234567], blocked=[46701234567, 46701234568], blocked_until={1: 5000})
    >>> numbers, ends = np.array([46701234567, 46701234568, 1, 1], np.uint64), np.array([0, 0, 4999, 5000])
    >>> lists.codes(numbers, ends).tolist()
    [2, 1, 1, 0]
    """

    allowed: Iterable[int] = ()
    blocked: Iterable[int] = ()
    allowed_until: Mapping[int, int] = field(default_factory=dict)
    blocked_until: Mapping[int, int] = field(default_factory=dict)
    _allowed: NDArray[np.uint64] = field(init=False, repr=False, compare=False)
    _blocked: NDArray[np.uint64] = field(init=False, repr=False, compare=False)
    _expiring: tuple[tuple[int, Until], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_allowed", _sorted(self.allowed))
        object.__setattr__(self, "_blocked", _sorted(self.blocked))
        expiring = ((BLOCKED, self.blocked_until), (ALLOWED, self.allowed_until))
        object.__setattr__(
            self, "_expiring", tuple((code, Until.of(entries)) for code, entries in expiring if entries)
        )  # fmt: skip

    def codes(
        self, ids: NDArray[np.uint64], at_ms: NDArray[np.int64], protected: Iterable[int] = ()
    ) -> NDArray[np.uint8]:
        """The code of each id, (n,).

        Args:
            ids: (n,) ids of numbers.
            at_ms: (n,) event time at which each is judged, ms since the epoch; looked at only when entries expire.
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
        for code, until in self._expiring:
            np.maximum(codes, np.where(until.among(ids, at_ms), np.uint8(code), np.uint8(0)), out=codes)
        return codes


def _among(ids: NDArray[np.uint64], listed: NDArray[np.uint64]) -> NDArray[np.bool_]:
    # Withheld callers are looked for in every batch; one comparison instead of NumPy's table of what lies between.
    found: NDArray[np.bool_] = ids == listed[0] if len(listed) == 1 else np.isin(ids, listed)
    first = np.uint64(KIND_BLOCK) << np.uint64(KIND_SHIFT)
    if ((listed >= first) & (listed < first + np.uint64(10**15 // BLOCK_SIZE))).any():
        found |= np.isin(blocks_of(ids), listed)
    return found
