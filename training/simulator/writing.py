"""Calls as records, in the names of the record contract."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np

from training.simulator.calls import DISPOSITIONS, Calls
from training.simulator.scenario import NORMAL, Record, Scenario
from training.simulator.setup import Parts


def text_of(number: int) -> str:
    """A number as records have it.

    >>> text_of(447710000001), text_of(112)
    ('+447710000001', '112')
    """
    return f"+{number}" if number > 9_999_999 else str(number)


class Writer:
    """Writes the records of one world, numbering them."""

    def __init__(self, scenario: Scenario, parts: Parts) -> None:
        self._parts = parts
        self._name = f"{scenario.begin_ms // 1000:x}-{scenario.seed:x}"
        self._serial = 0
        self._labels = np.array([outfit.kind if outfit.fraud else NORMAL for outfit in parts.outfits], object)
        self._regions = np.array(_region_names(parts), object)
        self._imeis = parts.places.imeis(parts.handsets) if parts.parameters.tells_imei else None

    def write(self, calls: Calls) -> Iterator[Record]:
        """Calls, ordered by end (then start, then numbers), as records."""
        calls = calls[np.lexsort((calls["callee"], calls["caller"], calls["start"], calls["end"]))]
        names, columns = zip(*self._columns(calls).items(), strict=True)
        for values in zip(*columns, strict=True):
            # None = this call does not tell.
            yield cast(Record, {name: value for name, value in zip(names, values, strict=True) if value is not None})

    def _columns(self, calls: Calls) -> dict[str, list[Any]]:
        parts, world = self._parts, self._parts.parameters
        entries = parts.entries
        serials = range(self._serial, self._serial + len(calls))
        self._serial += len(calls)
        numbers = entries["number"]
        starts = np.datetime_as_string(calls["start"].astype("datetime64[ms]"), timezone="UTC").tolist()
        region, cell, handset = parts.places.locate(calls)
        columns: dict[str, list[Any]] = {
            "call_id": [f"{self._name}-{serial:x}" for serial in serials],
            "caller": [text_of(number) for number in numbers[calls["caller"]].tolist()],
            "callee": [text_of(number) for number in numbers[calls["callee"]].tolist()],
            "start": starts,
            "duration": calls["seconds"].tolist(),
            "disposition": [DISPOSITIONS[code] for code in calls["disposition"].tolist()],
        }
        if world.tells_region:
            columns["origin_region"] = self._regions[region].tolist()
            columns["target_region"] = self._regions[entries["region"][calls["callee"]]].tolist()
        if world.tells_cell:
            pairs = zip(region.tolist(), cell.tolist(), strict=True)
            columns["cell"] = [None if one < 0 else f"{where}-{one:04d}" for where, one in pairs]
        if self._imeis is not None:
            imeis = np.where(handset < 0, -1, self._imeis[handset]).tolist()
            columns["imei"] = [None if imei < 0 else str(imei) for imei in imeis]
        for name, told, sign in (("trunk", world.tells_trunk, "TR"), ("account", world.tells_account, "AC")):
            if told:
                ids = entries[name][calls["caller"]].tolist()
                columns[name] = [f"{sign}{number:05d}" if number else None for number in ids]
        columns["true_label"] = self._labels[parts.table["outfit"][calls["activity"]]].tolist()
        return columns


def _region_names(parts: Parts) -> list[str]:
    """Each region's name in this world."""
    style = parts.parameters.region_style
    if style == 0:
        return [name for _, name in parts.directory.regions]
    if style == 1:
        return [f"{code}-{place:02d}" for place, (code, _) in enumerate(parts.directory.regions)]
    return [code for code, _ in parts.directory.regions]
