"""Files of calls, read for evaluation as `ringfence import` would send them through one source partition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from app.importers.formats import read_file
from app.importers.line import Line, Options
from app.importing import CALLS_PER_MESSAGE, Summary
from app.settings import Settings
from models.call import CALL
from models.call_reader import CallReader
from training.instant import instant

#: How calls are ordered: as they stand in the files, by their ends, or whichever of the two fits the first ones.
Order = Literal["auto", "arrival", "end"]
#: What is told meanwhile: what is done now, and the part that is done, 0 to 1.
Progress = Callable[[str, float], None]

#: Calls judged at a time; results do not depend on it.
CHUNK: Final = 20_000
_FIRST_BAD: Final = 20


@dataclass(slots=True)
class Ledger:
    """What became of the records, file by file, and of their order.

    `late` counts calls that had ended before one that came earlier.
    """

    files: dict[str, Summary] = field(default_factory=dict)
    order: str = "arrival"
    calls: int = 0
    duplicates: int = 0
    late: int = 0
    first_ms: int = 0
    last_ms: int = 0

    def note(self, calls: NDArray[np.void], duplicates: int) -> None:
        """Count calls in the order in which they are judged."""
        ends = calls["end_ms"]
        clock = np.maximum.accumulate(np.concatenate(([self.last_ms], ends)))
        self.late += int((ends < clock[:-1]).sum())
        self.first_ms = min(self.first_ms or int(ends.min()), int(ends.min()))
        self.last_ms = int(clock[-1])
        self.calls += len(calls) - duplicates
        self.duplicates += duplicates

    def to_dict(self) -> dict[str, Any]:
        """The ledger for the report."""
        totals = {name: sum(getattr(file, name) for file in self.files.values()) for name in ("rejected", "skipped")}
        span = {"first": instant(self.first_ms), "last": instant(self.last_ms)} if self.last_ms else {}
        counts = {name: getattr(self, name) for name in ("calls", "duplicates", "late", "order")}
        files = [{"file": name, **asdict(summary)} for name, summary in self.files.items()]
        return {**counts, **totals, **span, "files": files}


class CallFiles:
    """Reads the calls of files, one file after the other.

    Args:
        settings: how to read numbers and times.
        format: name of the files' format; None tells it by their first lines.
        options: column map and zone.
        rejects: is given file, line and reason of each record that is no call.
        progress: is told how far it is.
    """

    def __init__(
        self,
        settings: Settings,
        format: str | None = None,  # noqa: A002 - the word that the command line uses
        options: Options | None = None,
        rejects: Callable[[str, int, str], None] | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.ledger = Ledger()
        self.texts: dict[int, str] = {}
        self._reader = CallReader(settings.default_region, settings.zone, settings.naive_zone)
        self._format, self._options = format, options
        self._reject = rejects or (lambda _file, _line, _reason: None)
        self._tell = progress or (lambda _what, _done: None)

    def read(self, paths: Sequence[Path], order: Order = "auto") -> Iterator[NDArray[np.void]]:
        """Yield arrays of `models.call.CALL` of at most `CHUNK`, in the order in which they are to be judged.

        `auto` takes calls as they stand, unless those of the first chunk are ordered by their starts and not by their
        ends: then nobody wrote them as they ended, and they are put into that order, which holds all of them in memory
        (84 bytes each).
        """
        chunks = self._chunks(paths)
        first = next(chunks, None)
        if first is None:
            return
        if order == "auto":
            ordered = [bool((np.diff(first[name]) >= 0).all()) for name in ("start_ms", "end_ms")]
            order = "end" if ordered == [True, False] else "arrival"
        self.ledger.order = order
        if order == "arrival":
            yield from chain([first], chunks)
            return
        calls = np.concatenate([first, *chunks])
        calls = calls[np.argsort(calls["end_ms"], kind="stable")]
        calls["index"] = np.arange(len(calls)) % CALLS_PER_MESSAGE
        for at in range(0, len(calls), CHUNK):
            yield calls[at : at + CHUNK]

    def _chunks(self, paths: Sequence[Path]) -> Iterator[NDArray[np.void]]:
        rows, count = bytearray(), 0
        for path in paths:
            summary = self.ledger.files.setdefault(str(path), Summary())
            place = 0  # import begins a message with each file
            for line in read_file(path, self._format, self._options, self._part_of(path, paths)):
                row = self._row(str(path), summary, line, place % CALLS_PER_MESSAGE)
                if row is not None:
                    rows += row
                    place += 1
                    count += 1
                    if count == CHUNK:
                        yield np.frombuffer(bytes(rows), CALL)
                        rows, count = bytearray(), 0
        if count:
            yield np.frombuffer(bytes(rows), CALL)

    def _row(self, file: str, summary: Summary, line: Line, index: int) -> bytes | None:
        if line.record is None:
            if line.reason is None:
                summary.skipped += 1
            else:
                self._bad(file, summary, line.number, line.reason)
            return None
        try:
            row = self._reader.row(line.record, index, self.texts, {})
        except ValueError as error:
            self._bad(file, summary, line.number, str(error))
            return None
        summary.accepted += 1
        return row

    def _bad(self, file: str, summary: Summary, line: int, reason: str) -> None:
        summary.rejected += 1
        if len(summary.first_bad) < _FIRST_BAD:
            summary.first_bad.append((line, reason))
        self._reject(file, line, reason)

    def _part_of(self, path: Path, paths: Sequence[Path]) -> Callable[[int, int], None]:
        place = paths.index(path)
        return lambda done, size: self._tell(f"judging {path.name}", (place + done / max(size, 1)) / len(paths))
