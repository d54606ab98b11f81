"""People: households in places, what they do all day, and how much each calls and picks up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from training.sixth_world.book import Book, Line, Sort
from training.sixth_world.clock import DAY, HOUR, Clock
from training.sixth_world.countries import ABROAD
from training.sixth_world.days import CALLS, ROLES, SHARES, SLOTS
from training.sixth_world.habits import Habits
from training.sixth_world.scenario import SixthScenario

#: Ways of people that a detector may take for fraud, and their share of people at hard_negatives=1.
WAYS: Final = {
    "normal": 0.0,
    "night_worker": 0.008,
    "migrant_worker": 0.006,
    "new_subscriber": 0.008,
    "traveller": 0.004,
    "roamer": 0.004,
    "lonely_redialler": 0.001,
    "emergency_caller": 0.0015,
    "house_mover": 0.002,
    "phone_tree": 0.0015,
}
_NAMES: Final = tuple(WAYS)
#: People for each radio cell and for each workplace.
_CELL, _FIRM = 60, 25


def way(name: str) -> int:
    """The number of a way of people in `People.ways`."""
    return _NAMES.index(name)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody, by node of the book: the first nodes are people, neighbours side by side.

    Attributes:
        homes: household of each, rising.
        roles: index into ROLES.
        ways: index into WAYS.
        home: radio cell at home.
        work: radio cell at work or school.
        firms: workplace; people of one are colleagues.
        rates: calls that each means to place on a workday.
        picks: each one's readiness to pick up, about 1.
        shifts: hours by which each one's day runs late.
    """

    homes: NDArray[np.int64]
    roles: NDArray[np.int64]
    ways: NDArray[np.int64]
    home: NDArray[np.int64]
    work: NDArray[np.int64]
    firms: NDArray[np.int64]
    rates: NDArray[np.float64]
    picks: NDArray[np.float64]
    shifts: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.homes)


def day_slots(clock: Clock, seconds: float) -> list[tuple[float, bool, NDArray[np.bool_]]]:
    """Days of a world: when each begins (seconds, may be negative), whether it is free, its half hours in the world."""
    days = []
    midnight = -clock.since_midnight
    while midnight < seconds:
        times = midnight + np.arange(SLOTS) * HOUR / 2
        days.append((midnight, not clock.workday(midnight + DAY / 2), (times >= 0) & (times < seconds)))
        midnight += DAY
    return days


def draw_people(book: Book, scenario: SixthScenario, habits: Habits, rng: np.random.Generator) -> People:
    """Make as many people that about the wanted number of them call, and add their numbers to an empty book."""
    sample = habits.calls_per_day * np.exp(habits.calls_spread * rng.standard_normal(4000))
    mass = sum(
        CALLS[0, int(free), inside].sum() * (habits.rest_day if free else 1.0)
        for _, free, inside in day_slots(habits.clock, scenario.seconds)
    )
    # Some thirteen in a hundred callers are businesses, services and numbers abroad. Never more than five people for
    # each who calls: a short world may begin at a quiet hour.
    active = max(0.2, float(np.mean(1.0 - np.exp(-sample * mass))))
    count = int(0.87 * scenario.callers / active)
    homes = np.repeat(np.arange(count), rng.choice(5, count, p=(0.3, 0.3, 0.16, 0.16, 0.08)) + 1)[:count]
    roles = rng.choice(len(ROLES), count, p=SHARES)
    shares = np.array(list(WAYS.values())) * scenario.hard_negatives
    shares[0] = 1.0 - shares.sum()
    ways = rng.choice(len(shares), count, p=shares)
    roles[ways == way("night_worker")] = ROLES.index("night")
    cells, firms = max(6, count // _CELL), max(2, count // _FIRM)
    home = homes * cells // (homes[-1] + 1)
    # A workplace draws on its surroundings, some on the whole town.
    firm = (np.arange(count) // _FIRM + rng.normal(0, firms * 0.08, count).astype(int)) % firms
    firm_cells = rng.integers(cells, size=firms)
    rates = habits.calls_per_day * np.exp(habits.calls_spread * rng.standard_normal(count))
    rates[ways == way("lonely_redialler")] *= 4.0
    people = People(
        homes=homes,
        roles=roles,
        ways=ways,
        home=home,
        work=np.where(roles == ROLES.index("home"), home, firm_cells[firm]),
        firms=firm,
        rates=rates,
        picks=np.clip(rng.normal(1.0, 0.2, count), 0.2, 1.4),
        shifts=rng.normal(0.0, 0.8, count),
    )
    _number(book, people, habits, rng)
    return people


def _number(book: Book, people: People, habits: Habits, rng: np.random.Generator) -> None:
    """Give everybody a number: a mobile, a fixed line, one of the employer's block, or one from abroad."""
    country, count = habits.country, len(people)
    mobiles = book.blocks(count, country.mobile, habits.density)
    fixed = book.blocks(int(count * habits.fixed * 1.3) + 1, country.fixed, habits.density)
    fleet = (rng.random(count) < habits.fleet) & (people.roles <= ROLES.index("manual"))
    stationary = rng.random(count) < habits.fixed
    phones: dict[int, list[str]] = {}
    payers: dict[int, int] = {}
    patterns = list(ABROAD)
    for person in range(count):
        kind, cell, firm = _NAMES[people.ways[person]], int(people.home[person]), int(people.firms[person])
        mobile = Line(kind, Sort.PERSON, mobile=True, roves=kind in ("traveller", "roamer"))
        if kind == "roamer":
            pattern = patterns[rng.integers(len(patterns))]
            book.add(book.free(1, [pattern], "scattered")[0], mobile, ABROAD[pattern], -1, cell)
            continue
        if fleet[person]:
            payer = payers.setdefault(-1 - firm, book.party())
            stock = phones.setdefault(firm, [])
            if not stock:
                stock.extend(reversed(book.free(_FIRM, country.mobile, "run")))
        else:
            payer = payers.setdefault(int(people.homes[person]), book.party())
            stock = fixed if stationary[person] else mobiles
        while stock and book.find(stock[-1]) >= 0:
            stock.pop()
        number = stock.pop() if stock else book.free(1, country.mobile, "scattered")[0]
        line = Line(kind, Sort.PERSON) if stock is fixed else mobile
        place = -1 if stock is fixed else cell
        # A second SIM of the household in one telephone.
        shared = person > 0 and people.homes[person] == people.homes[person - 1] and rng.random() < habits.second
        handset = book.handsets[person - 1] if shared and line.mobile else -1
        book.add(number, line, country.iso, payer, place, handset)
