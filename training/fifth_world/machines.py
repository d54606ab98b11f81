"""Honest calls that no person dials: passwords by a call nobody takes, fleets of machines, SIMs on trial."""

from __future__ import annotations

from typing import Any

import numpy as np

from training.fifth_world.firms import found, plan_friends
from training.fifth_world.kinds import CODE
from training.fifth_world.network import Network

_HOUR = 3600


def plan_flash_calls(network: Network) -> None:
    """One-time passwords in the last digits of a number that rings once."""
    draws = network.draws
    count = draws.whole(1, 40)
    manners: dict[str, Any] = {"lines": 60, "answers": 0.02, "returns": 0.0}
    if draws.random() < 0.7:
        places = found(network, "otp_flash", count, draws.random() < 0.5, **manners).places
    else:
        abroad, kind = network.habits.abroad, CODE["otp_flash"]
        places = network.numbering.foreign(count, abroad, near=True, kind=kind, **manners)
    who, at = network.daily(places, draws.log_uniform(120, 1500) / count, "people")
    network.plan(
        at,
        who,
        network.again(network.strangers(len(who), True), draws.uniform(0, 0.3)),
        one_ring=True,
        answer=draws.uniform(0, 0.06),
        redial=draws.uniform(0, 0.2),
        redial_wait=40,
        return_missed=draws.uniform(0.002, 0.015),
    )


def plan_machines(network: Network) -> None:
    """Meters and alarms that call their centre at regular times."""
    draws, numbering, seconds = network.draws, network.numbering, network.clock.seconds
    count = draws.whole(4, 60)
    layout = draws.word(["hundred", "thousand"])
    account = network.book.new_account()
    firm = found(network, "m2m", count, False, layout, returns=0.0, answers=0.3, account=account, wanders=0.0)
    centre = numbering.dialled(numbering.unused(1, area=firm.region)[0])
    manners = {"answers": 0.98, "talk_median": 10.0, "returns": 0.0, "lines": 99}
    network.book.change(np.array([centre]), unassigned=False, mobile=False, on_network=True, **manners)
    every = draws.log_uniform(1.5 * _HOUR, 24 * _HOUR)
    for place in firm.places:
        at = np.arange(draws.uniform(0, every), seconds, every)
        at += draws.normal(0, draws.log_uniform(2, 600), len(at))
        talk = draws.log_uniform(4, 40)
        network.plan(at, place, centre, median=talk, spread=0.25, redial=0.8, redial_wait=60, return_missed=0)


def plan_reseller(network: Network) -> None:
    """Many SIMs tried in one telephone; half of them are then sold."""
    draws, book, numbering = network.draws, network.book, network.numbering
    count, region = draws.whole(5, 30), draws.below(network.habits.regions)
    handset, cell = book.new_handsets(1), numbering.cell(region)
    manners: dict[str, Any] = {"handset": handset, "night_cell": cell, "wanders": 0.0, "returns": 0.3}
    places = found(network, "reseller", count, False, region=region, **manners).places
    tests = np.concatenate([network.strangers(2, region=region), places[:1]])
    tried = network.clock.when("shop", count)
    calls = draws.integers(1, 4, count)
    who = np.repeat(places, calls)
    at = np.repeat(tried, calls) + draws.exponential(200, len(who))
    callees = draws.some(tests, len(who))
    callees = np.where(who == callees, tests[0], callees)
    network.plan(at, who, callees, median=6, spread=0.6, redial=0.1, return_missed=0.02)
    sold = draws.random(count) < 0.5
    plan_friends(network, places[sold], region, 4, low=tried[sold] + 5000)
