"""GET /api/numbers/{number}: all that is known of a number, in one answer."""

from __future__ import annotations

import msgspec
import numpy as np
from aiohttp import web

from app.feed_event import shown_risk
from app.web.alert_answers import shown
from app.web.answers import answer
from app.web.judgement import Judgement
from app.web.known import Known
from app.web.number_lookup import look_up
from app.web.profile_report import report
from app.web.schema.alerts import Alert
from app.web.schema.number_page import (
    Allocation,
    FeatureValue,
    HourWindow,
    NumberCampaign,
    NumberPage,
    ReceivedWindow,
    RiskPoint,
    Suspicion,
    SuspiciousCall,
    Window,
    Windows,
)
from app.web.site import site_of
from models.campaign.campaign import Campaign
from models.campaign.latest import Calls
from models.campaign.suspect import Suspect
from models.features import FEATURES, NAMES
from models.instant import rfc3339
from models.model import Model
from models.number import carrier_of, region_of, text_of
from models.phrases import HIGH, LOW
from models.profile_panes import five_minutes, hours, hours_received
from models.verdict import FRAUD_TYPES

_MEDIAN = 50


async def number_page(request: web.Request) -> web.Response:
    """The page of a number; complete and empty for one that the stream has never named."""
    site = site_of(request)
    known = await look_up(request, request.match_info["number"])
    if isinstance(known, web.Response):
        return known
    campaign = site.model.campaigns.get(known.campaign) if known.campaign else None
    evidence = site.model.evidence
    suspect, calls = evidence.get(known.number), evidence.calls(known.number)
    text = text_of(known.number, {} if known.text is None else {known.number: known.text})
    alerts = [shown(alert, site.model) for alert in site.alerts_view.of("number", text)]
    return answer(page_of(known, site.job.detection.model, suspect, calls, campaign, alerts))


def page_of(
    known: Known,
    model: Model,
    suspect: Suspect | None,
    calls: Calls,
    campaign: Campaign | None,
    alerts: list[Alert],
) -> NumberPage:
    """The page of a number.

    Args:
        known: what its profile says.
        model: what judges it.
        suspect: what is kept of its suspicious calls, None when it is no suspect.
        calls: its latest suspicious calls.
        campaign: the one that it belongs to.
        alerts: about it alone, the latest first; those of its campaign are told there.
    """
    suspicion = None if suspect is None else _suspicion(suspect, calls)
    return NumberPage(
        **msgspec.structs.asdict(report(known)),
        known=known.profile is not None or suspect is not None or bool(known.raised),
        allocation=Allocation(carrier_of(known.number) or None, region_of(known.number) or None),
        windows=Windows([], [], []) if known.profile is None else _windows(known.profile),
        features=[] if known.judgement is None else _features(known.judgement, model),
        suspicion=suspicion,
        risk=[] if suspicion is None else [RiskPoint(one.at, one.risk_score) for one in reversed(suspicion.calls)],
        campaign=None if campaign is None else _membership(campaign, known.number),
        alerts=alerts,
    )


def _windows(profile: np.void) -> Windows:
    return Windows(
        [Window(rfc3339(start), *counts) for start, *counts in five_minutes(profile)],
        [HourWindow(rfc3339(start), *counts) for start, *counts in hours(profile)],
        [ReceivedWindow(rfc3339(start), calls) for start, calls in hours_received(profile)],
    )


def _features(judgement: Judgement, model: Model) -> list[FeatureValue]:
    """All features in the order of a feature row; the number's siblings, which are none, are in `contributions`."""
    told = {one.feature: one for one in judgement.contributions}
    return [
        FeatureValue(
            feature=name,
            meaning=FEATURES[name].meaning,
            value=round(told[name].value, 4),
            percentile=told[name].percentile or 0,
            normal_low=_normal(model, LOW, place),
            normal_median=_normal(model, _MEDIAN, place),
            normal_high=_normal(model, HIGH, place),
            risk_lost=round(told[name].risk_lost, 1),
        )
        for place, name in enumerate(NAMES)
    ]


def _normal(model: Model, percentile: int, place: int) -> float:
    return round(float(model.normal[percentile, place]), 4)


def _suspicion(suspect: Suspect, calls: Calls) -> Suspicion:
    return Suspicion(
        first_at=rfc3339(suspect.first_ms / 1000),
        last_at=rfc3339(suspect.last_ms / 1000),
        suspicious_calls=suspect.suspicious,
        times_raised=suspect.raises,
        countries=suspect.countries,
        calls=[
            SuspiciousCall(
                at=rfc3339(call.end_ms / 1000),
                callee=text_of(call.callee, {}),
                duration=call.duration_ms / 1000,
                answered=call.answered,
                risk_score=shown_risk(call.risk),
                fraud_type=FRAUD_TYPES[call.fraud_type] or None,
            )
            for call in reversed(calls)
        ],
    )


def _membership(campaign: Campaign, number: int) -> NumberCampaign:
    (member,) = (one for one in campaign.members if one.id == number)
    return NumberCampaign(
        id=campaign.id,
        name=campaign.name,
        risk_score=shown_risk(campaign.risk),
        status=campaign.status,
        role=member.role,
        joined_at=rfc3339(member.joined_ms / 1000),
        numbers=campaign.size,
    )
