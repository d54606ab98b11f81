"""Handsets whose numbers bear each other out.

A handset that looks like a SIM box raises whoever calls through it. Honest ones do look so: a reseller tests new SIMs
in one telephone, a company has a gateway. Of their numbers few are strange by calls of their own; of a SIM box's most
are. So a handset whose numbers mostly are is company that counts, however few they are; docs/detection.md has figures.
Trunks are left out: that of a hacked exchange is also that of the people who work there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from models.campaign.suspect import Suspect
from models.number_id import KIND_HANDSET, kind_of
from models.standing import CLEARED

#: So many numbers of a handset, and this share of those that it raised, must be strange by their own calls.
LEAST, SHARE = 2, 0.7
#: ... after so many calls: at its first few every new number is a stranger to all.
SETTLED: Final = 5


def borne_out(active: Iterable[Suspect]) -> dict[int, int]:
    """Who is borne out by others of a handset, and by how many at most, itself counted; by id.

    Args:
        active: suspects that have been seen lately.

    >>> box = (KIND_HANDSET << 61) + 5
    >>> some = [Suspect(k, "", 0, 0, groups=[box], calls=9, own_risk=40.0 * (k > 0)) for k in range(4)]
    >>> borne_out(some), borne_out(some[:2])
    ({1: 3, 2: 3, 3: 3}, {})
    """
    groups: dict[int, list[Suspect]] = {}
    for one in active:
        for group in one.groups:
            if kind_of(group) == KIND_HANDSET:
                groups.setdefault(group, []).append(one)
    found: dict[int, int] = {}
    for members in groups.values():
        strange = [one.id for one in members if one.own_risk >= CLEARED and one.calls >= SETTLED]
        if len(strange) >= max(LEAST, SHARE * len(members)):
            for key in strange:
                found[key] = max(found.get(key, 0), len(strange))
    return found
