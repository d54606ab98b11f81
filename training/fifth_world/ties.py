"""Who knows whom: communities, popular people, quiet acquaintances."""

from __future__ import annotations

import math

import numpy as np

from training.fifth_world.draws import Flags, Integers
from training.fifth_world.network import Network


class Ties:
    """Acquaintances of ordinary people, most of them mutual, each way with a weight of its own.

    Attributes:
        lonely: people without any.
    """

    def __init__(self, network: Network) -> None:
        """Args: network: with its people."""
        draws, people, count = network.draws, network.people, len(network.people)
        typical = math.log(draws.uniform(4.5, 8))
        degree = np.clip(draws.lognormal(typical, 0.7, count), 1, 70).astype(int)
        source = np.repeat(np.arange(count), degree)
        community, sort, ends = people.community[source], draws.random(len(source)), len(source)
        neighbour = people.first[community] + (draws.random(ends) * people.size[community]).astype(int)
        rank = (count * draws.random(ends) ** 1.3).astype(int) % count
        popular = draws.permutation(count)[rank]
        outside = np.where(sort < 0.82, popular, draws.some(people.quiet, ends))
        target = np.where(sort < 0.6, np.minimum(neighbour, count - 1), outside)
        weight = draws.lognormal(0, 0.9, ends) * np.where(draws.random(ends) < 0.14, 8, 1)
        mutual = target < count
        returned = weight[mutual] * draws.lognormal(-0.2, 0.6, mutual.sum())
        source, target = np.concatenate([source, target[mutual]]), np.concatenate([target, source[mutual]])
        weight = np.concatenate([weight, returned])
        # A call between two other networks leaves no record here.
        on_network = np.concatenate([people.on_network, np.isin(people.quiet, people.quiet_subscribers)])
        usable = np.flatnonzero((source != target) & (on_network[source] | on_network[target]))
        usable = usable[np.argsort(source[usable], kind="stable")]
        source, self._targets, weight = source[usable], target[usable], weight[usable]
        # One ascending key for all: the person, and the share of his weight that lies before the tie.
        total = np.bincount(source, weight, count)
        before = np.cumsum(weight) - np.concatenate([[0], np.cumsum(total)])[source]
        self._keys = source + before / total[source] * 0.999999
        self._draws = draws
        self.lonely: Flags = np.bincount(source, minlength=count) == 0

    def draw(self, people: Integers) -> Integers:
        """Somebody whom each knows."""
        keys = people + self._draws.random(len(people)) * 0.999
        return self._targets[np.minimum(np.searchsorted(self._keys, keys), len(self._targets) - 1)]
