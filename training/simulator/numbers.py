"""Who lives where under which number.

Subscribers get numbers from real mobile ranges, as a parser has to accept them: a simulated number may belong to
somebody. Three countries in one time zone, so that one local time is right for all.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Country: share of subscribers, mobile prefixes that seven digits follow, regions with their shares.
_PLAN: tuple[tuple[float, tuple[str, ...], tuple[tuple[str, float], ...]], ...] = (
    (
        0.6,
        ("+44771", "+44773", "+44774", "+44777"),
        (("London", 0.4), ("Manchester", 0.2), ("Birmingham", 0.2), ("Glasgow", 0.12), ("Cardiff", 0.08)),
    ),
    (0.2, ("+35385", "+35386", "+35387"), (("Dublin", 0.7), ("Cork", 0.3))),
    (0.2, ("+35191", "+35193", "+35196"), (("Lisbon", 0.65), ("Porto", 0.35))),
)

#: Siblings in a foreign fixed range, dialled from abroad.
WANGIRI_NUMBERS: tuple[str, ...] = tuple(f"+2167118{line}" for line in (3402, 3405, 3411, 3418))
#: Siblings in the London range that the regulator keeps free for drama.
ROBOCALL_NUMBERS: tuple[str, ...] = tuple(f"+442079460{line}" for line in (120, 121, 123, 124, 127, 128))

REGIONS: tuple[str, ...] = (*(name for _, _, regions in _PLAN for name, _ in regions), "Tunis")
WANGIRI_REGION, ROBOCALL_REGION = REGIONS.index("Tunis"), REGIONS.index("London")


def settle(subscribers: int, rng: np.random.Generator) -> tuple[list[str], NDArray[np.uint8]]:
    """Give each subscriber a number of his own and a home.

    Returns:
        Numbers, and the index of each subscriber's home in `REGIONS`, (subscribers,) uint8.
    """
    country = rng.choice(len(_PLAN), subscribers, p=[share for share, _, _ in _PLAN])
    homes = np.zeros(subscribers, np.uint8)
    numbers = [""] * subscribers
    for index, (_, prefixes, regions) in enumerate(_PLAN):
        who = np.flatnonzero(country == index)
        shares = [share for _, share in regions]
        homes[who] = REGIONS.index(regions[0][0]) + rng.choice(len(regions), len(who), p=shares)
        drawn = rng.choice(len(prefixes) * 10_000_000, len(who), replace=False)
        for subscriber, line in zip(who.tolist(), drawn.tolist(), strict=True):
            prefix, digits = divmod(line, 10_000_000)
            numbers[subscriber] = f"{prefixes[prefix]}{digits:07d}"
    return numbers, homes
