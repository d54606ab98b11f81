"""What a search for campaigns costs: CPU of re-clustering so many active suspects, and how long others wait for it.

    python -m bench.campaigns [--suspects 1000 3000 10000] [--rounds 3]

Three in four suspects are of gangs of 5 to 80 numbers, which share a block, a handset or two, cells and a list of
people to call; the rest are loners. All of them work at once in one country, the hardest case.

The last line but one says how cost grows: the exponent of the number of suspects that fits best, 1 = in proportion.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
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
            fraud_type=kind, calls=n + 1, reached=n + 1, origin=1, target=rng.randrange(1, 20), cell=rng.choice(cells),
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
    search, first, later, alone, beside, found = [], [], [], [], [], 0
    for seed in range(1, rounds + 1):
        mine = suspects(count, seed)
        search.append(_cpu(partial(clusters, mine)))
        book = Book(mine)
        first.append(_cpu(partial(book.step, _BEGIN, [])))
        later.append(_cpu(partial(book.step, _BEGIN + TICK, [])))
        found = len(book.campaigns)
        alone.append(asyncio.run(longest_wait(partial(book.step, _BEGIN + 2 * TICK, []), beside=False)))
        beside.append(asyncio.run(longest_wait(partial(book.step, _BEGIN + 3 * TICK, []), beside=True)))
    return {
        "suspects": count,
        "campaigns": found,
        "search_cpu_seconds": round(statistics.median(search), 3),
        "first_tick_cpu_seconds": round(statistics.median(first), 3),
        "later_tick_cpu_seconds": round(statistics.median(later), 3),
        "longest_wait_in_the_loop_seconds": round(max(alone), 3),
        "longest_wait_beside_it_seconds": round(max(beside), 3),
    }


async def longest_wait(work: Callable[[], object], *, beside: bool) -> float:
    """Longest time, seconds, for which an event loop stands still while some work is done, beside it or in it."""
    longest, done = 0.0, asyncio.Event()

    async def tick() -> None:
        nonlocal longest
        last = time.perf_counter()
        while not done.is_set():
            await asyncio.sleep(0.001)
            now = time.perf_counter()
            longest, last = max(longest, now - last), now

    ticking = asyncio.create_task(tick())
    await asyncio.sleep(0.01)
    if beside:
        await asyncio.to_thread(work)
    else:
        work()
    await asyncio.sleep(0.01)
    done.set()
    await ticking
    return longest


def exponent(counts: Sequence[int], costs: Sequence[float]) -> float:
    """The `e` for which cost grows as count to the power of e, by least squares of the logarithms.

    >>> exponent([10, 100], [1.0, 100.0])
    2.0
    """
    return round(statistics.linear_regression([math.log(n) for n in counts], [math.log(c) for c in costs]).slope, 2)


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
    found = []
    for count in options.suspects:
        found.append(measure(count, options.rounds))
        print(json.dumps(found[-1]), flush=True)
    if len(found) > 1:
        costs = [name for name in found[0] if name.endswith("_cpu_seconds")]
        print(json.dumps({name: exponent(options.suspects, [row[name] for row in found]) for name in costs}))
    print(json.dumps(machine(embedded=False)))


if __name__ == "__main__":
    main()
