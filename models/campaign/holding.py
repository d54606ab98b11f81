"""Whom a campaign holds to more than their own calls say: its members, and those that follow them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from models.campaign.followers import LIVE, held_to
from models.campaign.suspect import Suspect

#: What a number is held to is told again when it has risen by so much: a campaign of thousands grows by the minute.
RISEN: Final = 1.0

#: Suspects by their campaigns' ids, each campaign's in the order of their own.
Companies = dict[str, list[Suspect]]


def companies(suspects: Iterable[Suspect], since: int) -> tuple[Companies, Companies]:
    """Suspicious members of late: those by calls of their own, where they are `LIVE` at least, and those raised.

    Args:
        suspects: all of them, in any order.
        since: their latest event is not older, ms since the epoch.
    """
    own: Companies = {}
    raised: Companies = {}
    for one in sorted(suspects, key=lambda one: one.id):
        if one.campaign and one.suspicious and one.last_ms >= since:
            (own if one.own else raised).setdefault(one.campaign, []).append(one)
    return {name: members for name, members in own.items() if len(members) >= LIVE}, raised


def hold(members: Iterable[Suspect], count: int, now: int) -> list[Suspect]:
    """Hold members to what their campaign makes of them, and give those for whom that is news.

    Args:
        members: of one campaign; changed in place.
        count: how many are suspicious by calls of their own, at least `LIVE`.
        now: stream time, ms since the epoch.
    """
    raised = []
    for one in members:
        risk = held_to(count, one.far)
        if risk > one.peak_risk and risk >= one.held + RISEN:
            one.held, one.held_ms = risk, one.held_ms or now
            raised.append(one)
    return raised
