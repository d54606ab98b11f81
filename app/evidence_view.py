"""What suspects did of late, of the whole job: the suspects' rows of table `campaigns`, by number.

Rows stay as they are stored, some 2 KB each, and are decoded when somebody asks for one.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.campaign.suspect import Suspect
from tables.campaigns import decode_suspect, suspect_of

#: Rows that are kept, those that changed last: 40 MB or so. The job itself is measured with 10,000.
KEPT = 20_000


class EvidenceView:
    """The suspects that changed last.

    Attributes:
        left_out: rows that were let go because there were too many.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._rows: dict[int, bytes] = {}
        self.left_out = 0

    def put(self, key: bytes, value: bytes | None) -> None:
        """Take over a row of the table; rows that are no suspects are passed over.

        Raises:
            msgspec.DecodeError: when a suspect's row is none.
        """
        found = suspect_of(key, value)
        if found is None:
            return
        number, _ = found
        self._rows.pop(number, None)  # the dict then stays in the order of change
        if value is None:
            return
        self._rows[number] = value
        if len(self._rows) > self._kept:
            del self._rows[next(iter(self._rows))]
            self.left_out += 1

    def get(self, number: int) -> Suspect | None:
        """What a number did, None when it is no suspect or has not changed for long."""
        value = self._rows.get(number)
        return None if value is None else decode_suspect(value)

    def of(self, numbers: Iterable[int]) -> dict[int, Suspect]:
        """What some numbers did, those that are known."""
        return {number: decode_suspect(self._rows[number]) for number in numbers if number in self._rows}

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
        self.left_out = 0

    def __len__(self) -> int:
        return len(self._rows)
