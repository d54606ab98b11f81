"""Labels: what an analyst says of a number, for training to learn from and never for judging.

Labels live in the topic `labels`, which keeps the last one of each number: key = `key_of`, value = `encode`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

#: Kinds of subjects that a label can be about.
Kind = Literal["number"]


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody says of a subject.

    Attributes:
        subject, id: the number, as people read it and as an id.
        fraud: whether it commits fraud.
        fraud_type: which, one of `models.verdict.FRAUD_TYPES`; None = not said, or no fraud.
        kind: what the subject is.
        by: who says so.
        at_ms: when it was said, ms since the epoch, by the clock of the operator.
        reason: why; "" = not said.
        alert_id: the alert that was closed with it; None = it was given by itself.

    >>> label = Label(subject="+46701234567", id=46701234567, fraud=True, fraud_type="Wangiri", by="ann", at_ms=1)
    >>> decode(encode(label)) == label, key_of(label.subject)
    (True, b'+46701234567')
    """

    subject: str
    id: int
    fraud: bool
    fraud_type: str | None = None
    kind: Kind = "number"
    by: str
    at_ms: int
    reason: str = ""
    alert_id: str | None = None


def key_of(subject: str) -> bytes:
    """Key of a subject's label: its text."""
    return subject.encode()


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Label)


def encode(label: Label) -> bytes:
    """The label as JSON."""
    return _encoder.encode(label)


def decode(value: bytes) -> Label:
    """Read a label.

    Raises:
        msgspec.DecodeError: when it is none.
    """
    return _decoder.decode(value)
