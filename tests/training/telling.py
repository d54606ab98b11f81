"""What records of a world tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from training.simulator import Record


def second(record: Record) -> float:
    """When a call began, seconds since the epoch."""
    return datetime.fromisoformat(record["start"]).timestamp()


def fields(records: Iterable[Record]) -> set[str]:
    """The fields that any of some records has."""
    return {field for record in records for field in record}
