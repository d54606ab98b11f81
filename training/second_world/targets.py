"""Whom a campaign calls."""

from __future__ import annotations

from collections.abc import Callable

from training.second_world.lines import Line
from training.second_world.society import Society

#: Gives the next number to call.
Targets = Callable[[], Line]


def anybody(society: Society, calls: float, by_number: list[Line]) -> Targets:
    """Anybody, a region, a leaked list that several numbers work through, or number after number.

    Args:
        society: who lives there.
        calls: calls that the campaign will place, about.
        by_number: its people in the order of their numbers.
    """
    draws, people = society.draws, society.people
    how = draws.random.choices(("all", "region", "list", "sequence"), (0.5, 0.2, 0.2, 0.1))[0]
    place = draws.random.randrange(len(people))
    if how == "region":
        width = max(200, int(len(people) * draws.between(0.02, 0.15)))
        return lambda: people[(place + draws.random.randrange(width)) % len(people)]
    if how == "list":
        leaked = [society.person() for _ in range(max(6, int(calls * draws.between(0.5, 1.3))))]
        return _round(leaked)
    return society.person if how == "all" else _sequence(society, place, by_number)


def _round(leaked: list[Line]) -> Targets:
    place = -1

    def following() -> Line:
        nonlocal place
        place = (place + 1) % len(leaked)
        return leaked[place]

    return following


def _sequence(society: Society, place: int, by_number: list[Line]) -> Targets:
    draws = society.draws
    gaps = draws.between(0.02, 0.3)  # share of numbers that nobody has

    def following() -> Line:
        nonlocal place
        place = (place + draws.random.randint(1, 3)) % len(by_number)
        return society.unassigned(by_number[place]) if draws.chance(gaps) else by_number[place]

    return following


def costly(society: Society) -> Targets:
    """Numbers that pay for being called, in one to three costly countries and sometimes another one."""
    draws = society.draws
    countries = draws.random.sample(society.costly, draws.random.randint(1, 3))
    if draws.chance(0.3):
        countries.append(draws.one(society.foreign))
    count = max(3, int(draws.log_between(3, 60)))
    numbers = [society.destination(draws.one(countries), draws.between(0.6, 0.98), 99) for _ in range(count)]
    return lambda: draws.one(numbers)
