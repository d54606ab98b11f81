"""A campaign's tempo: how many numbers, how fast, from when to when, and each number's moments."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from training.fifth_world.draws import Floats, Integers
from training.fifth_world.network import Network
from training.fifth_world.plans import PLANS


@dataclass(frozen=True, slots=True)
class Tempo:
    """Numbers of a campaign, the curve it works after, and the second at which it begins and ends."""

    numbers: int
    curve: str
    start: float
    stop: float


def draw_tempo(network: Network, kind: str, calls: float) -> Tempo:
    """A tempo for about so many calls: these bind the numbers, their pace and the hours, 1 to 24."""
    draws, seconds, plan = network.draws, network.clock.seconds, PLANS[kind]
    slow, fast = plan.pace
    numbers = draws.whole(1, 40)
    pace = draws.log_uniform(slow, fast if draws.random() < 0.45 else math.sqrt(slow * fast))
    if kind in ("irsf", "pbx_hacking"):
        numbers = draws.whole(1, 8)
    elif kind == "sim_box":
        numbers = draws.whole(3, 40)
    numbers = int(np.clip(numbers, max(1, calls / (pace * 22)), max(1, min(40, calls / pace, calls / 5))))
    hours = float(np.clip(calls / (numbers * min(pace, calls)), 1, 24))
    curve = draws.word(plan.curves)
    for _ in range(8):  # until this curve is at work
        start = draws.uniform(-0.02, 0.97) * seconds
        start = max(0.0, min(start, seconds - min(3600.0, seconds * 0.3)))
        stop = min(seconds, start + hours * 3600)
        if network.clock.amount(curve, start, stop) * 24 > 0.35 * (stop - start) / 3600:
            break
    else:
        curve = "people" if kind.startswith("vishing") or kind == "imitator" else "flat"
    return Tempo(numbers, curve, start, stop)


def draw_turns(network: Network, tempo: Tempo, rotates: bool) -> tuple[Floats, Floats]:
    """When each number begins and ends: all together, or in turns that may overlap."""
    count = tempo.numbers
    begin, end = np.full(count, tempo.start), np.full(count, tempo.stop)
    if rotates:
        turn = (tempo.stop - tempo.start) / count
        begin += turn * np.arange(count)
        end = np.minimum(tempo.stop, begin + turn * network.draws.uniform(0.9, 2.5))
    return begin, end


def draw_moments(
    network: Network, kind: str, calls: float, curve: str, places: Integers, begin: Floats, end: Floats
) -> tuple[Integers, Floats]:
    """Who calls, and when (in order): about so many calls in all, some numbers more than others."""
    draws, clock = network.draws, network.clock
    each = draws.poisson(calls * draws.dirichlet(np.full(len(places), draws.choice([2.0, 12.0]))))
    power = draws.uniform(2, 4.5) if kind == "slow_ramp" else 0.0

    def moments(count: int, first: float, last: float) -> Floats:
        if power:  # more and more
            return first + (last - first) * draws.random(count) ** (1 / power)
        if clock.amount(curve, first, last) > 1e-4:
            return clock.when(curve, count, first, last)
        return draws.uniform(first, last, count)

    at = np.concatenate([moments(*turn) for turn in zip(each, begin, end, strict=True)])
    order = np.argsort(at, kind="stable")
    return np.repeat(places, each)[order], at[order]
