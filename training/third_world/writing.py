"""Calls as records, in the names of the record contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from training.simulator import Record
from training.third_world.lines import Placed
from training.third_world.society import Society


def write(society: Society, placed: list[Placed]) -> Iterator[Record]:
    """Calls, in their order, as records; the same each time."""
    clock, tells, seed = society.clock, society.habits.tells, society.scenario.seed
    told = [field for field in ("cell", "imei", "account", "trunk") if field in tells]
    for serial, call in enumerate(placed):
        caller = call.caller
        record: Record = {
            "call_id": f"{seed:04x}-{serial:08d}",
            "caller": caller.number,
            "callee": call.callee.number,
            "start": (clock.begin + timedelta(seconds=call.start)).isoformat(),
            "duration": call.seconds,
            "disposition": call.disposition,
        }
        if "region" in tells:
            record["origin_region"], record["target_region"] = call.region, call.callee.region
        for field in told:
            if value := call.cell if field == "cell" else getattr(caller, field):
                record[field] = value
        record["true_label"] = caller.label(call.start)
        yield record
