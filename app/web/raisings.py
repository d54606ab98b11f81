"""What raised a number: blocks, handsets and trunks, and its campaign."""

from __future__ import annotations

from dataclasses import dataclass

from app.feed_event import shown_risk
from app.web.known import Known
from app.web.schema.numbers import RaisedBy
from models.campaign.campaign import Campaign
from models.campaign.campaign import Member as CampaignMember
from models.instant import rfc3339
from models.phrases import counted
from tables.raises import Member, Raise


@dataclass(frozen=True, slots=True)
class Raising:
    """Something that raised the number: to what risk, for which type, when, why, and how it is told."""

    risk: float
    fraud_type: str
    told: RaisedBy
    reason: str


def raisings(known: Known) -> list[Raising]:
    """All that raised the number: blocks, handsets and trunks, then its campaign."""
    found = [_by_group(group, member) for group, member in known.raised]
    if known.held is not None:
        found.append(_by_campaign(*known.held))
    return found


def _by_campaign(campaign: Campaign, member: CampaignMember) -> Raising:
    at, risk = rfc3339(member.held_ms / 1000), shown_risk(member.held)
    told = RaisedBy(campaign.id, "campaign", risk, campaign.fraud_type, at, campaign.size)
    why = "calls as its members do and shares with them what they share" if member.role == "raised" else "is one of it"
    return Raising(
        member.held, campaign.fraud_type, told,
        f"The campaign {campaign.id} ({campaign.name}) raised it to risk {risk} at {at}: it {why}.",
    )  # fmt: skip


def _by_group(group: Raise, member: Member) -> Raising:
    at, risk = rfc3339(member.raised_at / 1000), shown_risk(member.risk)
    others = counted(len(group.members) - 1, "other number")
    more = f", as they did {others}" if len(group.members) > 1 else ""
    reason = f"Calls through the {group.kind} {group.group} raised it to risk {risk} at {at}{more}."
    if group.kind == "block":
        reason = f"Another number of its block {group.group} turned out to be strange at {at}: together, risk {risk}."
    told = RaisedBy(group.group, group.kind, risk, member.fraud_type, at, len(group.members))
    return Raising(member.risk, member.fraud_type, told, reason)
