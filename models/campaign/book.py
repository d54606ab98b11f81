"""The book of campaigns: takes suspects' events minute by minute, and keeps suspects and campaigns.

Everything that decides what happens next is in the rows, so that a book made from another's rows goes on exactly as
that one would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from models.campaign import keeping
from models.campaign.assigning import by_nearest
from models.campaign.campaign import Campaign
from models.campaign.cluster import Clusters, clusters
from models.campaign.event import Event, RaisedMember, SuspectCall, order
from models.campaign.followers import LIVE, followers
from models.campaign.groups import LEAST, SETTLED, borne_out
from models.campaign.holding import companies, hold
from models.campaign.identity import Match, match, new_id
from models.campaign.latest import Calls, LatestCalls
from models.campaign.membership import Membership
from models.campaign.suspect import HOUR_MS, Suspect, new_suspect, see

MINUTE_MS: Final = 60_000
#: Minutes of event time between two searches for clusters.
TICK: Final = 5
#: A suspect takes part in the search for so long after its latest event; docs/detection.md says what it is worth.
ACTIVE_MS: Final = 12 * HOUR_MS
#: A suspect is forgotten after so long; its campaign goes on knowing it as a member.
FORGET_MS: Final = 48 * HOUR_MS
#: Doubtful numbers are compared with campaigns for so long after a call, and no more than so many are kept.
LATELY_MS, DOUBTFUL = 3 * TICK * MINUTE_MS, 20_000
#: A campaign without a suspicious call is dormant, closed, and forgotten after so long.
DORMANT_MS, CLOSE_MS, DROP_MS = 3 * HOUR_MS, 168 * HOUR_MS, 336 * HOUR_MS


class Held(NamedTuple):
    """A number that its campaign has raised to a risk, 0-100."""

    suspect: Suspect
    campaign: Campaign
    risk: float


class Changes(NamedTuple):
    """Rows that have changed, by id; None = removed."""

    suspects: dict[int, Suspect | None]
    doubtful: dict[int, Suspect | None]
    campaigns: dict[str, Campaign | None]


class Book:
    """Suspects and campaigns, and what happens to them.

    Args:
        suspects, campaigns, doubtful: rows of another book, which this one continues exactly as that would.
        calls: the latest calls of its suspects.

    Attributes:
        suspects: by id.
        doubtful: by id, numbers not suspicious by themselves that a campaign may still raise.
        campaigns: by id.
        held: whom their campaigns raised in the last step.
        latest: the suspects' latest calls, by which nothing is decided.
    """

    def __init__(
        self,
        suspects: Iterable[Suspect] = (),
        campaigns: Iterable[Campaign] = (),
        doubtful: Iterable[Suspect] = (),
        calls: Mapping[int, Calls] | None = None,
    ) -> None:
        self.suspects: dict[int, Suspect] = {one.id: one for one in suspects}
        self.doubtful: dict[int, Suspect] = {one.id: one for one in doubtful}
        self.campaigns: dict[str, Campaign] = {one.id: one for one in campaigns}
        self.held: list[Held] = []
        self.latest = LatestCalls(calls)
        self._membership = Membership(self.campaigns.values())
        self._suspects_changed: set[int] = set()
        self._doubtful_changed: set[int] = set()
        self._campaigns_changed: set[str] = set()
        self._moved: set[str] = set()  # campaigns whose members changed in this step

    def due(self, minute: int) -> bool:
        """Whether a step is to be made at this minute (since the epoch) even if it has no events."""
        return minute % TICK == 0 and bool(self.suspects or self.campaigns)

    def step(self, minute: int, events: Sequence[Event]) -> None:
        """Take in all events of a minute.

        Args:
            minute: minutes since the epoch, rising from step to step.
            events: in any order; late ones may be older than the minute.
        """
        now = (minute + 1) * MINUTE_MS
        self.held = []
        touched = self._see(events, now)
        known = [self.suspects[key] for key in sorted(touched)]
        waiting = [one for one in known if one.own and not one.campaign]
        if minute % TICK == 0:
            self._forget(now)
            self._search(minute, now)
        elif waiting:
            self._assign(waiting, now)
        for name in sorted({self.suspects[key].campaign for key in touched & self.suspects.keys()} - {""}):
            members = [self.suspects[key] for key in sorted(touched) if self.suspects[key].campaign == name]
            if keeping.refresh_members(self._changed(name), members):
                self._moved.add(name)
        if minute % TICK == 0:
            self._raise(now)
            self._age(now)
        for name in self._moved:
            self._membership.follow(name, self.campaigns.get(name))
        self._moved.clear()

    def changes(self) -> Changes:
        """What has changed since this was last asked."""
        found = Changes(
            {key: self.suspects.get(key) for key in sorted(self._suspects_changed)},
            {key: self.doubtful.get(key) for key in sorted(self._doubtful_changed)},
            {key: self.campaigns.get(key) for key in sorted(self._campaigns_changed)},
        )
        self._suspects_changed, self._doubtful_changed, self._campaigns_changed = set(), set(), set()
        return found

    def _changed(self, name: str) -> Campaign:
        self._campaigns_changed.add(name)
        return self.campaigns[name]

    def _regrouped(self, name: str) -> Campaign:
        """A campaign whose members change."""
        self._moved.add(name)
        return self._changed(name)

    def _see(self, events: Sequence[Event], now: int) -> set[int]:
        """Let suspects see their events, and their campaigns count them; gives who saw any."""
        touched = set()
        reached: dict[str, list[int]] = {}
        for event in sorted(events, key=order):
            suspect = self.suspects.get(event.id)
            if isinstance(event, SuspectCall) and not event.suspicious and (suspect is None or suspect.own):
                if suspect is None:
                    see(self.doubtful.setdefault(event.id, new_suspect(event)), event)
                    self._doubtful_changed.add(event.id)
                elif event.risk > suspect.own_risk or suspect.calls < SETTLED:
                    suspect.own_risk = max(suspect.own_risk, event.risk)
                    suspect.calls = max(suspect.calls, event.calls)
                    self._suspects_changed.add(event.id)
                continue  # what a suspect's suspicious calls say of it is enough
            if suspect is None:
                suspect = self.suspects[event.id] = self._promoted(event)
                suspect.campaign = self._former(event.id)
            see(suspect, event)
            touched.add(event.id)
            if suspect.campaign:
                keeping.count(self._changed(suspect.campaign), event, now)
            if isinstance(event, SuspectCall):
                self.latest.see(event)
                if suspect.campaign:
                    reached.setdefault(suspect.campaign, []).append(event.callee)
        for name, callees in reached.items():
            keeping.reach(self.campaigns[name], callees)
        self._suspects_changed |= touched
        return touched

    def _promoted(self, event: Event) -> Suspect:
        """A new suspect. Of one that others raise, what made it doubtful is all that is known."""
        doubt = self._drop_doubt(event.id)
        if doubt is not None and isinstance(event, RaisedMember):
            return doubt
        suspect = new_suspect(event)
        suspect.own_risk = doubt.own_risk if doubt is not None else 0.0
        return suspect

    def _drop_doubt(self, number: int) -> Suspect | None:
        doubt = self.doubtful.pop(number, None)
        if doubt is not None:
            self._doubtful_changed.add(number)
        return doubt

    def _former(self, number: int) -> str:
        """The campaign that has a forgotten suspect among its members, the youngest; "" = none."""
        having = (self.campaigns[name] for name in self._membership.of(number))
        return max(((one.created_ms, one.id) for one in having if one.status != "closed"), default=(0, ""))[1]

    def _assign(self, waiting: list[Suspect], now: int) -> None:
        """Put suspects that wait into the campaigns of the nearest cores within reach, all by the cores of the tick."""
        oldest = now - ACTIVE_MS
        cores = [
            one for key, one in sorted(self.suspects.items()) if one.core and one.campaign and one.last_ms >= oldest
        ]
        if not cores:
            return
        joined = by_nearest(waiting, cores)
        for name, members in sorted(joined.items()):
            keeping.join(self._regrouped(name), members, now)

    def _forget(self, now: int) -> None:
        for key in [key for key, one in self.suspects.items() if one.last_ms < now - FORGET_MS]:
            del self.suspects[key]
            self.latest.forget(key)
            self._suspects_changed.add(key)
        for key in [key for key, one in self.doubtful.items() if one.last_ms < now - ACTIVE_MS]:
            self._drop_doubt(key)
        surplus = len(self.doubtful) - DOUBTFUL
        if surplus > 0:
            for one in sorted(self.doubtful.values(), key=lambda one: (one.last_ms, one.id))[:surplus]:
                self._drop_doubt(one.id)

    def _search(self, minute: int, now: int) -> None:
        """Find the clusters of the active suspects and bring campaigns up to date."""
        active = [one for one in self.suspects.values() if one.last_ms >= now - ACTIVE_MS]
        found = clusters([one for one in active if one.own], borne_out(active))
        cores = {one.id for one, core in zip(found.suspects, found.cores.tolist(), strict=True) if core}
        for one in self.suspects.values():
            if one.core != (one.id in cores):
                one.core = not one.core
                self._suspects_changed.add(one.id)
        for cluster in match(found, self.campaigns):
            self._settle(cluster, cores, minute, now)
        by_campaign: dict[str, list[Suspect]] = {}
        for suspect in found.suspects:
            if suspect.campaign:
                by_campaign.setdefault(suspect.campaign, []).append(suspect)
        for name, members in sorted(by_campaign.items()):
            self._describe(name, members, found)

    def _settle(self, one: Match, cores: set[int], minute: int, now: int) -> None:
        """Make a cluster the campaign that it is."""
        name = one.campaign
        if not name:
            name = new_id(one.members, minute, self.campaigns)
            self.campaigns[name] = keeping.new_campaign(name, one.members, now)
        for other in one.merged:
            self._merge(other, name, now)
        campaign = self.campaigns[name]
        moving, joining = [], []
        for suspect in one.members:
            if suspect.campaign == name:
                continue
            if not suspect.campaign:
                joining.append(suspect)
            elif suspect.id in cores or self.campaigns[suspect.campaign].status == "closed":
                moving.append(suspect)  # what hangs at a cluster's edge stays where it was
        for suspect in moving:
            keeping.lose(self._regrouped(suspect.campaign), suspect)
        if moving or joining:
            self._regrouped(name)
            self._suspects_changed |= {suspect.id for suspect in (*moving, *joining)}
            founded = not one.campaign
            keeping.join(campaign, [*joining, *moving], now, founded=founded, rotated=one.rotated)
            if one.parent:
                keeping.split(self._changed(one.parent), campaign, moving, now)

    def _merge(self, other: str, name: str, now: int) -> None:
        """Make one campaign part of another."""
        members = [one for _, one in sorted(self.suspects.items()) if one.campaign == other]
        self._suspects_changed |= {one.id for one in members}
        keeping.merge(self._changed(other), self._regrouped(name), members, now)

    def _describe(self, name: str, members: list[Suspect], found: Clusters) -> None:
        if keeping.describe(self.campaigns[name], members, found.density({one.id for one in members})):
            self._campaigns_changed.add(name)

    def _raise(self, now: int) -> None:
        """Let campaigns raise their members, and doubtful numbers that keep their company."""
        since = now - ACTIVE_MS
        live, following = companies(self.suspects.values(), since)
        lately = [one for one in self.doubtful.values() if one.last_ms >= now - LATELY_MS]
        for suspect, name, far in followers(lately, live):
            self._drop_doubt(suspect.id)
            self.suspects[suspect.id] = suspect
            suspect.far = far
            self._suspects_changed.add(suspect.id)
            keeping.join(self._regrouped(name), [suspect], now, raised=True)
            following.setdefault(name, []).append(suspect)
        for name, members in sorted(live.items()):
            self._hold(self.campaigns[name], [*members, *following.get(name, ())], len(members), now)
        shared = borne_out(one for one in self.suspects.values() if one.last_ms >= since)
        for key, count in sorted(shared.items()):
            one = self.suspects[key]
            if one.campaign:  # of a handset's numbers the first makes what the fifth of other campaigns does
                self._hold(self.campaigns[one.campaign], [one], count - LEAST + LIVE, now)

    def _hold(self, campaign: Campaign, members: Iterable[Suspect], count: int, now: int) -> None:
        """Hold members to what a campaign of so many suspicious ones makes of them."""
        raised = hold(members, count, now)
        if raised:
            self._suspects_changed |= {one.id for one in raised}
            if keeping.refresh_members(self._changed(campaign.id), raised):
                self._moved.add(campaign.id)
            self.held += [Held(one, campaign, one.held) for one in raised]

    def _age(self, now: int) -> None:
        """Let campaigns fall dormant, close and be forgotten."""
        for name, one in sorted(self.campaigns.items()):
            if one.status == "closed" and one.updated_ms < now - DROP_MS:
                del self.campaigns[name]
                self._campaigns_changed.add(name)
                self._moved.add(name)
            elif keeping.age(one, now, DORMANT_MS, CLOSE_MS):
                self._campaigns_changed.add(name)
