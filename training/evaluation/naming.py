"""Whether flagged fraud is called by its right name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from training.evaluation.people import People

_VISHING: Final = frozenset({"Vishing", "KYC Phishing", "IRS Impersonation", "Lottery Fraud"})
_COPIES: Final = _VISHING | {"Robocall", "Unknown Fraud"}

#: What a kind of fraud may be called. Imitators and slow ramps copy others, and not to know is right about them.
NAMES_OF: Final[dict[str, frozenset[str]]] = {
    "wangiri": frozenset({"Wangiri"}),
    "irsf": frozenset({"IRSF"}),
    "pbx_hacking": frozenset({"IRSF"}),
    "vishing_kyc": _VISHING,
    "vishing_tax": _VISHING,
    "vishing_lottery": _VISHING,
    "robocall": frozenset({"Robocall"}),
    "sim_box": frozenset({"SIM Box"}),
    "spoofed_flood": frozenset({"Spoofed CLI"}),
    "imitator": _COPIES,
    "slow_ramp": _COPIES,
}


def type_accuracy(people: People, mask: NDArray[np.bool_], types: Sequence[str]) -> dict[str, Any]:
    """Share of flagged fraud numbers with the right type.

    Args:
        people: everybody.
        mask: (n,) bool, whom to judge; only the flagged among them are.
        types: names of the types by code, as in `models.verdict.FRAUD_TYPES`.

    Returns:
        `judged`, how many; `right`, the share whose type at their highest risk is right, and `right_at_first_flag`;
        `unmapped`, flagged ones of a kind that `NAMES_OF` does not have, which are not judged; `named`, for each kind
        how often each type was given, at the highest risk.
    """
    mask = mask & people.flagged
    named: dict[str, dict[str, int]] = {}
    judged = right = at_first = unmapped = 0
    columns = (people.kinds[mask], people.rows["fraud_type"][mask], people.rows["first_type"][mask])
    for kind, last, first in zip(*(column.tolist() for column in columns), strict=True):
        row = named.setdefault(kind, {})
        row[types[last]] = row.get(types[last], 0) + 1
        accepted = NAMES_OF.get(kind)
        if accepted is None:
            unmapped += 1
            continue
        judged += 1
        right += types[last] in accepted
        at_first += types[first] in accepted
    return {
        "judged": judged,
        "right": right / judged if judged else None,
        "right_at_first_flag": at_first / judged if judged else None,
        "unmapped": unmapped,
        "named": {kind: dict(sorted(row.items())) for kind, row in sorted(named.items())},
    }
