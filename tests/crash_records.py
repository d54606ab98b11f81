"""Simulated records for the tests of exactness, and messages of them as producers would send them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any
from zlib import crc32

import msgspec

from tests.quick_model import KINDS
from training.simulator import Scenario, simulate

#: Fields of a record that name a handset or a trunk.
GROUPS = ("imei", "account", "trunk")

Message = tuple[int, bytes]  # source partition, value


def records(
    count: int, seed: int = 3, subscribers: int = 3000, *, again_on_groups: bool = True, late: bool = True
) -> list[dict[str, Any]]:
    """Simulated records, with some that come twice and some that come late.

    Half of the fraudsters share blocks, handsets and accounts by sixes; a few people hide their number or call from a
    short code.

    Args:
        count: how many.
        seed: of everything random.
        subscribers: ordinary subscribers.
        again_on_groups: whether records may come twice that name a handset or trunk which others call through too.
        late: whether some come late: which minute of campaigns these join depends on when they come.
    """
    chance = random.Random(seed)
    world = Scenario(subscribers=subscribers, hours=None, seed=seed, kinds=KINDS, campaigns_after_hours=3.0)
    found = _gathered([dict(record) for record in islice(simulate(world), count)])
    shared = _shared(found)
    lonely = [
        index for index in range(len(found) - 50)
        if again_on_groups or not shared & {found[index].get(name) for name in GROUPS}
    ]  # fmt: skip
    for index in chance.sample(lonely, count // 50):
        found[index + chance.randrange(1, 50)] = dict(found[index])  # a producer that sends again
    for index in chance.sample(range(len(found) - 5000), count // 200) if late else ():
        delayed = found.pop(index)
        found.insert(index + chance.randrange(100, 4000), delayed)
    return found


def _gathered(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same records; fraudsters stand together, and some people cannot be seen."""
    sixes: dict[str, tuple[str, int]] = {}
    for index, record in enumerate(found):
        caller, place = record["caller"], len(sixes)
        if record.pop("true_label", "normal") != "normal":
            first, own = sixes.setdefault(caller, (caller if place % 6 == 0 else list(sixes)[place - place % 6], place))
            if own // 6 % 2 == 0:
                record["caller"] = f"{first[:-2]}{(int(first[-2:]) + 3 * (own % 6)) % 100:02}"
                record["imei"] = f"35693803564{own // 12:04}"
                record["account"] = f"account-{own // 12}"
        elif index % 97 == 0:
            record["caller"] = ("anonymous", "2255", "pseudonym-1", "pseudonym-2")[index // 97 % 4]
    return found


def _shared(found: list[dict[str, Any]]) -> set[str]:
    """Handsets, accounts and trunks that several numbers call through."""
    callers: dict[str, set[str]] = {}
    for record in found:
        for name in GROUPS:
            if name in record:
                callers.setdefault(record[name], set()).add(record["caller"])
    return {group for group, members in callers.items() if len(members) > 1}


def source_of(caller: str, sources: int) -> int:
    """Source partition of a caller's records; the numbers of a block are spread as Kafka's own partitioner would."""
    return crc32(caller.encode()) % sources


def messages(records: Iterable[dict[str, Any]], sources: int, sizes: Sequence[int], seed: int = 0) -> list[Message]:
    """Records as messages of random sizes; a caller's calls stay in order in one source partition."""
    chance = random.Random(seed)
    waiting: dict[int, list[dict[str, Any]]] = {source: [] for source in range(sources)}
    wanted = {source: chance.choice(sizes) for source in waiting}
    out: list[Message] = []
    for record in records:
        source = source_of(record["caller"], sources)
        waiting[source].append(record)
        if len(waiting[source]) >= wanted[source]:
            out.append((source, msgspec.json.encode(waiting[source])))
            waiting[source], wanted[source] = [], chance.choice(sizes)
    return out + [(source, msgspec.json.encode(rest)) for source, rest in waiting.items() if rest]
