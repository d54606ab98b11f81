"""Which campaign a new suspect belongs to between two searches: that of the nearest core, if it is within reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.campaign.distance import EPS, distances, tabled
from models.campaign.suspect import Suspect


def by_nearest(waiting: Sequence[Suspect], cores: Sequence[Suspect]) -> dict[str, list[Suspect]]:
    """Who joins which campaign, by its id; who is within reach of no core is left out.

    Args:
        waiting: of no campaign.
        cores: by id, at least one, each of a campaign; of cores that are equally near the first counts.
    """
    count = len(cores)
    left = np.repeat(np.arange(len(waiting)), count)
    right = np.tile(np.arange(len(waiting), len(waiting) + count), len(waiting))
    far = distances(tabled([*waiting, *cores]), (left, right)).reshape(len(waiting), count)
    nearest = far.argmin(axis=1)
    joined: dict[str, list[Suspect]] = {}
    for place, one in enumerate(waiting):
        if far[place, nearest[place]] <= EPS:
            joined.setdefault(cores[nearest[place]].campaign, []).append(one)
    return joined
