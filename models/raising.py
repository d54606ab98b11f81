"""Raising: numbers that are suspicious for the company they keep, without placing a call of their own.

A block raises siblings that had fallen silent before another of its numbers turned out to be strange. A handset or
trunk that becomes suspicious raises the numbers that called through it last, and from then on each one that does.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.company import Company
from models.kernel import kernel
from models.model import Model
from models.number_id import BLOCK_SIZE, blocks_of
from models.verdict import SUSPICIOUS, UNKNOWN

#: What siblings did after a number's last call makes it suspicious at most: in hindsight honest groups look worst.
HINDSIGHT: Final = 80.0

RAISED = np.dtype(
    [
        ("group", "<u8"),  # id of the block, handset or trunk
        ("member", "<u8"),  # id of the number
        ("position", "<u8"),  # of the call that was the cause
        ("end_ms", "<i8"),  # its end
        ("risk", "<f4"),
        ("fraud_type", "u1"),
        ("reserved", "u1", (3,)),
        ("cause", "<u4"),  # index of that call among those judged together, and meaningless afterwards
    ]
)


def raised_by_siblings(
    model: Model, legs: NDArray[np.void], company: Company, verdicts: NDArray[np.void]
) -> NDArray[np.void]:
    """Siblings who are suspicious now that a number of their block has turned out to be strange.

    Args:
        model: what judges.
        legs, verdicts: the calls of numbers, and their verdicts.
        company: what `models.company.keep_company` noted for those calls.
    """
    notes = company.recalled
    if not len(notes):
        return np.zeros(0, RAISED)
    risks = np.minimum(model.company_risk(np.ascontiguousarray(notes["row"])), np.float32(HINDSIGHT))
    chosen = risks >= SUSPICIOUS
    notes, risks = notes[chosen], risks[chosen]
    cause, verdict = legs[notes["call"]], verdicts[notes["call"]]
    raised = np.zeros(len(notes), RAISED)
    number = cause["subject"]
    raised["group"] = blocks_of(number)
    raised["member"] = number - number % np.uint64(BLOCK_SIZE) + notes["sibling"].astype(np.uint64)
    raised["position"], raised["end_ms"], raised["risk"] = cause["position"], cause["end_ms"], risks
    raised["fraud_type"] = np.where(verdict["fraud_type"] > 0, verdict["fraud_type"], UNKNOWN)
    raised["cause"] = notes["call"]
    return raised


@kernel
def _count(verdicts: Any, rings: Any) -> int:
    total = 0
    for k in range(len(verdicts)):
        if verdicts[k].band > 0 and not verdicts[k].duplicate:
            total += 1 + (rings.shape[1] if verdicts[k].first & 1 else 0)
    return total


@kernel
def _raise(legs: Any, verdicts: Any, rings: Any, out: Any) -> int:
    at = 0
    for k in range(len(verdicts)):
        verdict = verdicts[k]
        if verdict.band == 0 or verdict.duplicate:
            continue
        # The caller itself first, then, when the group has just become suspicious, whoever called through it lately.
        for place in range(-1, rings.shape[1] if verdict.first & 1 else 0):
            member = legs[k].context if place < 0 else rings[k, place]
            if member == 0 or (place >= 0 and member == legs[k].context):
                continue
            one = out[at]
            one.group = verdict.number
            one.member = member
            one.position = verdict.position
            one.end_ms = verdict.end_ms
            one.risk = verdict.risk
            one.fraud_type = verdict.fraud_type
            one.cause = k
            at += 1
    return at


def raised_by_groups(legs: NDArray[np.void], verdicts: NDArray[np.void], rings: NDArray[np.uint64]) -> NDArray[np.void]:
    """Numbers that suspicious handsets and trunks raise.

    Args:
        legs, verdicts: the legs of handsets and trunks, and their verdicts.
        rings: (n, members) uint64, the numbers that called through each last; 0 = none.
    """
    out = np.zeros(_count(verdicts, rings), RAISED)
    return out[: _raise(legs, verdicts, rings, out)]
