"""JSON objects of a file, however they are laid out: one a line, one after the other, over several lines, in an array.

The file is read in pieces of at most 64 KB and cut by its braces, so one line may hold gigabytes of objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from app.importers.line import MAX_RECORD, TOO_LONG, Line
from app.importers.source import Source
from models.call_split import Undecodable, decode

_IN_STRING: Final = re.compile(rb'["\\]')
_OUTSIDE: Final = re.compile(rb'["{}]')
_BETWEEN: Final = b" \t\r\n,[]"  # what may stand between two objects


class _Cutter:
    """Cuts chunks into objects; keeps what an unfinished object needs to go on with the next chunk."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.length = self.depth = self.began = 0
        self._in_string = self._escaped = False

    def cut(self, chunk: bytes, number: int) -> Iterator[Line]:
        """Yield the objects that end in this chunk of line `number`."""
        at = start = 0
        while True:
            if self.depth == 0:
                brace = chunk.find(b"{", at)
                junk = (chunk[at:] if brace < 0 else chunk[at:brace]).strip(_BETWEEN)
                if junk:
                    yield Line(number, reason="not a JSON object")
                if brace < 0:
                    return
                self.depth, self.began, start, at = 1, number, brace, brace + 1
            at = self._scan(chunk, at)
            self._keep(chunk[start:at])
            if self.depth:  # the chunk ends inside the object
                if self._in_string and chunk.endswith(b"\n"):
                    yield self.finish()  # a JSON string holds no line break: the object is broken, the next need not be
                return
            yield self.finish()

    def finish(self) -> Line:
        """Return what has been gathered as a record, and begin anew."""
        text, length, began = b"".join(self.parts), self.length, self.began
        self.parts, self.length, self.depth, self._in_string, self._escaped = [], 0, 0, False, False
        return line_of(began, text) if length <= MAX_RECORD else Line(began, reason=f"record is {TOO_LONG}")

    def _keep(self, part: bytes) -> None:
        self.length += len(part)
        if self.length <= MAX_RECORD:
            self.parts.append(part)
        else:
            self.parts.clear()

    def _scan(self, chunk: bytes, at: int) -> int:
        """Return where the open object ends in the chunk, or the chunk's length."""
        if self._escaped:
            at, self._escaped = at + 1, False
        while found := (_IN_STRING if self._in_string else _OUTSIDE).search(chunk, at):
            at, mark = found.end(), found[0]
            if mark == b'"':
                self._in_string = not self._in_string
            elif mark == b"\\":
                at += 1
                self._escaped = at > len(chunk)
            else:
                self.depth += 1 if mark == b"{" else -1
                if self.depth == 0:
                    return at
        return len(chunk)


def line_of(number: int, text: bytes) -> Line:
    """Return a JSON object's bytes as a line, or why they are none."""
    value = decode(text)
    if isinstance(value, dict):
        return Line(number, value)
    return Line(number, reason=value.reason if isinstance(value, Undecodable) else "not a JSON object")


def read(source: Source) -> Iterator[Line]:
    """Yield every JSON object of a file. A brace at the first column always begins an object: there reading resumes."""
    cutter, number, fresh = _Cutter(), 0, True
    while chunk := source.chunk():
        number += fresh
        if fresh and chunk.startswith(b"{"):
            if cutter.depth:
                yield cutter.finish()
            if chunk.endswith(b"}\n"):  # nearly always one object a line: decoding it is quicker than cutting it
                line = line_of(number, chunk)
                if line.record is not None:
                    yield line
                    continue
        yield from cutter.cut(chunk, number)
        fresh = chunk.endswith(b"\n")
    if cutter.depth:
        yield cutter.finish()
