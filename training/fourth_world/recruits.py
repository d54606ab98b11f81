"""How many numbers a campaign has, and where they lie."""

from __future__ import annotations

from typing import NamedTuple

from training.fourth_world.countries import ABROAD, COSTLY
from training.fourth_world.lines import Line
from training.fourth_world.numbering import Layout
from training.fourth_world.society import Society


class Recruits(NamedTuple):
    """A campaign's lines: SIMs or landlines, and the country's code if they are abroad, else ""."""

    lines: list[Line]
    mobile: bool
    abroad: str


def size(society: Society, kind: str, budget: int) -> int:
    """Numbers of a campaign of so many calls: 1 to 40, most of them few."""
    draws = society.draws
    count = min(draws.count(1, 40), max(1, budget // draws.whole(4, 12)))
    if kind == "irsf":
        return min(count, 12)
    if kind == "sim_box":  # a box holds several SIMs
        return min(max(count, draws.whole(3, 16)), max(2, budget // 8))
    return count


def recruit(society: Society, kind: str, count: int) -> Recruits:
    """Add a campaign's lines."""
    draws = society.draws
    layout: Layout = draws.one_of("hundred", "thousand", "scatter", "scatter")
    mobile = kind in ("sim_box", "irsf") or draws.chance(0.7)
    abroad = _country(society, kind)
    if abroad:
        numbers = _numbers_abroad(society, abroad, layout, count)
    else:
        numbers = society.numbering.reserve_many(count, layout, fixed=not mobile)
    lines = [society.line(number, kind, mobile=mobile and not abroad) for number in numbers]
    return Recruits(lines, mobile, abroad)


def _country(society: Society, kind: str) -> str:
    """Wangiri mostly wants calls back to costly countries; a few persuaders call from abroad."""
    draws = society.draws
    if kind == "wangiri" and draws.chance(0.6):
        return draws.choose(COSTLY)
    if kind.startswith("vishing") and draws.chance(0.1):
        return draws.choose(ABROAD)
    return ""


def _numbers_abroad(society: Society, code: str, layout: Layout, count: int) -> list[str]:
    draws, numbering = society.draws, society.numbering
    stem = draws.digits(1 if layout == "scatter" else 3)
    numbers: list[str] = []
    while len(numbers) < count:
        number = numbering.foreign(code, stem)
        if layout == "hundred" and numbers:
            number = number[:-3] + numbers[0][-3] + number[-2:]
        if number not in numbering.book:
            numbers.append(numbering.reserve(number))
    return numbers
