"""What people do every day: they call whom they know, now and then somebody they do not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.second_world.lines import Line
from training.second_world.manners import Manners
from training.second_world.society import Society
from training.second_world.ties import Ties

#: Hours for which `Habits.calls` is stated.
_STATED_HOURS = 30.0
#: Nobody means to place more calls than this in them.
_MOST = 90.0
#: Of people's calls, the share to the emergency services.
_EMERGENCIES = 0.001
#: How much people abroad call of what people at home do: only their calls home are seen.
_FROM_ABROAD = 0.35


def plan_daily_life(society: Society, ties: Ties, manners: Manners, emergency: Line) -> None:
    """Plan the calls of all people."""
    draws, strangers = society.draws, society.habits.strangers
    counts = draws.array.poisson(_rates(society, ties)).tolist()
    times = society.clock.times("person", sum(counts))
    chances = draws.array.random(sum(counts))
    start = 0
    for place, (person, count) in enumerate(zip(society.people, counts, strict=True)):
        if not count:
            continue
        own = times[start : start + count]
        called = ties.called(place, chances[start : start + count])
        start += count
        if other := _other_times(society, person, count):
            own = other
        for at, callee in zip(own, called, strict=False):
            luck = draws.random.random()
            if luck < strangers:  # a number from an advert, a wrong number
                society.plan(at, person, society.person(), manners.once)
            elif luck < strangers + _EMERGENCIES:
                society.plan(at, person, emergency, manners.business)
            else:
                society.plan(at, person, callee, manners.known)


def _rates(society: Society, ties: Ties) -> NDArray[np.float64]:
    """Calls that each person means to place, on average."""
    draws, habits = society.draws.array, society.habits
    counts = ties.counts
    rates: NDArray[np.float64] = draws.lognormal(0, habits.calls_spread, len(counts)) * np.maximum(counts, 1) ** 0.55
    abroad = np.array([person.kind == "foreigner" for person in society.people])
    tourist = np.array([person.kind == "tourist_sim" for person in society.people])
    rates *= np.where(abroad, _FROM_ABROAD, 1.0) * (counts > 0) * ~tourist
    rates *= habits.calls / rates.mean()
    np.minimum(rates, _MOST, out=rates)
    rates *= society.scenario.hours / _STATED_HOURS
    return rates


def _other_times(society: Society, person: Line, count: int) -> list[float] | None:
    """When those call who do not call when most people do; None for most people."""
    clock = society.clock
    if person.kind == "night_worker":
        return clock.times("night", count)
    if person.since:  # a new number: fewer hours are left to call in
        left = 1 - person.since / clock.seconds
        return clock.times("person", max(1, round(count * left)), person.since)
    if person.kind == "foreigner":
        return clock.times("evening" if society.draws.chance(0.5) else "flat", count)
    return None
