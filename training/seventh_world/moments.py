"""When outfits call: stretches of work, and within them renewal processes from clockwork to clumps."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from training.seventh_world.curves import Clock, Floats
from training.seventh_world.kinds import Table

_HOUR: Final = 3600.0
#: More calls than this no outfit plans in one stretch; keeps a draw of extremes from filling the memory.
_MOST: Final = 20_000
#: With fewer calls nobody would call it a campaign.
_LEAST: Final = 8
#: Share of campaigns that keep the hours of those whom they call; the others work on through the night.
_SENSIBLE: Final = 0.8


def _within(rng: np.random.Generator, outfit: Table, start: float, length: float, count: int) -> Floats:
    """`count` moments of a stretch in order; gaps have the outfit's coefficient of variation."""
    shape = 1.0 / max(0.05, float(outfit["uneven"])) ** 2
    # A gamma of a tiny shape underflows to zero now and then: a call right after the other, which is what it means.
    gaps = rng.gamma(shape, size=count + 1) + 1e-9
    share = np.cumsum(gaps)[:-1] / gaps.sum()
    return np.asarray(start + length * share ** (1.0 / (1.0 + float(outfit["ramp"]))), np.float64)


def work(rng: np.random.Generator, clock: Clock, outfit: Table, numbers: int) -> tuple[Floats, Floats]:
    """Moments at which an outfit of so many numbers calls and is called, each in order, all within the world."""
    curve = int(outfit["curves"])
    fraud = outfit["campaign"] >= 0
    often = float(outfit["stretches"]) * (1.0 if fraud else clock.days(curve))
    stretches = max(1, round(often)) if fraud else int(often + rng.random())
    length = float(outfit["stretch"]) * _HOUR
    if fraud:
        length = min(length, 0.8 * clock.seconds / stretches)
    out: list[Floats] = [np.zeros(0)]
    back: list[Floats] = [np.zeros(0)]
    budget = float(outfit["budget"]) / stretches if outfit["budget"] else float(_MOST)
    pace = float(outfit["pace"]) * numbers / _HOUR
    begin = clock.draw(rng, curve, 1)[0]
    for _ in range(stretches):
        planned = length
        if fraud:
            # A quick campaign is over once it has made its calls.
            planned = length if outfit["ramp"] else min(length, max(60.0, budget / pace))
            begin = min(begin, clock.seconds - planned)
            start = begin
            begin += planned + rng.exponential(6 * _HOUR)
        else:
            start = clock.draw(rng, curve, 1)[0] - 0.4 * length
        count = int(min(budget, pace * planned, _MOST) + rng.random())
        out.append(_within(rng, outfit, start, planned, max(count, _LEAST if fraud else 0)))
        calls_in = rng.poisson(float(outfit["inbound"]) * length / _HOUR)
        back.append(start + length * rng.random(min(calls_in, _MOST)))
    placed, received = np.sort(np.concatenate(out)), np.sort(np.concatenate(back))
    if fraud:
        placed = placed[(placed >= 0) & (placed < clock.seconds)]
        return clock.warp(curve, placed) if rng.random() < _SENSIBLE else placed, received[:0]
    return placed[clock.keep(rng, curve, placed)], received[clock.keep(rng, curve, received)]


def assign(rng: np.random.Generator, outfit: Table, members: Any, count: int) -> Any:
    """(count,) rows of an outfit that place its calls, in order of time: mixed, or one number after the other."""
    size = len(members)
    if rng.random() < outfit["rotate"]:
        turn = np.arange(count) / max(1, count) + rng.normal(0.0, 0.04 * rng.random(), count)
        return members[np.clip((turn * size).astype(np.int64), 0, size - 1)]
    weights = np.exp(rng.normal(0.0, 0.6, size))
    return rng.choice(members, count, p=weights / weights.sum())


def ordinary_life(rng: np.random.Generator, clock: Clock, rows: Table, curve: int) -> tuple[Any, Floats]:
    """Rows that place ordinary calls, and when; some calls come right after another one."""
    count = rng.poisson(0.75 * rows["rate"] * clock.days(curve))
    callers = np.repeat(np.arange(len(rows)), count)
    when = clock.draw(rng, curve, len(callers)) + _HOUR * rows["shift"][callers]
    again = rng.random(len(callers)) < 0.25
    callers = np.concatenate((callers, callers[again]))
    when = np.concatenate((when, when[again] + rng.exponential(420.0, int(again.sum()))))
    inside = (when >= 0) & (when < clock.seconds) & (when >= rows["born"][callers])
    return callers[inside], when[inside]
