"""What people do every day: they call whom they know, and rather often somebody they do not."""

from __future__ import annotations

from typing import Final

from training.third_world.lines import Line, Manner
from training.third_world.society import Society

#: Hours for which `Habits.calls` is stated; redials and call-backs come on top.
_STATED_HOURS: Final = 36.0
#: Shape of how much people differ in calling strangers: beta, first parameter; the second follows from the mean.
_STRANGERS: Final = 1.2
#: How calls to no acquaintance divide: shops, services, people of the region, emergency services, wrong numbers.
_SHARES: Final = (0.5, 0.7, 0.965, 0.97)


def plan_daily_life(society: Society, emergency: Line) -> None:
    """Plan the calls of all people."""
    draws, habits = society.draws, society.habits
    activity = draws.array.lognormal(0, habits.calls_spread, len(society.people))
    activity *= habits.calls * society.scenario.hours / _STATED_HOURS / activity.mean()
    counts = draws.array.poisson(activity).tolist()
    others = _STRANGERS * (1 - habits.strangers) / habits.strangers
    for person, usual in zip(society.people, counts, strict=True):
        count = usual
        if person.since:  # a new number: fewer hours are left, and it has to be told
            count = int(usual * (1 - person.since / society.clock.seconds)) + draws.random.randint(2, 14)
        _day(society, person, count, draws.random.betavariate(_STRANGERS, others), emergency)


def _day(society: Society, person: Line, count: int, strangers: float, emergency: Line) -> None:
    draws, clock, in_a_row = society.draws.random, society.clock, society.habits.in_a_row
    chat, at = society.manners.chat, 0.0
    for place in range(count):
        if place and draws.random() < in_a_row:
            at += 30 + draws.expovariate(1 / 200)
        else:
            at = clock.when(person.curve, person.since)
        if person.friends and draws.random() > strangers:
            callee, manner = draws.choices(person.friends, cum_weights=person.closeness)[0], chat
        else:
            callee, manner = _no_friend(society, person, emergency)
        society.plan(at, person, callee, manner)


def _no_friend(society: Society, person: Line, emergency: Line) -> tuple[Line, Manner]:
    draws, errand = society.draws.random, society.manners.errand
    shop, service, near, urgent = _SHARES
    luck = draws.random()
    if luck < shop:
        return draws.choices(society.shops, cum_weights=society.shop_weights)[0], errand
    if luck < service and society.services:
        return draws.choice(society.services), errand
    if luck < near:
        return draws.choice(society.neighbours(person.region)), errand
    return (emergency if luck < urgent else society.beside(society.resident())), errand
