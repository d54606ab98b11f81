"""The book of campaigns: takes suspects' events minute by minute, and keeps suspects and campaigns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.campaign.campaign import Campaign
from models.campaign.event import Event, order
from models.campaign.suspect import Suspect, new_suspect, see

#: Minutes of event time between two searches for clusters.
TICK = 5


class Book:
    """Suspects and campaigns, and what happens to them.

    Args:
        suspects, campaigns: rows of another book, which this one continues exactly as that would.
    """

    def __init__(self, suspects: Iterable[Suspect] = (), campaigns: Iterable[Campaign] = ()) -> None:
        self.suspects: dict[int, Suspect] = {one.id: one for one in suspects}
        self.campaigns: dict[str, Campaign] = {one.id: one for one in campaigns}
        self._suspects_changed: set[int] = set()
        self._campaigns_changed: set[str] = set()

    def due(self, minute: int) -> bool:
        """Whether a step is to be made at this minute even if it has no events."""
        return minute % TICK == 0 and bool(self.suspects or self.campaigns)

    def step(self, minute: int, events: Sequence[Event]) -> None:
        """Take in all events of a minute.

        Args:
            minute: minutes since the epoch, rising from step to step.
            events: in any order; late ones may be older.
        """
        for event in sorted(events, key=order):
            suspect = self.suspects.get(event.id)
            if suspect is None:
                suspect = self.suspects[event.id] = new_suspect(event)
            see(suspect, event)
            self._suspects_changed.add(event.id)

    def changes(self) -> tuple[dict[int, Suspect | None], dict[str, Campaign | None]]:
        """Rows changed since this was last asked; None = removed."""
        suspects = {key: self.suspects.get(key) for key in sorted(self._suspects_changed)}
        campaigns = {key: self.campaigns.get(key) for key in sorted(self._campaigns_changed)}
        self._suspects_changed, self._campaigns_changed = set(), set()
        return suspects, campaigns
