"""Whose lines a fraudulent crew works from: an office's, people's, or new ones."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from training.second_world.scenario import FLOOD
from training.sixth_world.book import Sort
from training.sixth_world.countries import ABROAD, COSTLY
from training.sixth_world.craft import Craft
from training.sixth_world.crew import Crew
from training.sixth_world.habits import Habits, between
from training.sixth_world.hiring import lines
from training.sixth_world.private import PrivateLives
from training.sixth_world.targets import Market

#: Lines that somebody had before, where the crew needs SIMs: bought, rented or stolen from people.
_LIVED = ("irsf", "vishing_kyc", "vishing_lottery", "sim_box", "imitator", "slow_ramp")


@dataclass(slots=True)
class Underworld:
    """All campaigns of a world.

    Attributes:
        crews: campaign -> its crew.
        kinds: campaign -> kind.
        taken: people whose line a crew took -> when; most of what they meant to call later is not called.
        hacked: main numbers of offices whose lines are abused.
    """

    crews: list[Crew] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    taken: dict[int, float] = field(default_factory=dict)
    hacked: set[int] = field(default_factory=set)


def take_lines(
    market: Market,
    private: PrivateLives,
    habits: Habits,
    rng: random.Random,
    kind: str,
    craft: Craft,
    begins: float,
    world: Underworld,
) -> list[int]:
    """Take or add the nodes of a campaign that begins at `begins` and note in `world` what was taken."""
    count = round(craft.drawn("numbers", rng))
    if kind == "pbx_hacking":
        houses = [
            h for h in market.town.houses if h.kind in ("office", "surgery", "school") and h.main not in world.hacked
        ]
        if houses:
            house = max(rng.sample(houses, min(4, len(houses))), key=lambda one: len(one.extensions))
            world.hacked.add(house.main)
            extensions = rng.sample(house.extensions, rng.randint(1, len(house.extensions)))
            return extensions if rng.random() < 0.6 else [house.main]
    if kind in _LIVED and rng.random() < 0.4:
        lived = _lived_in(market, count, rng, world)
        for node in lived:
            world.taken[node] = begins
        if lived:
            return lived
    patterns, iso = _origin(kind, craft, habits, rng)
    cells = int(market.people.home.max()) + 1
    nodes = lines(market.book, craft, kind, count, patterns, iso, cells, rng)
    if craft.mobile and rng.random() < 0.4:
        # Aged for the purpose, or in somebody's pocket all the time.
        private.give(nodes, begins if rng.random() < 0.6 else 1e9, rng)
    return nodes


def _lived_in(market: Market, count: int, rng: random.Random, world: Underworld) -> list[int]:
    """People's SIMs, from side by side to anywhere; what is left of them when many are taken already."""
    people, lines_ = len(market.people), market.book.lines
    first, reach = rng.randrange(people), min(people, round(count * between(rng, 1.5, 200.0)))
    near = [market.in_order[(first + step) % people] for step in rng.sample(range(reach), reach)]
    usable = (n for n in near if n not in world.taken and lines_[n].mobile and lines_[n].sort == Sort.PERSON)
    return [node for node, _ in zip(usable, range(count), strict=False)]


def _origin(kind: str, craft: Craft, habits: Habits, rng: random.Random) -> tuple[tuple[str, ...], str]:
    """Where the numbers are from: wangiri mostly from ranges that pay, others now and then from abroad."""
    country = habits.country
    abroad = {"wangiri": 0.9, "robocall": 0.25, "vishing_tax": 0.3, "vishing_lottery": 0.3, FLOOD: 0.3}
    if rng.random() < abroad.get(kind, 0.0):
        names = COSTLY if kind == "wangiri" or rng.random() < 0.3 else ABROAD
        pattern = rng.choice(list(names))
        return (pattern,), names[pattern]
    mobile = craft.mobile or rng.random() < 0.4
    return (country.mobile if mobile else country.fixed), country.iso
