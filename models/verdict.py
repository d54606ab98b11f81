"""Verdicts: what Ringfence says of a number at one call.

The judge walks the scored calls in order, keeps the verdict fields of the profiles, and writes one `VERDICT` row per
call placed. It never looks at anything but the profile, the feature row and the score, so a verdict does not depend
on where a batch begins or ends.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.facts import CALLS
from models.kernel import kernel
from models.leg import OUT
from models.profile_fold import AFRESH, DUPLICATE, Folded
from models.rules import rule
from models.standing import stands

#: Risk from which a number is SUSPICIOUS, and DANGEROUS.
SUSPICIOUS, DANGEROUS = 50.0, 85.0
BANDS = ("SAFE", "SUSPICIOUS", "DANGEROUS")

#: Fraud types by code; 0 = none.
FRAUD_TYPES = rule.FRAUD_TYPES
NONE, UNKNOWN, FLASH_CALL = 0, FRAUD_TYPES.index("Unknown Fraud"), FRAUD_TYPES.index("Flash Call")

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
        ("confidence", "u1"),  # of the fraud type, percent
        ("listed", "u1"),  # a code of `models.lists`: beats every score
        ("evidence", "<f4"),  # against the number itself, -log10 of how rarely a normal caller looks like it
        ("rules", "<u8"),  # mask of the rules that fired; which they are, the message's rule version says
    ]
)


class Judged(NamedTuple):
    """What detectors, rules and lists say of scored calls, each (out-legs,) in their order.

    Attributes:
        scores: anomaly scores, 0-1.
        risks: 0-100, lists applied.
        evidence: against the subject itself.
        types: codes of `FRAUD_TYPES` where the risk is at least SUSPICIOUS.
        confidence: of the types, percent.
        rules: masks of the fired rules.
        listed: codes of `models.lists`.
    """

    scores: NDArray[np.float64]
    risks: NDArray[np.float32]
    evidence: NDArray[np.float32]
    types: NDArray[np.uint8]
    confidence: NDArray[np.uint8]
    rules: NDArray[np.uint64]
    listed: NDArray[np.uint8]


@kernel
def _judge(
    profiles: Any, slots: Any, legs: Any, flags: Any, facts: Any, scores: Any, risks: Any, evidence: Any, types: Any,
    out: Any,
) -> None:  # fmt: skip
    r = 0
    for k in range(len(legs)):
        leg = legs[k]
        if leg.direction != OUT:
            continue
        p = profiles[slots[k]]
        if flags[k] == AFRESH:
            # Here and not in the fold, which by now has seen the legs behind this one too.
            p.risk = p.score = p.peak_risk = p.standing = p.evidence = 0
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
        placed = np.uint32(facts[r, CALLS])
        if not v.duplicate:
            risk = np.float32(risks[r])
            end = np.uint32(leg.end_ms // 1000)
            if p.danger_at > 0:
                v.blocked = 1
                p.blocked = min(np.int64(p.blocked) + 1, 4_294_967_295)
            p.risk = risk
            p.score = scores[r]
            p.evidence = evidence[r]
            p.standing = stands(p.standing, risk)
            if risk >= SUSPICIOUS:
                if p.flagged_at == 0:
                    p.flagged_at = end
                    p.flagged_calls = placed
                    v.first |= 1
                if risk >= DANGEROUS and p.danger_at == 0:
                    p.danger_at = end
                    v.first |= 2
            if risk >= p.peak_risk:
                p.peak_risk = risk
                if risk >= SUSPICIOUS:
                    p.fraud_type = types[r]
        v.risk = p.risk
        v.score = p.score
        v.evidence = p.evidence
        v.calls = placed
        v.band = 2 if p.risk >= DANGEROUS else 1 if p.risk >= SUSPICIOUS else 0
        v.fraud_type = p.fraud_type if v.band > 0 else NONE
        r += 1


def judge(
    profiles: NDArray[np.void], slots: NDArray[np.int32], legs: NDArray[np.void], folded: Folded, judged: Judged
) -> NDArray[np.void]:
    """Turn judged calls into verdicts, in order.

    Args:
        profiles: array of `PROFILE` after the fold; its verdict fields are brought up to date.
        slots, legs, folded: what `models.profile_fold.fold` took and gave.
        judged: what is said of each out-leg.

    Returns:
        (out-legs,) array of `VERDICT`.
    """
    out = np.zeros(len(folded.facts), VERDICT)
    _judge(
        profiles, slots, legs, folded.flags, folded.facts, judged.scores, judged.risks, judged.evidence, judged.types,
        out,
    )  # fmt: skip
    out["confidence"] = np.where(out["fraud_type"] > 0, judged.confidence, 0)
    out["rules"] = judged.rules
    out["listed"] = judged.listed
    return out


_HEADER = struct.Struct("<2sBBHHI")
_MAGIC, _VERSION = b"RV", 2
_REST = msgspec.msgpack.Decoder(tuple[dict[int, str], str, str])


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One `verdicts` message: verdicts of calls from one source partition.

    Attributes:
        source: the source partition.
        rows: array of `VERDICT`.
        texts: texts that they name.
        model, rules: versions of the model and of the rules that judged.
    """

    source: int
    rows: NDArray[np.void]
    texts: Mapping[int, str]
    model: str = ""
    rules: str = ""

    def encode(self) -> bytes:
        """The message as bytes.

        >>> back = decode_verdicts(Verdicts(1, np.zeros(3, VERDICT), {}).encode())
        >>> back.source, len(back.rows)
        (1, 3)
        """
        head = _HEADER.pack(_MAGIC, _VERSION, 0, self.source, 0, len(self.rows))
        return b"".join((head, self.rows.tobytes(), msgspec.msgpack.encode((self.texts, self.model, self.rules))))


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
    return Verdicts(source, np.frombuffer(message, VERDICT, count, _HEADER.size), *_REST.decode(message[end:]))
