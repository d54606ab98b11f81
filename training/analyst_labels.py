"""What analysts said of numbers becomes part of a lesson: a labelled caller's calls are fraud, or normal.

It goes before what the records themselves say. Unlike those, analysts label few: whoever has no label may be anything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.label import Label
from training.lesson import Lesson

#: Kind of fraud where the analyst names none.
UNNAMED: Final = "fraud"


def kinds_of(labels: Iterable[Label]) -> dict[int, str]:
    """Fraud kinds by id of the number, "" = no fraud.

    >>> wangiri = Label(subject="+46701234567", id=46701234567, fraud=True, fraud_type="Wangiri", by="ann", at_ms=1)
    >>> kinds_of([wangiri, Label(subject="+46701234568", id=46701234568, fraud=False, by="ann", at_ms=1)])
    {46701234567: 'Wangiri', 46701234568: ''}
    """
    return {one.id: (one.fraud_type or UNNAMED) if one.fraud else "" for one in labels}


def labelled(lesson: Lesson, kinds: Mapping[int, str]) -> tuple[Lesson, NDArray[np.bool_]]:
    """The lesson with what analysts said of its callers.

    A caller said to commit fraud does so in all its calls: when it began, nobody said.

    Args:
        lesson: of some calls.
        kinds: what `kinds_of` gave.

    Returns:
        The lesson, and for each of its callers whether anything was said of it, (people,).
    """
    said = {one: kinds[one] for one in lesson.people.tolist() if one in kinds}
    known = np.isin(lesson.people, np.array(list(said), np.uint64))
    if not said:
        return lesson, known
    kind = lesson.kind.astype(object)
    kind[known] = [said[one] for one in lesson.people[known].tolist()]
    kind = kind.astype(str)
    guilty = kind != ""
    of_row = known[lesson.who]
    told = hashlib.sha256(lesson.digest.encode())
    told.update(repr(sorted(said.items())).encode())
    return replace(
        lesson, kind=kind, guilty=guilty, fraud=np.where(of_row, guilty[lesson.who], lesson.fraud),
        digest=told.hexdigest(),
    ), known  # fmt: skip
