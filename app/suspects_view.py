"""Suspects of the whole job: the rows of table `suspects`, by number."""

from __future__ import annotations

from collections.abc import Collection

from models.number import id_of
from models.verdict import DANGEROUS
from tables import raises, suspects
from tables.raises import Member, Raise
from tables.suspects import Suspect

#: Rows that are kept, those that changed last: about 50 MB. How many numbers became DANGEROUS is counted for all.
KEPT = 100_000
_NOBODY = Raise("", "", (), 0)


class SuspectsView:
    """The suspects that changed last, and how many numbers ever became DANGEROUS."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._rows: dict[int, Suspect] = {}
        self._dangerous: set[int] = set()
        self._raised: dict[int, dict[int, Member]] = {}  # by number, then by group
        self._groups: dict[int, Raise] = {}
        self._raised_dangerous: set[int] = set()

    def put(self, key: bytes, value: bytes | None) -> None:
        """Take over a row, or its removal; raises ValueError or msgspec.DecodeError when it is no row."""
        number = id_of(key)
        if raises.is_group(number):
            self._put_group(number, value)
            return
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

    def _put_group(self, group: int, value: bytes | None) -> None:
        for member in self._groups.pop(group, _NOBODY).members:
            mine = self._raised.get(member.id, {})
            mine.pop(group, None)
            if not mine:
                self._raised.pop(member.id, None)
        if value is None:
            return
        row = self._groups[group] = raises.decode(value)
        for member in row.members:
            self._raised.setdefault(member.id, {})[group] = member
            if member.risk >= DANGEROUS:
                self._raised_dangerous.add(member.id)
        if len(self._groups) > self._kept:
            self._put_group(next(iter(self._groups)), None)

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
        self._dangerous.clear()
        self._raised.clear()
        self._groups.clear()
        self._raised_dangerous.clear()

    def raised(self, number: int) -> tuple[tuple[Raise, Member], ...]:
        """The blocks, handsets and trunks that have raised a number, each with what it says of it."""
        return tuple((self._groups[group], member) for group, member in self._raised.get(number, {}).items())

    def get(self, number: int) -> Suspect | None:
        """Row of a number, None when it was never flagged or has not changed for long."""
        return self._rows.get(number)

    def dangerous(self, raised: Collection[int] = ()) -> int:
        """How many numbers ever became DANGEROUS, by their own calls or because others raised them.

        Args:
            raised: ids of those that campaigns raised; those that blocks, handsets and trunks raised are known here.
        """
        return len(self._dangerous) + len(self._raised_dangerous.union(raised) - self._dangerous)

    def __len__(self) -> int:
        return len(self._rows)
