"""What suspects did of late, of the whole job: the suspects' rows of table `campaigns`, and their latest calls.

Rows stay as they are stored, 1 to 2 KB and 1 KB each, and are decoded when somebody asks for one.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.campaign.latest import Calls
from models.campaign.suspect import Suspect
from tables.campaigns import calls_of, decode_calls, decode_suspect, suspect_of

#: Rows that are kept, those that changed last: 50 MB or so. The job itself is measured with 10,000.
KEPT = 20_000


class EvidenceView:
    """The suspects that changed last.

    Attributes:
        left_out: rows that were let go because there were too many.
        spared: sum of `models.campaign.suspect.Suspect.spared` over the rows.
    """

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._rows: dict[int, bytes] = {}
        self._calls: dict[int, bytes] = {}
        self._spared: dict[int, int] = {}
        self.left_out = 0
        self.spared = 0

    def put(self, key: bytes, value: bytes | None) -> None:
        """Take over a row of the table; rows that are no suspects are passed over.

        Raises:
            msgspec.DecodeError: when a suspect's row is none.
        """
        called = calls_of(key, value)
        if called is not None:
            self._put_calls(called[0], value)
        found = suspect_of(key, value)
        if found is None:
            return
        number, suspect = found
        self._remove(number)  # the dict then stays in the order of change
        if value is None or suspect is None:
            return
        self._rows[number] = value
        if suspect.spared:
            self._spared[number] = suspect.spared
            self.spared += suspect.spared
        if len(self._rows) > self._kept:
            self._remove(next(iter(self._rows)))
            self.left_out += 1

    def _put_calls(self, number: int, value: bytes | None) -> None:
        self._calls.pop(number, None)
        if value is not None:
            self._calls[number] = value
        if len(self._calls) > self._kept:
            del self._calls[next(iter(self._calls))]

    def _remove(self, number: int) -> None:
        self._rows.pop(number, None)
        self.spared -= self._spared.pop(number, 0)

    def rows(self) -> list[bytes]:
        """All rows as they are stored."""
        return list(self._rows.values())

    def get(self, number: int) -> Suspect | None:
        """What a number did, None when it is no suspect or has not changed for long."""
        value = self._rows.get(number)
        return None if value is None else decode_suspect(value)

    def calls(self, number: int) -> Calls:
        """The latest suspicious calls of a number in the order of their ends, as far as they are known."""
        value = self._calls.get(number)
        return [] if value is None else decode_calls(value)

    def of(self, numbers: Iterable[int]) -> dict[int, Suspect]:
        """What some numbers did, those that are known."""
        return {number: decode_suspect(self._rows[number]) for number in numbers if number in self._rows}

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
        self._calls.clear()
        self._spared.clear()
        self.left_out = self.spared = 0

    def __len__(self) -> int:
        return len(self._rows)
