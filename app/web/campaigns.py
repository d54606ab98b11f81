"""GET /api/campaigns, /api/campaigns/{id} and its export: suspects that belong together."""

from __future__ import annotations

import msgspec
from aiohttp import web

from app.feed_event import shown_risk
from app.read_model import ReadModel
from app.web import alerts
from app.web.access import acting
from app.web.answers import answer, body_as, choice
from app.web.csv_answer import attachment, csv_answer
from app.web.masking import real_id, shown_id
from app.web.problems import Problem
from app.web.schema.alerts import PauseRequest, ResumeRequest
from app.web.schema.campaigns import CampaignDetail, CampaignEntry, CampaignHour, CampaignMember, CampaignSummary
from app.web.site import Site, site_of
from app.web.writing import moment_ms, said
from models.alert.alert import Standing
from models.campaign.campaign import Campaign
from models.campaign.suspect import HOUR_MS
from models.instant import rfc3339
from models.number import text_of

#: Forms of an answer, the first when the address names none.
FORMATS = ("json", "csv")


async def campaigns(request: web.Request) -> web.Response:
    """Campaigns with a suspicious call in the last 24 hours of stream time, the gravest first."""
    form = choice(request, "format", FORMATS)
    site = site_of(request)
    model = caught_up(site.model)
    rows = [_summary(one, site) for one in model.campaigns.active(model.now_ms)]
    return csv_answer(CampaignSummary, rows, "ringfence-campaigns") if form == "csv" else answer(rows)


async def campaign(request: web.Request) -> web.Response:
    """A campaign with its members, its calls by hour and what happened to it."""
    return answer(_detail(known_campaign(request), site_of(request)))


async def campaign_export(request: web.Request) -> web.Response:
    """The members of a campaign as a file to keep."""
    form = choice(request, "format", FORMATS)
    found = known_campaign(request)
    members, name = _members(found), f"ringfence-campaign-{shown_id(found.id)}"
    if form == "csv":
        return csv_answer(CampaignMember, members, name)
    return answer(members, headers=attachment(f"{name}.json"))


def known_campaign(request: web.Request) -> Campaign:
    """The campaign that the address names; raises `Problem` 404 or 503."""
    name = request.match_info["id"]
    campaigns = caught_up(site_of(request).model).campaigns
    found = campaigns.get(real_id(name, campaigns.ids))
    if found is None:
        raise Problem(404, "not-found", f"There is no campaign {name[:40]!r}.")
    return found


def caught_up(model: ReadModel) -> ReadModel:
    """The read model, if it knows all campaigns; raises `Problem` 503."""
    if not model.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading the campaigns from Kafka.", retry=2)
    return model


async def pause_campaign(request: web.Request) -> web.Response:
    """Stop alerting on a campaign until a time of the stream; it is watched as before."""
    site, found = site_of(request), known_campaign(request)
    wanted = await body_as(request, PauseRequest)
    until = moment_ms(wanted.until, "until")
    if until <= site.model.now_ms:
        raise Problem(422, "invalid", f"until has passed: the calls are at {rfc3339(site.model.now_ms / 1000)} now.")
    await alerts.pause(site, found.id, until, acting(request, wanted.by), said(wanted.reason, "reason"))
    return answer(_detail(found, site))


async def resume_campaign(request: web.Request) -> web.Response:
    """Alert on a campaign again."""
    site, found = site_of(request), known_campaign(request)
    wanted = await body_as(request, ResumeRequest)
    await alerts.pause(site, found.id, 0, acting(request, wanted.by), wanted.reason.strip())
    return answer(_detail(found, site))


def _summary(one: Campaign, site: Site) -> CampaignSummary:
    alert = next(iter(site.alerts_view.of("campaign", one.id)), None)
    paused = _pause(one, site)
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
        severity=None if alert is None else alert.severity,
        alert_id=None if alert is None else alert.id,
        paused_until=None if paused is None else rfc3339(paused.paused_until_ms / 1000),
    )


def _pause(one: Campaign, site: Site) -> Standing | None:
    """The pause that a campaign is in by stream time, None = in none."""
    standing = site.alerts_view.standing("campaign", one.id)
    return standing if standing is not None and standing.paused_until_ms > site.model.now_ms else None


def _detail(one: Campaign, site: Site) -> CampaignDetail:
    paused = _pause(one, site)
    return CampaignDetail(
        **msgspec.structs.asdict(_summary(one, site)),
        merged_into=one.merged_into or None,
        paused_by=None if paused is None else paused.paused_by,
        pause_reason=None if paused is None else paused.pause_reason,
        members=_members(one),
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


def _members(one: Campaign) -> list[CampaignMember]:
    return [
        CampaignMember(
            number=member.number,
            role=member.role,
            risk_score=shown_risk(member.risk),
            first_seen=rfc3339(member.first_ms / 1000),
            last_seen=rfc3339(member.last_ms / 1000),
            joined_at=rfc3339(member.joined_ms / 1000),
        )
        for member in one.members
    ]
