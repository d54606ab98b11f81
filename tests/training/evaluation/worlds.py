"""Small worlds written by hand, for the tests of evaluation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from models.verdict import DANGEROUS, SUSPICIOUS, VERDICT
from training.evaluation.labels import NEVER, Labels, Victims
from training.evaluation.people import People, join
from training.evaluation.seen import SEEN, Seen

MINUTE = 60_000


def verdicts(rows: Iterable[tuple[int, int, int, float, int]]) -> NDArray[np.void]:
    """Verdicts from number, start and end in ms, risk, and code of the type; a band follows from its risk."""
    found = list(rows)
    out = np.zeros(len(found), VERDICT)
    out["position"] = np.arange(len(found))
    for row, (number, start, end, risk, kind) in zip(out, found, strict=True):
        row["number"], row["end_ms"], row["duration_ms"], row["risk"] = number, end, end - start, risk
        row["band"] = 2 if risk >= DANGEROUS else 1 if risk >= SUSPICIOUS else 0
        row["fraud_type"] = kind if risk >= SUSPICIOUS else 0
    return out


def seen_of(found: NDArray[np.void], sizes: Sequence[int] = ()) -> dict[int, np.void]:
    """What was seen after verdicts given in batches of some sizes, the rest in one; by number."""
    seen, at = Seen(), 0
    for size in [*sizes, len(found)]:
        seen.add(found[at : at + size])
        at += size
    return {int(row["number"]): row for row in seen.rows()}


def truth(*rows: tuple[int, str, bool, str]) -> Labels:
    """Labels from number, kind, fraud and campaign."""
    numbers, kinds, fraud, campaigns = zip(*sorted(rows), strict=True)
    return Labels(np.array(numbers, np.uint64), np.array(kinds), np.array(fraud), np.array(campaigns), 0)


def people_of(rows: Iterable[dict[str, float]], labels: Labels) -> People:
    """People from rows of `SEEN`, of which only what matters is given."""
    found = list(rows)
    out = np.zeros(len(found), SEEN)
    for row, given in zip(out, found, strict=True):
        for name, value in given.items():
            row[name] = value
    return join(out, labels)


def hurt(*rows: tuple[int, int, str, int, int | None]) -> Victims:
    """Victims from number, victim, campaign, minute of the call and of the complaint."""
    numbers, victims, campaigns, called, complained = zip(*rows, strict=True)
    return Victims(
        np.array(numbers, np.uint64),
        np.array(victims, np.uint64),
        np.array(campaigns),
        np.array(called) * MINUTE,
        np.array([NEVER if minute is None else minute * MINUTE for minute in complained]),
    )
