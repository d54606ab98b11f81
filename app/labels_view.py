"""Labels of the whole job: what analysts said of numbers, from the topic `labels`."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from heapq import nlargest
from typing import Any

import msgspec

from models.label import Label, decode, key_of

log = logging.getLogger(__name__)


class LabelsView:
    """The last label of each subject."""

    def __init__(self) -> None:
        self._labels: dict[bytes, Label] = {}

    def put(self, records: Sequence[Any]) -> None:
        """Take over records of the topic."""
        for record in records:
            if record.value is None:
                self._labels.pop(record.key, None)
                continue
            try:
                self._labels[record.key] = decode(record.value)
            except msgspec.DecodeError as error:
                log.warning("labels: record %d is no label: %s", record.offset, error)

    async def take(self, records: Sequence[Any]) -> None:
        """The same, for `app.follower`."""
        self.put(records)

    def clear(self) -> None:
        """Forget everything."""
        self._labels.clear()

    def newest(self, count: int) -> list[Label]:
        """The labels given last, newest first."""
        return nlargest(count, self._labels.values(), key=lambda one: (one.at_ms, one.subject))

    def of(self, subject: str) -> Label | None:
        """The last label of a subject, by its text; None when it has none."""
        return self._labels.get(key_of(subject))

    def __iter__(self) -> Any:
        return iter(self._labels.values())

    def __len__(self) -> int:
        return len(self._labels)
