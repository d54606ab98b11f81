"""A file, plain or gzip, as lines of bounded length."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, cast

from app.importers.line import MAX_RECORD

_GZIP: Final = b"\x1f\x8b"
_BOM: Final = b"\xef\xbb\xbf"
_CHUNK: Final = 1 << 16


class Source:
    """An open file to read from; a context manager.

    `position` counts the bytes read from disk, compressed or not, up to `size`, for a progress bar. `damage` says why
    a compressed file ended early; None when it did not. Raises OSError when the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self.size = path.stat().st_size
        packed = self._file.read(2) == _GZIP
        self._file.seek(0)
        self._stream = cast(BinaryIO, gzip.GzipFile(fileobj=self._file)) if packed else self._file
        self._first = True
        self.damage: str | None = None

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()
        self._file.close()

    @property
    def position(self) -> int:
        """Bytes read from disk so far."""
        return self._file.tell()

    def chunk(self) -> bytes:
        """Return the rest of the line, at most 64 KB of it; empty at the end. A byte order mark is taken off."""
        try:
            chunk = self._stream.readline(_CHUNK)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            self.damage = f"the compressed file is damaged here: {error}"
            return b""
        if self._first:
            self._first = False
            return chunk.removeprefix(_BOM)
        return chunk

    def lines(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield each line that is not blank with its number from 1; None stands for one longer than 1 MB."""
        number = 0
        while chunk := self.chunk():
            number += 1
            parts, length = [chunk], len(chunk)
            while not chunk.endswith(b"\n") and (chunk := self.chunk()):
                length += len(chunk)
                if length <= MAX_RECORD:
                    parts.append(chunk)
            if length > MAX_RECORD:
                yield number, None
            elif not (line := b"".join(parts)).isspace():
                yield number, line
