"""The RocksDB store under every table: writes are one batch together with the changelog offset, and without a log.

RocksDB's own log is off because the changelog is the log: after a crash the store is as it was at its last flush,
together with the offset that belongs to it, and recovery reads the rest. This holds only while *every* write skips
the log; a logged offset beside an unlogged value would survive a crash that the value does not, so the option is set
on the database and not on single writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

import rocksdict
from faust.stores import rocksdb as faust_rocksdb
from faust.tables.table import Table
from faust.types import EventT

#: Block cache shared by all partitions of all tables of a worker, and memtables of each partition.
BLOCK_CACHE, MEMTABLE, MEMTABLES = 64 << 20, 16 << 20, 2

#: Values of a partition kept in memory besides, at most and one batch; some 500 bytes each.
RECENT = 40_000

_cache: Any = None


def _shared_cache() -> Any:
    global _cache  # one cache bounds the memory of the whole process
    if _cache is None:
        _cache = rocksdict.Cache(BLOCK_CACHE)
    return _cache


def _options() -> Any:
    options = rocksdict.Options(raw_mode=True)
    options.create_if_missing(True)
    options.set_write_buffer_size(MEMTABLE)
    options.set_max_write_buffer_number(MEMTABLES)
    options.set_compression_type(rocksdict.DBCompressionType.lz4())
    options.set_max_background_jobs(2)
    options.set_max_open_files(256)
    blocks = rocksdict.BlockBasedOptions()
    blocks.set_block_cache(_shared_cache())
    # A number seen for the first time is the common miss: the filter answers it without reading a block.
    blocks.set_bloom_filter(10, False)
    blocks.set_cache_index_and_filter_blocks(True)
    options.set_block_based_table_factory(blocks)
    return options


class _Recent:
    """The values of a partition that were written last: half of `RECENT` in one dict, those before them in another.

    Two generations instead of one dict kept in order: a whole batch enters by one `update`.
    """

    def __init__(self) -> None:
        self._young: dict[bytes, bytes | None] = {}
        self._old: dict[bytes, bytes | None] = {}

    def __len__(self) -> int:
        return len(self._young) + len(self._old)

    def read(self, keys: Sequence[bytes]) -> list[bytes | None]:
        """Values of `keys`, None for those not remembered."""
        young, old = self._young.get, self._old.get
        return [value if (value := young(key)) is not None else old(key) for key in keys]

    def write(self, pairs: Sequence[tuple[bytes, bytes | None]], deleted: Iterable[bytes]) -> None:
        """Remember pairs of which the keys `deleted` have no value."""
        self._young.update(pairs)
        for key in deleted:
            self._young.pop(key, None)
            self._old.pop(key, None)
        if len(self._young) > RECENT // 2:
            self._young, self._old = {}, self._young


class Store(faust_rocksdb.Store):
    """Faust's RocksDB store with batch reads and writes addressed by partition.

    The values last read or written are kept in memory as well: a number that calls, calls again.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._recent: dict[int, _Recent] = {}

    def _open_for_partition(self, partition: int) -> Any:
        self._recent.pop(partition, None)
        database = rocksdict.Rdict(str(self.partition_path(partition)), options=_options())
        unlogged: Any = rocksdict.WriteOptions()  # its types call the attribute a method
        unlogged.disable_wal = True
        database.set_write_options(unlogged)
        return database

    def opened(self, partition: int) -> bool:
        """Whether this worker holds the partition now."""
        return partition in self._dbs

    def read(self, partition: int, keys: Sequence[bytes]) -> list[bytes | None]:
        """Values of `keys`, None for those not stored."""
        database = self._db_for_partition(partition)
        values = self._remembered(partition).read(keys)
        missing = [place for place, value in enumerate(values) if value is None]
        if missing:
            for place, value in zip(missing, database.get([keys[place] for place in missing]), strict=True):
                values[place] = value
        return values

    def read_one(self, partition: int, key: bytes) -> bytes | None:
        """Value of `key`, or None."""
        return self.read(partition, (key,))[0]

    def revoke_partitions(self, table: Any, tps: Any) -> None:
        """Faust's, and forget what was kept in memory."""
        for tp in tps:
            self._recent.pop(tp.partition, None)
        super().revoke_partitions(table, tps)

    async def stop(self) -> None:
        """Close the databases."""
        self._recent.clear()
        await super().stop()

    def apply(self, partition: int, items: Iterable[tuple[bytes, bytes | None]], offset: int) -> None:
        """Write (key, value) pairs, None deleting, and the changelog offset they are stored at: all or nothing."""
        database = self._db_for_partition(partition)
        batch = rocksdict.WriteBatch(raw_mode=True)
        pairs, deleted = list(items), []
        for key, value in pairs:
            if value is None:
                batch.delete(key)
                deleted.append(key)
            else:
                batch.put(key, value)
        batch.put(self.offset_key, str(offset).encode())
        database.write(batch)
        self._remembered(partition).write(pairs, deleted)

    def _remembered(self, partition: int) -> _Recent:
        return self._recent.setdefault(partition, _Recent())

    def scan(self, partition: int, start: bytes, count: int) -> list[tuple[bytes, bytes]]:
        """Up to `count` (key, value) pairs from key `start` on, in order of key, Faust's own included."""
        return list(islice(self._db_for_partition(partition).items(from_key=start or None), count))

    def items(self, partition: int) -> Iterable[tuple[bytes, bytes]]:
        """All (key, value) pairs of a partition, in order of key, without Faust's own."""
        return ((k, v) for k, v in self._db_for_partition(partition).items() if k != self.offset_key)

    def offset(self, partition: int) -> int | None:
        """Changelog offset that the partition is at; None when it is empty."""
        value = self.read_one(partition, self.offset_key)
        return None if value is None else int(value)

    def apply_changelog_batch(
        self, batch: Iterable[EventT], to_key: Callable[[Any], Any], to_value: Callable[[Any], Any]
    ) -> None:
        """Faust's recovery has nothing to apply: `app.restore` has done it."""
        if any(True for _ in batch):
            raise RuntimeError("a changelog was read by Faust, which must not happen")


class ExactTable(Table):
    """A Faust table of raw bytes over `Store`; written by agents through the exact write path only."""

    def _new_store_by_url(self, url: Any) -> Store:
        return Store(
            url,
            self.app,
            self,
            table_name=self.name,
            key_type=self.key_type,
            key_serializer=self.key_serializer,
            value_serializer=self.value_serializer,
            value_type=self.value_type,
            loop=self.loop,
            options=self.options,
        )
