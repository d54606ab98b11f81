"""What a record tells of a call."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from training.fourth_world.lines import Line
from training.simulator import Record

if TYPE_CHECKING:
    from training.fourth_world.intentions import Call
    from training.fourth_world.society import Society


class Placed(NamedTuple):
    """A call that was placed: end in ms since the world began, record without its id, and who called."""

    end_ms: int
    record: Record
    caller: Line


def write(society: Society, told_ms: int, call: Call, talked: int, disposition: str) -> None:
    """Write a record; told_ms is its start since the world began, talked its seconds."""
    caller, callee, habits = call.caller, call.callee, society.habits
    if call.fraud:
        society.defrauders.add(caller.index)
    begins = habits.begins + timedelta(milliseconds=told_ms)
    record: Record = {
        "caller": caller.number,
        "callee": callee if isinstance(callee, str) else callee.number,
        "start": begins.isoformat(timespec="milliseconds" if habits.milliseconds else "seconds"),
        "duration": talked,
        "disposition": disposition,
    }
    if "cell" in habits.tells and caller.cells:
        record["cell"] = _cell(society, caller, begins)
    if "imei" in habits.tells and caller.handsets:
        several = len(caller.handsets) > 1
        record["imei"] = society.draws.choose(caller.handsets) if several else caller.handsets[0]
    if "region" in habits.tells:
        record["origin_region"] = caller.abroad or caller.region
        if isinstance(callee, Line):
            record["target_region"] = callee.abroad or callee.region
    if "trunk" in habits.tells and caller.trunk:
        record["trunk"] = caller.trunk
    if "account" in habits.tells and caller.account:
        record["account"] = caller.account
    record["true_label"] = caller.kind if call.fraud else "normal"
    society.placed.append(Placed(told_ms + talked * 1000, record, caller))


def _cell(society: Society, line: Line, at: datetime) -> str:
    """One of many, or the cell of the day or of the night; people are sometimes elsewhere in their region."""
    draws = society.draws
    stray = draws.random()
    if len(line.cells) > 2:
        return draws.choose(line.cells)
    if len(line.cells) == 1 or (stray < 0.12 and line.outfit is not None):
        return line.cells[0]
    if stray < 0.15 and line.outfit is None:
        return draws.choose(society.habits.cells[line.region])
    return line.cells[1 if 9 <= at.hour < 18 else 0]
