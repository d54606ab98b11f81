"""What a campaign is called, and what is told of it as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from models.campaign.campaign import KEYS, RANGES
from models.campaign.suspect import Suspect
from models.number_id import KIND_NUMBER, KIND_OPAQUE, block_of, kind_of, text_of
from models.verdict import FRAUD_TYPES, UNKNOWN

_Key = TypeVar("_Key", int, str)

#: Digits that numbers must have in common to be said to come from one range.
_LEAST_DIGITS: Final = 4
#: Types are told when so much of what is said of a campaign names one.
_TOLD: Final = 0.25


def name_of(fraud_type: str, numbers: Sequence[str], size: int) -> str:
    """A name that a person can say.

    >>> name_of("Wangiri", ["+88213000501", "+88213000502"], 14)
    'Wangiri from +8821300050, 14 numbers'
    >>> name_of("IRSF", ["+4670123456", "+4415551234"], 2)
    'IRSF from several ranges, 2 numbers'
    """
    low, high = min(numbers, default=""), max(numbers, default="")  # what these two share, all between them do
    differs = (place for place, (a, b) in enumerate(zip(low, high, strict=False)) if a != b)
    prefix = low[: next(differs, min(len(low), len(high)))]
    where = prefix if len(prefix) > _LEAST_DIGITS else "several ranges"
    return f"{fraud_type} from {where}, {size} number{'s' if size != 1 else ''}"


def type_of(members: Iterable[Suspect]) -> str:
    """The type for which most risk speaks among some suspects, each counted once.

    "Unknown Fraud" is said of calls that are like no type enough; those of its members that are tell what it is.

    >>> known, other = UNKNOWN - 1, [Suspect(n, "", 0, 0, peak_risk=60.0, types={UNKNOWN: 1.0}) for n in (2, 3, 4)]
    >>> one = Suspect(1, "", 0, 0, peak_risk=60.0, types={known: 1.0})
    >>> type_of([one, *other]) == FRAUD_TYPES[known], type_of([one, *other, *other])
    (True, 'Unknown Fraud')
    """
    said: Counter[int] = Counter()
    for one in members:
        whole = sum(one.types.values())
        for code, risk in one.types.items():
            said[code] += round(1000 * one.peak_risk * risk / whole)
    if said[UNKNOWN] <= (1.0 - _TOLD) * said.total():
        del said[UNKNOWN]
    return FRAUD_TYPES[min(said, key=lambda code: (-said[code], code), default=UNKNOWN)]


def ranges_of(members: Iterable[Suspect]) -> list[str]:
    """Blocks of 100 that they call from, as people read them, those of most members first."""
    blocks = Counter(block for one in members if (block := block_of(one.id)))
    return [text_of(block, {}) for block in _most(blocks, RANGES)]


def regions_of(members: Iterable[Suspect]) -> list[str]:
    """Countries that they call, those that most of them call first."""
    return _most(Counter(country for one in members for country in one.countries), RANGES)


def behaviour_of(members: Iterable[Suspect]) -> list[float]:
    """Mean of their behaviour, to four digits; empty when none is known."""
    rows = [one.behaviour for one in members if one.behaviour]
    return [round(sum(column) / len(rows), 4) for column in zip(*rows, strict=True)]


def keys_of(members: Iterable[Suspect]) -> list[str]:
    """What numbers that follow them may share with them: thousands, handsets, cells and trunks, the commonest first."""
    counts: Counter[str] = Counter()
    for one in members:
        if kind_of(one.id) == KIND_NUMBER:
            counts[f"range {one.id // 1000}"] += 1
        counts.update(f"handset {handset}" for handset in one.handsets)
        counts.update(f"cell {cell}" for cell in one.cells)
        counts.update(f"group {group}" for group in one.groups if kind_of(group) > KIND_OPAQUE)
    return _most(counts, KEYS)


def _most(counts: Counter[_Key], most: int) -> list[_Key]:
    return sorted(counts, key=lambda value: (-counts[value], value))[:most]
