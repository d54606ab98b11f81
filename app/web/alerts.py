"""/api/alerts: the analysts' queue, and what they do with it."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from aiohttp import web
from msgspec import UNSET, UnsetType

from app.alerts_view import AlertsView
from app.web.access import acting
from app.web.alert_answers import detail, shown
from app.web.alert_search import next_link, search
from app.web.answers import answer, body_as
from app.web.masking import real_id
from app.web.problems import Problem
from app.web.schema.alerts import AlertEdit, BulkDone, BulkEdit, FailedEdit
from app.web.site import Site, site_of
from app.web.writing import moment_ms, operator_ms, store
from models.alert.alert import Alert, Entry
from models.alert.message import Edit, Pause, encode

#: Seconds that a change may take from Kafka through the agent to this worker.
_SEE = 5.0


async def alerts(request: web.Request) -> web.Response:
    """Alerts, those raised last first; `Link` leads to the next page, `Total-Count` says how many there are in all."""
    site = site_of(request)
    page = search(request, _ready(site).newest_first(), site.model.now_ms)
    headers = {"Total-Count": str(page.total)}
    if page.cursor:
        headers["Link"] = next_link(request, page.cursor)
    return answer([shown(alert, site.model) for alert in page.alerts], headers=headers)


async def alert(request: web.Request) -> web.Response:
    """An alert with its history, and what the rules that fired tell an analyst to look at."""
    return _detail(site_of(request), _known(request))


async def change_alert(request: web.Request) -> web.Response:
    """Change an alert: acknowledge, close with an outcome, reopen, assign, snooze, comment.

    The change names the version that was seen. When somebody else was faster it is refused with 409, and the alert's
    history says so.
    """
    site, found = site_of(request), _known(request)
    wanted = await body_as(request, AlertEdit)
    edit = _edit(site, found, wanted.version, wanted, acting(request, wanted.by))
    return _detail(site, await _apply(site, found, edit))


async def change_alerts(request: web.Request) -> web.Response:
    """Change several alerts alike; each is changed or not by itself."""
    site = site_of(request)
    view, wanted = _ready(site), await body_as(request, BulkEdit)
    by = acting(request, wanted.by)

    async def one(name: str, version: int) -> Alert:
        found = view.get(name)
        if found is None:
            raise Problem(404, "not-found", f"There is no alert {name[:40]!r}.")
        return await _apply(site, found, _edit(site, found, version, wanted, by))

    results = await asyncio.gather(
        *[one(each.id, each.version) for each in wanted.alerts], return_exceptions=True
    )  # fmt: skip
    done, failed = [], []
    for each, result in zip(wanted.alerts, results, strict=True):
        if isinstance(result, Problem):
            failed.append(FailedEdit(each.id, result.document.status, result.document.detail or ""))
        elif isinstance(result, BaseException):
            raise result
        else:
            done.append(shown(result, site.model))
    return answer(BulkDone(done, failed))


async def pause(site: Site, campaign: str, until_ms: int, by: str, reason: str) -> None:
    """Let a campaign raise no alert until a time of the stream, 0 = it may again.

    Raises:
        Problem: 503, when it cannot be seen to have been done in time.
    """
    _ready(site)
    asked = Pause(uuid4().hex, campaign, until_ms, by, operator_ms(), reason)
    await _send(site, asked.request, encode(asked))


def _ready(site: Site) -> AlertsView:
    if not site.alerts.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading the alerts from Kafka.", retry=2)
    return site.alerts_view


def _known(request: web.Request) -> Alert:
    name = request.match_info["id"]
    view = _ready(site_of(request))
    found = view.get(real_id(name, view.ids))
    if found is None:
        raise Problem(404, "not-found", f"There is no alert {name[:40]!r}.")
    return found


def _detail(site: Site, found: Alert) -> web.Response:
    standing = site.alerts_view.standing(found.kind, found.subject)
    return answer(detail(found, standing, site.model, site.job.detection.rules))


def _edit(site: Site, found: Alert, version: int, wanted: AlertEdit | BulkEdit, by: str) -> Edit:
    """What is asked for, as the agent takes it; raises `Problem` 422 for what no version of the alert would allow."""
    snoozed: int | UnsetType = UNSET
    if wanted.snoozed_until is None:
        snoozed = 0
    elif wanted.snoozed_until is not UNSET:
        snoozed = moment_ms(wanted.snoozed_until, "snoozed_until")
        if snoozed <= site.model.now_ms:
            raise Problem(422, "invalid", "snoozed_until has passed already, by stream time.")
    closing = wanted.state == "closed"
    if closing and wanted.outcome is UNSET:
        raise Problem(422, "invalid", "Closing needs an outcome.")
    if closing and not wanted.reason.strip():
        raise Problem(422, "invalid", "Closing needs a reason.")
    if not closing and wanted.outcome is not UNSET:
        raise Problem(422, "invalid", "An outcome goes with the state closed.")
    if (wanted.state, wanted.assignee, snoozed, wanted.comment.strip()) == (UNSET, UNSET, UNSET, ""):
        raise Problem(422, "invalid", "Nothing is asked for: give a state, assignee, snoozed_until or comment.")
    return Edit(
        request=uuid4().hex,
        alert=found.id,
        version=version,
        by=by,
        at_ms=operator_ms(),
        state=wanted.state,
        outcome=wanted.outcome,
        reason=wanted.reason.strip(),
        assignee="" if wanted.assignee is None else wanted.assignee,
        snoozed_until_ms=snoozed,
        comment=wanted.comment.strip(),
        numbers=_numbers(site, found) if closing else {},
    )


def _numbers(site: Site, found: Alert) -> dict[str, int]:
    """The numbers that an outcome is about."""
    if found.kind == "number":
        return {found.subject: found.number}
    campaign = site.model.campaigns.get(found.subject)
    return {} if campaign is None else {member.number: member.id for member in campaign.members}


async def _apply(site: Site, found: Alert, edit: Edit) -> Alert:
    """Have a change made, and give the alert as it is then; raises `Problem` 404, 409 or 503."""
    # Whether it is granted, the agent decides: only there it is certain who was first.
    entry = await _send(site, edit.request, encode(edit))
    if entry.act == "refused":
        raise Problem(409, "stale" if entry.version != edit.version else "conflict", entry.text)
    changed = site.alerts_view.get(edit.alert)
    if changed is None:
        raise Problem(404, "not-found", f"There is no alert {edit.alert[:40]!r} any more.")
    return changed


async def _send(site: Site, request: str, value: bytes) -> Entry:
    waiting = asyncio.ensure_future(site.alerts_view.outcome(request, _SEE))
    try:
        await store(site, site.job.settings.topic("alert-events"), None, value)
        entry = await waiting
    finally:
        waiting.cancel()
    if entry is None:
        detail = "The change is safely stored, and will be made when the job has come so far; look at the alert again."
        raise Problem(503, "not-ready", detail, retry=2)
    return entry
