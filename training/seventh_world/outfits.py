"""Which honest outfits and which campaigns a world has."""

from __future__ import annotations

from typing import Final

import numpy as np

from training.second_world.scenario import FLOOD
from training.seventh_world.fraud_kinds import FRAUDS
from training.seventh_world.habits import Habits
from training.seventh_world.honest_people import PEOPLE
from training.seventh_world.honest_services import SERVICES
from training.seventh_world.kinds import Kind, Table, draw_outfits
from training.seventh_world.scenario import SeventhScenario

KINDS: Final = (*PEOPLE, *SERVICES, *FRAUDS)
#: Honest numbers with unusual habits, against the shares in the tables.
_AMOUNT: Final = 0.6
#: Campaigns of the usual exam at 1.0.
_CAMPAIGNS: Final = 8.0
#: Honest kinds whose exchange may be hacked.
HACKABLE: Final = frozenset(("office", "shop", "hotel", "surgery", "school", "recruiter", "trading_floor"))


def _some(rng: np.random.Generator, kind: Kind, place: int, numbers: float) -> Table:
    """Outfits of a kind that have about so many numbers together, by chance fewer or more."""
    fewest = kind.ranges["numbers"][0]
    outfits = draw_outfits(rng, kind, place, int(numbers / fewest) + 1)
    before = np.cumsum(outfits["numbers"]) - outfits["numbers"]
    wanted = numbers - before
    taken = rng.random(len(outfits)) * outfits["numbers"] < wanted
    return np.asarray(outfits[taken])


def draw_honest(rng: np.random.Generator, habits: Habits, scenario: SeventhScenario) -> Table:
    """Honest outfits; how many of each kind differs from seed to seed."""
    parts = []
    for place, kind in enumerate((*PEOPLE, *SERVICES)):
        usual = kind.share / 1000 * scenario.callers * habits.strange * _AMOUNT * scenario.hard_negatives
        parts.append(_some(rng, kind, place, usual * float(np.exp(rng.normal(-0.12, 0.5)))))
    return np.concatenate(parts)


def draw_campaigns(rng: np.random.Generator, scenario: SeventhScenario) -> Table:
    """Campaigns; every kind comes once, the likelier ones first, before one comes again."""
    weights = np.array([0.0 if kind.name in scenario.without else kind.share for kind in FRAUDS])
    count = round(float(rng.uniform(0.75, 1.25)) * _CAMPAIGNS * scenario.size * scenario.campaigns)
    kinds: list[int] = []
    while weights.any() and len(kinds) < count:
        left = np.count_nonzero(weights)
        kinds += rng.choice(len(FRAUDS), left, replace=False, p=weights / weights.sum()).tolist()
    first = len(KINDS) - len(FRAUDS)
    drawn = [draw_outfits(rng, FRAUDS[kind], first + kind, 1) for kind in kinds[:count]]
    campaigns = np.concatenate([draw_outfits(rng, FRAUDS[0], first, 0), *drawn])
    campaigns["campaign"] = np.arange(len(campaigns))
    for row in campaigns:
        if KINDS[row["kind"]].name == FLOOD:
            row["budget"] = row["numbers"]
    return campaigns
