"""How much fraud there is, and of which kinds."""

from __future__ import annotations

from training.second_world.campaign import run_campaign
from training.second_world.draws import Draws
from training.second_world.flood import run_flood
from training.second_world.scenario import CAMPAIGN_KINDS, FLOOD, SecondScenario
from training.second_world.society import Society

#: Campaigns, and floods of calls with invented numbers, of full size.
_CAMPAIGNS, _FLOODS = 15.5, 1.5


def plan_fraud(society: Society) -> None:
    """Plan all campaigns; must come after everybody else's calls, for some take over honest lines."""
    by_number = sorted(society.people, key=lambda person: person.number)
    for serial, kind in enumerate(kinds_of_campaigns(society.scenario, society.draws), 1):
        if kind == FLOOD:
            run_flood(society, f"F{serial:03d}")
        else:
            run_campaign(society, kind, f"F{serial:03d}", by_number)


def kinds_of_campaigns(scenario: SecondScenario, draws: Draws) -> list[str]:
    """The kind of each campaign of a world: every kind once before any comes twice, in an order that is drawn.

    >>> kinds = kinds_of_campaigns(SecondScenario(callers=6000, campaigns=8.0), Draws(1, 0))
    >>> 20 < len(kinds) < 30, len(set(kinds))
    (True, 11)
    """
    amount = scenario.scale * scenario.campaigns
    kinds = [kind for kind in CAMPAIGN_KINDS if kind not in scenario.without]
    count = draws.rounded(_CAMPAIGNS * amount) if kinds else 0
    planned: list[str] = []
    while len(planned) < count:
        planned += draws.random.sample(kinds, min(len(kinds), count - len(planned)))
    if FLOOD not in scenario.without:
        planned += [FLOOD] * draws.rounded(_FLOODS * amount)
    return planned
