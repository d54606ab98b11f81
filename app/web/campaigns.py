"""GET /api/campaigns and /api/campaigns/{id}: suspects that belong together."""

from __future__ import annotations

import msgspec
from aiohttp import web

from app.feed_event import rfc3339, shown_risk
from app.read_model import ReadModel
from app.web.answers import answer
from app.web.problems import Problem
from app.web.schema.campaigns import CampaignDetail, CampaignEntry, CampaignHour, CampaignMember, CampaignSummary
from app.web.site import site_of
from models.campaign.campaign import Campaign
from models.campaign.suspect import HOUR_MS
from models.number import text_of


async def campaigns(request: web.Request) -> web.Response:
    """Campaigns with a suspicious call in the last 24 hours of stream time, the gravest first."""
    model = _caught_up(site_of(request).model)
    return answer([_summary(one) for one in model.campaigns.active(model.now_ms)])


async def campaign(request: web.Request) -> web.Response:
    """A campaign with its members, its calls by hour and what happened to it."""
    model = _caught_up(site_of(request).model)
    name = request.match_info["id"]
    found = model.campaigns.get(name)
    if found is None:
        raise Problem(404, "not-found", f"There is no campaign {name[:40]!r}.")
    return answer(_detail(found))


def _caught_up(model: ReadModel) -> ReadModel:
    if not model.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading the campaigns from Kafka.", retry=2)
    return model


def _summary(one: Campaign) -> CampaignSummary:
    return CampaignSummary(
        id=one.id,
        name=one.name,
        risk_score=shown_risk(one.risk),
        affected_users=one.victims_reached,
        affected_users_at_least=one.victims_at_least,
        status=one.status,
        fraud_type=one.fraud_type,
        numbers=one.size,
        calls=one.calls,
        growth=one.growth,
        density=one.density,
        ranges=one.ranges,
        regions=one.regions,
        created_at=rfc3339(one.created_ms / 1000),
        updated_at=rfc3339(one.updated_ms / 1000),
    )


def _detail(one: Campaign) -> CampaignDetail:
    return CampaignDetail(
        **msgspec.structs.asdict(_summary(one)),
        merged_into=one.merged_into or None,
        members=[
            CampaignMember(
                number=member.number,
                role=member.role,
                risk_score=shown_risk(member.risk),
                first_seen=rfc3339(member.first_ms / 1000),
                last_seen=rfc3339(member.last_ms / 1000),
                joined_at=rfc3339(member.joined_ms / 1000),
            )
            for member in one.members
        ],
        members_cut=one.members_cut,
        hours=[CampaignHour(rfc3339(hour * HOUR_MS / 1000), count) for hour, count in one.series],
        history=[
            CampaignEntry(
                rfc3339(entry.at_ms / 1000), entry.kind, entry.text, [text_of(number, {}) for number in entry.ids]
            )
            for entry in one.history
        ],
        history_cut=one.history_cut,
    )
