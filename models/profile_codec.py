"""Profiles as stored bytes: a version, a mask of the 8-byte words that are not zero, and those words.

Most of a profile is zero most of the time (panes nobody called in, the out half of a number that only receives), so
this makes values several times smaller before any compression, for the store and for its changelog alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.kernel import kernel
from models.profile import PROFILE, VERSION, WORDS

#: Words before the profile's own: one that holds the version, and the mask.
_MASK = (WORDS + 63) // 64
_HEAD = 1 + _MASK


class ProfileFormatError(ValueError):
    """Stored bytes are not a profile of this layout version."""


@kernel
def _encode(words: Any, version: int, out: Any, ends: Any) -> None:
    at: Any = 0
    for k in range(words.shape[0]):
        mask = at + 1
        out[at] = version
        at += _HEAD
        out[mask:at] = 0
        # No branches: every word is written, only the next place depends on it.
        for w in range(WORDS):
            word = words[k, w]
            kept = np.uint64(word != 0)
            out[at] = word
            out[mask + (w >> 6)] |= kept << np.uint64(w & 63)
            at += np.int64(kept)
        ends[k] = at


@kernel
def _decode(data: Any, ends: Any, rows: Any, version: int, words: Any) -> int:
    """Returns the index of the first broken value, or -1."""
    at: Any = 0
    last = len(data) - 1
    for k in range(len(rows)):
        end = ends[k]
        if end - at < _HEAD or data[at] != version:
            return k
        mask = at + 1
        at += _HEAD
        row = rows[k]
        for w in range(WORDS):
            kept = data[mask + (w >> 6)] >> np.uint64(w & 63) & np.uint64(1)
            words[row, w] = data[min(at, last)] if kept else np.uint64(0)
            at += np.int64(kept)
        if at != end:
            return k
    return -1


def encode(profiles: NDArray[np.void]) -> list[bytes]:
    """Stored form of each profile of a (n,) array of `PROFILE`.

    >>> from models.profile import new_profiles
    >>> [len(value) for value in encode(new_profiles(2))]
    [32, 32]
    """
    words = profiles.view(np.uint64).reshape(-1, WORDS)
    out = np.empty(len(profiles) * (_HEAD + WORDS) + 1, np.uint64)
    ends = np.empty(len(profiles), np.int64)
    _encode(words, VERSION, out, ends)
    data = out[: int(ends[-1]) if len(ends) else 0].tobytes()
    start = 0
    values = []
    for end in (ends * 8).tolist():
        values.append(data[start:end])
        start = end
    return values


def decode(values: Sequence[bytes | None]) -> NDArray[np.void]:
    """Profiles of stored values, (n,) array of `PROFILE`; a value of None gives an empty profile.

    Raises:
        ProfileFormatError: when a value was written by another layout version or is damaged.
    """
    profiles = np.zeros(len(values), PROFILE)
    present = [k for k, value in enumerate(values) if value is not None]
    if not present:
        return profiles
    found = [value for value in values if value is not None]
    sizes = np.fromiter(map(len, found), np.int64, len(found))
    odd = np.flatnonzero(sizes % 8)
    broken = int(odd[0]) if len(odd) else -1
    if broken < 0:
        data = np.frombuffer(b"".join(found), np.uint64)
        words = profiles.view(np.uint64).reshape(-1, WORDS)
        broken = _decode(data, np.cumsum(sizes // 8), np.array(present, np.int64), VERSION, words)
    if broken >= 0:
        version = int.from_bytes(found[broken][:8], "little")
        if version == VERSION or len(found[broken]) < 8:
            raise ProfileFormatError(f"stored profile is damaged: it has {len(found[broken])} bytes")
        raise ProfileFormatError(f"stored profile has layout version {version}, this program reads {VERSION}")
    return profiles
