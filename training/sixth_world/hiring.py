"""Gives crews their numbers, handsets and lists: honest trades here, fraudulent ones in crime.py."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

from training.sixth_world.book import Book, Line, Sort
from training.sixth_world.clock import Clock
from training.sixth_world.countries import ABROAD
from training.sixth_world.craft import Craft
from training.sixth_world.crew import Crew
from training.sixth_world.habits import Habits, between
from training.sixth_world.private import PrivateLives
from training.sixth_world.scenario import SixthScenario
from training.sixth_world.targets import Market
from training.sixth_world.trades import TRADES

_FIXTURES: Final = {"alarm_panel", "m2m", "sim_box", "irsf"}
_MACHINES: Final = {"alarm_panel", "m2m", "fax", "reminder", "utility_alert", "otp_flash"}


def lines(
    book: Book, craft: Craft, kind: str, count: int, patterns: Sequence[str], iso: str, cells: int, rng: random.Random
) -> list[int]:
    """Add a crew's numbers to the book: one payer mostly, one place unless they rove, handsets shared or one each."""
    owner, cell = book.party() if rng.random() < 0.75 else -1, rng.randrange(cells)
    inward = craft.drawn("inward", rng)
    # Telephones are carried about by some; what is screwed to a wall stays.
    roves = craft.roves or (craft.mobile and kind not in _FIXTURES and rng.random() < 0.4)
    line = Line(kind, Sort.DESK, craft.lines_in, inward, craft.hold, craft.mobile, roves)
    numbers = book.free(count, patterns, rng.choice(craft.spreads))
    places = [rng.randrange(cells) if craft.roves else cell for _ in numbers]
    nodes = [
        book.add(number, line, iso, owner, place if craft.mobile else -1)
        for number, place in zip(numbers, places, strict=True)
    ]
    # One handset each, or a gateway or a few telephones for all; machines and drivers have their own.
    devices = rng.choice((count, count, max(1, count // rng.randint(2, 8)), 1))
    if craft.mobile and not craft.roves and kind != "m2m":
        for place, node in enumerate(nodes):
            book.handsets[node] = book.handsets[nodes[place % devices]]
    return nodes


def hire(
    market: Market, private: PrivateLives, scenario: SixthScenario, habits: Habits, rng: random.Random
) -> list[Crew]:
    """Hire the honest crews of a world, a number that varies from seed to seed."""
    crews = []
    cells = int(market.people.home.max()) + 1
    for kind, (usual, craft) in TRADES.items():
        wanted = usual * scenario.size * scenario.hard_negatives * rng.lognormvariate(-0.1, 0.5)
        for _ in range(int(wanted + rng.random())):
            count = round(craft.drawn("numbers", rng))
            patterns = habits.country.mobile if craft.mobile else habits.country.fixed
            iso = habits.country.iso
            if kind == "foreign_call_centre":
                patterns = (rng.choice(list(ABROAD)),)
                iso = ABROAD[patterns[0]]
            size = round(craft.drawn("list_size", rng) * max(1.0, scenario.hours / 30))
            staff = lines(market.book, craft, kind, count, patterns, iso, cells, rng)
            if craft.mobile and kind not in _MACHINES and rng.random() < 0.75:
                private.give(staff, scenario.seconds, rng)
            crews.append(
                Crew(
                    craft=craft,
                    lines=staff,
                    shift=rng.choice(craft.shifts),
                    targets=market.targets(rng.choice(craft.pools), size, rng),
                    clock=habits.clock,
                    rng=random.Random(rng.getrandbits(64)),
                    begins=_begins(kind, scenario, habits.clock, rng),
                )
            )
    return crews


def _begins(kind: str, scenario: SixthScenario, clock: Clock, rng: random.Random) -> float:
    """Most work when their shift says; a machine's or an alert's day may begin at any time."""
    if kind == "utility_alert":
        return rng.uniform(0.0, scenario.seconds * 0.9)
    if kind in _MACHINES or rng.random() < 0.8:
        return between(rng, 1.0, 1800.0)
    return rng.uniform(0.0, scenario.seconds * 0.7)
