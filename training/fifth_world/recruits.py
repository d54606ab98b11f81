"""Numbers of a campaign: where they lie, on which handsets and cells, whether they have a past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from training.fifth_world.draws import Floats, Integers
from training.fifth_world.firms import plan_friends
from training.fifth_world.kinds import CODE
from training.fifth_world.network import Network
from training.fifth_world.numbering import FOREIGN_TRUNKS, LAYOUTS
from training.fifth_world.plans import ABROAD, FIXED, MOBILE, OTHER_NETWORK, PLANS
from training.fifth_world.tempo import Tempo, draw_turns

#: Shares of `LAYOUTS`.
_LAYOUT: Final = (0.3, 0.2, 0.5)
#: Campaigns with a handset for each number, one for some, one for all.
_HANDSETS: Final = (0.45, 0.4, 0.15)
_SIM_BOX_HANDSETS: Final = (0.15, 0.6, 0.25)
#: Hours before its fraud from which on an aged number has lived as an ordinary one.
_AGES: Final = (6, 24, 200)


@dataclass(frozen=True, slots=True)
class Recruits:
    """A campaign's numbers.

    Attributes:
        places: in the book.
        region: where they are.
        far: of another network, so that only calls to subscribers leave a record.
        begin: second at which each begins its fraud.
        end: and ends it.
    """

    places: Integers
    region: int
    far: bool
    begin: Floats
    end: Floats


def recruit(network: Network, kind: str, campaign: int, tempo: Tempo) -> Recruits | None:
    """Numbers for a campaign; none when all offices' lines have been taken over."""
    draws, habits, book, numbering = network.draws, network.habits, network.book, network.numbering
    count = tempo.numbers
    region, layout = draws.below(habits.regions), draws.word(LAYOUTS, _LAYOUT)
    origin = int(draws.choice(4, p=PLANS[kind].origins))
    rotates = count >= 3 and draws.random() < 0.4
    aged = kind != "wangiri" and origin in (MOBILE, OTHER_NETWORK) and draws.random() < 0.7
    begin, end = draw_turns(network, tempo, rotates)
    attributes = _equipment(network, kind, count, region)
    attributes |= {"kind": CODE[kind], "campaign": campaign, "region": region, "lines": 1}
    attributes["born"] = -1.0 if aged else begin
    far = origin in (OTHER_NETWORK, ABROAD)
    if kind == "pbx_hacking":
        if not network.offices:
            return None
        host = network.offices.pop(draws.below(len(network.offices)))
        places = host.places[:count]
        book.change(places, kind=CODE[kind], campaign=campaign)
        return Recruits(places, host.region, far, begin[: len(places)], end[: len(places)])
    if origin == ABROAD:
        prefixes = habits.costly if kind == "wangiri" or draws.random() < 0.4 else habits.abroad
        attributes |= {"region": -1, "lines": 30}
        places = numbering.foreign(count, prefixes, near=layout != "spread", **attributes)
    elif origin == FIXED:
        far = not (draws.random() < 0.6 or kind == "irsf")
        numbers = numbering.unused(count, layout, region)
        attributes |= {"mobile": False, "on_network": not far, "lines": draws.whole(1, 30), "handset_pool": 1}
        attributes["trunk"] = draws.below(FOREIGN_TRUNKS) if far else book.new_trunk()
        attributes["account"] = -1 if far else book.new_account()
        places = book.enter(numbers, **attributes)
    else:
        numbers = numbering.unused(count, layout)
        attributes |= {"on_network": not far, "lines": 4 if kind == "irsf" else 1}
        attributes["trunk"] = draws.below(FOREIGN_TRUNKS) if far else -1
        attributes["roaming"] = kind == "irsf" and draws.random() < 0.2
        attributes["account"] = book.new_account() if draws.random() < 0.25 else -1
        places = book.enter(numbers, **attributes)
    if aged:
        calls = draws.log_uniform(1, 7)
        since = begin - draws.choice(_AGES) * 3600
        plan_friends(network, places, region, calls, low=since, high=begin)
    return Recruits(places, region, far, begin, end)


def _equipment(network: Network, kind: str, count: int, region: int) -> dict[str, ArrayLike]:
    draws, numbering, boxed = network.draws, network.numbering, kind == "sim_box"
    some = max(1, count // draws.whole(2, 8))
    handsets = int(draws.choice([count, some, 1], p=_SIM_BOX_HANDSETS if boxed else _HANDSETS))
    pool = network.book.new_handsets(handsets)
    one_cell = draws.random() < (0.75 if boxed else 0.4)
    cell = numbering.cell(region) if one_cell else numbering.cell(np.full(count, region), count)
    equipment: dict[str, ArrayLike] = {
        "night_cell": cell,
        "day_cell": cell,
        "handset": pool[np.arange(count) % handsets],
        "wanders": 0.0 if draws.random() < 0.5 else draws.uniform(0.05, 0.4),
        "returns": 0.0,
        "answers": draws.choice([0.02, 0.3, 0.8]),
        "talk_median": draws.log_uniform(40, 150),
    }
    if draws.random() < 0.2 and handsets < count:  # a box that changes what it says it is
        equipment |= {"handset": pool[0], "handset_pool": handsets}
    return equipment
