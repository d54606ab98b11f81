"""The book: every number that is ever dialled or dials, and what the exchange must know about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from training.fifth_world.draws import Draws, Integers

#: Field -> value when nothing is said. Times are seconds, shares and chances 0 to 1, -1 is none.
_ATTRIBUTES: Final[dict[str, Any]] = {
    "kind": 0,
    "campaign": 0,  # place in the list of campaigns; 0 is none
    "on_network": True,  # a subscriber, so that a call from or to it makes a record
    "mobile": True,
    "region": 0,
    "night_cell": -1,
    "day_cell": -1,
    "wanders": 0.15,  # chance that a call comes from another cell of the region
    "handset": -1,
    "handset_pool": 1,  # handsets from there on among which each call draws
    "trunk": -1,
    "account": -1,
    "lines": 1,  # calls at a time; what has one waits, is engaged, sleeps
    "answers": 0.6,
    "talk_median": 55.0,  # of calls that come back to it
    "talk_spread": 1.15,
    "mailbox": 0.0,  # chance that it takes what was missed
    "returns": 1.0,  # factor on call-backs
    "unassigned": False,
    "roaming": False,
    "foreign": False,
    "born": -1.0,  # no calls before
}
LINE: Final = np.dtype([(name, np.asarray(value).dtype) for name, value in _ATTRIBUTES.items()])
Lines = NDArray[np.void]
#: Trunks below this lead to other networks.
FIRST_OWN_TRUNK: Final = 20
_FIRST_ACCOUNT: Final = 1_000_000
_FIRST_PRIVATE_ACCOUNT: Final = 5_000_000


class Book:
    """Numbers by their place.

    Attributes:
        places: digits without the plus -> place.
        numbers: with the plus, by place.
        handsets: how many were given out.
    """

    def __init__(self) -> None:
        """An empty one."""
        self.places: dict[str, int] = {}
        self.numbers: list[str] = []
        self.handsets = 0
        self._entries: list[Lines] = []
        self._changes: list[tuple[Integers, dict[str, ArrayLike]]] = []
        self._last_trunk = FIRST_OWN_TRUNK

    def enter(self, digits: Sequence[str], **attributes: ArrayLike) -> Integers:
        """Add new numbers, each attribute one value or one for each. Returns their places, which are consecutive."""
        first = len(self.numbers)
        self.places.update({number: first + place for place, number in enumerate(digits)})
        self.numbers += ["+" + number for number in digits]
        entries = np.zeros(len(digits), LINE)
        for name, usual in _ATTRIBUTES.items():
            entries[name] = attributes.get(name, usual)
        self._entries.append(entries)
        return np.arange(first, first + len(digits))

    def change(self, places: Integers, **attributes: ArrayLike) -> None:
        """Attributes that numbers get once everything is planned."""
        self._changes.append((places, attributes))

    def new_handsets(self, count: int) -> Integers:
        """So many handsets."""
        self.handsets += count
        return np.arange(self.handsets - count, self.handsets)

    def new_trunk(self) -> int:
        """A trunk of a firm."""
        self._last_trunk += 1
        return self._last_trunk

    def new_account(self) -> int:
        """An account of a firm."""
        return _FIRST_ACCOUNT + self.new_trunk()

    def close(self, all_accounts: bool, draws: Draws) -> Lines:
        """What is known of all numbers. Trunks and accounts are shuffled: their order would tell how they were made."""
        lines = np.concatenate(self._entries)
        for places, attributes in self._changes:
            for name, value in attributes.items():
                lines[name][places] = value
        trunk, account = lines["trunk"], lines["account"]
        own = trunk >= FIRST_OWN_TRUNK
        trunk[own] = FIRST_OWN_TRUNK + draws.permutation(self._last_trunk + 1)[trunk[own]]
        subscribers = lines["on_network"] & ~lines["foreign"]
        account[~subscribers] = -1
        bare = subscribers & (account < 0) & all_accounts
        account[bare] = _FIRST_PRIVATE_ACCOUNT + np.arange(bare.sum())
        has = account >= 0
        different, place = np.unique(account[has], return_inverse=True)
        account[has] = _FIRST_ACCOUNT + draws.permutation(3 * len(different) + 10)[place]
        return lines
