"""Seeing when files change: what is read from them stays in effect until all of them can be read anew."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from app.errors import RingfenceError

T = TypeVar("T")

#: What tells that files have changed: name, time of the last change in ns and size of each.
Signature = tuple[tuple[str, int, int], ...]


class FileWatcher(Generic[T]):
    """What files say, loaded anew when they have changed.

    Nothing happens by itself: the owner calls `poll()` as often as it wants changes to be seen.

    Args:
        files: finds the files; raises RingfenceError when it cannot.
        load: reads them all; raises RingfenceError when anything is wrong with any.
        same: whether two results mean the same.

    Attributes:
        value: what is in effect; it is replaced, never changed.
        error: one sentence that says why the files as they are now are not in effect; None when they are.

    Raises:
        RingfenceError: when nothing can be loaded at the start, since there is nothing old to keep.
    """

    def __init__(
        self, files: Callable[[], Sequence[Path]], load: Callable[[], T], same: Callable[[T, T], bool]
    ) -> None:
        self._files = files
        self._load = load
        self._same = same
        self.error: str | None = None
        # Looked at before reading: what changes in between is seen at the next poll.
        self._seen: Signature | None = self._signature()
        self.value = load()

    def poll(self) -> bool:
        """Look at the files; tells whether something else is in effect now.

        A broken file changes nothing but `error`. Looking costs a few system calls.
        """
        try:
            signature = self._signature()
        except RingfenceError as error:
            self._seen, self.error = None, str(error)
            return False
        if signature == self._seen:
            return False
        self._seen = signature
        try:
            value = self._load()
        except RingfenceError as error:
            self.error = str(error)
            if isinstance(error.__cause__, OSError):
                self._seen = None  # the reason may go away without a change of the files
            return False
        self.error = None
        changed = not self._same(value, self.value)
        self.value = value
        return changed

    def _signature(self) -> Signature:
        found = []
        for path in self._files():
            try:
                status = path.stat()
            except OSError as error:
                raise RingfenceError(f"{path} cannot be read: {error.strerror}.") from error
            found.append((str(path), status.st_mtime_ns, status.st_size))
        return tuple(found)
