"""The single values of a record: duration, call id, texts. Each reader raises ValueError with a reason."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import blake2b
from typing import Final, TypeVar

from models.number import clean

MAX_DURATION_S: Final = 30 * 86_400  # the longest calls that switches leave open are hours; days are a broken record
T = TypeVar("T")
CACHE: Final = 1 << 16  # texts per field; 65,536 numbers take some 15 MB
_DECIMAL: Final = re.compile(r"[+-]?([0-9]{1,20}(\.[0-9]{0,20})?|\.[0-9]{1,20})")


def duration_ms(raw: object) -> int:
    """Return a duration in seconds, given as a number or decimal text, in whole milliseconds.

    >>> duration_ms(63), duration_ms(0.5), duration_ms("12.5")
    (63000, 500, 12500)
    """
    if type(raw) is str:
        text = raw.strip()
        if not _DECIMAL.fullmatch(text):
            raise ValueError("duration is missing" if not text else f"duration is not a number: {text[:40]!r}")
        raw = float(text)
    if type(raw) is not int and type(raw) is not float:
        raise ValueError("duration is missing" if raw is None else "duration is not a number")
    if 0 <= raw <= MAX_DURATION_S:
        return round(raw * 1000)
    raise ValueError("duration is negative" if raw < 0 else "duration is longer than 30 days")


def call_hash(content: bytes) -> int:
    """Return the 64-bit BLAKE2b of a call id or of a call's content; never 0, which stands for no call.

    >>> hex(call_hash(b"c0ffee"))
    '0x4b68fccb68513bd4'
    """
    return int.from_bytes(blake2b(content, digest_size=8).digest(), "little") or 1


def region_hash(text: str) -> int:
    """Return the 32-bit BLAKE2b of a region's or cell's text; never 0, which stands for none.

    >>> hex(region_hash("SE-AB"))
    '0x78723d53'
    """
    return int.from_bytes(blake2b(text.encode(), digest_size=4).digest(), "little") or 1


def text_of_field(raw: object) -> str:
    """Return an optional text, "" when absent; integers become text, since switches write cells and accounts so."""
    if type(raw) is str:
        return clean(raw)
    if raw is None:
        return ""
    if type(raw) is int and abs(raw) < 10**30:
        return str(raw)
    raise ValueError("is neither text nor a whole number")


class Cache(dict[object, T]):
    """A bounded dict from a field's raw text to what it means, which reads what it does not hold yet.

    A hit costs one dict look-up. When full it is emptied, which at 65,536 texts is cheaper than keeping an order.
    `name` goes in front of the reason in a ValueError.
    """

    def __init__(self, name: str, read: Callable[[object], T], limit: int = CACHE) -> None:
        super().__init__()
        self._name, self._read, self._limit = name, read, limit

    def __missing__(self, raw: object) -> T:
        try:
            found = self._read(raw)
        except ValueError as error:
            raise ValueError(f"{self._name} {error}") from None
        if type(raw) is str and len(raw) <= 256:  # only texts: 1, 1.0 and True are the same key to a dict
            if len(self) >= self._limit:
                self.clear()
            self[raw] = found
        return found
