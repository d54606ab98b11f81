"""What a search for campaigns costs: CPU of re-clustering so many active suspects.

    python -m bench.campaigns [--suspects 1000 3000 10000] [--rounds 3]

Three in four suspects are of gangs of 5 to 80 numbers, which share a block, a handset or two, cells and a list of
people to call; the rest are loners. All of them work at once in one country, the hardest case.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

from bench.machine import machine
from models.campaign.book import MINUTE_MS, TICK, Book
from models.campaign.cluster import clusters
from models.campaign.event import BEHAVIOUR, SuspectCall
from models.campaign.suspect import Suspect, new_suspect, see

#: A minute on a tick, since the epoch.
_BEGIN = 29_000_000
_CALLS = 20


def suspects(count: int, seed: int = 1) -> list[Suspect]:
    """So many suspects with 20 suspicious calls each, within four hours."""
    rng = random.Random(seed)
    found: list[Suspect] = []
    while len(found) < count:
        alone = rng.random() < 14 / 15
        size = min(count - len(found), 1 if alone else rng.randrange(5, 80))
        first = rng.randrange(46_700_000_000, 46_799_999_900)
        kind, manner = rng.randrange(1, 7), [rng.uniform(0, 2) for _ in BEHAVIOUR]
        cells, handsets = [rng.randrange(1, 3000) for _ in range(3)], [rng.randrange(1, 2**32) for _ in range(2)]
        people = [rng.randrange(46_700_000_000, 46_799_999_999) for _ in range(500)]
        for k in range(size):
            number = rng.randrange(46_700_000_000, 46_799_999_999) if alone else first + k
            found.append(_suspect(rng, number, kind, manner, cells, handsets, people))
    return found


def _suspect(
    rng: random.Random,
    number: int,
    kind: int,
    manner: Sequence[float],
    cells: Sequence[int],
    handsets: Sequence[int],
    people: Sequence[int],
) -> Suspect:
    suspect: Suspect | None = None
    for n in range(_CALLS):
        event = SuspectCall(
            number=f"+{number}", id=number, callee=rng.choice(people),
            end_ms=_BEGIN * MINUTE_MS - rng.randrange(14_400_000), duration_ms=1000, answered=True, risk=90.0,
            fraud_type=kind, calls=n + 1, origin=1, target=rng.randrange(1, 20), cell=rng.choice(cells),
            handset=rng.choice(handsets), behaviour=tuple(value + rng.uniform(-0.2, 0.2) for value in manner),
            source=0, position=n,
        )  # fmt: skip
        suspect = suspect or new_suspect(event)
        see(suspect, event)
    assert suspect is not None
    return suspect


def measure(count: int, rounds: int) -> dict[str, float]:
    """CPU seconds (medians) of the search alone, of a first tick that creates all campaigns, and of the next."""
    clusters(suspects(200))  # loads scikit-learn and the kernel
    search, first, later, found = [], [], [], 0
    for seed in range(1, rounds + 1):
        mine = suspects(count, seed)
        search.append(_cpu(partial(clusters, mine)))
        book = Book(mine)
        first.append(_cpu(partial(book.step, _BEGIN, [])))
        later.append(_cpu(partial(book.step, _BEGIN + TICK, [])))
        found = len(book.campaigns)
    return {
        "suspects": count,
        "campaigns": found,
        "search_cpu_seconds": round(statistics.median(search), 3),
        "first_tick_cpu_seconds": round(statistics.median(first), 3),
        "later_tick_cpu_seconds": round(statistics.median(later), 3),
    }


def _cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def main() -> None:
    """Measure and print JSON lines."""
    parser = argparse.ArgumentParser(description="CPU of a search for campaigns.")
    parser.add_argument("--suspects", type=int, nargs="+", default=[1000, 3000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for count in options.suspects:
        print(json.dumps(measure(count, options.rounds)), flush=True)
    print(json.dumps(machine(embedded=False)))


if __name__ == "__main__":
    main()
