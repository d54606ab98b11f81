"""Imports the records of a file: checks each, groups them into messages and hands these to a sender.

A record is checked by the same reader that the worker uses, so a dry run counts what a real one would, and what is
sent is accepted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Final

import msgspec

from app.importers.formats import FORMATS, read_file, sniff
from app.importers.line import Line, Options, parse_columns
from models.call import MAX_CALLS
from models.call_fields import ALIASES
from models.call_reader import CallReader
from models.number import partition_of_one

__all__ = ["FORMATS", "Importer", "Line", "Options", "Summary", "parse_columns", "read_file", "sniff"]

#: Sends the value of one message to one partition of `cdr`.
Send = Callable[[int, bytes], Awaitable[object]]

CALLS_PER_MESSAGE: Final = 200
_MESSAGE_BYTES: Final = 256 * 1024  # a quarter of the 1 MB that Kafka takes by default
_RECORD_BYTES: Final = 512 * 1024  # one record may go above the limit of a message, but not near Kafka's
_FIRST_BAD: Final = 20
_KEPT: Final = frozenset(key for keys in ALIASES.values() for key in keys)


@dataclass(slots=True)
class Summary:
    """What became of a file's records.

    `skipped` counts second legs of calls that were read already; `first_bad` names the first 20 rejected lines and why.
    """

    accepted: int = 0
    rejected: int = 0
    skipped: int = 0
    messages: int = 0
    first_bad: list[tuple[int, str]] = field(default_factory=list)

    def to_json(self) -> str:
        """Return the summary as one JSON object.

        >>> Summary(accepted=2, rejected=1, first_bad=[(7, "duration is negative")]).to_json()
        '{"accepted":2,"rejected":1,"skipped":0,"messages":0,"first_bad":[[7,"duration is negative"]]}'
        """
        return msgspec.json.encode(asdict(self)).decode()


class Importer:
    """Groups accepted records into messages of at most `calls_per_message`, one caller always in one partition.

    `send` is awaited with the partition (0 <= p < `partitions`) and the value, in the order of the file within each
    partition; None makes it a dry run. Raises ValueError for counts out of range; what `send` raises goes through.
    """

    def __init__(
        self, reader: CallReader, partitions: int, send: Send | None, *, calls_per_message: int = CALLS_PER_MESSAGE
    ) -> None:
        if partitions < 1 or not 1 <= calls_per_message <= MAX_CALLS:
            raise ValueError(f"partitions must be at least 1 and calls_per_message within 1 to {MAX_CALLS}")
        self.summary = Summary()
        self._reader = reader
        self._send = send
        self._limit = calls_per_message
        self._waiting: list[list[bytes]] = [[] for _ in range(partitions)]
        self._bytes = [0] * partitions

    async def run(self, lines: Iterable[Line]) -> Summary:
        """Check and send every record; returns the summary, which is also kept up to date in `summary` on the way."""
        for line in lines:
            if line.record is None:
                if line.reason is None:
                    self.summary.skipped += 1
                else:
                    self._reject(line.number, line.reason)
                continue
            try:
                partition, value = self._checked(line.record)
            except ValueError as error:
                self._reject(line.number, str(error))
                continue
            self.summary.accepted += 1
            if self._bytes[partition] + len(value) > _MESSAGE_BYTES:
                await self._flush(partition)
            self._waiting[partition].append(value)
            self._bytes[partition] += len(value) + 1
            if len(self._waiting[partition]) >= self._limit:
                await self._flush(partition)
        for partition in range(len(self._waiting)):
            await self._flush(partition)
        return self.summary

    def _checked(self, record: dict[str, object]) -> tuple[int, bytes]:
        """Return a record's partition and its JSON; ValueError with a reason when it is no call."""
        row = self._reader.row(record, 0, {}, {})
        caller = int.from_bytes(row[:8], "little")
        # Only the contract's fields: a switch's own ones can be a hundred times as long and nobody reads them.
        value = msgspec.json.encode({key: kept for key, kept in record.items() if key in _KEPT})
        if len(value) > _RECORD_BYTES:
            raise ValueError(f"record has {len(value)} bytes, at most {_RECORD_BYTES} can be sent")
        return partition_of_one(caller, len(self._waiting)), value

    def _reject(self, line: int, reason: str) -> None:
        self.summary.rejected += 1
        if len(self.summary.first_bad) < _FIRST_BAD:
            self.summary.first_bad.append((line, reason))

    async def _flush(self, partition: int) -> None:
        values = self._waiting[partition]
        if not values:
            return
        self._waiting[partition], self._bytes[partition] = [], 0
        self.summary.messages += 1
        if self._send is not None:
            await self._send(partition, b"[%b]" % b",".join(values))
