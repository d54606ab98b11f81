"""When ordinary people call: after their own day, several calls in a sitting."""

from __future__ import annotations

import math

import numpy as np

from training.fifth_world.clock import PEOPLE
from training.fifth_world.curves import SHARES
from training.fifth_world.draws import Floats, Integers
from training.fifth_world.kinds import CODE
from training.fifth_world.network import Network


def draw_sittings(network: Network) -> tuple[Integers, Floats]:
    """Who calls, and when; nobody before he has his number."""
    draws, people, count = network.draws, network.people, len(network.people)
    rate = 6.8 * network.habits.activity * draws.lognormal(-0.36, 0.85, count)  # calls a working day
    rate *= np.where(people.kind == CODE["new_subscriber"], draws.uniform(1, 3, count), 1)
    rate *= np.where(people.on_network, 1.15, 0.75)
    length = draws.uniform(1.2, 1.8)  # calls in a sitting
    shift = draws.choice(len(PEOPLE), count, p=SHARES)
    at_night = people.kind == CODE["night_worker"]
    groups = [((shift == place) & ~at_night, curve) for place, curve in enumerate(PEOPLE)]
    sittings = []
    for members, curve in [*groups, (at_night, "night")]:
        places = np.flatnonzero(members)
        sittings.append(network.daily(places, rate[places] / length, curve))
    who, start = (np.concatenate(parts) for parts in zip(*sittings, strict=True))
    calls = draws.geometric(1 / length, len(who))
    who, first = np.repeat(who, calls), np.concatenate([[0], np.cumsum(calls)])[:-1]
    gap = draws.lognormal(math.log(200), 1.0, len(who))
    gap[first] = 0
    elapsed = np.cumsum(gap)
    at = np.repeat(start, calls) + elapsed - np.repeat(elapsed[first], calls)
    known = at > people.born[who]
    return who[known], at[known]
