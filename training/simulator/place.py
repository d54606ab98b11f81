"""Where callers are: region, cell and handset of a call follow from number and time; nothing is kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import HOUR_MS, Calls
from training.simulator.directory import Directory
from training.simulator.parameters import WorldParameters

#: How a number moves: between home and work; not at all; through its region; through its country.
COMMUTES, FIXED, DRIVES, TOURS = range(4)
_DRIVE_MS, _TOUR_MS = HOUR_MS // 3, 4 * HOUR_MS
_ELSEWHERE = 0.12
_LUHN = np.array([0, 2, 4, 6, 8, 1, 3, 5, 7, 9])


class Places:
    """Looks up where calls are placed."""

    def __init__(
        self,
        directory: Directory,
        entries: NDArray[np.void],
        zones: NDArray[np.int64],
        world: WorldParameters,
        salt: int,
    ) -> None:
        self._entries = entries
        self._zones = zones
        self._salt = np.uint64(salt)
        self._first_region = directory.first_region
        people = np.bincount(directory.people["region"], minlength=len(directory.regions))
        self._cells = np.maximum(3, people / world.subscribers_per_cell).astype(np.int64)

    def locate(self, calls: Calls) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Region, cell (-1 on a fixed line) and handset (-1 = none) of each call's caller, each (n,) int64."""
        entry = self._entries[calls["caller"]]
        start = calls["start"]
        region = entry["region"].astype(np.int64)
        mobility = entry["mobility"]
        touring = mobility == TOURS
        first, end = self._first_region[entry["country"]], self._first_region[entry["country"] + 1]
        toured = first + self._pick(calls["caller"], start // _TOUR_MS, end - first)
        region = np.where(touring, toured, region)
        away = (entry["away_from"] <= start) & (start < entry["away_until"])
        region = np.where(away, entry["away_region"], region)
        hour = (start + self._zones[entry["country"]]) / HOUR_MS % 24
        at_work = (hour >= 9) & (hour < 17.5)
        elsewhere = self._pick(calls["caller"], start // HOUR_MS, np.full(len(calls), 1000)) < 1000 * _ELSEWHERE
        spot = np.where(at_work, 1, 0) + np.where(elsewhere, 2 + start // HOUR_MS, 0)
        spot = np.where(mobility == FIXED, 0, spot)
        spot = np.where((mobility >= DRIVES) | away, 3 + start // _DRIVE_MS, spot)
        cell = self._pick(entry["cell"], spot, self._cells[region])
        cell = np.where(entry["cell"] < 0, -1, cell)
        count = np.maximum(entry["handsets"], 1).astype(np.int64)
        period = (entry["handset_hours"] * HOUR_MS).astype(np.int64)
        turn = np.where(period > 0, start // np.maximum(period, 1), start)
        handset = entry["handset"] + np.where(count > 1, self._pick(calls["caller"], turn, count), 0)
        return region, cell, handset

    def imeis(self, count: int) -> NDArray[np.int64]:
        """The number of each handset: model, serial number and check digit, 15 digits, (count,) int64."""
        serial = np.arange(count)
        model = 35_000_000 + self._pick(serial // 7, serial // 7, np.full(count, 400)) * 1013
        body = model * 1_000_000 + serial % 1_000_000
        total = np.zeros(count, np.int64)
        left = body.copy()
        for place in range(14):
            left, digit = np.divmod(left, 10)
            total += _LUHN[digit] if place % 2 == 0 else digit
        return body * 10 + (-total) % 10

    def _pick(
        self, one: NDArray[np.integer], other: NDArray[np.integer], count: NDArray[np.integer]
    ) -> NDArray[np.int64]:
        """A number below `count` that follows from two others."""
        with np.errstate(over="ignore"):
            mixed = one.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) + other.astype(np.uint64) + self._salt
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            mixed ^= mixed >> np.uint64(31)
        return (mixed % count.astype(np.uint64)).astype(np.int64)
