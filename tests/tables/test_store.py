"""The RocksDB store: values and changelog offset are one, also after a crash; nothing but the changelog is a log."""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from faust.types import TP

from tables.store import MEMTABLE, MEMTABLES, Store
from tests.tables.crash_writer import own_key
from tests.tables.stores import open_store

PARTITION = 2


def offset(store: Store, partition: int = PARTITION) -> int | None:
    found: int | None = store.persisted_offset(TP("anything", partition))
    return found


def crash(folder: Path, batches: int, size: int) -> None:
    """Let another process write and be killed."""
    command = [sys.executable, "-m", "tests.tables.crash_writer", str(folder), str(batches), str(size)]
    died = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, timeout=60, check=False)
    assert died.stdout == b"written\n", died.stderr.decode()[-2000:]
    assert died.returncode == -signal.SIGKILL


def test_what_was_applied_is_read_back_with_its_offset(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    assert not store.opened(PARTITION)
    assert offset(store) is None
    store.apply(PARTITION, [(b"a", b"1"), (b"b", b"2"), (b"c", b"")], 17)
    assert store.opened(PARTITION)
    assert store.read(PARTITION, [b"c", b"x", b"a"]) == [b"", None, b"1"]
    assert store.read(PARTITION, []) == []
    assert store.read_one(PARTITION, b"b") == b"2"
    assert store.read_one(PARTITION, b"x") is None
    assert offset(store) == 17


def test_a_pair_without_a_value_deletes_and_the_last_of_a_key_counts(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.apply(PARTITION, [(b"a", b"1"), (b"b", b"2")], 1)
    store.apply(PARTITION, [(b"a", None), (b"b", b"3"), (b"b", b"4"), (b"never", None)], 5)
    assert list(store.items(PARTITION)) == [(b"b", b"4")]
    assert offset(store) == 5


def test_items_come_in_order_of_key_without_the_offset(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    keys = [bytes([9, 1]), b"\0" * 8, b"\xff" * 8, b"@state"]
    store.apply(PARTITION, [(key, b"v") for key in keys], 3)
    assert [key for key, _ in store.items(PARTITION)] == sorted(keys)


def test_partitions_are_apart(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.apply(0, [(b"a", b"0")], 1)
    store.apply(1, [(b"a", b"1")], 9)
    assert (store.read_one(0, b"a"), store.read_one(1, b"a")) == (b"0", b"1")
    assert (offset(store, 0), offset(store, 1)) == (1, 9)


def test_a_pair_that_cannot_be_written_leaves_nothing_of_its_batch(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.apply(PARTITION, [(b"a", b"1")], 1)
    broken: Any = [(b"a", b"2"), (b"b", object())]
    with pytest.raises(Exception, match="only support bytes"):
        store.apply(PARTITION, broken, 2)
    assert list(store.items(PARTITION)) == [(b"a", b"1")]
    assert store.read(PARTITION, [b"a", b"b"]) == [b"1", None]
    assert offset(store) == 1


def test_faust_may_not_apply_changelogs_itself(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.apply_changelog_batch([], to_key=bytes, to_value=bytes)
    with pytest.raises(RuntimeError, match="must not happen"):
        store.apply_changelog_batch([cast(Any, object())], to_key=bytes, to_value=bytes)


def test_a_store_that_was_closed_has_everything_when_opened_again(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.apply(PARTITION, [(b"a", b"1")], 1)
    store.apply(PARTITION, [(b"b", b"2")], 2)
    asyncio.run(store.stop())
    assert not store.opened(PARTITION)
    again = open_store(tmp_path)
    assert list(again.items(PARTITION)) == [(b"a", b"1"), (b"b", b"2")]
    assert offset(again) == 2


def test_two_workers_cannot_open_the_same_state(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    store.apply(PARTITION, [(b"a", b"1")], 1)
    with pytest.raises(Exception, match="lock"):
        open_store(tmp_path).read_one(PARTITION, b"a")


def test_there_is_no_log_beside_the_changelog(tmp_path: Path) -> None:
    # Little enough to stay in memory: a log would bring it back.
    crash(tmp_path, batches=20, size=100)
    store = open_store(tmp_path)
    assert list(store.items(PARTITION)) == []
    assert offset(store) is None


def test_after_a_crash_values_and_offset_are_those_of_the_same_moment(tmp_path: Path) -> None:
    # Some memtables are written out before the crash, the rest is lost.
    size, batches = 10_000, 2 * MEMTABLE * MEMTABLES // 10_000 + 500
    crash(tmp_path, batches, size)
    store = open_store(tmp_path)
    last = offset(store)
    assert last is not None
    assert 0 < last < batches - 1
    found = dict(store.items(PARTITION))
    assert found.pop(b"latest") == b"%d" % last
    # Every second batch has deleted the key before its own.
    assert sorted(found) == [own_key(batch) for batch in range(last + 1) if batch % 2 or batch == last]
    assert {len(value) for value in found.values()} == {size}


def test_what_is_kept_in_memory_is_bounded_and_never_differs_from_what_is_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tables.store.RECENT", 8)
    store, chance = open_store(tmp_path), random.Random(4)
    stored: dict[bytes, bytes] = {}
    for at in range(400):
        keys = [b"%d" % chance.randrange(40) for _ in range(chance.randrange(1, 6))]
        items = {key: chance.choice((None, b"", b"%d" % at, b"%d" % -at)) for key in keys}
        store.apply(PARTITION, items.items(), at)
        stored = {key: value for key, value in {**stored, **items}.items() if value is not None}
        asked = [b"%d" % chance.randrange(40) for _ in range(10)]
        assert store.read(PARTITION, asked) == [stored.get(key) for key in asked]
        assert [store.read_one(PARTITION, key) for key in asked] == [stored.get(key) for key in asked]
        assert len(store._recent[PARTITION]) <= 8 + 5  # and one batch
