"""POST /api/check-number: what is known of a number, from its profile, on whichever worker that is."""

from __future__ import annotations

from aiohttp import web

from app.web.answers import answer, body_as
from app.web.owner import ask_owner
from app.web.problems import Problem
from app.web.profile_report import report
from app.web.schema import CheckRequest
from app.web.site import Site, site_of
from models import profile_codec
from models.number import key_of, partition_of_one


async def check_number(request: web.Request) -> web.Response:
    """Report on a number; 503 while nobody can say for certain."""
    site = site_of(request)
    wanted = await body_as(request, CheckRequest)
    try:
        number, text = site.normalise(wanted.number)
    except ValueError as error:
        raise Problem(422, "invalid", f"number {error}.") from None
    if isinstance(wanted.number, str) and not wanted.number.strip():
        raise Problem(422, "invalid", "number is empty.")
    partition = partition_of_one(number, site.job.settings.partitions)
    if not _held(site, partition):
        return await ask_owner(request, site, partition, await request.read())
    value = site.job.stores.profiles.read_one(partition, key_of(number))
    if not _held(site, partition):
        return await ask_owner(request, site, partition, await request.read())
    profile = None if value is None else profile_codec.decode([value])[0]
    return answer(report(number, text, profile, site.job.model.manifest.version))


def _held(site: Site, partition: int) -> bool:
    return site.job.holds(partition) and not site.stalls.lately
