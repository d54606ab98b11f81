"""Profiles and blocks as stored bytes: a version, a mask of the 8-byte words that are not zero, and those words.

Most of a profile is zero most of the time (panes nobody called in, the out half of a number that only receives), so
this makes values several times smaller before any compression, for the store and for its changelog alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import company, profile
from models.bits import bits_set
from models.kernel import kernel


class ProfileFormatError(ValueError):
    """Stored bytes are not a profile of this layout version."""


@kernel
def _encode(words: Any, version: int, head: int, out: Any, ends: Any) -> None:
    at: Any = 0
    for k in range(words.shape[0]):
        mask = at + 1
        out[at] = version
        at += head
        out[mask:at] = 0
        # No branches: every word is written, only the next place depends on it.
        for w in range(words.shape[1]):
            word = words[k, w]
            kept = np.uint64(word != 0)
            out[at] = word
            out[mask + (w >> 6)] |= kept << np.uint64(w & 63)
            at += np.int64(kept)
        ends[k] = at


@kernel
def _decode(data: Any, ends: Any, rows: Any, version: int, head: int, words: Any) -> int:
    """Fill in rows that are zero; returns the index of the first broken value, or -1."""
    at: Any = 0
    over = np.uint64(words.shape[1] & 63)
    for k in range(len(rows)):
        end = ends[k]
        if end - at < head or data[at] != version:
            return k
        first = at + 1
        at += head
        kept: Any = 0
        for mask in range(first, at):
            kept += bits_set(data[mask])
        if at + kept != end or (over and data[at - 1] >> over):
            return k
        begin = 0
        for mask in range(first, first + head - 1):
            bits = data[mask]
            # Only what is not zero is looked at: some 45 of 190 words.
            while bits:
                rest = bits & (bits - np.uint64(1))
                words[rows[k], begin + bits_set((bits ^ rest) - np.uint64(1))] = data[at]
                at += 1
                bits = rest
            begin += 64
    return -1


class Codec:
    """Stores records of one dtype.

    Args:
        name: of what is stored, for messages.
        dtype: a structured type of whole 8-byte words.
        version: of its layout.
        shift: by so many bits the version stands higher at the front of every value, so that no type reads another's.

    >>> codec = Codec("profile", profile.PROFILE, 7)
    >>> [len(value) for value in codec.encode(profile.new_profiles(2))]
    [32, 32]
    """

    def __init__(self, name: str, dtype: np.dtype[np.void], version: int, shift: int = 0) -> None:
        if dtype.itemsize % 8:
            raise ValueError(f"records of {dtype.itemsize} bytes are not made of whole words")
        self.name, self.dtype = name, dtype
        self.version = version << shift
        self._shift = shift
        self._words = dtype.itemsize // 8
        # Words before the record's own: one that holds the version, and the mask.
        self._head = 1 + (self._words + 63) // 64

    def encode(self, records: NDArray[np.void]) -> list[bytes]:
        """Stored form of each record of an (n,) array."""
        words = records.view(np.uint64).reshape(-1, self._words)
        out = np.empty(len(records) * (self._head + self._words) + 1, np.uint64)
        ends = np.empty(len(records), np.int64)
        _encode(words, self.version, self._head, out, ends)
        data = out[: int(ends[-1]) if len(ends) else 0].tobytes()
        stops = (ends * 8).tolist()
        return [data[start:stop] for start, stop in zip([0, *stops[:-1]], stops, strict=True)] if stops else []

    def decode(self, values: Sequence[bytes | None]) -> NDArray[np.void]:
        """Records of stored values, (n,) array; a value of None gives an empty record.

        Raises:
            ProfileFormatError: when a value was written by another layout version or is damaged.
        """
        records = np.zeros(len(values), self.dtype)
        sizes = np.array([-1 if value is None else len(value) for value in values], np.int64)
        rows = np.flatnonzero(sizes >= 0)
        if not len(rows):
            return records
        sizes = sizes[rows]
        odd = np.flatnonzero(sizes % 8)
        broken = int(odd[0]) if len(odd) else -1
        if broken < 0:
            data = np.frombuffer(b"".join(filter(None, values)), np.uint64)
            words = records.view(np.uint64).reshape(-1, self._words)
            broken = _decode(data, np.cumsum(sizes // 8), rows, self.version, self._head, words)
        if broken >= 0:
            bad = values[rows[broken]] or b""
            version = int.from_bytes(bad[:8], "little")
            if version == self.version or len(bad) < 8:
                raise ProfileFormatError(f"stored {self.name} is damaged: it has {len(bad)} bytes")
            raise ProfileFormatError(
                f"stored {self.name} has layout version {version >> self._shift}, this program reads "
                f"{self.version >> self._shift}: another release wrote it (docs/exactness.md, Another release)"
            )
        return records


#: Profiles of numbers, handsets and trunks; what blocks know of their numbers.
PROFILES = Codec("profile", profile.PROFILE, profile.VERSION)
BLOCKS = Codec("block", company.COMPANY, company.VERSION, shift=8)
encode, decode = PROFILES.encode, PROFILES.decode
