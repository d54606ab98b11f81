"""Whom a campaign calls."""

from __future__ import annotations

from typing import NamedTuple

from training.fourth_world.countries import COSTLY
from training.fourth_world.lines import Line
from training.fourth_world.outfits import Pick
from training.fourth_world.people import relation
from training.fourth_world.society import Society


class Prey(NamedTuple):
    """Where a campaign sits; how callees are found, among whom, and how often again, see `Outfit`."""

    region: str
    pick: Pick
    targets: list[Line]
    repeat: float


def draw_prey(society: Society, kind: str, budget: int) -> Prey:
    """Callees of a campaign of so many calls: of its region or of anywhere."""
    draws = society.draws
    pick: Pick = draws.one_of("random", "sequential", "list", "list")
    region = draws.choose(society.habits.regions)
    people = int(max(10, budget * draws.wide(0.3, 2.0)))
    targets = society.some_people(people, region if draws.chance(0.5) else "")
    repeat = draws.even(0, 0.12) if draws.chance(0.7) else draws.even(0.1, 0.4)
    if kind == "irsf":
        repeat = draws.even(1.0, 2.5)
        ranges = [(draws.choose(COSTLY), draws.digits(4)) for _ in range(draws.whole(1, 4))]
        earners = [_earner(society, *draws.choose(ranges)) for _ in range(draws.whole(3, 40))]
        return Prey(region, "zipf", earners, repeat)
    if kind == "sim_box":  # bypassed calls: the same families again and again
        return Prey(region, "zipf", targets, draws.even(1.2, 3.0))
    if pick == "sequential" and (kind == "imitator" or society.habits.density < 0.12):
        pick = "random"  # nobody dials through empty blocks
    return Prey(region, pick, targets, repeat)


def draw_earners(society: Society, codes: list[str]) -> list[Line]:
    """Numbers of a few countries that earn by being called."""
    draws = society.draws
    return [_earner(society, draws.choose(codes), "77") for _ in range(draws.whole(3, 40))]


def _earner(society: Society, code: str, stem: str) -> Line:
    """A costly number abroad; the caller decides how long a call lasts."""
    return relation(society, code, stem, answers=0.9, median=0.0)
