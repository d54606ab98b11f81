"""How many campaigns of which kinds there are, and how much they call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from training.fourth_world.break_in import break_in
from training.fourth_world.campaign import run_campaign
from training.fourth_world.draws import Draws
from training.fourth_world.flood import flood
from training.fourth_world.scenario import FourthScenario
from training.fourth_world.society import Society

#: Kind -> calls of a campaign in the median (spread 0.75), before all are scaled to their share of the traffic. A flood
#: has a size of its own.
CALLS: Final[Mapping[str, float]] = {
    "wangiri": 300,
    "irsf": 55,
    "pbx_hacking": 60,
    "vishing_kyc": 100,
    "vishing_tax": 100,
    "vishing_lottery": 100,
    "robocall": 260,
    "sim_box": 330,
    "spoofed_flood": 0,
    "imitator": 80,
    "slow_ramp": 100,
}
#: Share of calls that campaigns are scaled towards, floods apart; and calls of a caller in 30 hours, about.
_SHARE, _CALLS = 0.0175, 10.5
#: Fewest calls that a campaign sets out to make.
_LEAST: Final = 12


def kinds_of_campaigns(scenario: FourthScenario, draws: Draws) -> list[str]:
    """A kind for each campaign: 8.5 to 12.5 for each 12,000 callers, every kind once before any comes twice."""
    wanted = scenario.campaigns * scenario.scale * draws.even(8.5, 12.5)
    count = int(wanted) + draws.chance(wanted % 1)
    kinds: list[str] = []
    while len(kinds) < count and not set(CALLS) <= set(scenario.without):
        order = [tuple(CALLS)[place] for place in draws.order(len(CALLS))]
        kinds += [kind for kind in order if kind not in scenario.without]
    return kinds[:count]


def plan_fraud(society: Society) -> None:
    """Add all campaigns; the fewer calls they would make together, the more each makes, within limits."""
    scenario, draws = society.scenario, society.draws
    kinds = kinds_of_campaigns(scenario, draws)
    calls = [draws.around(CALLS[kind], 0.75) for kind in kinds]
    usual = _SHARE * _CALLS * scenario.callers * society.seconds / 108_000
    wanted = usual * scenario.campaigns * draws.even(0.8, 1.25)
    total = sum(calls)
    factor = min(3.0, max(0.45, wanted / total)) if total else 1.0
    for place, (kind, own) in enumerate(zip(kinds, calls, strict=True), start=1):
        name = f"C{place:03d}-{draws.whole(0, 65_536):04x}"
        if kind == "spoofed_flood":
            flood(society, kind, name)
        else:
            begin = break_in if kind == "pbx_hacking" else run_campaign
            begin(society, kind, name, max(_LEAST, int(own * factor)))
