"""Honest people whose life makes them look odd, and everybody's own calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from training.fourth_world.countries import ABROAD, COSTLY
from training.fourth_world.intentions import Call
from training.fourth_world.lines import Line
from training.fourth_world.people import relation
from training.fourth_world.society import Society
from training.fourth_world.ties import befriend, plan_social


def plan_lives(society: Society) -> None:
    """Give some people an odd life, and all of them moments at which they will call somebody."""
    draws = society.draws
    order = draws.order(len(society.people))
    for kind, (mean, live) in LIVES.items():
        for _ in range(draws.poisson(society.unusual(mean))):
            if order:  # nobody leads two odd lives
                line = society.people[order.pop()]
                line.kind = kind
                live(society, line)
    for line in society.people:
        plan_social(society, line, line.per_day, max(0.0, line.known_from))


def _work_at_night(society: Society, line: Line) -> None:
    line.curve = "night"
    befriend(society, line, society.some_people(society.draws.whole(1, 6)), 4.0)


def _travel(society: Society, line: Line) -> None:
    """Is abroad: rings home, hotels, guides."""
    draws = society.draws
    code = draws.choose(ABROAD)
    line.abroad, line.cells, line.trunk = f"+{code}", [], society.international_trunk()
    there = [relation(society, code, answers=0.75, median=70.0) for _ in range(draws.whole(3, 14))]
    befriend(society, line, there, 3.0)


def _roam(society: Society, line: Line) -> None:
    """Is a guest from abroad whose number few people here know."""
    draws, numbering = society.draws, society.numbering
    code = draws.choose(ABROAD)
    line.per_day, line.ties, line.weights, line.account = draws.wide(3, 25), [], [], ""
    del numbering.book[line.number]
    line.number = numbering.foreign(code)
    numbering.book[line.number] = line
    home = [relation(society, code, answers=0.75, median=200.0) for _ in range(3)]
    befriend(society, line, home + society.some_people(draws.whole(2, 9)), 1.0)


def _support_family(society: Society, line: Line) -> None:
    """Calls a family abroad, often where it costs much."""
    draws = society.draws
    code, stem = draws.choose(ABROAD if draws.chance(0.6) else COSTLY), draws.digits(2)
    family = [
        society.desk(society.numbering.foreign(code, stem), f"+{code}", draws.even(0.5, 0.85), draws.wide(150, 900))
        for _ in range(draws.whole(2, 9))
    ]
    befriend(society, line, family, draws.wide(2, 8))
    line.per_day *= draws.even(1, 1.8)


def _be_new(society: Society, line: Line) -> None:
    """Gets the number during the world's time, tells everybody, orders this and that."""
    line.per_day *= society.draws.even(1, 3.0)
    line.known_from = society.draws.even(0, 0.8) * society.seconds
    for friend in line.ties:
        friend.knows.discard(line.index)


def _need_help(society: Society, line: Line) -> None:
    draws = society.draws
    for _ in range(draws.whole(2, 9)):
        call = Call(line, society.emergency, society.everyday.business)
        society.intentions.plan(draws.even(0, society.seconds), call)


#: Kind -> mean number for each 12,000 callers, and what it does to a person.
LIVES: Final[Mapping[str, tuple[float, Callable[[Society, Line], None]]]] = {
    "night_worker": (60, _work_at_night),
    "traveller": (50, _travel),
    "roamer": (40, _roam),
    "migrant_worker": (90, _support_family),
    "new_subscriber": (90, _be_new),
    "emergency_caller": (12, _need_help),
}
