"""Ordinary people, and quiet ones whom they call: where they live, on what handset, how they answer."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from training.fifth_world.draws import Flags, Integers
from training.fifth_world.kinds import CODE
from training.fifth_world.network import Network, People
from training.fifth_world.numbering import FOREIGN_TRUNKS

#: Of ordinary people, before the scenario's factor.
UNUSUAL: Final = {
    "night_worker": 0.012,
    "traveller": 0.006,
    "migrant_worker": 0.015,
    "new_subscriber": 0.009,
    "emergency_caller": 0.0015,
}


def _kinds(network: Network, count: int) -> Integers:
    kind = np.zeros(count, int)
    chance, edge = network.draws.random(count), 0.0
    for name, share in UNUSUAL.items():
        top = edge + share * network.scenario.hard_negatives
        kind[(chance >= edge) & (chance < top)] = CODE[name]
        edge = top
    return kind


def _handsets(network: Network, count: int) -> Integers:
    draws = network.draws
    handset = network.book.new_handsets(count)
    second_sim = draws.random(count) < 0.015
    handset[1:] = np.where(second_sim[1:], handset[:-1], handset[1:])
    copied = draws.random(count) < draws.choice([0, 0.004, 0.012])  # cheap handsets that all bear one identity
    return np.where(copied, handset[0], handset)


def _numbers(network: Network, mobile: Flags, region: Integers) -> list[str]:
    numbers = np.empty(len(mobile), object)
    numbers[mobile] = network.numbering.unused(int(mobile.sum()))
    for area in range(network.habits.regions):
        here = ~mobile & (region == area)
        if here.any():
            numbers[here] = network.numbering.unused(int(here.sum()), area=area)
    return list(numbers)


def _settle_quiet(network: Network, count: int) -> tuple[Integers, Flags, Integers]:
    """Places of people who hardly ever call, whether they are subscribers, and their regions."""
    draws, habits, numbering = network.draws, network.habits, network.numbering
    on_network = draws.random(count) < 0.4
    region = draws.integers(0, habits.regions, count)
    places = network.book.enter(
        numbering.unused(count),
        on_network=on_network,
        region=region,
        answers=draws.beta(5, 3.2, count),
        night_cell=numbering.cell(region, count),
        day_cell=numbering.cell(region, count),
        handset=network.book.new_handsets(count),
        trunk=np.where(on_network, -1, draws.integers(0, FOREIGN_TRUNKS, count)),
        returns=0.8 * draws.gamma(2, 0.5, count),
        talk_median=habits.talk * draws.lognormal(0, 0.3, count),
        mailbox=(draws.random(count) < habits.mailboxes) * 0.8,
    )
    return places, on_network, region


def _open_emergency_centre(network: Network) -> Integers:
    country = network.habits.country
    return network.book.enter(
        [country.code + country.emergency],
        kind=CODE["emergency_service"],
        mobile=False,
        lines=99,
        answers=0.97,
        talk_median=80.0,
        talk_spread=0.7,
        returns=0.02,
    )


def settle_people(network: Network) -> None:
    """Enter ordinary people, quiet ones and the emergency centre, in this order."""
    draws, habits, numbering = network.draws, network.habits, network.numbering
    count = max(60, int(network.scenario.callers * 0.84))
    size = np.maximum(6, draws.lognormal(math.log(38), 0.7, count // 6 + 2)).astype(int)
    community = np.repeat(np.arange(len(size)), size)[:count]
    region_of = draws.integers(0, habits.regions, len(size))
    cell_of = numbering.cell(region_of, len(size))
    stays = draws.random(count) < 0.9
    region = np.where(stays, region_of[community], draws.integers(0, habits.regions, count))
    on_network = draws.random(count) < habits.on_network
    mobile = draws.random(count) < draws.uniform(0.82, 0.97)
    kind = _kinds(network, count)
    on_network |= np.isin(kind, [CODE["traveller"], CODE["new_subscriber"]])
    mobile |= kind > 0
    handset = _handsets(network, count)
    home = np.where(draws.random(count) < 0.5, cell_of[community], numbering.cell(region, count))
    born = np.full(count, -1.0)
    new = kind == CODE["new_subscriber"]
    born[new] = draws.uniform(0, network.clock.seconds * 0.85, new.sum())
    account = np.full(count, -1)
    if habits.all_accounts:
        account = np.arange(count)
        shared = draws.random(count - 1) < 0.35  # in the family
        account[1:] = np.where(shared, account[:-1], account[1:])
    places = network.book.enter(
        _numbers(network, mobile, region),
        kind=kind,
        on_network=on_network,
        mobile=mobile,
        region=region,
        night_cell=home,
        answers=np.clip(draws.beta(6, 6 / habits.answers - 6, count), 0.1, 0.98),
        day_cell=np.where(draws.random(count) < 0.6, numbering.cell(region, count), home),
        wanders=draws.beta(1.2, 6, count),
        handset=handset,
        trunk=np.where(on_network, -1, draws.integers(0, FOREIGN_TRUNKS, count)),
        account=account,
        talk_median=habits.talk * draws.lognormal(0, 0.3, count),
        mailbox=(draws.random(count) < habits.mailboxes) * 0.8,
        returns=draws.gamma(2, 0.5, count),
        roaming=kind == CODE["traveller"],
        born=born,
    )
    quiet, quiet_on, quiet_region = _settle_quiet(network, int(count * draws.log_uniform(1.2, 3)))
    network.people = People(
        places=places,
        quiet=quiet,
        subscribers=places[on_network],
        quiet_subscribers=quiet[quiet_on],
        locals=[
            np.concatenate([places[on_network & (region == here)], quiet[quiet_on & (quiet_region == here)]])
            for here in range(habits.regions)
        ],
        kind=kind,
        on_network=on_network,
        region=region,
        born=born,
        community=community,
        first=np.concatenate([[0], np.cumsum(size)]),
        size=size,
    )
    network.emergency = _open_emergency_centre(network)
