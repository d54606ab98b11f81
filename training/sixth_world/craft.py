"""How a kind of crew works, as ranges that each crew draws its own values from."""

from __future__ import annotations

import random
from dataclasses import dataclass

from training.sixth_world.clock import Shift
from training.sixth_world.habits import between

_Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Craft:
    """How a kind of crew works; every pair is the range that each crew draws log-uniformly from.

    Attributes:
        shifts: one is drawn.
        numbers: lines, or numbers that can be shown.
        seats: people or machines that dial, for each number.
        pace: dials an hour of each seat, waiting only; the calls themselves come on top.
        even: 0 for a machine's even pace, 1 for pauses as chance has them.
        talk: seconds that the caller has to say, the median.
        sigma: of the lognormal of that.
        listens: chance that a stranger hears it out.
        ring: seconds of patience.
        tries: attempts to reach one callee.
        follow: chance of another call to who talked for a minute or longer.
        inward: chance that a call back is answered.
        hold: median seconds of such a call.
        turn: calls before the next number has its turn; (0, 0) when each seat keeps its own.
        list_size: callees.
        lines_in: calls at once on each number.
        spreads: how the numbers may lie, see Book.free.
        pools: where the callees may come from, see targets.py.
        mobile: the lines are SIMs.
        roves: they move about all day.
        harm: seconds of talk from which a callee was hurt, and the chance of that; (0, 0) for honest crews.
    """

    shifts: tuple[Shift, ...]
    numbers: _Range = (1, 1)
    seats: _Range = (1, 1)
    pace: _Range
    even: float = 1.0
    talk: _Range
    sigma: float = 0.8
    listens: _Range = (0.9, 0.9)
    ring: _Range = (18, 35)
    tries: int = 1
    follow: float = 0.0
    inward: _Range = (0.05, 0.5)
    hold: float = 0.0
    turn: _Range = (0, 0)
    list_size: _Range = (50, 4000)
    lines_in: int = 1
    spreads: tuple[str, ...] = ("run", "thousand", "scattered")
    pools: tuple[str, ...] = ("strangers",)
    mobile: bool = False
    roves: bool = False
    harm: _Range = (0, 0)

    def drawn(self, name: str, rng: random.Random) -> float:
        """A value of the range of that name."""
        low, high = getattr(self, name)
        return between(rng, low, high) if high > low > 0 else float(low)
