"""What an id is: a uint64 whose top 3 bits name the kind of subject, and how ids become keys and partitions.

These functions decide where a profile lives on disk and in Kafka, so their results are a public schema: they never
change. `tests/models/test_number.py` pins a few of them as constants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

KIND_NUMBER, KIND_OPAQUE, KIND_BLOCK, KIND_HANDSET, KIND_TRUNK = range(5)
KIND_SHIFT: Final = 61
MASK: Final = (1 << KIND_SHIFT) - 1  # the 61 bits below the kind; 15 digits need 50 of them
BLOCK_SIZE: Final = 100  # a block is a number without its last two digits
_NAMES: Final = ("number", "opaque", "block", "handset", "trunk")
#: A plus and 8 to 15 digits, the first not 0: no country code begins with it, and an integer would lose it.
E164: Final = re.compile(r"\+[1-9][0-9]{7,14}").fullmatch
_MASK64: Final = (1 << 64) - 1
# splitmix64's finaliser (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014): every input bit
# reaches every output bit, so that consecutive numbers of one block do not land on consecutive partitions.
_STEP: Final = 0x9E3779B97F4A7C15
_MIX_1: Final = 0xBF58476D1CE4E5B9
_MIX_2: Final = 0x94D049BB133111EB


def tagged(kind: int, text: str) -> int:
    """Return the id of a text under a kind (1-4): its 64-bit BLAKE2b, of which the low 61 bits are kept.

    >>> hex(tagged(KIND_HANDSET, "356938035643809"))
    '0x6cb7c0c276ea8fba'
    """
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return kind << KIND_SHIFT | int.from_bytes(digest, "little") & MASK


def kind_of(subject: int) -> int:
    """Return the kind, 0-4, of an id.

    >>> kind_of(46701234567) == KIND_NUMBER, kind_of(tagged(KIND_TRUNK, "SE-1")) == KIND_TRUNK
    (True, True)
    """
    return int(subject) >> KIND_SHIFT


def key_of(subject: int) -> bytes:
    """Return the RocksDB and Kafka key of an id: 8 bytes, big-endian, so that keys sort as ids do.

    >>> key_of(46701234567).hex()
    '0000000adf9c4987'
    """
    return int(subject).to_bytes(8, "big")


def id_of(key: bytes) -> int:
    """Return the id of a key; raises ValueError when the key has not 8 bytes.

    >>> id_of(key_of(46701234567))
    46701234567
    """
    if len(key) != 8:
        raise ValueError(f"a key has 8 bytes, this one has {len(key)}")
    return int.from_bytes(key, "big")


def partition_of(ids: NDArray[np.uint64], partitions: int) -> NDArray[np.int32]:
    """Return the partition, 0 <= p < partitions, of each id; the input is left unchanged.

    A number lives where its block does, so that a call can be judged by its caller's siblings too.

    >>> partition_of(np.array([46701234567, 46701234568, block_of(46701234567)], np.uint64), 4)
    array([1, 1, 1], dtype=int32)
    """
    blocks = blocks_of(ids)
    mixed = np.where(blocks > 0, blocks, ids) + np.uint64(_STEP)  # wraps at 64 bits, which is what is wanted
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(_MIX_1)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(_MIX_2)
    mixed ^= mixed >> np.uint64(31)
    return (mixed % np.uint64(partitions)).astype(np.int32)


def partition_of_one(subject: int, partitions: int) -> int:
    """Return what `partition_of` returns for one id, without NumPy's fixed cost.

    >>> partition_of_one(46701234567, 4)
    1
    """
    return mixed_one(block_of(subject) or int(subject)) % partitions


def mixed_one(value: int) -> int:
    """Spread a 64-bit value over all bits, as `models.bits.mix64` does."""
    mixed = (value + _STEP) & _MASK64
    mixed = (mixed ^ mixed >> 30) * _MIX_1 & _MASK64
    mixed = (mixed ^ mixed >> 27) * _MIX_2 & _MASK64
    return mixed ^ mixed >> 31


def block_of(subject: int) -> int:
    """Return the id of the block of 100 numbers that a number is in; 0 for what is not a number.

    >>> text_of(block_of(46701234567), {})
    '+467012345xx'
    >>> block_of(tagged(KIND_OPAQUE, "911"))
    0
    """
    return KIND_BLOCK << KIND_SHIFT | int(subject) // BLOCK_SIZE if kind_of(subject) == KIND_NUMBER else 0


def blocks_of(ids: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return `block_of` of each id.

    >>> [text_of(block, {}) for block in blocks_of(np.array([46701234567], np.uint64))]
    ['+467012345xx']
    """
    blocks = ids // np.uint64(BLOCK_SIZE) | np.uint64(KIND_BLOCK << KIND_SHIFT)
    return np.where(ids >> np.uint64(KIND_SHIFT) == KIND_NUMBER, blocks, np.uint64(0))


def subject_of(text: str) -> int:
    """Return the id of a number or an opaque number from its text as `text_of` gives it.

    >>> subject_of("+46701234567"), subject_of("911") == tagged(KIND_OPAQUE, "911")
    (46701234567, True)
    """
    return int(text) if E164(text) else tagged(KIND_OPAQUE, text)


def text_of(subject: int, texts: Mapping[int, str]) -> str:
    """Return an id as people read it: a number in E.164, a block with `xx`, anything else by its text.

    An id whose text is not in `texts` is shown by kind and hash, so that it can still be told from others.

    >>> text_of(46701234567, {})
    '+46701234567'
    >>> emergency = tagged(KIND_OPAQUE, "911")
    >>> text_of(emergency, {emergency: "911"}), text_of(emergency, {})
    ('911', 'opaque-0d6da62ebf1a6de8')
    """
    subject = int(subject)
    kind, rest = subject >> KIND_SHIFT, subject & MASK
    if kind == KIND_NUMBER:
        return f"+{rest}"
    if kind == KIND_BLOCK:
        return f"+{rest}xx"
    return texts.get(subject) or f"{_NAMES[kind] if kind < len(_NAMES) else kind}-{rest:016x}"
