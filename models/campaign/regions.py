"""Where fraud comes from and whom it reaches, by country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from models.campaign.campaign import Campaign
from models.number_id import KIND_SHIFT
from models.number_info import region_of

#: Leading digits that tell a country also where several share a calling code, as in North America.
_DIGITS: Final = 7


class Reach(msgspec.Struct):
    """What a suspect's row says of countries; fields of `models.campaign.suspect.Suspect`."""

    last_ms: int
    country: str = ""
    callees: list[int] = []


class Region(NamedTuple):
    """What is known of a country.

    Attributes:
        region: ISO code, "" for numbers that have none.
        suspects: active suspects whose number is of it.
        campaigns: active campaigns with a member whose number is of it.
        targeted_by: active campaigns that called it.
        victims: different numbers of it that active suspects and campaigns called, as far as these are remembered.
    """

    region: str
    suspects: int
    campaigns: int
    targeted_by: int
    victims: int


def by_region(suspects: Iterable[Reach], campaigns: Sequence[Campaign], since_ms: int) -> list[Region]:
    """Countries with a suspect, a campaign or a victim, those with most suspects first, then most victims.

    Args:
        suspects: all that are remembered.
        campaigns: active ones.
        since_ms: a suspect is active when its latest event is not older, ms since the epoch.
    """
    active = [one for one in suspects if one.last_ms >= since_ms]
    living = Counter(one.country for one in active)
    from_there = Counter(
        region
        for one in campaigns
        for region in set(regions_of_ids(np.array([member.id for member in one.members], np.uint64)))
    )
    called = [one.callees for one in active] + [one.victims for one in campaigns]
    victims = (
        np.unique(np.concatenate([np.array(ids, np.uint64) for ids in called])) if called else np.zeros(0, np.uint64)
    )
    reached = Counter(regions_of_ids(victims))
    targeted = Counter(region for one in campaigns for region in set(regions_of_ids(np.array(one.victims, np.uint64))))
    found = [
        Region(name, living[name], from_there[name], targeted[name], reached[name])
        for name in {*living, *from_there, *targeted, *reached}
    ]
    return sorted(found, key=lambda one: (-one.suspects, -one.victims, one.region))


def regions_of_ids(ids: NDArray[np.uint64]) -> list[str]:
    """`region_of` of each id, looked up once for numbers that begin with the same seven digits.

    >>> regions_of_ids(np.array([46701234567, 14165550143, 12025550143, 1 << 63], np.uint64))
    ['SE', 'CA', 'US', '']
    """
    numbers = np.where(ids >> np.uint64(KIND_SHIFT) == 0, ids, np.uint64(0))
    heads = numbers.copy()
    while (long := heads >= 10**_DIGITS).any():
        heads[long] //= np.uint64(10)
    # The smallest of those with a head stands for all of them.
    order = np.lexsort((numbers, heads))
    first = np.ones(len(order), np.bool_)
    first[1:] = heads[order][1:] != heads[order][:-1]
    names = [region_of(number) for number in numbers[order][first].tolist()]
    place = np.empty(len(order), np.int64)
    place[order] = np.cumsum(first) - 1
    return [names[k] for k in place.tolist()]
