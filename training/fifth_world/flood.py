"""A spoofed flood: very many invented callers on one line."""

from __future__ import annotations

from typing import Any

import numpy as np

from training.fifth_world.kinds import CODE
from training.fifth_world.network import Network
from training.fifth_world.numbering import FOREIGN_TRUNKS


def plan_flood(network: Network, campaign: int) -> None:
    """40 to 500 calls within 20 to 1500 seconds, on a person or a business."""
    draws, habits, book = network.draws, network.habits, network.book
    if draws.random() < 0.5:
        target = int(network.strangers(1, True, quiet=0.2)[0])
    else:
        target = int(network.directory.places[draws.below(len(network.directory.places))])
    calls = draws.whole(40, 500)
    count = max(20, int(calls * draws.uniform(0.4, 1)))
    style = draws.word(["near", "spread", "invalid", "foreign"])
    attributes: dict[str, Any] = {
        "kind": CODE["spoofed_flood"],
        "campaign": campaign,
        "on_network": False,
        "trunk": draws.below(FOREIGN_TRUNKS),
        "lines": 99,
        "unassigned": True,
        "returns": 0.0,
        "answers": 0.0,
        "mobile": draws.random() < 0.6,
        "region": draws.below(habits.regions),
    }
    if style == "foreign":
        places = network.numbering.foreign(count, habits.abroad + habits.costly, **(attributes | {"region": -1}))
    else:
        numbers = dict.fromkeys(_invent(network, style, count, book.numbers[target][1:]))
        places = book.enter([digits for digits in numbers if digits not in book.places], **attributes)
    start = draws.uniform(0, network.clock.seconds * 0.98)
    at = start + np.sort(draws.random(calls)) * draws.log_uniform(20, 1500)
    network.plan(
        at,
        draws.some(places, calls),
        target,
        median=draws.log_uniform(2, 12),
        spread=0.6,
        answer=draws.uniform(0.3, 0.9),
        redial=0.0,
        return_missed=0.004,
        label=CODE["spoofed_flood"],
    )


def _invent(network: Network, style: str, count: int, target: str) -> list[str]:
    draws, code = network.draws, network.habits.country.code
    spread = network.numbering.unused(count)
    if style == "near":
        return [target[:-3] + f"{draws.below(1000):03d}" for _ in spread]
    if style == "invalid":
        return [code + "".join(map(str, draws.integers(0, 10, int(draws.integers(4, 13))))) for _ in spread]
    return spread
