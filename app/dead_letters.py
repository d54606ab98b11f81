"""Dead letters: what was in Kafka and is no call, counted by reason, the latest kept to be looked at."""

from __future__ import annotations

import asyncio
import re
from collections import Counter, deque
from dataclasses import dataclass
from typing import Any

from aiokafka import TopicPartition

from app.background import group_less
from app.settings import Settings

#: Of the letters that are there at the start so many are read, the latest; and at most so many in each look after that.
READ, LOOK = 10_000, 500
#: Letters kept, and bytes of each.
KEPT, RAW = 100, 2000
#: Reasons that are told apart; who sends rubbish of many kinds must not fill the memory.
REASONS, OTHER = 100, "other reasons"
#: Seconds between two looks.
_PAUSE = 1.0
#: What differs from record to record: quoted values and numbers.
_VALUES = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A record that was not taken.

    Attributes:
        topic, partition, offset, index: where it stood.
        reason: why it was not taken.
        arrived_ms: when it was written to the dead letters, by Kafka's clock.
        raw: its first `RAW` bytes.
        size: bytes of all of it.
    """

    topic: str
    partition: int
    offset: int
    index: int
    reason: str
    arrived_ms: int
    raw: bytes
    size: int


def kind_of(reason: str) -> str:
    """A reason without the values that are in it, so that like ones are counted together.

    >>> kind_of("not JSON: invalid character (byte 6)"), kind_of("start 'soon' is no time")
    ('not JSON: invalid character (byte …)', 'start … is no time')
    """
    return _VALUES.sub("…", reason)[:200]


class DeadLetters:
    """Follows the topic `cdr-rejected`, slowly: at most 500 letters a second.

    Attributes:
        total: letters that the topic holds, None before Kafka has told.
        reasons: letters read since the start, and the latest `READ` of before, by `kind_of` their reasons.
        latest: the letters read last, the newest last.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._part = TopicPartition(settings.topic("cdr-rejected"), 0)
        self._next = -1
        self.total: int | None = None
        self.reasons: Counter[str] = Counter()
        self.latest: deque[DeadLetter] = deque(maxlen=KEPT)

    async def follow(self) -> None:
        """Follow for ever; called again after an error it goes on where it was."""
        part = self._part
        async with group_less(self._settings, max_poll_records=LOOK) as consumer:
            consumer.assign([part])
            while True:
                begin, end = (
                    (await consumer.beginning_offsets([part]))[part],
                    (await consumer.end_offsets([part]))[part],
                )
                if self._next < 0 or self._next > end:  # the start; or the topic was deleted and made anew
                    self._forget()
                    self._next = max(begin, end - READ)
                    consumer.seek(part, self._next)
                elif self._next < begin:
                    self._next = begin
                    consumer.seek(part, begin)
                elif await consumer.position(part) != self._next:
                    consumer.seek(part, self._next)
                if self._next < end:
                    for records in (await consumer.getmany(timeout_ms=500)).values():
                        for record in records:
                            self._take(record)
                    self._next = await consumer.position(part)
                self.total = end - begin
                await asyncio.sleep(_PAUSE)

    def _forget(self) -> None:
        self.reasons.clear()
        self.latest.clear()
        self.total = None

    def _take(self, record: Any) -> None:
        headers = {name: value.decode("utf-8", "replace") for name, value in record.headers}
        reason, value = headers.get("reason", "no reason is told"), record.value or b""
        kind = kind_of(reason)
        self.reasons[kind if kind in self.reasons or len(self.reasons) < REASONS else OTHER] += 1
        self.latest.append(
            DeadLetter(
                headers.get("topic", ""), _number(headers, "partition"), _number(headers, "offset"),
                _number(headers, "index"), reason, int(record.timestamp), value[:RAW], len(value),
            )
        )  # fmt: skip


def _number(headers: dict[str, str], name: str) -> int:
    text = headers.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
