"""Businesses that people call, and what these call themselves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

import numpy as np

from training.fifth_world.draws import Integers
from training.fifth_world.firms import found, plan_friends
from training.fifth_world.network import Directory, Firm, Network


class _Trade(NamedTuple):
    """Firms in a full-size world, least and most numbers, share with landlines, least and most popularity."""

    kind: str
    firms: float
    numbers: tuple[int, int]
    fixed: float
    popularity: tuple[float, float]
    local: bool = True
    attributes: Mapping[str, Any] = MappingProxyType({})


_TRADES: Final = (
    _Trade("shop", 75, (1, 2), 0.6, (0.3, 4)),
    _Trade("office", 16, (1, 14), 0.9, (0.3, 4)),
    _Trade("surgery", 6, (1, 4), 0.95, (2, 12)),
    _Trade("hospital", 2, (3, 16), 1, (4, 20)),
    _Trade("taxi", 3, (1, 4), 0.7, (3, 15)),
    _Trade("call_centre_in", 3, (1, 8), 1, (6, 40), False, {"lines": 40, "talk_median": 170.0, "answers": 0.9}),
    _Trade("estate_agent", 6, (1, 5), 0.15, (0.5, 3)),
)


def open_businesses(network: Network) -> list[Firm]:
    """Found them and make the directory from which people call."""
    draws, hard = network.draws, network.scenario.hard_negatives
    firms, regions, shares = [], [], []
    for trade in _TRADES:
        if trade.kind == "estate_agent":
            count = network.count(trade.firms)
        else:  # even a world without unusual callers has places to call
            count = max(1, int(draws.poisson(trade.firms * network.scale * (0.4 + 0.6 * hard))))
        for _ in range(count):
            numbers = draws.whole(*trade.numbers)
            firm = found(network, trade.kind, numbers, draws.random() < trade.fixed, **trade.attributes)
            firms.append(firm)
            shares.append(np.full(numbers, draws.log_uniform(*trade.popularity) / numbers))
            regions.append(np.full(numbers, firm.region if trade.local else -1))
    share = np.concatenate(shares)
    network.directory = Directory(
        places=np.concatenate([firm.places for firm in firms]),
        region=np.concatenate(regions),
        share=share / share.sum(),
    )
    return firms


def plan_businesses(network: Network, firms: list[Firm]) -> None:
    """The calls that they make; people's calls to them are `daily.py`'s."""
    for firm in firms:
        count = max(8, int(network.draws.log_uniform(15, 250)))
        clients = network.strangers(count, region=firm.region, quiet=0.4)
        match firm.kind:
            case "shop":
                _shop(network, firm, clients)
            case "office":
                _office(network, firm, clients)
            case "surgery" | "hospital":
                _care(network, firm)
            case "taxi":
                _taxi(network, firm)
            case "call_centre_in":
                _call_centre(network, firm)
            case _:
                _estate_agent(network, firm)


def _shop(network: Network, firm: Firm, clients: Integers) -> None:
    draws = network.draws
    who, at = network.daily(firm.places, draws.log_uniform(2, 25), "shop")
    callees = network.again(draws.some(clients, len(who)), 0.3)
    median = draws.log_uniform(25, 70)
    network.plan(at, who, callees, median=median, return_missed=0.35, return_answered=0.06)


def _office(network: Network, firm: Firm, clients: Integers) -> None:
    draws = network.draws
    who, at = network.daily(firm.places, draws.log_uniform(3, 22), "office")
    callees, median = draws.some(clients, len(who)), draws.log_uniform(45, 120)
    network.plan(at, who, callees, median=median, return_missed=0.4, return_answered=0.1, redial=0.3)
    network.offices.append(firm)


def _care(network: Network, firm: Firm) -> None:
    draws, surgery = network.draws, firm.kind == "surgery"
    who, at = network.daily(firm.places, draws.log_uniform(8, 45), "office" if surgery else "shift")
    network.plan(
        at,
        who,
        network.again(network.strangers(len(who), region=firm.region), draws.uniform(0.15, 0.5)),
        median=draws.log_uniform(35, 90),
        return_missed=draws.uniform(0.2, 0.5),
        return_answered=0.04,
        redial=0.3,
        redial_wait=draws.log_uniform(300, 7200),
    )
    if surgery:  # at eight everybody wants an appointment
        patients = network.strangers(draws.whole(20, 80), region=firm.region)
        who, at = network.daily(patients, 1, "people")
        eight = (8 - network.clock.hour(0.0)) % 24 * 3600
        at = np.floor(at / 86400) * 86400 + eight + draws.exponential(1200, len(at))
        network.plan(at, who, firm.places[0], median=110, spread=0.6, redial=0.7, redial_wait=60, answer=0.75)


def _taxi(network: Network, firm: Firm) -> None:
    """Your taxi is here: a ring or a few words."""
    draws = network.draws
    who, at = network.daily(firm.places, draws.log_uniform(30, 160), "taxi")
    callees = network.again(network.strangers(len(who), region=firm.region), 0.25)
    median, answer = draws.log_uniform(6, 15), draws.uniform(0.4, 0.9)
    manners = {"return_missed": 0.12, "redial": 0.3, "redial_wait": 60}
    network.plan(at, who, callees, median=median, spread=0.5, answer=answer, **manners)


def _call_centre(network: Network, firm: Firm) -> None:
    draws = network.draws
    who, at = network.daily(firm.places, draws.log_uniform(10, 80), "shop")
    callees = network.again(network.strangers(len(who)), 0.3)
    median, back = draws.log_uniform(90, 220), draws.uniform(0.1, 0.3)
    network.plan(at, who, callees, median=median, return_missed=back, redial=0.3, redial_wait=1800)


def _estate_agent(network: Network, firm: Firm) -> None:
    draws = network.draws
    calls = draws.log_uniform(10, 50)
    who, at = network.daily(firm.places, calls, "evening" if draws.random() < 0.3 else "shop")
    callees = network.again(network.strangers(len(who), region=firm.region), draws.uniform(0.25, 0.6))
    median, back = draws.log_uniform(45, 130), draws.uniform(0.25, 0.5)
    network.plan(at, who, callees, median=median, return_missed=back, return_answered=0.12)
    plan_friends(network, firm.places, firm.region, draws.uniform(1, 5))
