"""What happens to one campaign: it counts calls, is joined and left, merges, splits, ages, and keeps its history.

All of it changes rows in place and depends on nothing but the rows, the suspects given and stream time.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from models.campaign.campaign import (
    EMERGING_MS,
    HISTORY,
    IDS,
    MEMBERS,
    SERIES,
    VICTIMS,
    Campaign,
    Entry,
    Kind,
    Member,
    Role,
)  # fmt: skip
from models.campaign.describe import behaviour_of, keys_of, name_of, ranges_of, regions_of, type_of
from models.campaign.event import Event, SuspectCall
from models.campaign.suspect import HOUR_MS, Suspect, count_hour

#: A campaign whose numbers have been silent for so long before others take over has changed its numbers.
SILENT_MS = 30 * 60_000


def new_campaign(name: str, founders: Sequence[Suspect], now: int) -> Campaign:
    """A campaign that has no members yet."""
    return Campaign(name, "", type_of(founders), "emerging", 0.0, now, max(one.last_ms for one in founders))


def count(campaign: Campaign, event: Event, now: int) -> None:
    """Count an event of a member, whom it called apart (`reach`); a dormant campaign revives."""
    if isinstance(event, SuspectCall):
        campaign.calls += 1
        count_hour(campaign.series, event.end_ms, 1, SERIES)
    _update(campaign, event.end_ms, now, [event.id])


def join(
    campaign: Campaign,
    members: Sequence[Suspect],
    now: int,
    *,
    founded: bool = False,
    rotated: bool = False,
    raised: bool = False,
) -> None:
    """Let suspects join, with what they have done; they are told which campaign they are of.

    Args:
        campaign: what they join.
        members: they are of no campaign, or have just been lost by another.
        now: stream time, ms.
        founded: whether it is created with them.
        rotated: whether it is known again by their habits.
        raised: whether they join for the company they keep.
    """
    replaced = rotated and min(one.first_ms for one in members) - campaign.updated_ms >= SILENT_MS
    role: Role = "founder" if founded else "rotated" if replaced else "raised" if raised else "member"
    known = {member.id for member in campaign.members}
    last = max(one.last_ms for one in members)
    ids = sorted(one.id for one in members)
    for one in sorted(members, key=lambda one: (one.first_ms, one.id)):
        one.campaign = campaign.id
        if one.id not in known:
            campaign.size += 1
            campaign.members.append(Member(one.id, one.number, role, one.first_ms, one.last_ms, one.peak_risk, now))
        campaign.calls += one.suspicious
        for hour, calls in one.hours:
            count_hour(campaign.series, hour * HOUR_MS, calls, SERIES)
        reach(campaign, one.callees)
        campaign.victims_at_least |= one.callees_cut
    many = f"{len(members)} number{'s' if len(members) != 1 else ''}"
    if founded:
        note(campaign, now, "created", f"created with {many}", ids)
    elif replaced:
        note(campaign, now, "rotated", f"{many} took over from numbers that had fallen silent", ids)
    else:
        why = " for the company kept" if raised else ""
        note(campaign, now, "grew", f"{many} joined{why}, {campaign.size} by now", ids)
    _bound(campaign)
    _update(campaign, last, now, ids)


def lose(campaign: Campaign, suspect: Suspect) -> None:
    """A number has turned out to be another campaign's; what it has done so far stays counted here too."""
    campaign.members = [member for member in campaign.members if member.id != suspect.id]
    campaign.size -= 1


def merge(campaign: Campaign, into: Campaign, members: Sequence[Suspect], now: int) -> None:
    """A campaign becomes part of another, with all that is known of it.

    Args:
        campaign: is closed.
        into: goes on.
        members: the suspects that are of the former.
        now: stream time, ms.
    """
    known = {member.id for member in into.members}
    ids = sorted(member.id for member in campaign.members)
    for one in members:
        one.campaign = into.id
    # Copies: what they do from now on is not the closed campaign's.
    moved = [msgspec.structs.replace(member) for member in campaign.members if member.id not in known]
    into.members.extend(moved)
    into.size += campaign.size - (len(campaign.members) - len(moved))
    into.calls += campaign.calls
    for hour, calls in campaign.series:
        count_hour(into.series, hour * HOUR_MS, calls, SERIES)
    reach(into, campaign.victims)
    into.victims_at_least |= campaign.victims_at_least
    campaign.merged_into, campaign.status = into.id, "closed"
    note(campaign, now, "merged", f"became part of {into.id}", ids)
    note(into, now, "merged", f"took in {campaign.id} with {campaign.size} numbers", ids)
    _bound(into)
    _update(into, campaign.updated_ms, now, ids)


def split(parent: Campaign, child: Campaign, moved: Sequence[Suspect], now: int) -> None:
    """Some numbers of a campaign are a campaign of their own by now."""
    ids = sorted(one.id for one in moved)
    note(parent, now, "split", f"{len(ids)} numbers are a campaign of their own now, {child.id}", ids)
    note(child, now, "split", f"was part of {parent.id}", ids)


def refresh_members(campaign: Campaign, members: Sequence[Suspect]) -> bool:
    """Bring what is told of some members up to date; says whether any came back that had been left out."""
    before = len(campaign.members)
    rows = {member.id: member for member in campaign.members}
    for one in members:
        row = rows.get(one.id)
        if row is None:  # it had been left out for its silence
            row = Member(one.id, one.number, "member", one.first_ms, one.last_ms, one.peak_risk, one.last_ms)
            campaign.members.append(row)
        row.first_ms = min(row.first_ms, one.first_ms)
        row.last_ms = max(row.last_ms, one.last_ms)
        row.risk = max(row.risk, one.peak_risk, one.held)
        row.held, row.held_ms = one.held, one.held_ms
    back = len(campaign.members) > before
    _bound(campaign)
    return back


def describe(campaign: Campaign, members: Sequence[Suspect], density: float) -> bool:
    """Tell anew what is told of the campaign as a whole; says whether anything has changed.

    Args:
        campaign: which one.
        members: its active members, by id.
        density: share of their pairs that are close, 0-1.
    """
    kind = type_of(members)
    name = name_of(kind, [member.number for member in campaign.members], campaign.size)
    told = (
        name, kind, max(one.peak_risk for one in members), ranges_of(members), regions_of(members), density,
        behaviour_of(members) or campaign.behaviour, keys_of(members),
    )  # fmt: skip
    before = (
        campaign.name, campaign.fraud_type, campaign.risk, campaign.ranges, campaign.regions, campaign.density,
        campaign.behaviour, campaign.keys,
    )  # fmt: skip
    (
        campaign.name, campaign.fraud_type, campaign.risk, campaign.ranges, campaign.regions, campaign.density,
        campaign.behaviour, campaign.keys,
    ) = told  # fmt: skip
    return told != before


def age(campaign: Campaign, now: int, dormant_ms: int, close_ms: int) -> bool:
    """Let time pass; says whether that has changed anything.

    Args:
        campaign: which one.
        now: stream time, ms.
        dormant_ms, close_ms: silence after which it is dormant, and closed, ms.
    """
    before = campaign.status, campaign.growth
    campaign.growth = sum(member.joined_ms > now - HOUR_MS for member in campaign.members)
    silent = now - campaign.updated_ms
    if campaign.status == "closed":
        pass
    elif silent > close_ms:
        campaign.status = "closed"
        note(campaign, now, "closed", f"closed after {close_ms // HOUR_MS} h of silence")
    elif silent > dormant_ms:
        if campaign.status != "dormant":
            campaign.status = "dormant"
            note(campaign, now, "dormant", f"no suspicious call for {dormant_ms // HOUR_MS} h")
    elif campaign.status == "emerging" and now - campaign.created_ms >= EMERGING_MS:
        campaign.status = "active"
    return (campaign.status, campaign.growth) != before


def note(campaign: Campaign, now: int, kind: Kind, text: str, ids: Sequence[int] = ()) -> None:
    """Add to the history; when it is full, the oldest entry of growth goes, or else the oldest after the first."""
    campaign.history.append(Entry(now, kind, text, list(ids[:IDS])))
    if len(campaign.history) > HISTORY:
        grown = (place for place, entry in enumerate(campaign.history) if entry.kind == "grew")
        del campaign.history[next(grown, 1)]
        campaign.history_cut = True


def _update(campaign: Campaign, last_ms: int, now: int, ids: Sequence[int]) -> None:
    campaign.updated_ms = max(campaign.updated_ms, last_ms)
    if campaign.status == "dormant":
        campaign.status = "active"
        note(campaign, now, "revived", "suspicious calls again", ids)


def reach(campaign: Campaign, callees: Sequence[int]) -> None:
    """Count whom it called, each once; many at a time, for thousands may be known."""
    if campaign.victims_at_least and len(campaign.victims) >= VICTIMS:
        return
    known = set(campaign.victims)
    for callee in callees:
        if callee in known:
            continue
        if len(known) >= VICTIMS:
            campaign.victims_at_least = True
            break
        known.add(callee)
        campaign.victims.append(callee)
    campaign.victims_reached = len(campaign.victims)


def _bound(campaign: Campaign) -> None:
    """Leave out those of too many members that have been silent for longest; founders go last."""
    surplus = len(campaign.members) - MEMBERS
    if surplus > 0:
        ranked = sorted(campaign.members, key=lambda one: (one.role == "founder", one.last_ms, one.id))
        gone = {one.id for one in ranked[:surplus]}
        campaign.members = [one for one in campaign.members if one.id not in gone]
        campaign.members_cut = True
