"""All numbers of a world and what is known about each: where it is at home, on which handset, trunk and account."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.simulator.calls import Floats, Ints
from training.simulator.parameters import WorldParameters
from training.simulator.plan import COSTLY, COUNTRIES, SHORT_CODES, Country

#: One row per number.
ENTRY = np.dtype(
    [
        ("number", "<i8"),  # E.164 digits, or a short code
        ("outfit", "<i4"),  # what it belongs to, 0 = ordinary people
        ("country", "<i2"),  # place in Directory.countries
        ("region", "<i2"),  # place in Directory.regions
        ("mobility", "u1"),  # see place.py
        ("handset", "<i4"),  # its first handset; -1 = none that records could tell
        ("handsets", "<i2"),  # how many it uses in turn
        ("handset_hours", "<f4"),  # how long each time; 0 = another one every call
        ("cell", "<i8"),  # what its home cell follows from: numbers with the same value share it
        ("trunk", "<i4"),  # 0 = none
        ("account", "<i4"),  # 0 = none
        ("answers", "<i4"),  # activity that says how calls to it end; -1 = as the caller's activity says
        ("places", "<i4"),  # activity of its calls back; -1 = it never calls
        ("since", "<i8"),  # ms; it neither calls nor is called before
        ("single", "?"),  # one call at a time
        ("away_from", "<i8"),  # ms; abroad from then
        ("away_until", "<i8"),
        ("away_region", "<i2"),
    ]
)


class Directory:
    """The numbers; grows while the world is being made and stays as it is while it runs.

    Attributes:
        countries: of the world, the ordinary ones first.
        regions: (country code, name) of each region.
        first_region: place of each country's first region in `regions`, one more at the end.
        subscribers: how many numbers, from the first on, are ordinary people's.
        present: (subscribers,) bool, who has his number from the start.
    """

    def __init__(self, subscribers: int, world: WorldParameters, rng: np.random.Generator) -> None:
        self._rng = rng
        self._world = world
        chosen = [COUNTRIES[0], COUNTRIES[1], COUNTRIES[2]][: world.countries]
        if world.countries > 3 or not world.one_clock:
            chosen = [COUNTRIES[k] for k in rng.permutation(len(COUNTRIES))[: world.countries].tolist()]
        self.countries: list[Country] = [
            *chosen,
            *(Country(code, 0, (), ((prefix, digits),), ((f"{code} costly", 1.0),)) for code, prefix, digits in COSTLY),
        ]
        self.ordinary = len(chosen)
        self.regions = [(country.code, name) for country in self.countries for name, _ in country.regions]
        sizes = [len(country.regions) for country in self.countries]
        self.first_region = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self.subscribers = subscribers
        self.present = np.ones(subscribers, bool)
        self.shares: Floats = rng.dirichlet(np.full(self.ordinary, 2.0)) * 0.6
        self.shares[0] += 0.4  # a home country
        self._taken: set[int] = set()
        self._parts: list[NDArray[np.void]] = []
        self._changes: list[tuple[NDArray[np.integer], str, object]] = []
        self._count = 0
        self._next = {"trunk": 1, "account": 1}
        self.handsets = 0
        self._settle(subscribers)

    def __len__(self) -> int:
        return self._count

    @property
    def people(self) -> NDArray[np.void]:
        """Entries of the ordinary people as they were settled."""
        return self._parts[0]

    def set(self, where: NDArray[np.integer], /, **values: object) -> None:
        """Decide fields of `ENTRY` for some numbers; the last word counts."""
        self._changes.extend((where, name, value) for name, value in values.items())

    def close(self) -> NDArray[np.void]:
        """All entries, (n,) array of `ENTRY`; none is added or changed from here on."""
        entries: NDArray[np.void] = np.concatenate(self._parts)
        for places, name, value in self._changes:
            entries[name][places] = value
        self._taken.clear()
        self._changes.clear()
        self._parts = [entries[: self.subscribers]]
        return entries

    def _settle(self, count: int) -> None:
        country = self._rng.choice(self.ordinary, count, p=self.shares)
        numbers = np.zeros(count, np.int64)
        for index in range(self.ordinary):
            who = np.flatnonzero(country == index)
            numbers[who] = self._people_numbers(self.countries[index], len(who))
        entries = self._enter(numbers, country)
        entries["handset"] = np.arange(count)
        self.handsets = count
        self._people = np.sort(numbers)
        self._blocks = np.unique(numbers // 100)

    def _people_numbers(self, country: Country, count: int) -> NDArray[np.int64]:
        """So many numbers in hundred-blocks that are as full as the world says, some fuller, some emptier."""
        if not count:
            return np.zeros(0, np.int64)
        space = np.cumsum([10 ** (digits - 2) for _, digits in country.mobile])
        full = min(1.0, max(self._world.fill, 1.3 * count / (100 * float(space[-1]))))
        wanted = min(int(np.ceil(count / (100 * full) * 1.05)) + 1, int(space[-1]))
        block = self._rng.choice(int(space[-1]), wanted, replace=False)
        prefix = np.searchsorted(space, block, side="right")
        within = block - np.concatenate([[0], space])[prefix]
        bases = np.array([int(text) * 10 ** (digits - 2) for text, digits in country.mobile])[prefix] + within
        slots = self._rng.choice(wanted * 100, count, replace=False)
        numbers: NDArray[np.int64] = bases[slots // 100] * 100 + slots % 100
        return numbers

    def _enter(self, numbers: NDArray[np.int64], country: NDArray[np.integer] | int) -> NDArray[np.void]:
        entries = np.zeros(len(numbers), ENTRY)
        entries["number"], entries["country"] = numbers, country
        first = self._count
        entries["cell"] = first + np.arange(len(numbers))
        entries["handset"], entries["handsets"], entries["answers"], entries["places"] = -1, 1, -1, 1
        entries["single"] = True
        for index in np.unique(entries["country"]).tolist():
            mine = entries["country"] == index
            shares = np.array([share for _, share in self.countries[index].regions])
            drawn = self._rng.choice(len(shares), int(mine.sum()), p=shares / shares.sum())
            entries["region"][mine] = self.first_region[index] + drawn
        self._count += len(numbers)
        self._parts.append(entries)
        return entries

    def add(self, layout: str, country: int, count: int) -> Ints:
        """New numbers, all at home in one country; give their places.

        Args:
            layout: `mobile` one here, one there, in blocks that people use; `neighbours` in one hundred-block, people's
                or an empty one; `blocks` some in each of several hundred-blocks; `ddi` one after the other on a fixed
                line; `foreign` in a row in another ordinary country; `costly` in a row in a costly range.
            country: place in `countries`; the costly range itself for `costly`.
            count: how many.
        """
        rng, home = self._rng, country
        if layout == "foreign" and self.ordinary > 1:
            home = int((country + 1 + rng.integers(self.ordinary - 1)) % self.ordinary)
        place = self.countries[home]
        numbers: list[int] = []
        if layout == "mobile":
            while len(numbers) < count:
                block = int(rng.choice(self._blocks)) if rng.random() < 0.9 else self._empty_block(place.mobile)
                numbers.extend(self._free(block, 1, in_row=False))
        else:
            size = count if layout not in ("blocks",) else max(2, -(-count // int(rng.integers(2, 7))))
            while len(numbers) < count:
                ranges = place.fixed if layout in ("ddi", "costly") else place.mobile
                lived_in = layout in ("neighbours", "blocks") and rng.random() < 0.5
                block = int(rng.choice(self._blocks)) if lived_in else self._empty_block(ranges)
                in_row = layout in ("ddi", "foreign", "costly") or rng.random() < 0.4
                numbers.extend(self._free(block, min(size, count - len(numbers)), in_row=in_row))
        first = self._count
        self._enter(np.array(numbers, np.int64), home)
        return np.arange(first, self._count, dtype=np.int32)

    def _empty_block(self, ranges: Sequence[tuple[str, int]]) -> int:
        prefix, digits = ranges[int(self._rng.integers(len(ranges)))]
        blocks: int = 10 ** (digits - 2)
        return int(prefix) * blocks + int(self._rng.integers(blocks))

    def _free(self, block: int, count: int, *, in_row: bool) -> list[int]:
        """Up to `count` numbers of a hundred-block that nobody has."""
        low, high = np.searchsorted(self._people, [block * 100, block * 100 + 100])
        people = set(self._people[low:high].tolist())
        block_numbers = range(block * 100, block * 100 + 100)
        free = [number for number in block_numbers if number not in people and number not in self._taken]
        if in_row:
            first = int(self._rng.integers(max(1, len(free) - count + 1)))
            taken = free[first : first + count]
        else:
            taken = [free[k] for k in self._rng.permutation(len(free))[:count].tolist()]
        self._taken.update(taken)
        return taken

    def add_short_codes(self) -> Ints:
        """Emergency numbers and the like; give their places."""
        first = self._count
        self._enter(np.array(SHORT_CODES, np.int64), 0)
        return np.arange(first, self._count, dtype=np.int32)

    def new_handsets(self, count: int) -> int:
        """Give the first of so many handsets that nobody has."""
        self.handsets += count
        return self.handsets - count

    def new_id(self, what: str) -> int:
        """A new `trunk` or `account`."""
        self._next[what] += 1
        return self._next[what] - 1
