"""Calls as records, in the names of the record contract."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from training.second_world.draws import Draws
from training.second_world.exchange import Placed
from training.second_world.lines import Line
from training.second_world.society import Society
from training.simulator import Record

#: Local hours in which people are at work, and the number of cells from which on a line has no fixed place.
_WORK: Final = (9.0, 18.0)
_ROUNDS = 4


def write(society: Society, placed: list[Placed]) -> Iterator[Record]:
    """Calls, in their order, as records; the same each time."""
    draws, clock, tells = Draws(society.scenario.seed, 2), society.clock, society.habits.tells
    regions, trunks, accounts = "region" in tells, "trunk" in tells, "account" in tells
    cells, imeis = "cell" in tells, "imei" in tells
    for call in placed:
        caller, callee = call.caller, call.callee
        away = caller.roams[1] if caller.roams and call.start >= caller.roams[0] else None
        record: Record = {
            "call_id": f"{draws.random.getrandbits(64):016x}",
            "caller": caller.number,
            "callee": callee.number,
            "start": (clock.begin + timedelta(seconds=call.start)).isoformat(),
            "duration": call.seconds,
            "disposition": call.disposition,
        }
        if regions:
            record["origin_region"] = away or caller.region
            record["target_region"] = callee.region
        if cells and caller.cells and not away:
            record["cell"] = _cell(draws, caller, clock.hour(call.start))
        if imeis and caller.imei:
            record["imei"] = caller.imei
        if accounts and caller.account and not away:
            record["account"] = caller.account
        if trunks and (trunk := f"ROAM-{away}" if away else caller.trunk):
            record["trunk"] = trunk
        record["true_label"] = caller.label(call.start)
        yield record


def _cell(draws: Draws, line: Line, hour: float) -> str:
    """Where a line calls from: at home or at work, sometimes elsewhere."""
    cells = line.cells
    if len(cells) == 1:
        return cells[0]
    if len(cells) > _ROUNDS or draws.chance(line.moves):
        return draws.one(cells)
    return cells[1] if _WORK[0] <= hour < _WORK[1] else cells[0]
