"""Alerts of the whole job, from the changelog of table `alerts`: by age, by subject, and for whoever waits for one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from models.alert.alert import Alert, Entry, Standing
from tables.alerts import row_of, standing_key

log = logging.getLogger(__name__)


class AlertsView:
    """All alerts, and what is decided about their subjects."""

    def __init__(self) -> None:
        self._alerts: dict[bytes, Alert] = {}
        self._standings: dict[bytes, Standing] = {}
        self._by_subject: dict[tuple[str, str], set[bytes]] = {}
        self._waiting: dict[str, asyncio.Future[Entry]] = {}

    async def take(self, records: Sequence[Any]) -> None:
        """Take over records of the changelog, for `app.follower`."""
        for record in records:
            self.put(record.key, record.value)

    def put(self, key: bytes, value: bytes | None) -> None:
        """Take over a row, or its removal."""
        try:
            found = row_of(key, value)
        except msgspec.DecodeError as error:
            log.warning("alerts: row %r is none: %s", key, error)
            return
        if found is None:
            return
        row = found[1]
        self._drop(key)
        if isinstance(row, Alert):
            self._alerts[key] = row
            self._by_subject.setdefault((row.kind, row.subject), set()).add(key)
        elif row is not None:
            self._standings[key] = row
        if row is not None:
            self._answer(row.history)

    def clear(self) -> None:
        """Forget everything."""
        self._alerts.clear()
        self._standings.clear()
        self._by_subject.clear()

    def get(self, name: str) -> Alert | None:
        """An alert by its id."""
        return self._alerts.get(b"a:" + name.encode())

    def ids(self) -> Iterator[str]:
        """The ids of all alerts."""
        return (alert.id for alert in self._alerts.values())

    def of(self, kind: str, subject: str) -> list[Alert]:
        """The alerts about a subject, the latest first."""
        return _newest_first(self._alerts[key] for key in self._by_subject.get((kind, subject), ()))

    def standing(self, kind: str, subject: str) -> Standing | None:
        """What is decided about a subject, None = nothing."""
        return self._standings.get(standing_key(kind, subject))

    def newest_first(self) -> list[Alert]:
        """All alerts, those raised last first."""
        return _newest_first(self._alerts.values())

    def __len__(self) -> int:
        return len(self._alerts)

    async def outcome(self, request: str, within: float) -> Entry | None:
        """Wait for the entry that a request has led to, `within` seconds at most; None when it is not there by then."""
        future = self._waiting[request] = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.wait_for(future, within)
        except TimeoutError:
            return None
        finally:
            del self._waiting[request]

    def _answer(self, history: Sequence[Entry]) -> None:
        if not self._waiting:
            return
        for entry in history:
            future = self._waiting.get(entry.request) if entry.request else None
            if future is not None and not future.done():
                future.set_result(entry)

    def _drop(self, key: bytes) -> None:
        self._standings.pop(key, None)
        old = self._alerts.pop(key, None)
        if old is not None:
            mine = self._by_subject[old.kind, old.subject]
            mine.discard(key)
            if not mine:
                del self._by_subject[old.kind, old.subject]


def _newest_first(alerts: Iterable[Alert]) -> list[Alert]:
    return sorted(alerts, key=lambda one: (-one.created_ms, one.id))
