"""Fraud campaigns: which there are, when they work, and whose lines they work from."""

from __future__ import annotations

import random

from training.second_world.scenario import FLOOD, FRAUD_KINDS
from training.sixth_world.clock import Shift
from training.sixth_world.craft import Craft
from training.sixth_world.crew import Crew
from training.sixth_world.crime import CRIME
from training.sixth_world.habits import Habits, between
from training.sixth_world.private import PrivateLives
from training.sixth_world.scenario import SPAN, SixthScenario
from training.sixth_world.stock import Underworld, take_lines
from training.sixth_world.targets import Market

_HASTE = ("wangiri", "robocall", "vishing_kyc", "vishing_tax", "vishing_lottery")


def plot(
    market: Market, private: PrivateLives, scenario: SixthScenario, habits: Habits, rng: random.Random
) -> Underworld:
    """Draw the campaigns. Kinds come in turn, in an order of the seed's, so that a dense world has them all."""
    world = Underworld()
    allowed = [kind for kind in FRAUD_KINDS if kind not in scenario.without]
    wanted = scenario.campaigns * scenario.size * max(0.6, scenario.hours / SPAN) * rng.uniform(6.0, 10.0)
    count = max(1, int(wanted + rng.random())) if scenario.campaigns and allowed else 0
    order: list[str] = []
    for campaign in range(count):
        order = order or rng.sample(allowed, len(allowed))
        kind = order.pop()
        craft = CRIME[kind]
        shift = rng.choice(craft.shifts)
        # Some were at work before the world began.
        begins = shift.begins(habits.clock, max(1.0, rng.uniform(-0.25, 0.8) * scenario.seconds))
        if begins > scenario.seconds * 0.95:
            begins = shift.begins(habits.clock, rng.uniform(0.0, 0.3) * scenario.seconds)
        if begins > scenario.seconds * 0.95:
            shift, begins = Shift(0, 24), rng.uniform(0.1, 0.8) * scenario.seconds
        crew = _crew(market, private, habits, rng, kind, craft, shift, begins, world)
        crew.campaign = campaign
        world.crews.append(crew)
        world.kinds.append(kind)
    return world


def _crew(
    market: Market,
    private: PrivateLives,
    habits: Habits,
    rng: random.Random,
    kind: str,
    craft: Craft,
    shift: Shift,
    begins: float,
    world: Underworld,
) -> Crew:
    nodes = take_lines(market, private, habits, rng, kind, craft, begins, world)
    # What the crew's money, staff and list are good for, and what a line bears until it is blocked.
    budget = min(4000.0, 15 + rng.lognormvariate(4.9, 1.1))
    crew = Crew(
        craft=craft,
        lines=nodes,
        shift=shift,
        targets=market.targets(rng.choice(craft.pools), round(craft.drawn("list_size", rng)), rng),
        clock=habits.clock,
        rng=random.Random(rng.getrandbits(64)),
        begins=begins,
        left=budget,
        life=max(3.0, budget / len(nodes) * habits.burn * rng.lognormvariate(0.3, 0.8)),
    )
    if kind in _HASTE:
        # Money is wanted within so many hours, by staff or machines that need pauses.
        crew.most = budget / between(rng, 0.4, 24.0)
    if kind == FLOOD:
        crew.life, crew.left = 1.0, float(len(nodes))
    if kind == "slow_ramp":
        crew.growth = between(rng, 1.0, 6.0)
    if kind in ("slow_ramp", "imitator") or (kind == "sim_box" and rng.random() < 0.4):
        crew.social = rng.uniform(0.15, 0.65) if kind != "sim_box" else rng.uniform(0.02, 0.2)
        crew.friends = nodes + private.give(nodes[: 1 + len(nodes) // 3], 1e9, rng)
    return crew
