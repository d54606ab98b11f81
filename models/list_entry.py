"""An entry of the allow list or the block list: a number or a block of 100 numbers, and who put it there, and why.

Entries that people add live in the topic `lists`, which keeps the last state of each: key = `Entry.key`, value =
`encode`, no value = removed. Others stand in files (`app.list_files`). What they mean together, `models.listing` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from models.number import ANONYMOUS, KIND_BLOCK, KIND_SHIFT, Normaliser, is_short, subject_of, text_of
from models.number_id import BLOCK_SIZE

ListName = Literal["allow", "block"]
Source = Literal["api", "file"]

_BLOCK: Final = re.compile(r"\+[1-9][0-9]{5,12}[xX]{2}")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of a list.

    Attributes:
        on: the list.
        entry, id: the number or block, as people read it and as an id.
        reason: why; None = not said.
        by: who added it; None = not known.
        added_ms: when, ms since the epoch, by the clock of whoever added it; None = not known.
        expires_ms: it counts for calls that end before, ms since the epoch; None = until it is removed.
        source: whether it was added through the API or the command line, or stands in a file.
    """

    on: ListName
    entry: str
    id: int
    reason: str | None = None
    by: str | None = None
    added_ms: int | None = None
    expires_ms: int | None = None
    source: Source = "api"

    @property
    def key(self) -> bytes:
        """Its key in the topic `lists`."""
        return key_of(self.on, self.entry)

    def counts(self, at_ms: int) -> bool:
        """Whether it counts for a call that ends then, ms since the epoch."""
        return self.expires_ms is None or at_ms < self.expires_ms


def key_of(on: ListName, entry: str) -> bytes:
    """Key of an entry in the topic `lists`.

    >>> key_of("block", "+467012345xx")
    b'block +467012345xx'
    """
    return f"{on} {entry}".encode()


def read_entry(text: str, read: Normaliser) -> tuple[int, str]:
    """The id of what an entry names, and its text as people read it.

    Raises:
        ValueError: with the reason, when it can be on no list.

    >>> read_entry("+46 70 123 45 xx", Normaliser("SE")) == (KIND_BLOCK << KIND_SHIFT | 467012345, "+467012345xx")
    True
    >>> read_entry("my mother", Normaliser("SE"))
    Traceback (most recent call last):
    ValueError: my mother is no number
    """
    bare = re.sub(r"[ .()/-]", "", text)
    if _BLOCK.fullmatch(bare):
        block = KIND_BLOCK << KIND_SHIFT | int(bare[1:-2])
        return block, text_of(block, {})
    if re.fullmatch(r"\+?[0-9]+[xX]+", bare):
        raise ValueError(f"{text} is no block of 100 numbers such as +467012345xx")
    try:
        number, opaque = read(text)
    except ValueError as error:
        raise ValueError(f"the number {error}") from error
    if number == ANONYMOUS:
        raise ValueError(f"{text} is nobody in particular")
    if opaque is None:
        return number, text_of(number, {})
    if text.startswith("+") or any(mark.isspace() for mark in text):
        raise ValueError(f"{text} is no number")
    return number, opaque


def numbers_of(entry: str) -> Iterator[tuple[int, str]]:
    """Ids and texts of the numbers that an entry's text stands for: itself, or the 100 of its block.

    >>> [text for _, text in numbers_of("+467012345xx")][:2], list(numbers_of("+46701234567"))
    (['+46701234500', '+46701234501'], [(46701234567, '+46701234567')])
    """
    if _BLOCK.fullmatch(entry):
        first = int(entry[1:-2]) * BLOCK_SIZE
        yield from ((number, text_of(number, {})) for number in range(first, first + BLOCK_SIZE))
    else:
        yield subject_of(entry), entry


def blockable(text: str) -> None:
    """Raises ValueError, with the reason, for an entry that has no place on a block list."""
    if is_short(text):
        raise ValueError(f"{text} is a short code or an emergency number, which is never blocked")


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Entry)


def encode(entry: Entry) -> bytes:
    """The entry as JSON."""
    return _encoder.encode(entry)


def decode(value: bytes) -> Entry:
    """Read an entry.

    Raises:
        msgspec.DecodeError: when it is none.
    """
    return _decoder.decode(value)
