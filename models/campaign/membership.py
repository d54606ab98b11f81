"""Which campaigns name a number among their members: an index that follows the campaigns' rows."""

from __future__ import annotations

from collections.abc import Iterable

from models.campaign.campaign import Campaign


class Membership:
    """Campaigns by the numbers that are among their members.

    Args:
        campaigns: all that there are.
    """

    def __init__(self, campaigns: Iterable[Campaign] = ()) -> None:
        self._numbers: dict[str, frozenset[int]] = {}
        self._names: dict[int, set[str]] = {}
        for one in campaigns:
            self.follow(one.id, one)

    def follow(self, name: str, campaign: Campaign | None) -> None:
        """The members of a campaign may have changed, or it is gone (None)."""
        old = self._numbers.pop(name, frozenset())
        new = frozenset(member.id for member in campaign.members) if campaign is not None else frozenset()
        if campaign is not None:
            self._numbers[name] = new
        for number in old - new:
            names = self._names[number]
            names.discard(name)
            if not names:
                del self._names[number]
        for number in new - old:
            self._names.setdefault(number, set()).add(name)

    def of(self, number: int) -> frozenset[str]:
        """Ids of the campaigns that name a number, closed ones too."""
        return frozenset(self._names.get(number, ()))
