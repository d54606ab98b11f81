"""How much fraud there is, and of which kinds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from training.second_world.draws import Draws
from training.third_world import abuse, masses, talkers
from training.third_world.campaign import Campaign
from training.third_world.scenario import FRAUD_KINDS, ThirdScenario
from training.third_world.society import Society

#: Campaigns of full size.
_CAMPAIGNS = 28.0
_KINDS: Final[dict[str, Callable[[Campaign], None]]] = {
    "wangiri": abuse.wangiri,
    "irsf": abuse.irsf,
    "pbx_hacking": abuse.pbx_hacking,
    "vishing_kyc": talkers.vishing_kyc,
    "vishing_tax": talkers.vishing_tax,
    "vishing_lottery": talkers.vishing_lottery,
    "robocall": talkers.robocall,
    "sim_box": masses.sim_box,
    "spoofed_flood": masses.spoofed_flood,
    "imitator": talkers.imitator,
    "slow_ramp": talkers.slow_ramp,
}


def plan_fraud(society: Society) -> None:
    """Plan all campaigns; offices must be there, for some are taken over."""
    for serial, kind in enumerate(kinds_of_campaigns(society.scenario, society.draws), 1):
        _KINDS[kind](Campaign(society, kind, f"{kind}-{serial:03d}"))


def kinds_of_campaigns(scenario: ThirdScenario, draws: Draws) -> list[str]:
    """The kind of each campaign of a world: every kind once before any comes twice, in an order that is drawn.

    >>> kinds = kinds_of_campaigns(ThirdScenario(callers=6000, campaigns=8.0), Draws(1, 0))
    >>> 41 <= len(kinds) <= 43, len(set(kinds))
    (True, 11)
    """
    kinds = [kind for kind in FRAUD_KINDS if kind not in scenario.without]
    count = draws.rounded(_CAMPAIGNS * scenario.scale * scenario.campaigns) if kinds else 0
    planned: list[str] = []
    while len(planned) < count:
        planned += draws.random.sample(kinds, min(len(kinds), count - len(planned)))
    return planned
