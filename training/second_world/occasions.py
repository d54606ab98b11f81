"""Honest people on an unusual day: a new number, a journey, a wedding to organise, a home to find."""

from __future__ import annotations

from typing import Final

from training.second_world.lines import Manner
from training.second_world.manners import Manners
from training.second_world.society import Society
from training.second_world.ties import Ties

_HOUR = 3600.0
#: Organisers of full size, before the world's habits.
_ORGANISERS = 260
#: People who spend a day on strangers' numbers: kind -> how many of full size, and whether they call businesses too.
_SEEKERS: Final = {
    "job_seeker": (90, True),
    "private_seller": (70, False),
    "home_buyer": (60, True),
    "volunteer": (60, False),
}


def plan_occasions(society: Society, ties: Ties, manners: Manners) -> None:
    """Plan the calls of people with an unusual day."""
    for place, person in enumerate(society.people):
        if person.kind == "new_sim" and society.draws.chance(0.7):
            _announce(society, ties, manners, place)
        elif person.kind == "tourist_sim":
            _travel(society, ties, manners, place)
    amount = society.scenario.scale * society.scenario.hard_negatives * society.habits.odd_people
    for place in society.pick(society.draws.rounded(_ORGANISERS * amount)):
        _organise(society, ties, manners, place)
    for kind, (usual, to_businesses) in _SEEKERS.items():
        for place in society.pick(society.draws.rounded(usual * amount)):
            society.people[place].kind = kind
            _seek(society, manners, place, to_businesses=to_businesses)


def _announce(society: Society, ties: Ties, manners: Manners, place: int) -> None:
    """A new number is told to acquaintances."""
    draws, person = society.draws, society.people[place]
    told = draws.between(0.2, 0.8)
    for other in ties.of(place):
        if draws.chance(told):
            society.plan(person.since + draws.log_between(60, 14000), person, other, manners.known)


def _travel(society: Society, ties: Ties, manners: Manners, place: int) -> None:
    """A tourist's local SIM calls strangers only; friends at home may know the number."""
    draws, person = society.draws, society.people[place]
    manner = Manner(
        draws.log_normal(draws.log_between(30, 120), 0.8),
        answered=1.1,
        redials=0.3,
        returns_missed=draws.between(0, 0.35),
        returns_answered=0.02,
    )
    until = person.since + draws.log_between(3, 26) * _HOUR
    for at in society.clock.times("person", 2 + int(draws.log_between(1, 14)), person.since, until):
        callee = draws.one(society.businesses) if draws.chance(0.6) else society.person()
        society.plan(at, person, callee, manner)
    friends = ties.of(place)
    if friends and draws.chance(0.85):
        for at in society.clock.times("evening", draws.random.randint(1, 3), person.since):
            society.plan(at, draws.one(friends), person, manners.known)


def _organise(society: Society, ties: Ties, manners: Manners, place: int) -> None:
    """Weddings, funerals, clubs: acquaintances and theirs, one after the other."""
    draws, person = society.draws, society.people[place]
    person.kind = "organiser"
    near = ties.places(place)
    further = [second for first in near[:12] for second in ties.places(first)[:6]]
    asked = list(dict.fromkeys(near + draws.random.sample(further, min(len(further), 30))))
    draws.random.shuffle(asked)
    asked = asked[: int(draws.log_between(8, 32))]
    start = draws.between(0, society.clock.seconds * 0.7)
    times = society.clock.times("person", len(asked), start, start + draws.log_between(1.5, 12) * _HOUR)
    for at, other in zip(times, asked, strict=False):
        society.plan(at, person, society.people[other], manners.known)


def _seek(society: Society, manners: Manners, place: int, *, to_businesses: bool) -> None:
    """Strangers' numbers for some hours; who sells something is called by strangers too."""
    draws, person = society.draws, society.people[place]
    talk = draws.log_normal(draws.log_between(50, 200), 0.8)
    manner = Manner(
        draws.mixed(draws.between(0.2, 0.5), draws.log_normal(14, 0.6), talk),
        answered=draws.between(0.8, 1.2),
        redials=draws.between(0.05, 0.3),
        returns_missed=draws.between(0.05, 0.3),
        returns_answered=draws.between(0, 0.05),
    )
    start = draws.between(0, society.clock.seconds * 0.6)
    until = start + draws.log_between(3, 24) * _HOUR
    for at in society.clock.times("seller", int(draws.log_between(5, 30)), start, until):
        callee = draws.one(society.businesses) if to_businesses and draws.chance(0.5) else society.person()
        society.plan(at, person, callee, manner)
    if person.kind == "private_seller":
        for at in society.clock.times("evening", draws.random.randint(0, 9), start):
            society.plan(at, society.person(), person, manners.once)
