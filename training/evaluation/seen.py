"""What was seen of each number: verdicts are gathered as they come, in memory that grows with numbers, not calls."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.standing import follow
from models.verdict import DANGEROUS, SUSPICIOUS

#: One number. Times are ms since 1970, 0 = never.
SEEN = np.dtype(
    [
        ("number", "<u8"),
        ("calls", "<u4"),  # calls it placed, each once
        ("max_risk", "<f4"),  # highest risk it ever had, 0-100
        ("standing", "<f4"),  # highest risk since its last call that withdrew a suspicion (models.standing)
        ("fraud_type", "u1"),  # code of the type when its risk was highest, the latest of equals
        ("first_type", "u1"),  # ... when it was flagged
        ("band", "u1"),  # highest band it ever was in
        ("first_start_ms", "<i8"),  # start of its first call
        ("watch_ms", "<i8"),  # when it was put on the watch list: first SUSPICIOUS
        ("flag_ms", "<i8"),  # when it was flagged: first DANGEROUS
        ("flag_risk", "<f4"),  # its risk then
        ("flag_calls", "<u4"),  # its calls that had ended by then
        ("flag_start_ms", "<i8"),  # start of the call that it was flagged at; of a raised member: the time of the flag
    ]
)

#: What is asked of a verdict; any structured array with these fields will do.
FIELDS = ("number", "position", "end_ms", "duration_ms", "risk", "band", "fraud_type", "duplicate")

#: A number that was raised for the company it keeps, by the call at `position` that ended at `end_ms`; any structured
#: array with these fields will do.
RAISED = np.dtype([("member", "<u8"), ("position", "<u8"), ("end_ms", "<i8"), ("risk", "<f4"), ("fraud_type", "u1")])

_EVENT = np.dtype(
    [
        ("slot", "<i8"),
        ("at", "<i8"),
        ("start", "<i8"),
        ("risk", "<f4"),
        ("band", "u1"),
        ("fraud_type", "u1"),
        ("call", "u1"),
    ]
)


def all_raised(*parts: NDArray[np.void]) -> NDArray[np.void]:
    """Arrays with the fields of `RAISED`, and others, as one array of `RAISED`."""
    found = np.zeros(sum(map(len, parts)), RAISED)
    for name in RAISED.names or ():
        found[name] = np.concatenate([part[name] for part in parts])
    return found


class Seen:
    """Gathers verdicts and raised members per number.

    The time of a flag is event time: the end of the call whose verdict it was. Calls count towards detection when they
    were known by then, or became known later but had ended by then.

    >>> from models.verdict import VERDICT
    >>> verdicts = np.zeros(2, VERDICT)
    >>> verdicts["number"], verdicts["end_ms"], verdicts["risk"], verdicts["band"] = 7, (1000, 9000), (10, 90), (0, 2)
    >>> seen = Seen()
    >>> seen.add(verdicts)
    >>> seen.rows()[["number", "calls", "max_risk", "flag_ms", "flag_calls"]].tolist()
    [(7, 2, 90.0, 9000, 2)]
    """

    def __init__(self) -> None:
        self._slots: dict[int, int] = {}
        self._rows = np.zeros(1024, SEEN)

    def __len__(self) -> int:
        return len(self._slots)

    def rows(self) -> NDArray[np.void]:
        """A copy of what was gathered, array of `SEEN` in the order in which the numbers first appeared."""
        return self._rows[: len(self._slots)].copy()

    def add(self, verdicts: NDArray[np.void], raised: NDArray[np.void] | None = None) -> None:
        """Take in verdicts, in the order in which they were given, and the members raised meanwhile.

        Args:
            verdicts: structured array with `FIELDS`, by position; those on calls that come twice are left out.
            raised: structured array with the fields of `RAISED`. Each takes effect right after the verdict on the
                call that was the cause.
        """
        verdicts = verdicts[verdicts["duplicate"] == 0]
        events = np.zeros(len(verdicts), _EVENT)
        events["slot"] = self._places(verdicts["number"])
        events["at"] = verdicts["end_ms"]
        events["start"] = verdicts["end_ms"] - verdicts["duration_ms"].astype(np.int64)
        for name in ("risk", "band", "fraud_type"):
            events[name] = verdicts[name]
        events["call"] = 1
        if raised is not None and len(raised):
            others = np.zeros(len(raised), _EVENT)
            others["slot"] = self._places(raised["member"])
            others["at"] = others["start"] = raised["end_ms"]
            others["risk"], others["fraud_type"] = raised["risk"], raised["fraud_type"]
            others["band"] = (raised["risk"] >= SUSPICIOUS).astype(np.uint8) + (raised["risk"] >= DANGEROUS)
            behind = np.searchsorted(verdicts["position"], raised["position"], side="right")
            events = np.insert(events, behind, others)
        if len(events):
            self._apply(events[np.argsort(events["slot"], kind="stable")])

    def _places(self, numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
        found, inverse = np.unique(numbers, return_inverse=True)
        slots = self._slots
        places = np.array([slots.setdefault(number, len(slots)) for number in found.tolist()], np.int64)
        if len(slots) > len(self._rows):
            more = np.zeros(max(len(slots) - len(self._rows), len(self._rows)), SEEN)
            self._rows = np.concatenate((self._rows, more))
        self._rows["number"][places] = found
        return places[inverse]

    def _apply(self, events: NDArray[np.void]) -> None:
        """Take in events that are sorted by slot; those of one slot in their order."""
        rows = self._rows
        slots, first, count = np.unique(events["slot"], return_index=True, return_counts=True)
        group = np.repeat(np.arange(len(slots)), count)
        running = np.cumsum(events["call"], dtype=np.int64)
        before = running[first] - events["call"][first]
        place = running - before[group] + rows["calls"][slots][group]
        self._first_starts(events, slots, first)
        standing = np.ascontiguousarray(rows["standing"][slots])
        counts = follow(group, events["risk"].copy(), events["call"] == 1, standing)
        rows["standing"][slots] = standing
        for name in ("risk", "band"):
            events[name][~counts] = 0
        self._peaks(events, slots, first, group)
        known = rows["flag_ms"][slots] > 0
        flagged = self._flags(events, slots, group, place)
        # Calls that had ended by the flag, but came after it.
        after = np.full(len(slots), len(events))
        after[known] = -1
        after[flagged >= 0] = flagged[flagged >= 0]
        late = (np.arange(len(events)) > after[group]) & (events["call"] == 1)
        late &= (rows["flag_ms"][slots] > 0)[group] & (events["at"] <= rows["flag_ms"][slots][group])
        rows["flag_calls"][slots] += np.bincount(group[late], minlength=len(slots)).astype(np.uint32)
        rows["calls"][slots] += np.bincount(group[events["call"] == 1], minlength=len(slots)).astype(np.uint32)

    def _first_starts(self, events: NDArray[np.void], slots: NDArray[np.int64], first: NDArray[np.intp]) -> None:
        rows, never = self._rows, np.iinfo(np.int64).max
        known = rows["first_start_ms"][slots]
        earliest = np.minimum.reduceat(np.where(events["call"] == 1, events["start"], never), first)
        earliest = np.minimum(np.where(known > 0, known, never), earliest)
        rows["first_start_ms"][slots] = np.where(earliest == never, 0, earliest)

    def _peaks(
        self, events: NDArray[np.void], slots: NDArray[np.int64], first: NDArray[np.intp], group: NDArray[np.intp]
    ) -> None:
        rows = self._rows
        highest = np.maximum.reduceat(events["risk"], first)
        at_peak = np.flatnonzero(events["risk"] == highest[group])
        last = np.zeros(len(slots), np.int64)
        np.maximum.at(last, group[at_peak], at_peak)
        risen = highest >= rows["max_risk"][slots]
        rows["max_risk"][slots[risen]] = highest[risen]
        rows["fraud_type"][slots[risen]] = events["fraud_type"][last[risen]]
        rows["band"][slots] = np.maximum(rows["band"][slots], np.maximum.reduceat(events["band"], first))

    def _flags(
        self, events: NDArray[np.void], slots: NDArray[np.int64], group: NDArray[np.intp], place: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """Set flags; return the event that did it for each slot, -1 for none."""
        rows = self._rows
        found = np.full(len(slots), -1, np.int64)
        for band, name in ((1, "watch_ms"), (2, "flag_ms")):
            reached = np.flatnonzero((events["band"] >= band) & (rows[name][slots] == 0)[group])
            groups, at = np.unique(group[reached], return_index=True)
            which = reached[at]
            rows[name][slots[groups]] = events["at"][which]
            if band == 2:
                found[groups] = which
                mine = slots[groups]
                rows["flag_risk"][mine], rows["first_type"][mine] = events["risk"][which], events["fraud_type"][which]
                rows["flag_calls"][mine], rows["flag_start_ms"][mine] = place[which], events["start"][which]
        return found
