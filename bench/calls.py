"""The calls of a benchmark: a simulated world's, or calls between an exact number of random numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import msgspec
import numpy as np

from models.number import partition_of_one
from training.simulator import Scenario, simulate

Record = Mapping[str, Any]
Message = tuple[int, bytes]  # source partition, value

_BEGIN = datetime(2026, 1, 12, 9, tzinfo=UTC)
#: Calls a second of event time between random numbers.
_PER_SECOND = 100
_REGIONS = ("Stockholm", "Malmö", "Oslo", "Bergen", "Aarhus", "Turku", "Riga", "Gdańsk")
_OF_TEN_WITH_HANDSET = 6
#: Random numbers have 12 digits, as many mobile numbers do.
_FIRST, _END = 10**11, 10**12


def simulated(numbers: int, seed: int) -> Iterator[Record]:
    """Calls of a simulated world with so many ordinary subscribers and its two campaigns; never ends."""
    return iter(simulate(Scenario(subscribers=numbers, hours=None, seed=seed)))


def distinct(numbers: int, seed: int) -> Iterator[Record]:
    """Answered calls between random E.164 numbers; never ends.

    Six callers in ten have a handset of their own, one in ten calls over an account of ten numbers.

    Every leg meets a number not met before until all have been met, after `numbers` / 2 calls; then once more, in
    another order. `numbers` is even.

    >>> calls = list(islice(distinct(6, 1), 6))
    >>> [len({call[end] for call in calls[:3] for end in ("caller", "callee")}), len({c["caller"] for c in calls}) <= 6]
    [6, True]
    """
    chance = np.random.default_rng(seed)
    known = np.zeros(0, np.int64)
    while len(known) < numbers:
        known = np.unique(np.append(known, chance.integers(_FIRST, _END, numbers - len(known))))
    serial = 0
    while True:
        order = chance.permutation(known)
        seconds = chance.integers(5, 300, numbers // 2).tolist()
        places = chance.integers(0, len(_REGIONS), (numbers // 2, 2)).tolist()
        for caller, callee, duration, (origin, target) in zip(
            order[::2].tolist(), order[1::2].tolist(), seconds, places, strict=True
        ):
            end = _BEGIN + timedelta(seconds=serial / _PER_SECOND)
            more = {}
            if caller % 10 < _OF_TEN_WITH_HANDSET:
                more["imei"] = f"{caller:015}"
            elif caller % 10 == 9:
                more["account"] = f"account-{caller // 100 % (numbers // 100 + 1)}"
            yield {
                "call_id": f"{seed:x}-{serial:x}",
                "caller": f"+{caller}",
                "callee": f"+{callee}",
                "start": (end - timedelta(seconds=duration)).isoformat(),
                "duration": duration,
                "disposition": "answered",
                "origin_region": _REGIONS[origin],
                "target_region": _REGIONS[target],
                **more,
            }
            serial += 1


def messages(records: Iterable[Record], per_message: int, sources: int) -> list[Message]:
    """Records as messages for `cdr`, each of `per_message` calls but the last ones; a caller's stay in order.

    A message of one call is an object, any other an array.
    """
    waiting: list[list[Record]] = [[] for _ in range(sources)]
    found: list[Message] = []
    for record in records:
        source = partition_of_one(int(record["caller"]), sources)
        waiting[source].append(record)
        if len(waiting[source]) == per_message:
            found.append((source, msgspec.json.encode(record if per_message == 1 else waiting[source])))
            waiting[source] = []
    return found + [(source, msgspec.json.encode(rest)) for source, rest in enumerate(waiting) if rest]


def two_parts(
    records: Iterator[Record], warm_up: int, count: int, per_message: int, sources: int
) -> tuple[list[Message], list[Message]]:
    """Messages of the first `warm_up` records, and of the `count` after them."""
    return tuple(messages(islice(records, part), per_message, sources) for part in (warm_up, count))  # type: ignore[return-value]
