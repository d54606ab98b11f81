"""Campaigns: suspects that belong together, as one row with an identity and a history."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

#: What one row holds at most, so that it stays below some 200 KB: 400 members at 130 bytes, 4,000 victims at 14,
#: 200 entries of history at up to 400, two weeks of hours.
MEMBERS, VICTIMS, HISTORY, SERIES = 400, 4000, 200, 336
#: Ids told in one entry of history, ranges, regions and keys of one campaign, at most.
IDS, RANGES, KEYS = 20, 20, 64

Status = Literal["emerging", "active", "dormant", "closed"]
Role = Literal["founder", "member", "rotated", "raised"]
Kind = Literal["created", "grew", "merged", "split", "rotated", "dormant", "revived", "closed"]


class Member(msgspec.Struct):
    """A number of a campaign.

    Attributes:
        id, number: the number, as an id and as people read it.
        role: founder: there when it was created; rotated: took over from numbers that had fallen silent;
            raised: not suspicious by itself, but it keeps the company of those who are.
        first_ms, last_ms: its suspicious calls, ms since the epoch.
        risk: the highest it had or was raised to, 0-100.
        joined_ms: stream time at which it was found to belong to it.
        held, held_ms: risk that the campaign raised it to, 0-100, and when it did so first; 0 = it raised it to none.
    """

    id: int
    number: str
    role: Role
    first_ms: int
    last_ms: int
    risk: float
    joined_ms: int
    held: float = 0.0
    held_ms: int = 0


class Entry(msgspec.Struct):
    """Something that happened to a campaign.

    Attributes:
        at_ms: stream time, ms since the epoch.
        kind: what.
        text: a sentence.
        ids: numbers it is about, at most `IDS`; of a merge or split they are those that moved.
    """

    at_ms: int
    kind: Kind
    text: str
    ids: list[int] = []


class Campaign(msgspec.Struct):
    """A campaign.

    Attributes:
        id: stable and never used again.
        name: for people.
        fraud_type: a name of `models.verdict.FRAUD_TYPES`.
        status: emerging in its first half hour, closed when merged into another or silent for a week.
        risk: 0-100, the highest of the members that were active of late.
        created_ms, updated_ms: stream time of its creation and of its latest suspicious call.
        members: at most `MEMBERS`, founders first, then as they joined; the longest silent are left out.
        members_cut: whether members were left out.
        size: numbers that ever belonged to it and were not lost to another campaign.
        victims: ids of different numbers called, at most `VICTIMS`.
        victims_reached: how many; `victims_at_least`: whether it may be more.
        calls: suspicious calls.
        series: [hours since the epoch, suspicious calls], rising; at most `SERIES`.
        ranges: blocks of 100 numbers that it calls from, those with most members first; at most `RANGES`.
        regions: ISO codes of the countries called, those that most members call first; at most `RANGES`.
        growth: numbers that joined within the last hour.
        density: share of pairs of active members that are close to each other, 0-1.
        behaviour: mean of its members' behaviour.
        keys: ranges, handsets, cells and trunks of its members, by which numbers that follow them are known.
        history: oldest first, at most `HISTORY`; `history_cut`: whether older entries of growth were left out.
        merged_into: id of the campaign that it is now part of, "" = none.
    """

    id: str
    name: str
    fraud_type: str
    status: Status
    risk: float
    created_ms: int
    updated_ms: int
    members: list[Member] = []
    members_cut: bool = False
    size: int = 0
    victims: list[int] = []
    victims_reached: int = 0
    victims_at_least: bool = False
    calls: int = 0
    series: list[list[int]] = []
    ranges: list[str] = []
    regions: list[str] = []
    growth: int = 0
    density: float = 0.0
    behaviour: list[float] = []
    keys: list[str] = []
    history: list[Entry] = []
    history_cut: bool = False
    merged_into: str = ""


#: How long a campaign is emerging, ms.
EMERGING_MS: Final = 30 * 60_000
