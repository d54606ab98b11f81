"""Honest calls that come in crowds: schools, programmes on the air, conference bridges."""

from __future__ import annotations

from typing import Any

import numpy as np

from training.fifth_world.firms import found, plan_friends
from training.fifth_world.network import Network


def plan_school(network: Network) -> None:
    """A burst to all parents, sometimes two."""
    draws = network.draws
    firm = found(network, "school", draws.whole(1, 3), True, lines=30, returns=0.3)
    parents = np.unique(network.strangers(draws.whole(60, 420), region=firm.region, quiet=0.3))
    for start in network.clock.when("office", 1 + int(draws.random() < 0.3)):
        network.plan(
            start + np.sort(draws.random(len(parents))) * draws.log_uniform(200, 3000),
            draws.choice(firm.places, len(parents)),
            draws.permutation(parents),
            median=draws.log_uniform(16, 45),
            spread=0.4,
            answer=draws.uniform(0.8, 1.1),
            return_missed=draws.uniform(0.05, 0.25),
            redial=draws.uniform(0, 0.6),
            redial_wait=900,
        )
    plan_friends(network, firm.places, firm.region, 5, "office")


def plan_phone_in(network: Network) -> None:
    """Everybody calls at once, and most find it engaged."""
    draws = network.draws
    count, lines = draws.whole(1, 3), draws.whole(4, 30)
    answers, talk = draws.uniform(0.1, 0.5), draws.log_uniform(20, 200)
    firm = found(network, "phone_in", count, True, lines=lines, answers=answers, talk_median=talk, returns=0.05)
    curve = draws.word(["shop", "evening"])
    for start in network.clock.when(curve, draws.whole(1, 3)):
        calls = draws.whole(40, 350)
        network.plan(
            start + draws.gamma(1.5, draws.log_uniform(60, 900), calls),
            network.strangers(calls, True, quiet=0.25),
            draws.choice(firm.places, calls),
            redial=draws.uniform(0.3, 0.7),
            redial_wait=35,
            median=draws.log_uniform(15, 90),
        )
    plan_friends(network, firm.places, firm.region, draws.log_uniform(4, 30), "shop")


def plan_conference(network: Network) -> None:
    """A bridge that a team calls on the half-hour, and that calls some of them."""
    draws, clock = network.draws, network.clock
    count, talk = draws.whole(1, 4), draws.log_uniform(900, 2400)
    attributes: dict[str, Any] = {"answers": 0.99, "talk_median": talk, "talk_spread": 0.5, "returns": 0.0, "lines": 99}
    places = found(network, "conference", count, True, **attributes).places
    team = network.strangers(draws.whole(12, 90), quiet=0.3)
    meetings = int(draws.poisson(draws.log_uniform(3, 14) * clock.amount("office") + 0.2))
    half_hours = np.round(clock.when("office", meetings) / 1800) * 1800
    for start in half_hours - clock.hour(0.0) % 0.5 * 3600:
        present = min(len(team), draws.whole(3, 18))
        who, called = draws.choice(team, present, replace=False), draws.random(present) < 0.35
        at = start + draws.normal(30, 100, present)
        network.plan(at[~called], who[~called], places[0], redial=0.8, redial_wait=30)
        bridges = draws.choice(places, called.sum())
        manners = {"answer": 1.1, "redial": 0.5, "redial_wait": 60, "return_missed": 0.2}
        network.plan(at[called], bridges, who[called], median=1500, spread=0.5, **manners)
