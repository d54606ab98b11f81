"""Whom a person calls who feels like calling somebody."""

from __future__ import annotations

from bisect import bisect

from training.fourth_world.intentions import Call
from training.fourth_world.lines import Line
from training.fourth_world.society import Society


def choose(society: Society, line: Line, at: float) -> Call:
    """A business, a stranger, a wrong number, emergencies or, mostly, somebody the person knows."""
    call = _wish(society, line)
    callee = call.callee
    if isinstance(callee, Line):
        unknown = callee.known_from > at
        if unknown or (callee.kind == "roamer" and society.draws.chance(0.85)):  # cannot know that number
            return Call(line, society.draws.choose(society.shops), society.everyday.business)
    return call


def _wish(society: Society, line: Line) -> Call:
    draws, everyday = society.draws, society.everyday
    wish = draws.random()
    if line.outfit is not None and line.outfit.fraud:
        wish = 0.5  # an ageing SIM calls its own few contacts
    if wish < 0.12 or not line.ties:
        return Call(line, _business(society, line), everyday.business)
    if wish < 0.12 + society.habits.strangers * (2 if line.curve == "tradesman" else 1):
        if draws.chance(0.3):
            numbering = society.numbering
            someone = society.desk(numbering.free(numbering.fixed_block()), line.region, 0.7, 70.0)
        else:
            someone = draws.choose(society.people)
        return Call(line, someone, everyday.stranger)
    if wish > 0.988:
        return Call(line, _slip(society, line), everyday.wrong)
    if wish > 0.9865:
        return Call(line, society.emergency, everyday.business)
    place = _weighted(society, line.weights)
    weight = line.weights[place] - (line.weights[place - 1] if place else 0.0)
    return Call(line, line.ties[place], everyday.friend if weight > 3 else everyday.acquaintance)


def _business(society: Society, line: Line) -> Line:
    draws = society.draws
    if line.ties and draws.chance(0.5):  # the usual shop, surgery, office
        return society.shops[(line.index * 7919 + int(3 * draws.random() ** 2)) % len(society.shops)]
    if society.desks and draws.chance(0.6):
        place = bisect(society.demand, draws.random() * society.demand[-1]) - 1
        return society.desks[min(place, len(society.desks) - 1)]
    return society.shops[_weighted(society, society.popularity)]


def _weighted(society: Society, totals: list[float]) -> int:
    """A place in running totals, as likely as it adds to them."""
    return min(bisect(totals, society.draws.random() * totals[-1]), len(totals) - 1)


def _slip(society: Society, line: Line) -> Line | str:
    """The number of somebody known with one of the last four digits wrong; perhaps nobody has it."""
    draws = society.draws
    number = draws.choose(line.ties or society.people).number
    wrong = draws.whole(len(number) - 4, len(number))
    number = f"{number[:wrong]}{draws.whole(0, 10)}{number[wrong + 1 :]}"
    return society.numbering.book.get(number) or number
