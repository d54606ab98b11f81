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
from models.list_entry import Entry, ListName, read_entry
from models.listing import Listing
from models.lists import Lists
from models.number import Normaliser

#: A comment begins a line or follows a space.
_COMMENT: Final = re.compile(r"(?:^|\s)#(.*)$")

Entries = tuple[Entry, ...]


def load_entries(allow: Path | None, block: Path | None, region: str) -> Entries:
    """Read both lists; None = an empty one. What is written behind an entry is its reason.

    Args:
        allow, block: the files.
        region: country of numbers written without one, ISO 3166.

    Raises:
        ListFileError: when anything is wrong with either of them; then none of them counts.
    """
    read = Normaliser(region)
    return _read("allow", allow, read) + _read("block", block, read)


def load_lists(allow: Path | None, block: Path | None, region: str) -> Lists:
    """The same as `models.lists` has it for batches of calls; arguments and errors are those of `load_entries`."""
    return Listing(load_entries(allow, block, region)).lists


def _read(on: ListName, path: Path | None, read: Normaliser) -> Entries:
    if path is None:
        return ()
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ListFileError(f"The list {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ListFileError(f"{path}:{line}: this is no UTF-8.") from error
    found: dict[int, Entry] = {}
    for place, row in enumerate(text.split("\n"), 1):
        entry = _COMMENT.sub("", row).strip()
        if entry:
            comment = _COMMENT.search(row)
            try:
                number, shown = read_entry(entry, read)
            except ValueError as error:
                raise ListFileError(f"{path}:{place}: {error}.") from error
            reason = (comment[1].strip() if comment else "") or None
            found.setdefault(number, Entry(on=on, entry=shown, id=number, reason=reason, source="file"))
    return tuple(found[number] for number in sorted(found))


class ListWatcher(FileWatcher[Entries]):
    """The entries in effect, loaded anew when one of the files has changed.

    Args:
        allow, block, region: as for `load_entries`.

    Raises:
        ListFileError: when the lists cannot be loaded at the start.
    """

    def __init__(self, allow: Path | None, block: Path | None, region: str) -> None:
        files = [path for path in (allow, block) if path is not None]
        super().__init__(lambda: files, lambda: load_entries(allow, block, region), lambda one, other: one == other)

    @property
    def entries(self) -> Entries:
        """The entries in effect."""
        return self.value
