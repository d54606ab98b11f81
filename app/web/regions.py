"""GET /api/regions: where active suspects and campaigns are, and whom they reach, by country."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import msgspec
from aiohttp import web

from app.campaigns_view import ACTIVE_MS
from app.web.answers import answer
from app.web.campaigns import caught_up
from app.web.schema.regions import RegionFigures
from app.web.site import site_of
from models.campaign.campaign import Campaign
from models.campaign.regions import Reach, Region, by_region
from models.instant import rfc3339

_reach = msgspec.json.Decoder(Reach).decode
#: One answer is worked out at a time: with 10,000 suspects it takes some tenths of a second of a thread.
_ALONE = asyncio.Semaphore(1)


async def regions(request: web.Request) -> web.Response:
    """Countries with suspects, campaigns or victims in the last 24 hours of stream time, most suspects first.

    The header `Event-Time-Window` says which 24 hours.
    """
    model = caught_up(site_of(request).model)
    now = model.now_ms
    async with _ALONE:
        found = await asyncio.to_thread(_found, model.evidence.rows(), model.campaigns.active(now), now - ACTIVE_MS)
    window = f"{rfc3339(max(0, now - ACTIVE_MS) / 1000)}/{rfc3339(now / 1000)}"
    rows = [RegionFigures(one.region or None, *one[1:]) for one in found]
    return answer(rows, headers={"Event-Time-Window": window})


def _found(rows: Sequence[bytes], campaigns: Sequence[Campaign], since_ms: int) -> list[Region]:
    return by_region(map(_reach, rows), campaigns, since_ms)
