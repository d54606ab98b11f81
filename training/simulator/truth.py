"""What every number of a world really is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """About one number.

    Attributes:
        number: E.164 with a plus, or a short code.
        kind: see kinds.py; `normal` for ordinary people.
        fraud: whether it takes part in fraud.
        campaign: id of the campaign; "" without fraud.
    """

    number: str
    kind: str
    fraud: bool
    campaign: str


@dataclass(frozen=True, slots=True)
class Truth:
    """All numbers of a world, callees that never call included.

    Attributes:
        numbers: number -> what is known about it.
    """

    numbers: dict[str, Known]

    def __getitem__(self, number: str) -> Known:
        return self.numbers[number]

    def __iter__(self) -> Iterator[Known]:
        return iter(self.numbers.values())

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def fraudsters(self) -> frozenset[str]:
        """Numbers that take part in fraud."""
        return frozenset(known.number for known in self if known.fraud)

    @property
    def campaigns(self) -> dict[str, tuple[str, ...]]:
        """Campaign -> its numbers."""
        found: dict[str, list[str]] = {}
        for known in self:
            if known.campaign:
                found.setdefault(known.campaign, []).append(known.number)
        return {campaign: tuple(numbers) for campaign, numbers in found.items()}
