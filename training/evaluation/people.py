"""The numbers that were seen, each with what it is in truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.evaluation.labels import Labels

#: Fraud whose numbers are used once each and cannot be found by their own past; measured apart from all other.
FLOOD = "spoofed_flood"
#: Kind of callers that the labels do not name; they count as honest.
UNLISTED = "unlisted"


@dataclass(frozen=True, slots=True)
class People:
    """Every number that was seen, and its label.

    Attributes:
        rows: (n,) array of `seen.SEEN`.
        kinds: (n,) text.
        fraud: (n,) bool, floods too.
        campaigns: (n,) text, "" = of none.
        absent: labelled fraud numbers of which no call was seen, by kind; nobody could find those.
    """

    rows: NDArray[np.void]
    kinds: NDArray[np.str_]
    fraud: NDArray[np.bool_]
    campaigns: NDArray[np.str_]
    absent: dict[str, int]

    @property
    def floods(self) -> NDArray[np.bool_]:
        """(n,) bool: numbers of spoofed floods."""
        return np.asarray(self.fraud & (self.kinds == FLOOD))

    @property
    def guilty(self) -> NDArray[np.bool_]:
        """(n,) bool: fraud that is not a flood; what shares found are shares of."""
        return np.asarray(self.fraud & (self.kinds != FLOOD))

    @property
    def honest(self) -> NDArray[np.bool_]:
        """(n,) bool: everybody else, busy honest services included."""
        return ~self.fraud

    @property
    def flagged(self) -> NDArray[np.bool_]:
        """(n,) bool: numbers that ever were DANGEROUS, which is the product's threshold."""
        return np.asarray(self.rows["flag_ms"] > 0)

    @property
    def watched(self) -> NDArray[np.bool_]:
        """(n,) bool: numbers that ever were SUSPICIOUS or worse: the watch list."""
        return np.asarray(self.rows["watch_ms"] > 0)

    def kinds_of(self, mask: NDArray[np.bool_]) -> list[str]:
        """The kinds among some of them, sorted."""
        return sorted(set(self.kinds[mask].tolist()))


def join(rows: NDArray[np.void], labels: Labels) -> People:
    """Label what was seen.

    >>> from training.evaluation.seen import SEEN
    >>> rows = np.zeros(2, SEEN)
    >>> rows["number"] = 7, 8
    >>> truth = Labels(
    ...     np.array([8, 9], np.uint64), np.array(["irsf", "irsf"]), np.array([True, True]), np.array(["a", "a"]), 0
    ... )
    >>> people = join(rows, truth)
    >>> people.kinds.tolist(), people.fraud.tolist(), people.absent
    (['unlisted', 'irsf'], [False, True], {'irsf': 1})
    """
    if not len(labels.numbers):
        nobody = np.zeros(len(rows), np.bool_)
        return People(rows, np.full(len(rows), UNLISTED), nobody, np.full(len(rows), ""), {})
    at = np.minimum(np.searchsorted(labels.numbers, rows["number"]), len(labels.numbers) - 1)
    listed = labels.numbers[at] == rows["number"]
    gone = labels.kinds[labels.fraud & ~np.isin(labels.numbers, rows["number"])]
    names, counts = np.unique(gone, return_counts=True)
    return People(
        rows,
        np.where(listed, labels.kinds[at], UNLISTED),
        listed & labels.fraud[at],
        np.where(listed, labels.campaigns[at], ""),
        dict(zip(names.tolist(), counts.tolist(), strict=True)),
    )
