"""Which suspects are worth comparing: those that share something, and the nearest in behaviour.

All pairs of 10,000 suspects would be 50 million. Here each suspect is paired with at most `BAND` others on either side
for each thing that it shares, so work grows with suspects times what each remembers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from models.campaign.suspect import Suspect
from models.number_id import BLOCK_SIZE, KIND_NUMBER, kind_of

#: Who shares a range, handset, cell, group or callee is compared with so many others of those who do, in the order of
#: their types and numbers; a group of up to `BAND` + 1 is compared completely.
BAND: Final = 12
#: Callees of a suspect that it is found by, the latest; and others compared for each.
CALLEES, CALLEE_BAND = 32, 4
#: Nearest in behaviour among those of the same type and calling country.
NEAREST: Final = 8
#: Digits of a number that stand for its country.
_COUNTRY_DIGITS: Final = 2

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]


class Table:
    """What candidates are sought among, as arrays in the order of the suspects.

    Args:
        suspects: in the order of their ids.

    Attributes:
        ids: (n,) uint64.
        types: (n,) codes of fraud types.
        behaviour: (n, figures), scaled; zeros where unknown.
        known: (n,) whether behaviour is known.
        countries: (n,) leading digits of the number, 0 for what is no number.
    """

    def __init__(self, suspects: Sequence[Suspect], scales: Sequence[float]) -> None:
        self.suspects = suspects
        width = len(scales)
        self.ids = np.array([one.id for one in suspects], np.uint64)
        self.types = np.array([one.fraud_type for one in suspects], np.int64)
        self.known = np.array([bool(one.behaviour) for one in suspects], np.bool_)
        blank = [0.0] * width
        rows = np.array([one.behaviour or blank for one in suspects], np.float64).reshape(len(suspects), width)
        self.behaviour = rows / np.array(scales)
        self.number = np.array([kind_of(one.id) == KIND_NUMBER for one in suspects], np.bool_)
        digits = [int(str(one.id)[:_COUNTRY_DIGITS]) if kind_of(one.id) == KIND_NUMBER else 0 for one in suspects]
        self.countries = np.array(digits, np.int64)

    def __len__(self) -> int:
        return len(self.suspects)


def candidates(table: Table) -> Pairs:
    """Pairs (i, j), i < j, of places in the table that are worth comparing, each once, in rising order."""
    n = len(table)
    if n < 2:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    # Within a crowd those of one type stand together, then by number.
    rank = np.empty(n, np.int64)
    rank[np.lexsort((np.arange(n), table.types))] = np.arange(n)
    who, ids = np.flatnonzero(table.number), table.ids[table.number]
    suspects = table.suspects
    found = [_banded(ids // np.uint64(size), who, rank, BAND) for size in (BLOCK_SIZE, 1000, 10_000)]
    found.append(_banded(*flat([one.handsets for one in suspects]), rank, BAND))
    found.append(_banded(*flat([one.cells for one in suspects]), rank, BAND))
    found.append(_banded(*flat([one.groups for one in suspects]), rank, BAND))
    found.append(_banded(*flat([one.callees[-CALLEES:] for one in suspects]), rank, CALLEE_BAND))
    found.append(_nearest(table))
    codes = np.unique(np.concatenate([np.minimum(a, b) * n + np.maximum(a, b) for a, b in found]))
    return codes // n, codes % n


def flat(lists: Sequence[Sequence[int]]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """All values of some lists, and the place of the list that each is in.

    >>> flat([[7], [], [8, 9]])
    (array([7, 8, 9], dtype=uint64), array([0, 2, 2]))
    """
    lengths = np.array([len(one) for one in lists], np.int64)
    values: Iterable[int] = chain.from_iterable(lists)
    return np.fromiter(values, np.uint64, int(lengths.sum())), np.repeat(np.arange(len(lists)), lengths)


def _banded(keys: NDArray[np.uint64], who: NDArray[np.int64], rank: NDArray[np.int64], band: int) -> Pairs:
    """Pairs of those with equal keys that stand at most `band` places from each other."""
    order = np.lexsort((rank[who], keys))
    keys, who = keys[order], who[order]
    left, right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for step in range(1, band + 1):
        same = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(same):
            break
        left.append(who[same])
        right.append(who[same + step])
    return np.concatenate(left), np.concatenate(right)


def _nearest(table: Table) -> Pairs:
    """Pairs of each with the nearest in behaviour of its type and country."""
    left, right = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    strata = table.types * 10**_COUNTRY_DIGITS + table.countries
    for stratum in np.unique(strata[table.known]):
        mine = np.flatnonzero(table.known & (strata == stratum))
        most = min(NEAREST + 1, len(mine))
        if most < 2:
            continue
        rows = table.behaviour[mine]
        near = cKDTree(rows).query(rows, k=most)[1]
        a, b = np.repeat(mine, most), mine[near.ravel()]
        left.append(a[a != b])
        right.append(b[a != b])
    return np.concatenate(left), np.concatenate(right)
