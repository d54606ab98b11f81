"""Table `suspects`: every number whose verdict ever reached SUSPICIOUS, as it is now.

| | |
|---|---|
| key | id of the number, 8 bytes big-endian |
| value | JSON of `Suspect` |
| partition | that of the number's profile |

A row is a function of the number's profile alone, so writing it twice changes nothing.
"""

from __future__ import annotations

import msgspec
import numpy as np

from models.number import key_of
from models.verdict import BANDS, DANGEROUS, FRAUD_TYPES, SUSPICIOUS

NAME = "suspects"
VERSION = 1


class Suspect(msgspec.Struct, frozen=True):
    """A number that was flagged.

    Attributes:
        number: as people read it.
        risk, peak_risk: risk (0-100) at its last call, and the highest ever.
        score: anomaly score at its last call, 0-1.
        band: band at its last call.
        fraud_type: type at its highest risk.
        flagged_at: end of the call at which it first was SUSPICIOUS, seconds since the epoch.
        danger_at: the same for DANGEROUS, 0 = never.
        last_call: end of its last call, seconds since the epoch.
        calls: calls it has placed.
        flagged_calls: calls it had placed when first flagged, that call counted.
        blocked: calls it placed after it became DANGEROUS.
        source, position: the call that led to this row.
        version: of this layout.
    """

    number: str
    risk: float
    peak_risk: float
    score: float
    band: str
    fraud_type: str
    flagged_at: int
    danger_at: int
    last_call: int
    calls: int
    flagged_calls: int
    blocked: int
    source: int
    position: int
    version: int = VERSION


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Suspect)


def band_of(risk: float) -> str:
    """Name of the band of a risk.

    >>> band_of(49.9), band_of(50.0), band_of(85.0)
    ('SAFE', 'SUSPICIOUS', 'DANGEROUS')
    """
    return BANDS[(risk >= SUSPICIOUS) + (risk >= DANGEROUS)]


def row(number: int, text: str, profile: np.void, source: int, position: int) -> tuple[bytes, bytes]:
    """Key and value of the row of a number with the given profile (a `PROFILE` record)."""
    suspect = Suspect(
        number=text,
        risk=round(float(profile["risk"]), 3),
        peak_risk=round(float(profile["peak_risk"]), 3),
        score=round(float(profile["score"]), 6),
        band=band_of(float(profile["risk"])),
        fraud_type=FRAUD_TYPES[profile["fraud_type"]],
        flagged_at=int(profile["flagged_at"]),
        danger_at=int(profile["danger_at"]),
        last_call=int(profile["out_last"]),
        calls=int(profile["out_calls"]),
        flagged_calls=int(profile["flagged_calls"]),
        blocked=int(profile["blocked"]),
        source=source,
        position=position,
    )
    return key_of(number), _encoder.encode(suspect)


def decode(value: bytes) -> Suspect:
    """Read a row; raises msgspec.DecodeError when it is none."""
    return _decoder.decode(value)
