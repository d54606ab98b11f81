"""Decisions of the whole job, from the topics `decisions` and `decisions-audit`, for look-ups in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from models.decision import Audited, Decision, decode, decode_audited

log = logging.getLogger(__name__)

#: Records of the audit that a starting worker reads, and numbers only reported that are kept: those decided last.
RECENT: Final = 100_000


class DecisionsView:
    """What stands about numbers now.

    Attributes:
        standing: enforced decisions by number, those that no longer hold by time among them.
        changed: called with the number of every enforced decision that comes in.
    """

    def __init__(self, changed: Callable[[str], None] = lambda number: None) -> None:
        self.standing: dict[str, Decision] = {}
        self.changed = changed
        self._reported: dict[str, Audited] = {}

    def enforced(self, number: str, at: datetime) -> Decision | None:
        """The enforced decision about a number that holds at a moment of event time."""
        found = self.standing.get(number)
        return found if found is not None and found.holds(at) else None

    def reported(self, number: str, at: datetime) -> Audited | None:
        """The same for a decision that is only reported."""
        found = self._reported.get(number)
        return found if found is not None and found.holds(at) else None

    async def take(self, records: Sequence[Any]) -> None:
        """Take over records of `decisions`."""
        for record in records:
            number = record.key.decode("utf-8", "replace")
            if record.value is None:
                self.standing.pop(number, None)
                continue
            try:
                self.standing[number] = decode(record.value)
            except msgspec.DecodeError as error:
                log.warning("decisions: record %d is no decision: %s", record.offset, error)
                continue
            self.changed(number)

    async def take_audit(self, records: Sequence[Any]) -> None:
        """Take over records of `decisions-audit`."""
        for record in records:
            try:
                one = decode_audited(record.value or b"")
            except msgspec.DecodeError as error:
                log.warning("decisions-audit: record %d is no decision: %s", record.offset, error)
                continue
            self._reported.pop(one.number, None)
            if one.mode == "report":
                self._reported[one.number] = one
                if len(self._reported) > RECENT:
                    del self._reported[next(iter(self._reported))]

    def forget(self) -> None:
        """Forget the enforced decisions: their topic was made anew."""
        self.standing.clear()
