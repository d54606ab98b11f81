"""Whom a campaign holds to more than their own calls say: its members, and those that follow them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from models.campaign.followers import LIVE, held_to
from models.campaign.suspect import Suspect
from models.number_id import BLOCK_SIZE
from models.verdict import SUSPICIOUS

#: With this share of its numbers in one block of a hundred a campaign may be a desk.
DESK: Final = 0.6
#: With at most this share of its calls leading to anything, a campaign has reached nobody.
REACHED: Final = 0.02
#: What a number is held to is told again when it has risen by so much: a campaign of thousands grows by the minute.
RISEN: Final = 1.0

#: Suspects by their campaigns' ids, each campaign's in the order of their own.
Companies = dict[str, list[Suspect]]


def companies(suspects: Iterable[Suspect], since: int) -> tuple[Companies, Companies]:
    """Suspicious members of late: those by calls of their own, where they may raise others, and those raised.

    They may when they are `LIVE` at least, not `one_desk`, and have `reached` somebody.

    Args:
        suspects: all of them, in any order.
        since: their latest event is not older, ms since the epoch.
    """
    own: Companies = {}
    raised: Companies = {}
    for one in sorted(suspects, key=lambda one: one.id):
        if one.campaign and one.suspicious and one.last_ms >= since:
            (own if one.own_risk >= SUSPICIOUS else raised).setdefault(one.campaign, []).append(one)
    raising = {
        name: them for name, them in own.items() if len(them) >= LIVE and not one_desk(them) and reached(them)
    }  # fmt: skip
    return raising, raised


def one_desk(members: Sequence[Suspect]) -> bool:
    """Whether some numbers may be no more than one organisation's lines, and so bear witness once, not for each other.

    An office, a call centre or a pollster at the beginning of a shift calls strangers from a dozen lines at once, as a
    crew of fraudsters does. Its lines are neighbours, in one cell if any is told, and nothing tells of a handset; or
    everybody has a telephone of his own, and none of them is DANGEROUS by himself.

    >>> lines = [Suspect(46701234500 + k, "", 0, 0, cells=[7]) for k in range(5)]
    >>> shared = [Suspect(one.id, "", 0, 0, handsets=[7]) for one in lines]
    >>> mobile = [Suspect(one.id, "", 0, 0, handsets=[one.id]) for one in lines]
    >>> worst = [Suspect(46701234505, "", 0, 0, handsets=[8], dangerous=True)]
    >>> others = [Suspect(46709999999 + 100 * k, "", 0, 0) for k in range(3)]
    >>> [one_desk(members) for members in (lines, shared, mobile, mobile + worst, lines[:3] + others)]
    [True, False, True, False, False]
    """
    handsets = Counter(handset for one in members for handset in one.handsets)
    if handsets and (max(handsets.values()) > 1 or any(one.dangerous for one in members)):
        return False
    ((_, most),) = Counter(one.id // BLOCK_SIZE for one in members).most_common(1)
    return most >= DESK * len(members)


def reached(members: Sequence[Suspect]) -> bool:
    """Whether anything came of what some numbers do: they talked with somebody, or answered who called them back.

    A service that proves numbers by letting them ring (flash calls) looks like Wangiri, but nobody is to answer its
    calls and it answers nobody. Of five who ring people for bait one in twenty calls back, and is answered.

    >>> [reached([Suspect(k, "", 0, 0, calls=40, reached=n) for k in range(5)]) for n in (0, 1)]
    [False, True]
    """
    return sum(one.reached for one in members) > REACHED * sum(one.calls for one in members)


def hold(members: Iterable[Suspect], count: int, now: int) -> list[Suspect]:
    """Hold numbers to the company of so many, and give those for whom that is news.

    Args:
        members: changed in place.
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
