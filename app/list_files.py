"""The files of the allow list and the block list: one number or block of numbers a line.

    +46701234567          # the bank's call centre
    +467012345xx          # a block: the 100 numbers that begin so
    911

Numbers may be written in any way that records may write them. Pseudonyms and short codes are taken as they stand.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from app.errors import ListFileError
from app.file_watcher import FileWatcher
from models.lists import Lists
from models.number import ANONYMOUS, KIND_BLOCK, KIND_SHIFT, Normaliser

#: A comment begins a line or follows a space.
_COMMENT: Final = re.compile(r"(^|\s)#.*$")
_BLOCK: Final = re.compile(r"\+[1-9][0-9]{5,12}[xX]{2}")


def load_lists(allow: Path | None, block: Path | None, region: str) -> Lists:
    """Read both lists; None = an empty one.

    Args:
        allow, block: the files.
        region: country of numbers written without one, ISO 3166.

    Raises:
        ListFileError: when anything is wrong with either of them; then none of them counts.
    """
    read = Normaliser(region)
    return Lists(allowed=_read(allow, read), blocked=_read(block, read))


def _read(path: Path | None, read: Normaliser) -> tuple[int, ...]:
    if path is None:
        return ()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ListFileError(f"The list {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ListFileError(f"{path}:{line}: this is no UTF-8.") from error
    found = set()
    for place, row in enumerate(text.split("\n"), 1):
        entry = _COMMENT.sub("", row).strip()
        if entry:
            try:
                found.add(_id(entry, read))
            except ValueError as error:
                raise ListFileError(f"{path}:{place}: {error}.") from error
    return tuple(sorted(found))


def _id(entry: str, read: Normaliser) -> int:
    """The id of an entry; raises ValueError with the reason when it can be none."""
    bare = re.sub(r"[ .()/-]", "", entry)
    if _BLOCK.fullmatch(bare):
        return KIND_BLOCK << KIND_SHIFT | int(bare[1:-2])
    if re.fullmatch(r"\+?[0-9]+[xX]+", bare):
        raise ValueError(f"{entry} is no block of 100 numbers such as +467012345xx")
    try:
        number, text = read(entry)
    except ValueError as error:
        raise ValueError(f"the number {error}") from error
    if number == ANONYMOUS:
        raise ValueError(f"{entry} is nobody in particular")
    if text is not None and (entry.startswith("+") or any(mark.isspace() for mark in entry)):
        raise ValueError(f"{entry} is no number")
    return number


class ListWatcher(FileWatcher[Lists]):
    """The lists in effect, loaded anew when one of the files has changed.

    Args:
        allow, block, region: as for `load_lists`.

    Raises:
        ListFileError: when the lists cannot be loaded at the start.
    """

    def __init__(self, allow: Path | None, block: Path | None, region: str) -> None:
        files = [path for path in (allow, block) if path is not None]
        super().__init__(lambda: files, lambda: load_lists(allow, block, region), lambda one, other: one == other)

    @property
    def lists(self) -> Lists:
        """The lists in effect."""
        return self.value
