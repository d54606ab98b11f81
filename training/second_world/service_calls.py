"""What honest services do all day."""

from __future__ import annotations

import math
from dataclasses import replace

from training.second_world.lines import Line, Manner
from training.second_world.manners import Manners
from training.second_world.service_kinds import ServiceKind
from training.second_world.services import Outfit
from training.second_world.society import Society

_HOUR = 3600.0
#: Hours for which `ServiceKind.calls` and `inbound` are stated.
_STATED_HOURS = 30.0


def plan_services(society: Society, outfits: list[Outfit], manners: Manners) -> None:
    """Plan the calls of all outfits, and the calls to them."""
    for outfit in outfits:
        _Work(society, outfit, manners).plan()


class _Work:
    """One outfit at work."""

    def __init__(self, society: Society, outfit: Outfit, manners: Manners) -> None:
        self._society, self._outfit, self._manners = society, outfit, manners
        draws, kind = society.draws, outfit.kind
        self._customers = draws.between(*kind.customers)
        self._manner = _manner(society, kind)
        self._to_customers = replace(
            self._manner,
            returns_missed=min(0.5, self._manner.returns_missed * 2),
            returns_answered=0.04,
            rings_off=0.0,
            familiar=True,
        )
        self._known = [society.person() for _ in range(int(len(outfit.lines) * draws.log_between(6, 60)))]
        if kind.kind == "office":  # offices deal with businesses
            self._known = self._known[: max(6, len(self._known) // 3)]
            self._known += [draws.one(society.businesses) for _ in outfit.lines]
        self._abroad = self._partners_abroad() if draws.chance(kind.abroad) else []
        self._overseas = Manner(draws.log_normal(draws.log_between(120, 900), 0.8), redials=0.1)
        self._calls = draws.log_between(*kind.calls) * society.habits.heavy_calls
        self._inbound = draws.log_between(*kind.inbound)
        self._only_out = kind.only_out * draws.between(0, 0.6)
        # Colleagues, the switchboard, somebody who calls back: hardly a line is never called.
        self._floor = draws.one((1, 1, 2, 2, 3)) if draws.chance(0.9) else 0
        self._in_sequence = kind.in_sequence and draws.chance(0.5)
        self._next = draws.random.randrange(len(society.people))

    def _partners_abroad(self) -> list[Line]:
        draws, countries = self._society.draws, self._society.foreign + self._society.costly
        return [self._society.destination(draws.one(countries), 0.9, 9) for _ in range(draws.random.randint(1, 6))]

    def plan(self) -> None:
        """Plan what every line does and receives."""
        draws, kind = self._society.draws, self._outfit.kind
        for line in self._outfit.lines:
            self._call(line)
            if draws.chance(self._only_out):
                continue
            self._be_called(line)
            if kind.kind == "phone_in_line":
                self._contest(line)
            if draws.chance(kind.private):
                self._private(line)

    def _call(self, line: Line) -> None:
        society, kind = self._society, self._outfit.kind
        draws, clock = society.draws, society.clock
        low, high = line.since, clock.seconds
        if kind.shifts:
            low = max(low, draws.between(0, clock.seconds - 6 * _HOUR))
            high = low + draws.between(5, 16) * _HOUR
        if kind.at_once and (start := clock.times(kind.curve, 1)):
            low, high = start[0], start[0] + draws.log_between(600, 14000)
        count = round(self._calls * math.exp(draws.random.gauss(0, 0.5)) * society.scenario.hours / _STATED_HOURS)
        for at in sorted(clock.times(kind.curve, max(1, count), low, high)):
            if self._abroad and draws.chance(0.3):
                society.plan(at, line, draws.one(self._abroad), self._overseas)
            elif draws.chance(self._customers):
                society.plan(at, line, draws.one(self._known), self._to_customers)
            else:
                society.plan(at, line, self._stranger(), self._manner)

    def _stranger(self) -> Line:
        """Somebody, or the next in a list of numbers that goes on where nobody has one."""
        society = self._society
        if not self._in_sequence:
            return society.person()
        self._next = (self._next + society.draws.random.randint(1, 4)) % len(society.people)
        person = society.people[self._next]
        return society.unassigned(person) if society.draws.chance(0.12) else person

    def _be_called(self, line: Line) -> None:
        society, draws = self._society, self._society.draws
        curve = "evening" if self._outfit.kind.kind == "phone_in_line" else "person"
        least = draws.random.randint(1, self._floor) if self._floor else 0
        hours = society.scenario.hours / _STATED_HOURS
        count = max(draws.poisson(self._inbound * draws.between(0.3, 1.7) * hours), least)
        for at in society.clock.times(curve, count, line.since):
            caller = draws.one(self._known) if draws.chance(0.7) else society.person()
            society.plan(at, caller, line, self._manners.business)

    def _contest(self, line: Line) -> None:
        """A competition on the air: hundreds call within minutes."""
        society, draws = self._society, self._society.draws
        rush = Manner(draws.log_normal(12, 0.7), answered=0.35, redials=0.5, tries=4, redial_wait=(5, 90))
        for start in society.clock.times("evening", 1):
            for _ in range(int(draws.log_between(30, 250))):
                society.plan(start + draws.random.expovariate(1 / 240), society.person(), line, rush)

    def _private(self, line: Line) -> None:
        """Colleagues and friends on a work phone."""
        society, draws = self._society, self._society.draws
        mates = [other for other in self._outfit.lines if other is not line][:4]
        mates += [society.person(), society.person()]
        for at in society.clock.times("person", draws.random.randint(1, 7), line.since):
            mate = draws.one(mates)
            caller, callee = (line, mate) if draws.chance(0.55) else (mate, line)
            society.plan(at, caller, callee, self._manners.known)


def _manner(society: Society, kind: ServiceKind) -> Manner:
    """How an outfit's calls to people go."""
    draws = society.draws
    median = draws.log_between(*kind.seconds)
    if kind.recorded:
        seconds = draws.announcement(int(median), draws.between(0.3, 0.9), median * 0.6)
    else:
        talk = draws.log_normal(median, draws.between(*kind.spread))
        seconds = draws.mixed(draws.between(*kind.refused), draws.log_normal(draws.log_between(6, 18), 0.5), talk)
    return Manner(
        seconds,
        answered=draws.between(*kind.answered),
        redials=draws.between(*kind.redials),
        tries=draws.random.randint(1, 4),
        redial_wait=(60.0, draws.log_between(600, 20000)),
        returns_missed=draws.log_between(*kind.returned),
        returns_answered=draws.between(0, kind.returned[1] * 0.15),
        rings_off=draws.between(0.9, 1) if kind.rings_off else 0.0,
    )
