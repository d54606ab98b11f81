"""Bytes on disk: what the topics take in the broker's log, and what the profiles take in a worker's store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rocksdict

from models.number import KIND_NUMBER, KIND_OPAQUE, id_of, kind_of
from tables import profiles
from tables.store import Store


def topic_bytes(log: Path, topics: Iterable[str]) -> dict[str, int]:
    """Bytes of each topic in the folder of a broker's log, as compressed, without indexes."""
    return {topic: sum(file.stat().st_size for file in log.glob(f"{topic}-[0-9]*/*.log")) for topic in topics}


@dataclass(frozen=True)
class State:
    """The table `profiles` on a worker's disk.

    Attributes:
        numbers: profiles of numbers, opaque ones counted.
        subjects: all profiles.
        disk_bytes: of the RocksDB folders, all partitions; older versions of a key count until they are compacted.
        value_bytes: of all stored values, before RocksDB's own compression.
    """

    numbers: int
    subjects: int
    disk_bytes: int
    value_bytes: int


def stored(data: Path, ends: Mapping[int, int]) -> State | None:
    """What a worker that has ended left behind under its data folder.

    None when the folder lacks something that is in the changelog, whose next offsets are `ends`: the worker did not
    end in good order then.
    """
    numbers = subjects = disk_bytes = value_bytes = 0
    for partition, end in ends.items():
        (folder,) = data.rglob(f"{profiles.NAME}-{partition}.db")
        disk_bytes += sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        options = rocksdict.Options(raw_mode=True)
        database: Any = rocksdict.Rdict(str(folder), options=options, access_type=rocksdict.AccessType.read_only())
        try:
            if int(database.get(Store.offset_key, b"-1")) != end - 1:
                return None
            for key, value in database.items():
                if key not in (Store.offset_key, profiles.STATE_KEY):
                    subjects += 1
                    numbers += kind_of(id_of(key)) in (KIND_NUMBER, KIND_OPAQUE)
                    value_bytes += len(value)
        finally:
            database.close()
    return State(numbers, subjects, disk_bytes, value_bytes)
