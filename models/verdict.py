"""Verdicts: what Ringfence says of a number at one call.

The judge walks the scored calls in order, keeps the verdict fields of the profiles, and writes one `VERDICT` row per
call placed. It never looks at anything but the profile, the feature row and the score, so a verdict does not depend
on where a batch begins or ends.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.features import NAMES
from models.kernel import kernel
from models.leg import OUT
from models.profile_fold import AFRESH, DUPLICATE, Folded

#: Risk from which a number is SUSPICIOUS, and DANGEROUS.
SUSPICIOUS, DANGEROUS = 50.0, 85.0
BANDS = ("SAFE", "SUSPICIOUS", "DANGEROUS")

#: Fraud types by code; 0 = none.
FRAUD_TYPES = ("", "Wangiri", "Robocall", "Unknown Fraud")
NONE, WANGIRI, ROBOCALL, UNKNOWN = range(4)

VERDICT = np.dtype(
    [
        ("number", "<u8"),
        ("callee", "<u8"),
        ("call_hash", "<u8"),
        ("position", "<u8"),
        ("end_ms", "<i8"),
        ("duration_ms", "<u4"),
        ("origin", "<u4"),
        ("target", "<u4"),
        ("risk", "<f4"),  # 0-100
        ("score", "<f4"),  # anomaly score of the forest, 0-1, higher is stranger
        ("calls", "<u4"),  # calls the number has placed, this one counted
        ("band", "u1"),
        ("fraud_type", "u1"),
        ("duplicate", "u1"),  # the call was known already; it counted nothing
        ("blocked", "u1"),  # the number was DANGEROUS before this call
        ("first", "u1"),  # 1: became SUSPICIOUS at this call, 2: became DANGEROUS, 3: both
        ("disposition", "u1"),
        ("reserved", "u1", (2,)),
    ]
)

_CALLS_1H, _CALLEE_RATIO, _SHORT, _UNANSWERED, _NEW, _OUT_IN, _SECONDS = (
    NAMES.index(name)
    for name in (
        "calls_1h",
        "callee_ratio_1h",
        "short_ratio_1h",
        "unanswered_ratio_1h",
        "new_ratio_1h",
        "out_in_24h",
        "seconds_per_call_1h",
    )
)


@kernel
def fraud_type_of(row: Any) -> int:
    """Name the trace that a suspicious caller's features show (FIELD, Fraud types and their traces).

    Wangiri: nearly every call ends unanswered or within seconds, and hardly anybody talks. Robocall: one stranger after
    the other. The bounds hold from the fourth call on, since the ratios still lean towards the ordinary then.
    """
    if row[_UNANSWERED] + row[_SHORT] >= 0.6 and row[_SECONDS] < np.log1p(3.0):
        return WANGIRI
    if row[_NEW] >= 0.55 and row[_CALLEE_RATIO] >= 0.75 and row[_CALLS_1H] >= np.log1p(4.0):
        return ROBOCALL
    return UNKNOWN


@kernel
def _judge(
    profiles: Any, slots: Any, legs: Any, flags: Any, placed: Any, rows: Any, scores: Any, risks: Any, out: Any
) -> None:
    r = 0
    for k in range(len(legs)):
        leg = legs[k]
        if leg.direction != OUT:
            continue
        p = profiles[slots[k]]
        if flags[k] == AFRESH:
            # Here and not in the fold, which by now has seen the legs behind this one too.
            p.risk = p.score = p.peak_risk = 0
            p.flagged_at = p.danger_at = p.flagged_calls = p.blocked = p.fraud_type = 0
        v = out[r]
        v.number = leg.subject
        v.callee = leg.other
        v.call_hash = leg.call_hash
        v.position = leg.position
        v.end_ms = leg.end_ms
        v.duration_ms = leg.duration_ms
        v.origin = leg.origin
        v.target = leg.target
        v.disposition = leg.disposition
        v.first = 0
        v.blocked = 0
        v.duplicate = flags[k] == DUPLICATE
        if not v.duplicate:
            risk = np.float32(risks[r])
            end = np.uint32(leg.end_ms // 1000)
            if p.danger_at > 0:
                v.blocked = 1
                p.blocked = min(np.int64(p.blocked) + 1, 4_294_967_295)
            p.risk = risk
            p.score = scores[r]
            if risk >= SUSPICIOUS:
                if p.flagged_at == 0:
                    p.flagged_at = end
                    p.flagged_calls = placed[r]
                    v.first |= 1
                if risk >= DANGEROUS and p.danger_at == 0:
                    p.danger_at = end
                    v.first |= 2
            if risk >= p.peak_risk:
                p.peak_risk = risk
                if risk >= SUSPICIOUS:
                    p.fraud_type = fraud_type_of(rows[r])
        v.risk = p.risk
        v.score = p.score
        v.calls = placed[r]
        v.band = 2 if p.risk >= DANGEROUS else 1 if p.risk >= SUSPICIOUS else 0
        v.fraud_type = p.fraud_type if v.band > 0 else NONE
        r += 1


def judge(
    profiles: NDArray[np.void],
    slots: NDArray[np.int32],
    legs: NDArray[np.void],
    folded: Folded,
    scores: NDArray[np.float64],
    risks: NDArray[np.float32],
) -> NDArray[np.void]:
    """Turn scored calls into verdicts, in order.

    Args:
        profiles: array of `PROFILE` after the fold; its verdict fields are brought up to date.
        slots, legs, folded: what `models.profile_fold.fold` took and gave.
        scores, risks: anomaly scores (0-1) and risks (0-100) of the feature rows.

    Returns:
        (out-legs,) array of `VERDICT`.
    """
    out = np.zeros(len(folded.rows), VERDICT)
    _judge(profiles, slots, legs, folded.flags, folded.placed, folded.rows, scores, risks, out)
    return out


_HEADER = struct.Struct("<2sBBHHI")
_MAGIC, _VERSION = b"RV", 1
_TEXTS = msgspec.msgpack.Decoder(dict[int, str])


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One `verdicts` message: verdicts of calls from one source partition, with the texts that they name."""

    source: int
    rows: NDArray[np.void]
    texts: Mapping[int, str]

    def encode(self) -> bytes:
        """The message as bytes.

        >>> back = decode_verdicts(Verdicts(1, np.zeros(3, VERDICT), {}).encode())
        >>> back.source, len(back.rows)
        (1, 3)
        """
        head = _HEADER.pack(_MAGIC, _VERSION, 0, self.source, 0, len(self.rows))
        return b"".join((head, self.rows.tobytes(), msgspec.msgpack.encode(self.texts)))


def decode_verdicts(message: bytes) -> Verdicts:
    """Read a `verdicts` message.

    Raises:
        ValueError: when it is cut off, foreign, or of another version.
    """
    if len(message) < _HEADER.size:
        raise ValueError("verdicts message is shorter than its header")
    magic, version, _, source, _, count = _HEADER.unpack_from(message)
    end = _HEADER.size + count * VERDICT.itemsize
    if magic != _MAGIC or version != _VERSION or len(message) < end:
        raise ValueError(f"verdicts message has layout {magic!r} {version}, this program reads {_MAGIC!r} {_VERSION}")
    return Verdicts(source, np.frombuffer(message, VERDICT, count, _HEADER.size), _TEXTS.decode(message[end:]))
