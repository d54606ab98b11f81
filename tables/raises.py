"""Rows of table `suspects` about company: which numbers a block, handset or trunk has raised.

| | |
|---|---|
| key | id of the block, handset or trunk, 8 bytes big-endian |
| value | JSON of `Raise` |
| partition | that of the block, handset or trunk |

A row only ever grows and each member's entry only ever worsens, so writing it twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.number import key_of, text_of
from models.number_id import KIND_BLOCK, kind_of
from models.verdict import FRAUD_TYPES

VERSION: Final = 1
#: Members that a row keeps, those raised first: whom a full row lists does not depend on how calls were batched, nor on
#: whether some were seen twice.
KEPT: Final = 200
KINDS: Final = ("number", "number", "block", "handset", "trunk")


class Member(msgspec.Struct, frozen=True):
    """A number that was raised.

    Attributes:
        id: its id.
        number: as people read it.
        risk: the highest risk (0-100) it was raised to.
        fraud_type: type at that risk.
        raised_at: end of the call at which it was first raised, ms since the epoch.
    """

    id: int
    number: str
    risk: float
    fraud_type: str
    raised_at: int


class Raise(msgspec.Struct, frozen=True):
    """A block, handset or trunk that has raised numbers.

    Attributes:
        group: as people read it.
        kind: "block", "handset" or "trunk".
        members: in the order in which they were first raised.
        last: end of the last call that raised anybody, ms since the epoch.
        version: of this layout.
    """

    group: str
    kind: str
    members: tuple[Member, ...]
    last: int
    version: int = VERSION


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Raise)


def is_group(subject: int) -> bool:
    """Whether a row of this id is a `Raise`, not a `tables.suspects.Suspect`.

    >>> from models.number import block_of
    >>> is_group(46701234567), is_group(block_of(46701234567))
    (False, True)
    """
    return kind_of(subject) >= KIND_BLOCK


def row(group: int, old: bytes | None, raised: NDArray[np.void], texts: Mapping[int, str]) -> tuple[bytes, bytes]:
    """Key and value of a group's row after it has raised some more numbers.

    Args:
        group: id of the block, handset or trunk.
        old: its row so far.
        raised: array of `models.raising.RAISED` of this group.
        texts: of opaque ids.
    """
    before = None if old is None else _decoder.decode(old)
    members = {} if before is None else {member.id: member for member in before.members}
    for one in raised:
        number, risk = int(one["member"]), round(float(one["risk"]), 3)
        known = members.get(number)
        name = FRAUD_TYPES[one["fraud_type"]]
        if known is None and len(members) < KEPT:
            members[number] = Member(number, text_of(number, texts), risk, name, int(one["end_ms"]))
        elif known is not None and risk > known.risk:
            members[number] = msgspec.structs.replace(known, risk=risk, fraud_type=name)
    last = max(int(raised["end_ms"].max()), 0 if before is None else before.last)
    name = text_of(group, texts) if before is None or group in texts else before.group
    return key_of(group), _encoder.encode(Raise(name, KINDS[kind_of(group)], tuple(members.values()), last))


def decode(value: bytes) -> Raise:
    """Read a row; raises msgspec.DecodeError when it is none."""
    return _decoder.decode(value)
