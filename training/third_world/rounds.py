"""Honest people who call strangers, or at night, or by the clock, from handsets: they look like fraudsters' SIMs."""

from __future__ import annotations

from typing import Final

from training.third_world.firms import Firms, Services
from training.third_world.lines import Line, Manner
from training.third_world.manners import conversation

#: A courier changes cells this often, seconds.
_NEXT_STREET: Final = 2700.0


def _depot(firms: Firms) -> None:
    """Couriers: people at their doors, once, for seconds; the depot now and then; some phones go from hand to hand."""
    society, draws = firms.society, firms.draws
    region = society.region()
    depot = firms.open("depot", 1, region=region)
    area = firms.town(region, 900)
    shared = [society.numbering.imei() for _ in range(3)] if draws.chance(0.25) else []
    manner = Manner(
        conversation(draws, draws.log_between(18, 42), 0.6, 0.15), draws.between(0.85, 1.1), draws.between(0.2, 0.5),
        draws.between(0.15, 0.4), wait=300,
    )  # fmt: skip
    for _ in range(draws.random.randint(5, 15)):
        courier = society.mobile("courier", region)
        courier.curve = "worker"
        courier.imei = draws.one(shared) if shared else courier.imei
        courier.trip = _streets(firms, region)
        pace = draws.between(2, 6.5)
        firms.work([courier], (9, 19), pace, manner, firms.one_of(depot, draws.between(0.02, 0.1), area))
        firms.visit(area, [courier], draws.random.randrange(6), "worker", society.manners.errand)


def _streets(firms: Firms, region: str) -> tuple[tuple[float, str, str], ...]:
    stops = range(int(firms.society.clock.seconds / _NEXT_STREET) + 1)
    return tuple((stop * _NEXT_STREET, region, f"{region}-{firms.draws.digits(4)}") for stop in stops)


def _night_worker(firms: Firms) -> None:
    """Guards, carers, drivers, bakers."""
    society, draws = firms.society, firms.draws
    worker = society.mobile("night_worker")
    worker.curve = "night"
    known, wide = firms.town(worker.region, draws.random.randint(4, 14)), firms.town(worker.region, 60)
    picks = firms.one_of(known, draws.between(0.55, 0.9), wide)
    firms.work([worker], (21, 30), draws.between(1, 3.5), society.manners.chat, picks)
    firms.visit(known, [worker], draws.random.randint(1, 7), "night", society.manners.chat)


def _sales_rep(firms: Firms) -> None:
    """Sales people, agents, recruiters on their own phones."""
    society, draws = firms.society, firms.draws
    rep = society.mobile("sales_rep")
    rep.curve = "worker"
    known, wide = firms.town(rep.region, 30), society.some_of(society.residents, 500)
    manner = Manner(
        conversation(draws, draws.log_between(45, 140), 1.1, draws.between(0.1, 0.35)), draws.between(0.75, 1.0),
        redials=0.1, returns=draws.between(0.05, 0.3),
    )  # fmt: skip
    strangers = draws.random.betavariate(2, 2)
    firms.work([rep], (9, 19), draws.between(1.5, 7), manner, firms.one_of(wide, strangers, known), present=0.8)
    callers: list[Line] = known[: draws.random.randint(0, 8)]
    for caller in callers:
        society.plan(society.clock.when("worker"), caller, rep, society.manners.chat)


def _alarm(firms: Firms) -> None:
    """Alarms and meters: one number, like a clock."""
    society, draws = firms.society, firms.draws
    alarm = society.mobile("machine")
    alarm.stays, alarm.returns = True, False
    centre, gap = draws.one(society.shops), draws.one((900.0, 1800.0, 3600.0, 7200.0))
    manner = Manner(conversation(draws, draws.log_between(5, 18), 0.2, 0.0), 1.15)
    at = draws.between(0, gap)
    while at < society.clock.seconds:
        society.plan(at + draws.between(0, 9), alarm, centre, manner)
        at += gap


#: How many there are in a world of full size, and what adds one and plans its calls.
ROUNDS: Final[Services] = ((26, _depot), (170, _night_worker), (150, _sales_rep), (70, _alarm))
