"""People who are not at home here: of other networks, from abroad, and visitors with foreign numbers."""

from __future__ import annotations

import numpy as np

from training.fifth_world.kinds import CODE
from training.fifth_world.network import FULL_SIZE, Network


def plan_visitors(network: Network) -> None:
    """Calls that come in from elsewhere, then those of visitors."""
    draws, habits, numbering = network.draws, network.habits, network.numbering
    # People who are seen once or twice.
    who, at = network.daily(network.people.quiet, draws.uniform(0.01, 0.04), "people")
    manners = {"redial": habits.redial, "return_missed": habits.call_back * 0.5, "answer": 0.8}
    network.plan(at, who, network.strangers(len(who), True, quiet=0.25), median=habits.talk * 0.8, **manners)
    # Relatives and firms abroad, a few of them busy.
    count = max(2, int(len(network.people) * draws.log_uniform(0.006, 0.03)))
    places = numbering.foreign(count, habits.abroad)
    kin = network.strangers(2 * count, True, quiet=0.3)
    who, at = network.daily(places, draws.lognormal(0.1, 1.0, count), "people")
    stranger = draws.random(len(who)) < 0.12
    others = network.strangers(len(who), True)
    second = draws.random(len(who)) < 0.25
    manners = {"redial": habits.redial, "return_missed": habits.call_back * 0.3, "return_answered": 0.02}
    callees = np.where(stranger, others, kin[2 * (who - places[0]) + second])
    network.plan(at, who, callees, median=habits.talk * 1.8, answer=0.95, **manners)
    if count := network.count(0.006 * FULL_SIZE):
        _plan_roamers(network, count)


def _plan_roamers(network: Network, count: int) -> None:
    draws, habits, numbering = network.draws, network.habits, network.numbering
    region = draws.integers(0, habits.regions, count)
    places = numbering.foreign(
        count,
        habits.abroad,
        kind=CODE["roamer"],
        on_network=True,
        night_cell=numbering.cell(region, count),
        day_cell=numbering.cell(region, count),
        wanders=0.7,
        handset=network.book.new_handsets(count),
        region=region,
        trunk=-1,
        answers=0.6,
    )
    who, at = network.daily(places, draws.lognormal(1.4, 0.7, count), "people")
    here = draws.random(len(who)) < 0.45
    callees = network.again(network.strangers(int(here.sum()), True), 0.4)
    network.plan(at[here], who[here], callees, median=40, return_missed=0.15, answer=0.8)
    who, at = who[~here], at[~here]
    kin = numbering.foreign(2 * count, habits.abroad)
    callees = kin[(who - places[0]) * 2 + draws.integers(0, 2, len(who))]
    network.plan(at, who, callees, median=80, return_missed=0.3)
