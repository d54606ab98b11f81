"""Traffic of the whole job: the rows of table `traffic`, added over its partitions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from tables.traffic import TOTAL_KEY

#: Minutes of stream time that are kept: one day.
KEPT_MINUTES = 1440


class Figures(msgspec.Struct):
    """Counts of a row, as `tables.traffic.Traffic` defines them, without what only its writer needs."""

    calls: int = 0
    answered: int = 0
    talk_ms: int = 0
    suspicious: int = 0
    dangerous: int = 0
    blocked: int = 0
    flagged: int = 0
    duplicates: int = 0


class Day(NamedTuple):
    """The last 24 h of stream time.

    Attributes:
        busiest: calls of its busiest whole minute.
        blocked: calls placed by a number after it was flagged DANGEROUS.
        hour_calls, hour_suspicious: calls of its last hour, and of these those of numbers SUSPICIOUS or worse.
    """

    busiest: int
    blocked: int
    hour_calls: int
    hour_suspicious: int


_decoder = msgspec.json.Decoder(Figures)


def added(rows: Iterable[Figures]) -> Figures:
    """The sum of some rows.

    >>> added([Figures(calls=2, blocked=1), Figures(calls=3)]).calls
    5
    """
    columns = zip(*(msgspec.structs.astuple(row) for row in rows), strict=True)
    return Figures(*(sum(column) for column in columns))


class TrafficView:
    """The newest day of minutes with traffic, and the totals.

    >>> view = TrafficView()
    >>> for partition in range(2):
    ...     view.put(partition, TOTAL_KEY, b'{"calls":7}')
    ...     view.put(partition, (29_000_000).to_bytes(8, "big"), b'{"calls":3}')
    >>> view.total().calls, [(minute, row.calls) for minute, row in view.last(5)]
    (14, [(29000000, 6)])
    """

    def __init__(self) -> None:
        self._totals: dict[int, Figures] = {}
        self._minutes: dict[int, dict[int, Figures]] = {}
        self._day: Day | None = None

    def put(self, partition: int, key: bytes, value: bytes | None) -> None:
        """Take over a row, or its removal; raises msgspec.DecodeError when it is no row."""
        row = None if value is None else _decoder.decode(value)
        self._day = None
        if key == TOTAL_KEY:
            if row is None:
                self._totals.pop(partition, None)
            else:
                self._totals[partition] = row
            return
        minute = int.from_bytes(key, "big")
        if row is None:
            self._minutes.get(minute, {}).pop(partition, None)
            return
        if minute not in self._minutes and len(self._minutes) >= KEPT_MINUTES:
            oldest = min(self._minutes)
            if minute < oldest:
                return
            del self._minutes[oldest]
        self._minutes.setdefault(minute, {})[partition] = row

    def clear(self) -> None:
        """Forget everything."""
        self._totals.clear()
        self._minutes.clear()
        self._day = None

    def total(self) -> Figures:
        """Counts of all time."""
        return added(self._totals.values())

    @property
    def newest(self) -> int | None:
        """Newest minute since the epoch that has a row."""
        return max(self._minutes, default=None)

    def day(self) -> Day:
        """What the last day of stream time was like; worked out again only when a row has changed."""
        if self._day is None:
            newest = self.newest or 0
            rows = {minute: row for minute, row in self._minutes.items() if minute > newest - KEPT_MINUTES}
            hour = added(one for minute, row in rows.items() if minute > newest - 60 for one in row.values())
            whole = (sum(one.calls for one in row.values()) for minute, row in rows.items() if minute < newest)
            blocked = sum(one.blocked for row in rows.values() for one in row.values())
            self._day = Day(max(whole, default=0), blocked, hour.calls, hour.suspicious)
        return self._day

    def last(self, count: int) -> list[tuple[int, Figures]]:
        """The `count` minutes that end with the newest, those without a row left out; in order of time."""
        newest = self.newest
        if newest is None:
            return []
        wanted = [minute for minute in range(newest - count + 1, newest + 1) if minute in self._minutes]
        return [(minute, added(self._minutes[minute].values())) for minute in wanted]
