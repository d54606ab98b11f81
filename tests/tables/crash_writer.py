"""Writes batches into a store and dies: `python -m tests.tables.crash_writer FOLDER BATCHES BYTES`.

Batch k, stored at offset k, puts its own key, replaces the key `latest` and deletes the key before its own.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from pathlib import Path

from tests.tables.stores import open_store


def own_key(batch: int) -> bytes:
    """Key that one batch alone writes."""
    return f"batch-{batch:08}".encode()


def main(folder: Path, batches: int, size: int) -> None:
    """Write, say how far it came, and die by SIGKILL in the middle of everything."""
    store = open_store(folder)
    filler = random.Random(1)
    for batch in range(batches):
        # Random bytes, so that compression does not keep the store from flushing.
        items: list[tuple[bytes, bytes | None]] = [(own_key(batch), filler.randbytes(size)), (b"latest", b"%d" % batch)]
        if batch % 2:
            items.append((own_key(batch - 1), None))
        store.apply(2, items, batch)
    sys.stdout.write("written\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
