"""Which cluster is which campaign: clusters of one tick are matched to the campaigns that there were before it.

A cluster is the campaign that most of its weight belonged to; greedily, the greatest overlap first. Ties go to the
older campaign, then to the smaller id, then to the cluster with the smaller first number, so that nothing depends on
the order in which suspects were met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Final, NamedTuple

from models.campaign.campaign import Campaign
from models.campaign.cluster import Clusters
from models.campaign.describe import behaviour_of, keys_of, type_of
from models.campaign.distance import COMMON_CALLEES, SCALES
from models.campaign.suspect import HOUR_MS, Suspect

#: A cluster is taken for the continuation of a campaign, under other numbers, for so long after that one's last call.
ROTATION_MS: Final = 24 * HOUR_MS
#: Its behaviour may be so far from the campaign's (root mean square of scaled differences).
ROTATION_APART: Final = 0.8
#: A campaign is merged into another when at least this share of what is active of it is in that one's cluster.
MERGED_SHARE: Final = 0.5


class Match(NamedTuple):
    """What a cluster is.

    Attributes:
        members: its suspects, by id.
        campaign: the campaign that it is, "" = a new one.
        merged: campaigns that have come to belong to that one.
        parent: the campaign that a new one has split from, "" = none.
        rotated: whether the campaign was known again by its habits, not by its numbers.
    """

    members: list[Suspect]
    campaign: str
    merged: tuple[str, ...] = ()
    parent: str = ""
    rotated: bool = False


def match(found: Clusters, campaigns: Mapping[str, Campaign]) -> list[Match]:
    """Say which campaign each cluster is.

    Args:
        found: the clusters among the active suspects, who know which campaign they are of.
        campaigns: all; closed ones are not continued.
    """
    clusters = found.members()
    overlaps = [_overlaps(members, campaigns) for members in clusters]
    ranked = sorted(
        (-weight, campaigns[name].created_ms, name, place)
        for place, weights in enumerate(overlaps)
        for name, weight in weights.items()
    )
    mine: dict[int, str] = {}
    taken: dict[str, int] = {}
    for _, _, name, place in ranked:
        if place not in mine and name not in taken:
            mine[place], taken[name] = name, place
    for place, members in enumerate(clusters):
        # A piece that still touches the rest of its campaign is no campaign of its own.
        for name in sorted(overlaps[place], key=lambda name: (-overlaps[place][name], name)):
            if place in mine or overlaps[place][name] < MERGED_SHARE * _weight(members):
                continue
            rest = {one.id for one in clusters[taken[name]]}
            if mine[taken[name]] == name and found.touch({one.id for one in members}, rest):
                mine[place] = name
    active: dict[str, float] = {}
    for one in found.suspects:
        active[one.campaign] = active.get(one.campaign, 0.0) + one.weight
    matches = []
    for place, members in enumerate(clusters):
        weights = overlaps[place]
        merged = tuple(
            name
            for name in sorted(weights)
            if place in mine and name not in taken and weights[name] >= MERGED_SHARE * active[name]
        )
        parents = [name for name in weights if weights[name] >= MERGED_SHARE * _weight(members)]
        parent = min(parents, key=lambda name: (-weights[name], name), default="") if place not in mine else ""
        matches.append(Match(members, mine.get(place, ""), merged, parent))
    return _known_again(matches, campaigns)


def new_id(members: Iterable[Suspect], minute: int, known: Mapping[str, Campaign]) -> str:
    """The id of a campaign that is created: of its earliest member and the moment, never one that is in use.

    >>> new_id([Suspect(7, "+7", 1000, 2000)], 5, {})
    '1e0f7170c8'
    """
    first, number = min((one.first_ms, one.id) for one in members)
    again = 0
    while True:
        seed = f"{first} {number} {minute} {again}".encode()
        name = blake2b(seed, digest_size=5).hexdigest()
        if name not in known:
            return name
        again += 1


def _weight(members: Iterable[Suspect]) -> float:
    return sum(one.weight for one in members)


def _overlaps(members: Sequence[Suspect], campaigns: Mapping[str, Campaign]) -> dict[str, float]:
    """Weight of the members that were of each campaign."""
    weights: dict[str, float] = {}
    for one in members:
        known = campaigns.get(one.campaign)
        if known is not None and known.status != "closed":
            weights[one.campaign] = weights.get(one.campaign, 0.0) + one.weight
    return weights


def _known_again(matches: list[Match], campaigns: Mapping[str, Campaign]) -> list[Match]:
    """Give new clusters that continue a campaign under other numbers its identity; each campaign is taken once."""
    taken = {one.campaign for one in matches if one.campaign} | {name for one in matches for name in one.merged}
    likely = []
    for place, one in enumerate(matches):
        if one.campaign or one.parent:
            continue
        for name in sorted(campaigns.keys() - taken):
            common, apart = _continues(one.members, campaigns[name])
            if common:
                likely.append((-common, apart, name, place))
    for _, _, name, place in sorted(likely):
        if name not in taken and not matches[place].campaign:
            taken.add(name)
            matches[place] = matches[place]._replace(campaign=name, rotated=True)
    return matches


def _continues(members: Sequence[Suspect], campaign: Campaign) -> tuple[int, float]:
    """How much new members share with a campaign that they may continue, 0 = they do not; and how far they are."""
    began = min(one.first_ms for one in members)
    if campaign.status == "closed" or began < campaign.created_ms or began - campaign.updated_ms > ROTATION_MS:
        return 0, 0.0
    if type_of(members) != campaign.fraud_type or not campaign.behaviour:
        return 0, 0.0
    behaviour = behaviour_of(members)
    if not behaviour:
        return 0, 0.0
    apart = [(a - b) / scale for a, b, scale in zip(behaviour, campaign.behaviour, SCALES.values(), strict=True)]
    far = round((sum(x * x for x in apart) / len(apart)) ** 0.5, 6)
    victims = {callee for one in members for callee in one.callees} & set(campaign.victims)
    common = len(set(keys_of(members)) & set(campaign.keys)) + len(victims) // COMMON_CALLEES
    return (common, far) if far <= ROTATION_APART else (0, far)
