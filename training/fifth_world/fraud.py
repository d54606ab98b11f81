"""How much fraud there is: campaigns of every kind, and floods."""

from __future__ import annotations

import math
from typing import Final

from training.fifth_world.campaign import plan_campaign
from training.fifth_world.flood import plan_flood
from training.fifth_world.network import Network
from training.fifth_world.plans import PLANS

#: Campaigns and floods in a full-size world of `_USUAL_SECONDS`.
_CAMPAIGNS: Final = 8.5
_FLOODS: Final = 0.8
_USUAL_SECONDS: Final = 108_000
#: Planned calls of fraud for each honest call that is expected, redials and call-backs included.
_SHARE: Final = 0.0098
_FOLLOW_UPS: Final = 1.3


def _name(network: Network, kind: str) -> int:
    network.campaigns.append(f"{kind}-{len(network.campaigns):03d}")
    return len(network.campaigns) - 1


def plan_fraud(network: Network) -> None:
    """Campaigns in proportion to the scenario; every kind comes once before any comes twice. Floods are on top."""
    draws, scenario = network.draws, network.scenario
    honest = _FOLLOW_UPS * sum(map(len, network.planned))
    kinds = [kind for kind in PLANS if kind not in scenario.without]
    if not scenario.campaigns:
        return
    wanted = _CAMPAIGNS * network.scale * scenario.campaigns * min(3.0, math.sqrt(scenario.seconds / _USUAL_SECONDS))
    count = int(wanted) + int(draws.random() < wanted % 1) if kinds else 0
    deck: list[str] = []
    while len(deck) < count:
        deck += map(str, draws.permutation(kinds))
    for kind in deck[:count]:
        mean = _SHARE * honest * scenario.campaigns / count * PLANS[kind].size
        calls = max(12.0, mean * draws.lognormal(-0.2, 0.65))
        plan_campaign(network, kind, _name(network, kind), calls)
    if "spoofed_flood" not in scenario.without:
        for _ in range(draws.poisson(_FLOODS * network.scale * scenario.campaigns)):
            plan_flood(network, _name(network, "spoofed_flood"))
