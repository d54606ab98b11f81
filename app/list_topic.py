"""Entries that people add to the lists: the topic `lists`, read by every worker and by the command line."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from models.list_entry import Entry, decode

log = logging.getLogger(__name__)

#: Names of the headers with which a removal says who removed an entry, and why.
BY, REASON = "by", "reason"


class ListTopic:
    """What the topic says, record by record.

    Attributes:
        entries: by key.
    """

    def __init__(self) -> None:
        self.entries: dict[bytes, Entry] = {}

    def put(self, records: Sequence[Any]) -> None:
        """Take over records: entries, and removals of some."""
        for record in records:
            if record.value is None:
                self.entries.pop(record.key, None)
                continue
            try:
                entry = decode(record.value)
            except msgspec.DecodeError as error:
                log.warning("lists: record %d is no entry: %s", record.offset, error)
                continue
            if entry.key == record.key:
                self.entries[record.key] = entry
            else:
                log.warning("lists: record %d has the key of another entry", record.offset)

    def clear(self) -> None:
        """Forget everything."""
        self.entries.clear()


def removal(by: str, reason: str) -> list[tuple[str, bytes]]:
    """Headers of a removal."""
    return [(BY, by.encode()), (REASON, reason.encode())]


def removed_by(headers: Iterable[tuple[str, bytes]]) -> tuple[str | None, str | None]:
    """Who removed an entry, and why, as the headers of a removal say; None = not said.

    >>> removed_by(removal("ann", "a mistake"))
    ('ann', 'a mistake')
    """
    said = {name: value.decode("utf-8", "replace") for name, value in headers}
    return said.get(BY), said.get(REASON)
