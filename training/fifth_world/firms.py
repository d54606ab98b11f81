"""How a firm gets its numbers, and the few people to whom numbers of any kind are friends."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from training.fifth_world.draws import Floats, Integers
from training.fifth_world.kinds import CODE
from training.fifth_world.network import Firm, Network
from training.fifth_world.numbering import LAYOUTS

#: Shares of `LAYOUTS` among firms with company mobiles, and with landlines.
_MOBILE: Final = (0.3, 0.25, 0.45)
_FIXED: Final = (0.6, 0.15, 0.25)
#: Shorter spans than this, in seconds, see no private calls.
_SHORT: Final = 600


def found(
    network: Network,
    kind: str,
    count: int,
    fixed: bool,
    layout: str | None = None,
    region: int | None = None,
    **attributes: ArrayLike,
) -> Firm:
    """A firm with so many landlines behind a trunk, or so many company mobiles. Attributes override what is drawn."""
    draws, book, numbering = network.draws, network.book, network.numbering
    drawn = draws.below(network.habits.regions)
    region = drawn if region is None else region
    layout = layout or draws.word(LAYOUTS, _FIXED if fixed else _MOBILE)
    cell = numbering.cell(np.full(count, region), count) if draws.random() < 0.5 else numbering.cell(region)
    usual: dict[str, ArrayLike] = {
        "kind": CODE[kind],
        "mobile": not fixed,
        "region": region,
        "night_cell": cell,
        "day_cell": cell,
        "handset": book.new_handsets(count),
        "trunk": book.new_trunk() if fixed else -1,
        "account": book.new_account() if fixed or draws.random() < 0.5 else -1,
        "lines": draws.whole(2, 30) if fixed else 1,
        "answers": draws.uniform(0.6, 0.97),
        "talk_median": network.habits.talk,
        "talk_spread": 1.0,
        "returns": draws.uniform(0.1, 0.8),
        "wanders": 0.1,
    }
    numbers = numbering.unused(count, layout, region if fixed else None)
    return Firm(kind, book.enter(numbers, **(usual | attributes)), region)


def plan_friends(
    network: Network,
    places: Integers,
    region: int,
    calls: float,
    curve: str = "people",
    low: Floats | float = 0.0,
    high: Floats | None = None,
) -> None:
    """Calls with two to eight people who call back and call themselves.

    Args:
        network: to which they are added.
        places: numbers, each with friends of its own.
        region: where most of these live.
        calls: of each number to its friends in a working day; it gets 30 to 100% as many.
        curve: after which they are made.
        low: second from which on, for all or for each.
        high: second until which, for each; None is the end.
    """
    draws, habits, clock = network.draws, network.habits, network.clock
    starts = np.maximum(np.broadcast_to(low, (len(places),)), 0)
    ends = np.full(len(places), clock.seconds) if high is None else high
    for place, start, end in zip(places, starts, ends, strict=True):
        if end - start < _SHORT:
            continue
        friends = network.strangers(int(draws.integers(2, 9)), True, region, quiet=0.2)
        weight = draws.dirichlet(np.full(len(friends), 0.7))
        who, at = network.daily(np.array([place]), calls, curve, start, end)
        callees = draws.choice(friends, len(who), p=weight)
        manners = {"return_missed": habits.call_back, "return_answered": 0.06, "answer": 1.05}
        network.plan(at, who, callees, median=habits.talk, **manners)
        count = int(draws.poisson(len(who) * draws.uniform(0.3, 1)))
        at = clock.when(curve, count, start, end)
        network.plan(at, draws.choice(friends, count, p=weight), place, median=habits.talk, return_missed=0.3)
