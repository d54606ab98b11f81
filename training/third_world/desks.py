"""Honest firms that call and are called all day: hospitals, taxis, offices."""

from __future__ import annotations

from typing import Final

from training.third_world.firms import Firms, Services
from training.third_world.lines import Line, Manner
from training.third_world.manners import conversation

#: Calls to a hospital in 24 hours.
_PATIENTS: Final = 60
#: How many shops offices deal with, of those in their calls to strangers.
_SUPPLIERS: Final = 60


def _hospital(firms: Firms) -> None:
    """In and out, day and night; wards call each other."""
    society, draws = firms.society, firms.draws
    region = society.region()
    wards = firms.open("hospital", draws.random.randint(2, 8), region=region)
    area, staff = firms.town(region, 500), firms.town(region, 40)
    seconds = conversation(draws, draws.log_between(80, 180), 0.9, 0.1)
    manner = Manner(seconds, draws.between(0.85, 1.05), redials=0.1, returns=0.15)
    picks = firms.one_of(staff, draws.between(0.2, 0.6), area + wards)
    firms.work(wards, (0, 24), draws.between(1.5, 5), manner, picks)
    society.services += wards[:2] * 6
    firms.visit(area, wards, int(_PATIENTS * firms.days), "all_day", society.manners.errand)


def _taxi_dispatch(firms: Firms) -> None:
    """Drivers again and again, customers once; drivers call customers too."""
    society, draws = firms.society, firms.draws
    region = society.region()
    lines = firms.open("taxi_dispatch", draws.random.randint(1, 5), region=region)
    drivers, area = firms.town(region, 25), firms.town(region, 600)
    seconds = conversation(draws, draws.log_between(14, 32), 0.6, 0.15)
    manner = Manner(seconds, 1.1, redials=0.4, returns=draws.between(0.1, 0.4), wait=120)
    firms.work(lines, (0, 24), draws.between(4, 10), manner, firms.one_of(drivers, draws.between(0.35, 0.75), area))
    society.services += lines[:1] * 6
    for driver in drivers:
        firms.visit([driver], area, draws.random.randrange(9), "all_day", manner)


def open_office(firms: Firms) -> None:
    """A switchboard with a few calls a line, some of them abroad."""
    society, draws = firms.society, firms.draws
    lines = firms.open("office", draws.random.randint(4, 14))
    region, chat = lines[0].region, society.manners.chat
    known = firms.town(region, 40)
    wide = firms.town(region, 300) + society.some_of(society.shops, _SUPPLIERS)
    partners: list[Line] = []
    if draws.chance(0.25):
        partners = [society.abroad(draws.one(society.foreign), "foreigner", 0.7) for _ in range(3)]
    pace = draws.between(2, 11) * firms.days
    for line in lines:
        line.returns = True
        for _ in range(draws.poisson(pace)):
            callees = partners if partners and draws.chance(0.1) else known if draws.chance(0.7) else wide
            society.plan(society.clock.when("office"), line, draws.one(callees), chat)
        firms.visit(known, [line], draws.poisson(3 * firms.days), "office", chat)
    society.offices.append(lines)


#: How many there are in a world of full size, and what adds one and plans its calls.
DESKS: Final[Services] = ((11, _hospital), (10, _taxi_dispatch))
