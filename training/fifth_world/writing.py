"""Calls as records of the record contract."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from training.fifth_world.attempts import Attempts
from training.fifth_world.book import FIRST_OWN_TRUNK, Lines
from training.fifth_world.clock import Clock
from training.fifth_world.draws import Draws, Flags, Integers
from training.fifth_world.habits import Habits
from training.fifth_world.kinds import KINDS
from training.fifth_world.outcomes import DISPOSITIONS
from training.simulator import Record


@dataclass(frozen=True, slots=True)
class Traces:
    """What a call leaves besides its numbers.

    Attributes:
        starts: of each call, ms from the start of the world, whole seconds where the network tells no more.
        cell: of each call.
        has_cell: whether the record tells it.
        handset: of each call.
        has_handset: whether the record tells it.
        makes: codes of makes of handsets, six digits each.
        serials: by handset.
    """

    starts: Integers
    cell: Integers
    has_cell: Flags
    handset: Integers
    has_handset: Flags
    makes: Integers
    serials: Integers


def draw_traces(calls: Attempts, lines: Lines, clock: Clock, habits: Habits, handsets: int, draws: Draws) -> Traces:
    """Where each call comes from; handsets: how many there are."""
    count, callers, cells = len(calls), lines[calls["caller"]], habits.cells
    at = calls["at"]
    starts = np.round(at * 1000) if habits.milliseconds else np.floor(at) * 1000
    hour = clock.hour(at)
    usual = np.where((hour > 8.5) & (hour < 17), callers["day_cell"], callers["night_cell"])
    wanders = draws.random(count) < callers["wanders"]
    cell = np.where(wanders, callers["region"] * cells + draws.integers(0, cells, count), usual)
    radio = callers["on_network"] & callers["mobile"] & (cell >= 0)
    has_cell = radio & ~callers["roaming"] & (draws.random(count) < 0.985)
    handset = callers["handset"] + (draws.random(count) * callers["handset_pool"]).astype(int)
    has_handset = radio & (callers["handset"] >= 0) & (draws.random(count) < 0.985)
    return Traces(
        starts=starts.astype(np.int64),
        cell=cell,
        has_cell=has_cell & ("cell" in habits.tells),
        handset=handset,
        has_handset=has_handset & ("imei" in habits.tells),
        makes=draws.integers(10**5, 10**6, 40),
        serials=draws.permutation(handsets + 50),
    )


def write(
    calls: Attempts, labels: Integers, numbers: list[str], lines: Lines, habits: Habits, traces: Traces
) -> Iterator[Record]:
    """Records in the order in which calls end."""
    starts = traces.starts
    order = np.lexsort((np.arange(len(calls)), starts, starts + calls["seconds"] * 1000))
    zone = habits.start.isoformat()[-6:]
    moments = np.datetime64(habits.start.replace(tzinfo=None), "ms") + starts.astype("timedelta64[ms]")
    texts = np.datetime_as_string(moments, unit="ms" if habits.milliseconds else "s")
    region, foreign, trunk, account = (lines[name].tolist() for name in ("region", "foreign", "trunk", "account"))
    subscriber, roaming = lines["on_network"].tolist(), lines["roaming"].tolist()
    columns = (calls["caller"], calls["callee"], calls["seconds"], calls["disposition"], labels)
    marks = (traces.has_cell, traces.cell, traces.has_handset, traces.handset)
    rows = zip(*(column[order].tolist() for column in (*columns, *marks, texts)), strict=True)
    tells, makes = habits.tells, len(traces.makes)
    for place, (who, whom, seconds, disposition, kind, has_cell, cell, has_handset, handset, start) in enumerate(rows):
        record: Record = {
            "call_id": f"c{place:08d}",
            "caller": numbers[who],
            "callee": numbers[whom],
            "start": start + zone,
            "duration": seconds,
            "disposition": DISPOSITIONS[disposition],
            "true_label": KINDS[kind],
        }
        if has_cell:
            record["cell"] = f"{_area(cell // habits.cells)}-{cell % habits.cells:04d}"
        if has_handset:
            serial = traces.serials[handset] % 10**7
            record["imei"] = f"35{traces.makes[handset % makes]}{serial:07d}"
        if "origin_region" in tells:
            if has_cell:
                record["origin_region"] = _area(cell // habits.cells)
            elif foreign[who] and (roaming[who] or not subscriber[who]):
                record["origin_region"] = _abroad(numbers[who])
            else:
                record["origin_region"] = "ROAM" if roaming[who] else _area(region[who])
        if "target_region" in tells:
            record["target_region"] = _abroad(numbers[whom]) if foreign[whom] else _area(region[whom])
        if "trunk" in tells and trunk[who] >= 0:
            record["trunk"] = f"{'IC' if trunk[who] < FIRST_OWN_TRUNK else 'T'}-{trunk[who]:04d}"
        if "account" in tells and account[who] >= 0 and subscriber[who]:
            record["account"] = f"A{account[who]:07d}"
        yield record


def _area(region: int) -> str:
    return f"R{region:02d}"


def _abroad(number: str) -> str:
    """The first three digits stand for the country."""
    return "INT-" + number[1:4]
