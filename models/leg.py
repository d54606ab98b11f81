"""A leg: one call as one subject sees it, and the binary message that carries legs between the two agents.

A call between two numbers has two legs: *out* at its caller and *in* at its callee. When its record names a handset
(IMEI) or a trunk or account, each of these has an out-leg too. The blocks of numbers need none: a block lives in the
partition of its numbers (`models.company`). A `calls` message carries legs for one partition, all of them from one
source partition, in order of position.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.picking import picked

#: Version of the message layout; a worker refuses any other.
VERSION = 3

OUT, IN = 0, 1

LEG = np.dtype(
    [
        ("subject", "<u8"),  # whose leg it is
        ("other", "<u8"),  # the number at the other end
        ("call_hash", "<u8"),
        # out-leg of a number: hash of the cell << 32 | hash of the handset; of a handset or trunk: the calling number
        ("context", "<u8"),
        ("position", "<u8"),  # source_offset << 16 | index in the message
        ("end_ms", "<i8"),  # event time
        ("duration_ms", "<u4"),
        ("origin", "<u4"),  # hash of the caller's region, 0 = not told
        ("target", "<u4"),  # hash of the callee's region, 0 = not told
        ("direction", "u1"),  # OUT or IN
        ("disposition", "u1"),
        ("night", "u1"),
        ("watched", "u1"),  # `models.watching`; filled in by who folds, who knows since when
    ]
)

_HEADER = struct.Struct("<2sBBHHqqII")
_MAGIC = b"RF"
_IDLE = 1

#: Calls in one message at most; bounds the work between two acknowledgements.
MAX_CALLS = 2000


class LegsFormatError(ValueError):
    """A `calls` message is not one of ours, or of another version."""


@dataclass(frozen=True, slots=True)
class Legs:
    """One `calls` message.

    Attributes:
        source: source partition that all legs come from.
        clock_ms: running maximum of event time in that source partition, ms since the epoch; 0 = no record yet.
        idle: the source partition is silent and must not hold back the stream clock.
        first_ms: end of the first of the calls that the message was made of, also when its legs are for other
            partitions; 0 = none. Of a source's very first message every partition learns since when it is watched.
        legs: array of `LEG`, in order of position.
        texts: text of opaque ids and of regions that the legs name.
    """

    source: int
    clock_ms: int
    idle: bool
    first_ms: int
    legs: NDArray[np.void]
    texts: Mapping[int, str]

    def encode(self) -> bytes:
        """The message as bytes: header, legs, texts (MessagePack).

        >>> message = Legs(3, 1_700_000_000_000, False, 0, np.zeros(2, LEG), {7: "Delhi"})
        >>> back = decode(message.encode())
        >>> back.source, len(back.legs), back.texts
        (3, 2, {7: 'Delhi'})
        """
        texts = msgspec.msgpack.encode(self.texts) if self.texts else b""
        head = _HEADER.pack(
            _MAGIC, VERSION, _IDLE if self.idle else 0, self.source, 0, self.clock_ms, self.first_ms, len(self.legs),
            len(texts),
        )  # fmt: skip
        return b"".join((head, self.legs.tobytes(), texts))


_TEXTS = msgspec.msgpack.Decoder(dict[int, str])


def decode(message: bytes) -> Legs:
    """Read a `calls` message; its legs are a read-only view of `message`.

    Raises:
        LegsFormatError: when it is cut off, foreign, or of another version.
    """
    if len(message) < _HEADER.size:
        raise LegsFormatError("message is shorter than its header")
    magic, version, flags, source, _, clock_ms, first_ms, count, texts_size = _HEADER.unpack_from(message)
    if magic != _MAGIC or version != VERSION:
        raise LegsFormatError(f"message has layout {magic!r} {version}, this program reads {_MAGIC!r} {VERSION}")
    end = _HEADER.size + count * LEG.itemsize
    if len(message) != end + texts_size:
        raise LegsFormatError("message length does not match its header")
    legs = np.frombuffer(message, LEG, count, _HEADER.size)
    texts = _TEXTS.decode(message[end:]) if texts_size else {}
    return Legs(source, clock_ms, bool(flags & _IDLE), first_ms, legs, texts)


def weight(message: bytes) -> int:
    """Legs that a message carries, as its header says; at least 1, also for what is no such message.

    >>> weight(Legs(0, 0, False, 0, np.zeros(3, LEG), {}).encode()), weight(b"")
    (3, 1)
    """
    return max(1, _HEADER.unpack_from(message)[7]) if len(message) >= _HEADER.size else 1


def split(calls: NDArray[np.void], positions: NDArray[np.uint64]) -> NDArray[np.void]:
    """Split calls into legs: the caller's, the callee's, then those of its handset and its trunk where they are told.

    Args:
        calls: (n,) array of `models.call.CALL`.
        positions: (n,) positions of the calls, ascending.

    Returns:
        (2n or more,) array of `LEG`, in order of position.
    """
    count = len(calls)
    which = np.concatenate([np.flatnonzero(calls["handset"]), np.flatnonzero(calls["trunk"])])
    through = int(np.count_nonzero(calls["handset"]))
    legs = np.zeros(2 * count + len(which), LEG)
    out, into, groups = legs[:count], legs[count : 2 * count], legs[2 * count :]
    out["subject"] = into["other"] = calls["caller"]
    out["other"] = into["subject"] = calls["callee"]
    handset = calls["handset"] & np.uint64(0xFFFFFFFF)
    out["context"] = calls["cell"].astype(np.uint64) << np.uint64(32) | handset
    into["direction"] = IN
    for side in (out, into):
        _describe(side, calls, positions)
    if not len(which):
        legs = legs.reshape(2, count).T.reshape(-1)
        return np.ascontiguousarray(legs)
    named = picked(calls, which)
    groups["subject"][:through] = named["handset"][:through]
    groups["subject"][through:] = named["trunk"][through:]
    groups["other"] = named["callee"]
    groups["context"] = named["caller"]
    _describe(groups, named, positions[which])
    call = np.concatenate([np.arange(count), np.arange(count), which])
    return picked(legs, np.argsort(call, kind="stable"))


def _describe(side: NDArray[np.void], calls: NDArray[np.void], positions: NDArray[np.uint64]) -> None:
    """Fill in what all legs of a call have in common."""
    side["position"] = positions
    for field in ("call_hash", "end_ms", "duration_ms", "origin", "target", "disposition", "night"):
        side[field] = calls[field]
