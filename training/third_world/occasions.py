"""Honest people on an unusual day: they call strangers, seldom and slowly, as careful fraud does."""

from __future__ import annotations

from typing import Final

from training.third_world.lines import Line
from training.third_world.society import Society

#: Share of people who have such a day, before the world's habits.
_SHARE: Final = 0.006
_KINDS: Final = ("job_seeker", "private_seller", "organiser", "home_buyer")
_HOUR: Final = 3600.0


def plan_occasions(society: Society) -> None:
    """Plan the calls of people with an unusual day."""
    scenario = society.scenario
    free = [person for person in society.residents if person.cells and person.kind == "person"]
    amount = _SHARE * len(society.people) * scenario.hard_negatives * society.habits.odd_people
    for person in society.some_of(free, society.draws.rounded(amount)):
        _spend_a_day(society, person, society.draws.one(_KINDS))


def _spend_a_day(society: Society, person: Line, kind: str) -> None:
    draws, clock, near = society.draws, society.clock, society.neighbours(person.region)
    number, manner = draws.random.randint, society.manners.errand
    person.kind = kind
    if kind == "organiser":
        called = society.some_of(person.friends, 40) + society.some_of(near, number(4, 20))
        manner = society.manners.chat
    elif kind == "private_seller":
        called = society.some_of(near, number(5, 25))
        for caller in society.some_of(near, number(3, 25)):
            society.plan(clock.when("person"), caller, person, manner)
    else:
        called = society.some_of(society.shops, number(6, 30)) + society.some_of(near, number(3, 10))
    start = clock.when("worker", 0, max(_HOUR, clock.seconds - 4 * _HOUR))
    span = draws.between(1.5, 8) * _HOUR
    for callee in called:
        society.plan(start + draws.between(0, span), person, callee, manner)
