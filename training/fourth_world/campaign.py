"""One campaign of fraud with numbers of its own."""

from __future__ import annotations

import math
from typing import NamedTuple

from training.fourth_world.equipment import draw_kit, equip
from training.fourth_world.intentions import Call, Work
from training.fourth_world.lines import Line
from training.fourth_world.outfits import Outfit
from training.fourth_world.past import draw_past, live_before
from training.fourth_world.prey import Prey, draw_prey
from training.fourth_world.recruits import recruit, size
from training.fourth_world.scripts import reception, script
from training.fourth_world.society import Society
from training.fourth_world.stints import Stint, draw_stint


class _Tempo(NamedTuple):
    """Calls of a number in an hour, and in how many waves numbers take turns; 1 is all at once."""

    per_hour: float
    waves: int


def run_campaign(society: Society, kind: str, name: str, budget: int) -> None:
    """Add a campaign that sets out to make so many calls."""
    draws = society.draws
    manner, complains = script(draws, kind, society.habits.redials)
    count = size(society, kind, budget)
    stint = draw_stint(society, kind)
    recruits = recruit(society, kind, count)
    outfit = Outfit(kind=kind, lines=recruits.lines, manner=manner, shift=stint.shift, campaign=name, fraud=True)
    outfit.complains = complains
    prey = draw_prey(society, kind, budget)
    _draw_ways(society, outfit, prey, budget)
    tempo = _draw_tempo(society, outfit, stint, budget)
    outfit.returning = reception(draws, kind)
    kit = draw_kit(society, kind, recruits, prey.region)
    past = draw_past(society, kind, prey.region)
    for place, line in enumerate(outfit.lines):
        line.campaign, line.outfit, line.talk = name, outfit, draws.around(1, 0.2)
        line.desk_answers, line.desk_seconds = draws.even(0.3, 0.9), 0.0
        _schedule(society, outfit, line, stint, tempo, place * tempo.waves // len(outfit.lines))
        equip(society, line, kit)
        society.intentions.plan(line.start, Work(line))
        _sham(society, outfit, line)
        live_before(society, outfit, line, past, abroad=bool(recruits.abroad))


def _draw_ways(society: Society, outfit: Outfit, prey: Prey, budget: int) -> None:
    draws = society.draws
    outfit.pick, outfit.targets, outfit.repeat = prey.pick, prey.targets, prey.repeat
    outfit.evenness = draws.wide(0.7, 1.5) if outfit.kind == "imitator" else draws.wide(0.6, 15.0)
    outfit.pause = draws.even(0, 0.15)
    outfit.budget = budget
    outfit.siblings = draws.even(0, 0.6)
    outfit.ramp = draws.wide(2.0, 4.5) if outfit.kind == "slow_ramp" else 0.0
    outfit.dialled = int(f"{draws.choose(society.numbering.blocks)}{draws.whole(0, 600):03d}")


def _draw_tempo(society: Society, outfit: Outfit, stint: Stint, budget: int) -> _Tempo:
    """The budget within the stint, at 0.3 to 600 calls an hour for each number."""
    draws, count = society.draws, len(outfit.lines)
    rotate = draws.chance(0.4) and count > 1
    waves = draws.whole(2, min(count, 8) + 1) if rotate else 1
    per_hour = budget / count / stint.open_hours(society) * waves
    if outfit.ramp:  # the rate at the end is what grows from it; its mean is the budget's
        per_hour *= outfit.ramp / (1 - math.exp(-outfit.ramp))
    return _Tempo(max(0.3, min(per_hour, 600.0)), waves)


def _schedule(society: Society, outfit: Outfit, line: Line, stint: Stint, tempo: _Tempo, wave: int) -> None:
    """When a line works, at how many calls an hour and at a time, and whether its SIM is thrown away after that."""
    draws = society.draws
    if outfit.kind == "irsf":
        line.channels = draws.whole(2, 9)
    elif outfit.kind in ("robocall", "wangiri") and tempo.per_hour > 60:
        line.channels = draws.whole(2, 6)
    line.per_hour = tempo.per_hour * draws.around(1, 0.3)
    rotate = tempo.waves > 1
    begins = stint.start + wave * stint.length / tempo.waves
    line.start = begins + draws.even(0, min(1800.0, stint.length / tempo.waves * 0.3))
    line.stop = stint.stop
    if rotate:
        line.stop = stint.start + (wave + 1) * stint.length / tempo.waves * draws.even(0.95, 1.0)
    if (rotate and draws.chance(0.5)) or draws.chance(0.1):
        line.dies_at = line.stop + draws.even(0, 4 * 3600)


def _sham(society: Society, outfit: Outfit, line: Line) -> None:
    """Calls among the campaign's own numbers, so that they seem to have friends."""
    draws = society.draws
    if len(outfit.lines) == 1 or not draws.chance(0.7 if outfit.kind == "imitator" else 0.08):
        return
    for _ in range(draws.whole(1, 6)):
        other = draws.choose(outfit.lines)
        if other is not line and line.start < line.stop:
            at = draws.even(line.start, line.stop)
            society.intentions.plan(at, Call(other, line, society.everyday.friend))
