"""Many invented numbers ring one subscriber, or a firm's few lines, within minutes."""

from __future__ import annotations

from training.fourth_world.clock import Shift
from training.fourth_world.intentions import Call
from training.fourth_world.lines import Line
from training.fourth_world.manners import Manner
from training.fourth_world.outfits import Outfit
from training.fourth_world.society import Society


def flood(society: Society, kind: str, name: str) -> None:
    """Plan 60 to 900 calls at the full size, in smaller worlds fewer, within one to 90 minutes."""
    draws = society.draws
    count = max(10, int(draws.wide(60, 900) * min(1.0, society.scenario.scale**0.5)))
    targets = [
        draws.choose(society.people if draws.chance(0.5) else society.shops)
        for _ in range(1 if draws.chance(0.7) else draws.whole(2, 5))
    ]
    way, block = draws.whole(0, 3), draws.choose(society.numbering.blocks)
    manner = Manner(draws.wide(3, 40), 0.8, fixed=draws.even(0.1, 0.9), back=draws.even(0, 0.03))
    outfit = Outfit(kind=kind, lines=[], manner=manner, shift=Shift(), campaign=name, fraud=True)
    outfit.complains = draws.even(0.002, 0.02)
    start, span, trunk = draws.even(0, society.seconds * 0.97), draws.wide(60, 5400), society.international_trunk()
    reuse = draws.even(0, 0.4)
    for _ in range(count):
        if outfit.lines and draws.chance(reuse):
            line = draws.choose(outfit.lines)
        else:
            number = _invent(society, way, block)
            if number in society.numbering.book:
                continue
            line = _pretend(society, outfit, number, trunk)
        at = start + draws.even(0, span)
        society.intentions.plan(at, Call(line, draws.choose(targets), manner, fraud=True))


def _invent(society: Society, way: int, block: str) -> str:
    """A number of one block, of any, or one that may not exist."""
    numbering = society.numbering
    if way == 0:
        return numbering.free(block)
    if way == 1:
        return numbering.free()
    return numbering.national(society.draws.digits(society.habits.country.length, 0))


def _pretend(society: Society, outfit: Outfit, number: str, trunk: str) -> Line:
    """A line for a number that is only shown: its calls come from abroad, and nobody can be reached under it."""
    line = society.line(number, outfit.kind, mobile=False)
    line.campaign, line.outfit, line.trunk, line.account = outfit.campaign, outfit, trunk, ""
    line.desk_answers, line.channels = 0.0, 9
    outfit.lines.append(line)
    return line
