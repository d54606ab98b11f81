"""The latest suspicious calls of every suspect, one by one: what an analyst looks at, and nothing is decided by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from models.campaign.event import SuspectCall

#: Calls that are remembered of a suspect: enough to look into a number by hand.
LATEST: Final = 20


class SeenCall(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A suspicious call as it is remembered, some 50 bytes in a row.

    Attributes:
        end_ms: event time, ms since the epoch.
        callee: id of the callee.
        duration_ms: 0 when unanswered.
        answered: whether it was.
        risk: of the caller after this call, 0-100.
        fraud_type: code of `models.verdict.FRAUD_TYPES`.
    """

    end_ms: int
    callee: int
    duration_ms: int
    answered: bool
    risk: float
    fraud_type: int


Calls = list[SeenCall]


class LatestCalls:
    """The latest calls of suspects.

    Args:
        calls: by suspect, as another one kept them.

    Attributes:
        calls: by suspect, in the order of their ends, at most `LATEST` of each.
    """

    def __init__(self, calls: Mapping[int, Calls] | None = None) -> None:
        self.calls: dict[int, Calls] = dict(calls or {})
        self._changed: set[int] = set()

    def see(self, call: SuspectCall) -> None:
        """Remember a call; one that comes late stands where it belongs, behind those that ended in the same moment."""
        mine = self.calls.setdefault(call.id, [])
        seen = SeenCall(call.end_ms, call.callee, call.duration_ms, call.answered, call.risk, call.fraud_type)
        place = len(mine)
        while place and mine[place - 1].end_ms > call.end_ms:
            place -= 1
        mine.insert(place, seen)
        del mine[:-LATEST]
        self._changed.add(call.id)

    def forget(self, number: int) -> None:
        """Remember nothing of a number any longer."""
        if self.calls.pop(number, None) is not None:
            self._changed.add(number)

    def changes(self) -> dict[int, Calls | None]:
        """Calls of suspects changed since this was last asked; None = removed."""
        changed, self._changed = sorted(self._changed), set()
        return {number: self.calls.get(number) for number in changed}
