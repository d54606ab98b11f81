"""Campaigns of the whole job: the rows of table `campaigns`, by id, and which number belongs to which."""

from __future__ import annotations

from collections.abc import Collection

from models.campaign.campaign import Campaign, Member
from tables.campaigns import campaign_of

#: A campaign counts as active while its latest suspicious call is not older than so much stream time.
ACTIVE_MS = 24 * 3_600_000
#: Rows that are kept, those that changed last; what one holds is bounded (`models.campaign.campaign`).
KEPT = 5_000


class CampaignsView:
    """The campaigns that changed last."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._rows: dict[str, Campaign] = {}
        self._of: dict[int, str] = {}
        self._held: dict[int, Member] = {}

    def put(self, key: bytes, value: bytes | None) -> None:
        """Take over a row of the table; rows that are no campaigns are passed over.

        Raises:
            msgspec.DecodeError: when a campaign's row is none.
        """
        found = campaign_of(key, value)
        if found is None:
            return
        name, campaign = found
        self._remove(name)
        if campaign is None:
            return
        self._rows[name] = campaign
        if campaign.merged_into == "":
            for member in campaign.members:
                self._of[member.id] = name
                if member.held:
                    self._held[member.id] = member
        if len(self._rows) > self._kept:
            self._remove(next(iter(self._rows)))

    def _remove(self, name: str) -> None:
        old = self._rows.pop(name, None)
        for member in () if old is None else old.members:
            if self._of.get(member.id) == name:
                del self._of[member.id]
                self._held.pop(member.id, None)

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
        self._of.clear()
        self._held.clear()

    def ids(self) -> Collection[str]:
        """The ids of all campaigns."""
        return self._rows.keys()

    def get(self, name: str) -> Campaign | None:
        """A campaign by its id."""
        return self._rows.get(name)

    def of(self, number: int) -> str | None:
        """Id of the campaign that a number belongs to, by its id; None when it belongs to none."""
        return self._of.get(number)

    def held(self, number: int) -> tuple[Campaign, Member] | None:
        """The campaign that has raised a number, and the number in it; None when none has."""
        member = self._held.get(number)
        return None if member is None else (self._rows[self._of[number]], member)

    @property
    def raised(self) -> Collection[int]:
        """Ids of the numbers that campaigns have raised; all of them are DANGEROUS for it."""
        return self._held.keys()

    def active(self, now_ms: int) -> list[Campaign]:
        """Campaigns with a suspicious call in the last 24 h of stream time, by risk, the gravest first.

        Args:
            now_ms: stream time, ms since the epoch.
        """
        found = [one for one in self._rows.values() if not one.merged_into and one.updated_ms > now_ms - ACTIVE_MS]
        return sorted(found, key=lambda one: (-one.risk, -one.updated_ms, one.id))

    def __len__(self) -> int:
        return len(self._rows)
