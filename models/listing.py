"""All entries of both lists together: what they mean for calls, and which of them counts for a number.

The union of what files and people say counts; an allow beats a block, and protected numbers need no entry.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.list_entry import Entry, ListName
from models.lists import ALLOWED, BLOCKED, NOT_LISTED, PROTECTED, Lists
from models.number import ANONYMOUS, block_of, is_short


class Listing:
    """The entries of both lists; immutable.

    Args:
        entries: from wherever; several may name the same number.

    Attributes:
        entries: in the order of their ids.
        lists: the same for whole batches of calls.

    >>> shop = Entry(on="allow", entry="+46701234567", id=46701234567, reason="our shop", expires_ms=5000)
    >>> listing = Listing([shop])
    >>> listing.code(46701234567, "+46701234567", 4999), listing.code(46701234567, "+46701234567", 5000)
    (2, 0)
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple(sorted(entries, key=lambda one: (one.id, one.on, one.source)))
        self._by_id: dict[ListName, dict[int, list[Entry]]] = {"allow": {}, "block": {}}
        for one in self.entries:
            self._by_id[one.on].setdefault(one.id, []).append(one)
        allow, block = (_ends(self._by_id[on]) for on in ("allow", "block"))
        self.lists = Lists(allow[0], block[0], allow[1], block[1])

    def of(self, on: ListName) -> list[Entry]:
        """The entries of one list."""
        return [one for one in self.entries if one.on == on]

    def entry(self, number: int, at_ms: int) -> Entry | None:
        """The entry that counts for a number at a time, ms since the epoch; None when there is none.

        An allow before a block, the number itself before its block, what lasts longer before what expires.
        """
        for on in ("allow", "block"):
            by_id = self._by_id[on]
            for key in (number, block_of(number)):
                found = [one for one in by_id.get(key, ()) if one.counts(at_ms)]
                if found:
                    return max(found, key=_end)
        return None

    def code(self, number: int, text: str, at_ms: int) -> int:
        """The code of `models.lists` of one number at a time, as `Lists.codes` gives it for many.

        Args:
            number, text: its id and its text.
            at_ms: event time, ms since the epoch.
        """
        if number == ANONYMOUS or is_short(text):
            return PROTECTED
        found = self.entry(number, at_ms)
        if found is None:
            return NOT_LISTED
        return ALLOWED if found.on == "allow" else BLOCKED


def _end(entry: Entry) -> float:
    return float("inf") if entry.expires_ms is None else entry.expires_ms


def _ends(by_id: dict[int, list[Entry]]) -> tuple[list[int], dict[int, int]]:
    """Ids that stay, and those that expire with the latest end of each."""
    lasting, until = [], {}
    for key, entries in by_id.items():
        ends = [one.expires_ms for one in entries if one.expires_ms is not None]
        if len(ends) < len(entries):
            lasting.append(key)
        else:
            until[key] = max(ends)
    return lasting, until
