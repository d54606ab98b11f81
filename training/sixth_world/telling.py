"""What the records tell: times, places, handsets, lines and payers, as the seed's network writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.simulator import NORMAL, Record
from training.sixth_world.book import Book, Sort
from training.sixth_world.call import DISPOSITIONS
from training.sixth_world.clock import Clock
from training.sixth_world.days import ROLES
from training.sixth_world.habits import Habits
from training.sixth_world.people import People, way
from training.sixth_world.switch import Switch

#: Hours at work or school by role, on workdays.
_AWAY: Final = {
    "office": (8.3, 17.3),
    "manual": (6.5, 15.5),
    "pupil": (8.0, 13.5),
    "own": (9.0, 16.0),
    "night": (22.0, 6.0),
}
_CELLS_OF_AN_AREA: Final = 25


def _mixed(one: int, other: int) -> int:
    """A number that looks random but follows from both."""
    return ((one * 2_654_435_761 + other * 40_503) ^ (one >> 3)) * 2_246_822_519 % 4_294_967_296 >> 8


class Telling:
    """Writes the calls of a switch as records.

    Attributes:
        first_fraud: node -> start of its first fraudulent call, seconds since the start of the world.
        kinds: node -> kind of that fraud.
    """

    def __init__(
        self, book: Book, people: People, switch: Switch, habits: Habits, kinds: list[str], world: str
    ) -> None:
        self._book, self._people, self._switch, self._habits, self._world = book, people, switch, habits, world
        self._clock: Clock = habits.clock
        self._base = int(self._clock.start.timestamp() * 1000)
        self._cells = int(people.home.max()) + 1
        self.first_fraud: dict[int, float] = {}
        self.kinds: dict[int, str] = {}
        for row, campaign in enumerate(switch.campaigns):
            if campaign >= 0:
                node, at = switch.callers[row], switch.starts[row]
                if at < self.first_fraud.get(node, 1e12):
                    self.first_fraud[node], self.kinds[node] = at, kinds[campaign]

    def milliseconds(self, at: float) -> int:
        """A moment since 1970, as precise as the records."""
        return self._base + (int(at) * 1000 if self._habits.whole_seconds else int(at * 1000))

    def order(self) -> NDArray[np.int64]:
        """The calls' rows by their end; ties in the order of placing."""
        starts = np.array(self._switch.starts)
        cut = np.floor(starts) * 1000.0 if self._habits.whole_seconds else np.floor(starts * 1000.0)
        return np.argsort(cut + np.array(self._switch.talks) * 1000.0, kind="stable")

    def records(self) -> Iterator[Record]:
        """All records, by the end of their calls."""
        switch, book, tells = self._switch, self._book, self._habits.tells
        zone = UTC if self._habits.utc else self._clock.start.tzinfo
        epoch, precision = datetime.fromtimestamp(0, zone), "seconds" if self._habits.whole_seconds else "milliseconds"
        places = not tells.isdisjoint(("cell", "origin_region"))
        for position, row in enumerate(self.order().tolist()):
            caller, callee, at = switch.callers[row], switch.callees[row], switch.starts[row]
            start = epoch + timedelta(milliseconds=self.milliseconds(at))
            record: Record = {
                "call_id": f"{self._world}-{position}",
                "caller": book.numbers[caller],
                "callee": book.numbers[callee],
                "start": start.isoformat(timespec=precision),
                "duration": switch.talks[row],
                "disposition": DISPOSITIONS[switch.dispositions[row]],
            }
            cell = self._cell(caller, at) if places else book.places[caller]
            if "cell" in tells and cell >= 0:
                record["cell"] = f"{310 + cell % 7}-{cell}"
            if "imei" in tells and book.handsets[caller] >= 0:
                record["imei"] = _imei(book.handsets[caller])
            if "origin_region" in tells:
                record["origin_region"] = self._region(caller, cell)
            if "target_region" in tells:
                record["target_region"] = self._region(callee, book.places[callee])
            if "account" in tells and book.countries[caller] == self._habits.country.iso:
                record["account"] = f"A{100_000 + book.owners[caller]}"
            if "trunk" in tells and cell < 0:
                record["trunk"] = self._trunk(caller)
            fraud = at >= self.first_fraud.get(caller, 1e12)
            record["true_label"] = self.kinds[caller] if fraud else NORMAL
            yield record

    def _cell(self, node: int, at: float) -> int:
        """Where a mobile is: at home, at work, on its way, out, or moving all day; -1 for all others."""
        home, line, people = self._book.places[node], self._book.lines[node], self._people
        if home < 0:
            return -1
        if line.roves:
            # Some blocks on from quarter of an hour to quarter of an hour, around today's part of town.
            return (home + _mixed(node, int(at // 900)) % 9 + _mixed(node, int(at // 7200)) % 20) % self._cells
        if line.sort != Sort.PERSON:
            return home
        hour, role = self._clock.hour(at), ROLES[people.roles[node]]
        work, luck = int(people.work[node]), _mixed(node, int(at // 3600)) % 100
        if role in _AWAY and self._clock.workday(at):
            start, end = (value + float(people.shifts[node]) * 0.5 for value in _AWAY[role])
            there = start <= hour < end if start < end else hour >= start or hour < end
            if there:
                return work if role != "own" or luck < 40 else (home + luck) % self._cells
            if min(abs(hour - start), abs(hour - end)) < 0.7:
                return (home + (work - home) * (luck % 4 + 1) // 5) % self._cells
        out = luck < (25 if 10 <= hour < 22 else 3)
        return (home + luck * 3) % self._cells if out else home

    def _region(self, node: int, cell: int) -> str:
        iso, people = self._habits.country.iso, self._people
        country = self._book.countries[node]
        if node < len(people) and people.ways[node] == way("traveller"):
            country = ("ES", "TH", "US", "TR")[node % 4]
        if country != iso or not self._habits.area:
            return country
        place = cell if cell >= 0 else _mixed(self._book.owners[node], 1) % self._cells
        return f"{iso}-{1 + place // _CELLS_OF_AN_AREA:02d}"

    def _trunk(self, node: int) -> str:
        country, owner = self._book.countries[node], self._book.owners[node]
        if country != self._habits.country.iso:
            return f"IC{_mixed(sum(map(ord, country)), 7) % 6}{owner % 2}"
        return f"L{owner}" if self._book.lines[node].sort != Sort.PERSON else f"X{_mixed(owner, 3) % 12}"


@lru_cache(1 << 16)
def _imei(handset: int) -> str:
    """Fifteen digits of a device, the last one the check digit."""
    body = f"35{_mixed(handset % 97, 9) % 100_000:05d}{handset:07d}"
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(body)]
    return f"{body}{-sum(value // 10 + value % 10 for value in doubled) % 10}"
