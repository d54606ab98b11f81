"""Suspects of the whole job: the rows of table `suspects`, by number."""

from __future__ import annotations

from models.number import id_of
from tables import suspects
from tables.suspects import Suspect

#: Rows that are kept, those that changed last: about 50 MB. How many numbers became DANGEROUS is counted for all.
KEPT = 100_000


class SuspectsView:
    """The suspects that changed last, and how many numbers ever became DANGEROUS."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._rows: dict[int, Suspect] = {}
        self._dangerous: set[int] = set()

    def put(self, key: bytes, value: bytes | None) -> None:
        """Take over a row, or its removal; raises ValueError or msgspec.DecodeError when it is no row."""
        number = id_of(key)
        # Taken out first: the dict then stays in the order of change.
        self._rows.pop(number, None)
        if value is None:
            self._dangerous.discard(number)
            return
        row = suspects.decode(value)
        self._rows[number] = row
        if row.danger_at:
            self._dangerous.add(number)
        else:
            self._dangerous.discard(number)
        if len(self._rows) > self._kept:
            del self._rows[next(iter(self._rows))]

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
        self._dangerous.clear()

    def get(self, number: int) -> Suspect | None:
        """Row of a number, None when it was never flagged or has not changed for long."""
        return self._rows.get(number)

    @property
    def dangerous(self) -> int:
        """Numbers that ever became DANGEROUS."""
        return len(self._dangerous)

    def __len__(self) -> int:
        return len(self._rows)
