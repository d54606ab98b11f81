"""Call records as the network tells them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta, timezone
from typing import Final

import numpy as np

from training.seventh_world.countries import ABROAD_RANGES
from training.seventh_world.habits import Habits
from training.seventh_world.passage import Call
from training.seventh_world.population import Population
from training.simulator import NORMAL, Record

_DISPOSITIONS: Final = ("answered", "no_answer", "busy", "failed", "cancelled")
#: Seconds for which whoever moves about stays with one cell.
_STAY: Final = 1500
#: Identity of cells: area and place.
_AREA: Final = 1000


def names(population: Population) -> list[str]:
    """Every row's number, E.164."""
    return [f"+{number}" for number in population.rows["number"].tolist()]


class Teller:
    """Writes records; `first` is when each fraudulent row placed its first fraudulent call, and the kind of it."""

    def __init__(
        self, habits: Habits, population: Population, texts: list[str], first: dict[int, tuple[float, str]]
    ) -> None:
        self._habits, self._first, self._texts = habits, first, texts
        rows = population.rows
        self._columns: dict[str, list[int]] = {
            name: rows[name].tolist()
            for name in ("region", "cell", "work", "roam", "imei", "account", "trunk", "shift", "number")
        }
        iso = habits.country.iso
        self._regions = [iso if habits.coarse else f"{iso}-{area + 1:02d}" for area in range(len(habits.country.fixed))]

    def _region(self, row: int) -> str:
        region = self._columns["region"][row]
        return ABROAD_RANGES[region - 1000][0] if region >= 1000 else self._regions[region]

    def _cell(self, row: int, when: float) -> str:
        """Where a mobile row is: at home, at work by day, or at one of the cells it moves among."""
        columns = self._columns
        roam = columns["roam"][row]
        chance = ((row * 2_654_435_761 + int(when / _STAY) * 40_503) & 0xFFFF_FFFF) * 2_246_822_519 % 65_521 / 65_521
        wander = min(0.95, self._habits.wander * (1 + roam / 8))
        cell = columns["cell"][row]
        if roam > 1 and chance < wander:
            cell += 1 + int(chance / wander * roam)
        elif 8.5 < (self._clock_hour + when / 3600.0 - columns["shift"][row]) % 24 < 17.5:
            cell = columns["work"][row]
        return f"{columns['region'][row] * _AREA + cell}"

    @property
    def _clock_hour(self) -> float:
        began = self._habits.began
        return began.hour + began.minute / 60 + self._habits.country.offset - self._habits.late

    def tell(self, calls: list[Call]) -> Iterator[Record]:
        """Records of the calls, ordered by their end."""
        habits, columns = self._habits, self._columns
        zone = UTC if habits.utc else timezone(timedelta(hours=habits.country.offset))
        began = habits.began.astimezone(zone)
        precision = "milliseconds" if habits.milliseconds else "seconds"
        starts = np.array([call[0] for call in calls])
        starts = np.floor(starts * 1000) / 1000 if habits.milliseconds else np.floor(starts)
        ends = starts + np.array([call[1] for call in calls])
        for place in np.argsort(ends, kind="stable").tolist():
            when, talk, caller, callee, disposition, _ = calls[place]
            begin, kind = self._first.get(caller, (0.0, NORMAL))
            record: Record = {
                "call_id": f"{place + 1:08x}",
                "caller": self._texts[caller],
                "callee": self._texts[callee],
                "start": (began + timedelta(seconds=float(starts[place]))).isoformat(timespec=precision),
                "duration": talk,
                "disposition": _DISPOSITIONS[disposition],
                "true_label": kind if when >= begin else NORMAL,
            }
            if "cell" in habits.fields and columns["roam"][caller]:
                record["cell"] = self._cell(caller, when)
            if "imei" in habits.fields and columns["imei"][caller]:
                record["imei"] = f"{columns['imei'][caller]}"
            if "origin_region" in habits.fields:
                record["origin_region"] = self._region(caller)
            if "target_region" in habits.fields:
                record["target_region"] = self._region(callee)
            if "trunk" in habits.fields and columns["trunk"][caller]:
                record["trunk"] = f"t{columns['trunk'][caller]}"
            if "account" in habits.fields and columns["account"][caller]:
                record["account"] = f"a{columns['account'][caller]}"
            yield record
