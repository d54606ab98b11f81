"""From the bytes of a message to its records: one JSON object, a JSON array, or NDJSON.

The quick way decodes a whole message at once. A message that does not decode is taken apart, so that what is broken
costs its neighbours nothing: by msgspec where only values are wrong, by its brackets where even the syntax is, by its
lines for NDJSON.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, islice, takewhile
from typing import Final

import msgspec

from models.call import MAX_CALLS

_JSON: Final = msgspec.json.Decoder()
_RAWS: Final = msgspec.json.Decoder(list[msgspec.Raw])
_FAILURES: Final = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, ValueError)
_OPENS: Final = {b"]": b"[", b"}": b"{"}
_TOKENS: Final = 500_000  # in a broken array; some 10,000 records or half a second, then the rest is one piece
_DEEPEST: Final = 1000  # brackets open at once; nothing decodes that is deeper, so the rest is one piece
_BOM: Final = b"\xef\xbb\xbf"
# A string (to its end or the end of the line: JSON strings hold no raw line breaks), a bracket or a comma.
_TOKEN: Final = re.compile(rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?|[][{},]', re.DOTALL)
# Where the next record of an array may begin, should quotes or brackets be out of balance.
_SEAM: Final = re.compile(rb",\s*+(?=\{)|(?<=\})\s*+\]?\s*+(?=\{)")


@dataclass(frozen=True, slots=True)
class Undecodable:
    """Stands in the place of a record that is not JSON."""

    reason: str


def decode(value: bytes) -> object:
    """Return the JSON value of some bytes, or `Undecodable` with the reason; never raises.

    >>> decode(b'{"a": 1}'), decode(b'{"a": NaN}')
    ({'a': 1}, Undecodable(reason='not JSON: invalid character (byte 6)'))
    """
    try:
        return _JSON.decode(value)
    except _FAILURES as error:
        return Undecodable(f"not JSON: {_why(error)}")


def records_of(value: bytes) -> list[object]:
    """Return the records of a message: decoded JSON values, or `Undecodable` where one is not JSON; never raises.

    >>> records_of(b'[{"a": 1}, {"a": NaN}, {"a": 3}]')
    [{'a': 1}, Undecodable(reason='not JSON: invalid character (byte 6)'), {'a': 3}]
    >>> records_of(b'{"a": 1}\\n{"a": 2}')
    [{'a': 1}, {'a': 2}]
    """
    return split(value)[0]


def split(value: bytes) -> tuple[list[object], list[bytes] | None]:
    """The records of a message, and the bytes of each where it had to be taken apart for them; never raises."""
    try:
        whole = _JSON.decode(value)
    except _FAILURES:
        pieces = pieces_of(value)
        # What is beyond the limit is only counted: 5 MB can hold millions of such pieces.
        return [decode(piece) if index < MAX_CALLS else piece for index, piece in enumerate(pieces)], pieces
    return whole if type(whole) is list else [whole], None


def pieces_of(value: bytes) -> list[bytes]:
    """Return the bytes of each record of a message, at the same places as `records_of`; never raises.

    >>> pieces_of(b'[{"a": 1}, {"a": NaN}]')
    [b'{"a": 1}', b'{"a": NaN}']
    """
    text = value.removeprefix(_BOM).strip()
    lines = [line for line in text.splitlines() if line and not line.isspace()]
    if text.startswith(b"["):
        try:
            return [bytes(raw) for raw in _RAWS.decode(text)]
        except _FAILURES:
            return lines if len(lines) > 1 and _is_json(lines[0]) else _array(text)
    if len(lines) < 2 or _is_json(text):
        return [text]
    # A broken object printed over several lines is one record; NDJSON shows by a line that closes what it opens, or by
    # a later line that opens anew at its first column.
    first = lines[0].strip()
    if (first.startswith(b"{") and first.endswith(b"}")) or any(line.startswith(b"{") for line in lines[1:]):
        return lines
    return [text]


def _array(text: bytes) -> list[bytes]:
    """Cut a broken array at its commas; a piece whose brackets or quotes do not match, where a record may begin."""
    body = text[1:].removesuffix(b"]")
    pieces: list[bytes] = []
    opened: list[bytes] = []
    begin, odd, broken = 0, False, False
    tokens = ((token.start(), token[0]) for token in islice(_TOKEN.finditer(body), _TOKENS))
    shallow = takewhile(lambda _token: len(opened) <= _DEEPEST, tokens)
    for at, mark in chain(shallow, [(len(body), b",")]):  # one comma more cuts the last piece like the others
        if mark in b"[{":
            opened.append(mark)
        elif mark in b"]}":
            # A bracket too many must not end the array.
            odd |= not opened or opened.pop() != _OPENS[mark]
        elif mark != b",":
            # An unfinished string, or one that runs over the end of a record.
            odd |= not mark.endswith(b'"') or len(mark) == 1 or (b"{" in mark and b"}" in mark)
        elif at == len(body) or (not opened and len(pieces) < MAX_CALLS):
            piece = body[begin:at].strip()
            sound = _is_json(piece)
            broken |= not sound
            pieces.extend([piece] if sound or not (odd or opened) else (part.strip() for part in _SEAM.split(piece)))
            begin, odd = at + 1, False
    # Every record is whole and yet the array is not: it was cut off between two records. That must not pass unseen.
    return pieces if broken else [*pieces, b""]


def _is_json(text: bytes) -> bool:
    return type(decode(text)) is not Undecodable


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deep"
    if isinstance(error, UnicodeDecodeError):
        return "invalid UTF-8"
    text = str(error).removeprefix("JSON is malformed: ").split(" - at ")[0]
    return text[:1].lower() + text[1:200]
