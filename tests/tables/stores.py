"""Opens the real RocksDB store outside a running worker."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import faust

from tables.store import ExactTable, Store


def open_store(folder: Path, name: str = "things") -> Store:
    """The store of a table of a Faust app whose data is in `folder`; nothing connects to Kafka."""
    app: Any = faust.App(
        "stores",
        broker="kafka://127.0.0.1:1",
        store="rocksdb://",
        datadir=folder,
        autodiscover=False,
        Table=ExactTable,
        key_serializer="raw",
        value_serializer="raw",
    )
    table = app.Table(name, key_type=bytes, value_type=bytes, partitions=4)
    return cast(Store, table._new_store_by_url("rocksdb://"))
