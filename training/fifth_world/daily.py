"""Whom ordinary people call: friends, strangers, businesses, people abroad, wrong numbers, the emergency centre."""

from __future__ import annotations

import numpy as np

from training.fifth_world.draws import Floats, Integers
from training.fifth_world.kinds import CODE
from training.fifth_world.network import Network
from training.fifth_world.sittings import draw_sittings
from training.fifth_world.ties import Ties

_FRIEND, _ABROAD, _STRANGER, _BUSINESS, _WRONG, _EMERGENCY = range(6)


def plan_daily_life(network: Network) -> None:
    """What ordinary people do all day."""
    habits, people = network.habits, network.people
    ties = Ties(network)
    who, at = draw_sittings(network)
    sort = _sorts(network, who)
    sort[(sort == _FRIEND) & ties.lonely[who]] = _STRANGER

    of = sort == _FRIEND
    friends, talk = ties.draw(who[of]), habits.talk * network.draws.lognormal(0, 0.4, of.sum())
    manners = {"redial": habits.redial, "return_missed": habits.call_back, "return_answered": 0.05}
    network.plan(at[of], who[of], friends, median=talk, answer=1.08, **manners)

    # A call between two other networks leaves no record here: those who are not subscribers call some.
    for subscribers in (False, True):
        of = (sort == _STRANGER) & (people.on_network[who] != subscribers)
        network.plan(
            at[of],
            who[of],
            network.strangers(int(of.sum()), subscribers, quiet=0.7),
            median=habits.talk * 0.8,
            redial=habits.redial * 0.7,
            return_missed=habits.call_back * 0.6,
            return_answered=0.06,
            answer=habits.trust**0.5,
        )

    of = sort == _BUSINESS
    firms = _businesses(network, who[of])
    manners = {"redial": habits.redial * 1.2, "return_missed": 0.25, "return_answered": 0.02}
    network.plan(at[of], who[of], firms, median=habits.talk * 1.1, **manners)

    of = sort == _ABROAD
    relatives = _relatives(network, who[of])
    network.plan(
        at[of], who[of], relatives, median=habits.talk * 2.2, redial=0.45, return_missed=0.3, return_answered=0.04
    )
    of = sort == _WRONG
    wrong = _one_digit_off(network, ties.draw(who[of]))
    network.plan(at[of], who[of], wrong, median=8, spread=0.5, redial=0.1, return_missed=0.15, answer=0.8)

    of = sort == _EMERGENCY
    network.plan(at[of], who[of], network.emergency[0], median=80, spread=0.7, redial=0.6)


def _sorts(network: Network, who: Integers) -> Integers:
    draws, people, count = network.draws, network.people, len(network.people)
    stranger = np.clip(draws.beta(1.6, 9, count) * draws.uniform(0.5, 1.5), 0, 0.6)[who]
    business = draws.uniform(0.06, 0.15)
    share_abroad: Floats = np.where(people.kind == CODE["traveller"], 0.25, 0.008)
    migrant = people.kind == CODE["migrant_worker"]
    abroad = np.where(migrant, draws.uniform(0.25, 0.8, count), share_abroad)[who]
    chance = draws.random(len(who))
    edges = [abroad, abroad + stranger, abroad + stranger + business, abroad + stranger + business + 0.008]
    sort = np.select([chance < edge for edge in edges], [_ABROAD, _STRANGER, _BUSINESS, _WRONG], _FRIEND)
    distressed = people.kind[who] == CODE["emergency_caller"]
    sort[draws.random(len(who)) < np.where(distressed, 0.5, 0.0006)] = _EMERGENCY
    return sort


def _businesses(network: Network, who: Integers) -> Integers:
    """Somebody's four favourites for 55% of calls, most of them of his region; otherwise any business."""
    draws, people, directory = network.draws, network.people, network.directory
    count = len(directory.places)
    favourites = np.stack([draws.choice(count, len(people), p=directory.share) for _ in range(4)])
    for _ in range(2):
        suits = (directory.region[favourites] == people.region) | (directory.region[favourites] < 0)
        favourites = np.where(suits, favourites, draws.choice(count, favourites.shape, p=directory.share))
    usual = draws.random(len(who)) < 0.55
    favourite = favourites[draws.integers(0, 4, len(who)), who]
    return directory.places[np.where(usual, favourite, draws.choice(count, len(who), p=directory.share))]


def _relatives(network: Network, who: Integers) -> Integers:
    """One to four people abroad, all in one country, whom somebody calls over and over."""
    draws, abroad = network.draws, network.habits.abroad
    known: dict[int, Integers] = {}
    for person in who.tolist():
        if person not in known:
            count = int(draws.integers(1, 5))
            known[person] = network.numbering.foreign(count, [abroad[draws.below(len(abroad))]])
    return np.array([known[person][draws.below(len(known[person]))] for person in who.tolist()], int)


def _one_digit_off(network: Network, meant: Integers) -> Integers:
    reached = []
    for place in meant.tolist():
        digits = list(network.book.numbers[place][1:])
        dialled = str(network.draws.below(10))
        digits[-int(network.draws.integers(1, 6))] = dialled
        reached.append(network.numbering.dialled("".join(digits)))
    return np.array(reached, int)
