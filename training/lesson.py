"""A lesson: the calls of one world, or of some files, as rows to learn from, and who of their callers is what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.company import COMPANY, Company, keep_company
from models.features import features_of
from models.judging import is_company
from models.number_id import KIND_NUMBER, KIND_SHIFT, blocks_of
from models.rules.rule import FRAUD_TYPES
from training.records import History
from training.rows import FactRows, fact_rows

#: The product's fraud type of each label that names one; others are "Unknown Fraud".
TYPE_OF: Mapping[str, str] = {
    "wangiri": "Wangiri",
    "irsf": "IRSF",
    "pbx_hacking": "IRSF",
    "subscription_fraud": "IRSF",
    "vishing": "Vishing",
    "vishing_kyc": "Vishing",
    "vishing_tax": "Vishing",
    "vishing_lottery": "Vishing",
    "robocall": "Robocall",
    "sim_box": "SIM Box",
    "spoofed_flood": "Spoofed CLI",
}
#: Kinds that place a call or two from each number: nothing to learn from, and measured apart.
FLOODS = frozenset({"spoofed_flood"})


def type_of(label: str) -> str:
    """The product's fraud type of a label.

    >>> type_of("sim_box"), type_of("SIM Box"), type_of("imitator")
    ('SIM Box', 'SIM Box', 'Unknown Fraud')
    """
    key = label.strip().lower().replace(" ", "_").replace("-", "_")
    named = {name.lower().replace(" ", "_"): name for name in FRAUD_TYPES if name}
    return TYPE_OF.get(key) or named.get(key) or "Unknown Fraud"


@dataclass(frozen=True, slots=True)
class Lesson:
    """Rows of one world.

    Attributes:
        numbers: facts of calls, in order.
        people: ids of the callers, rising.
        who: (n,) place in `people` of each row's caller.
        guilty: (people,) whether it ever commits fraud.
        kind: (people,) its fraud label, "" for the innocent.
        fraud: (n,) whether its caller has begun to commit fraud by then.
        groups: facts of the calls' handsets and trunks that several numbers share.
        digest: SHA-256 of the calls and labels.
    """

    numbers: FactRows
    people: NDArray[np.uint64]
    who: NDArray[np.intp]
    guilty: NDArray[np.bool_]
    kind: NDArray[np.str_]
    fraud: NDArray[np.bool_]
    groups: FactRows
    digest: str

    @property
    def rows(self) -> NDArray[np.float32]:
        """(n, features) float32, the features of the rows, computed anew: in memory they would double the worlds."""
        return features_of(self.numbers.facts)

    @classmethod
    def of(cls, history: History) -> Lesson:
        """The lesson of a history."""
        numbers, groups = fact_rows(history.calls)
        people, who = np.unique(numbers.subjects, return_inverse=True)
        said = history.labels[numbers.calls]
        label = np.zeros(len(people), np.uint16)
        np.maximum.at(label, who, said)
        onset = np.full(len(people), np.iinfo(np.int64).max)
        np.minimum.at(onset, who[said > 0], numbers.calls[said > 0])
        return cls(
            numbers=numbers,
            people=people,
            who=who,
            guilty=label > 0,
            kind=np.array(history.kinds)[label],
            fraud=numbers.calls >= onset[who],
            groups=groups.take(is_company(groups.facts)),
            digest=history.digest(),
        )

    def of_people(self, kept: NDArray[np.bool_]) -> Lesson:
        """The lesson of some of its callers, (people,) of them chosen."""
        rows = np.flatnonzero(kept[self.who])
        groups = np.flatnonzero(np.isin(self.groups.members, self.people[kept]))
        place = np.cumsum(kept) - 1
        return Lesson(
            numbers=self.numbers.take(rows),
            people=self.people[kept],
            who=place[self.who[rows]],
            guilty=self.guilty[kept],
            kind=self.kind[kept],
            fraud=self.fraud[rows],
            groups=self.groups.take(groups),
            digest=self.digest,
        )

    def split(self, parts: Sequence[float], seed: int) -> list[Lesson]:
        """Lessons of parts of the callers; the numbers of a block stay together.

        Args:
            parts: shares that add up to 1.
            seed: of the draw.
        """
        own = self.people >> np.uint64(KIND_SHIFT) == KIND_NUMBER
        blocks, which = np.unique(np.where(own, blocks_of(self.people), self.people), return_inverse=True)
        limits = np.cumsum(parts)[:-1]
        part = np.searchsorted(limits, np.random.default_rng(seed).random(len(blocks)))[which]
        return [self.of_people(part == k) for k in range(len(parts))]

    def worst(self, raw: NDArray[np.float64]) -> NDArray[np.float64]:
        """The lowest raw score of each caller, (people,)."""
        lowest = np.full(len(self.people), np.inf)
        np.minimum.at(lowest, self.who, raw)
        return lowest

    def company(self, evidence: NDArray[np.float32]) -> Company:
        """What company the callers were in, given the evidence against each of their calls, (n,)."""
        numbers = self.numbers.subjects
        blocks, places = np.unique(blocks_of(numbers), return_inverse=True)
        own = numbers >> np.uint64(KIND_SHIFT) == KIND_NUMBER
        slots: NDArray[np.int32] = np.where(own, places, -1).astype(np.int32)
        counted = np.ones(len(numbers), bool)
        facts = self.numbers.facts.copy()
        return keep_company(
            np.zeros(len(blocks), COMPANY), slots, numbers, self.numbers.ends, counted, evidence, facts
        )  # fmt: skip
