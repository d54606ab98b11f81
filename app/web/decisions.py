"""GET /api/decisions/{number}: what a switch should do about a number, from memory."""

from __future__ import annotations

from datetime import UTC, datetime

from aiohttp import web

from app.decisions_view import DecisionsView
from app.web.answers import answer
from app.web.problems import Problem
from app.web.schema.decisions import DecisionAnswer
from app.web.site import site_of
from models.decision import Audited, Decision, decide, may_block, moment
from models.decision_policy import Policy
from models.instant import rfc3339
from models.listing import Listing
from models.lists import ALLOWED, BLOCKED
from models.number import Normaliser, text_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REPORTS = Policy()


async def decision(request: web.Request) -> web.Response:
    """What to do about a number: allow it, block it, or only report it. Times are those of the stream."""
    site = site_of(request)
    work = site.job.decisions
    if not work.caught_up or not site.model.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading lists and decisions from Kafka.", retry=2)
    try:
        found = look_up(
            request.match_info["number"], site.normalise, site.job.detection.listing, work.view, site.model.now_ms
        )
    except ValueError as error:
        raise Problem(422, "invalid", f"number {error}.") from None
    return answer(found)


def look_up(raw: str, normalise: Normaliser, listing: Listing, view: DecisionsView, now_ms: int) -> DecisionAnswer:
    """The decision about a number.

    Args:
        raw: the number, written in any way that records may write it.
        normalise: reads it.
        listing: the entries of the lists.
        view: decisions of the whole job.
        now_ms: stream time, ms since the epoch.

    Raises:
        ValueError: with the reason, when it is no text of a number.
    """
    number, opaque = normalise(raw)
    text = opaque or text_of(number, {})
    code = listing.code(number, text, now_ms)
    if not may_block(number, text, code):
        entry = listing.entry(number, now_ms) if code == ALLOWED else None
        reason = (entry and entry.reason) or (
            "It is on the allow list." if code == ALLOWED else "Short codes, emergency and withheld numbers pass."
        )
        until, at = (entry.expires_ms, entry.added_ms) if entry else (None, None)
        return DecisionAnswer(text, "allow", reason, None, None, "enforce", _ms(until), _ms(at))
    if code == BLOCKED:  # an entry counts here before its decision has come back through Kafka
        entry = listing.entry(number, now_ms)
        listed = None if entry is None else decide(number, text, code, entry, _REPORTS)
        if listed is not None:
            return _shown(listed, "enforce")
    at_moment = moment(now_ms)
    enforced = view.enforced(text, at_moment)
    if enforced is not None and not enforced.by_list:
        return _shown(enforced, "enforce")
    reported = view.reported(text, at_moment)
    if reported is not None:
        return _shown(reported, "report")
    return DecisionAnswer(text, "none", "Nothing stands against it.", None, None, "report", None, None)


def _shown(one: Decision | Audited, mode: str) -> DecisionAnswer:
    return DecisionAnswer(
        one.number, "block" if mode == "enforce" else "report", one.reason, one.rule, one.fraud_type,
        "enforce" if mode == "enforce" else "report", _time(one.valid_until), _time(one.decided_at),
    )  # fmt: skip


def _ms(at: int | None) -> str | None:
    return None if at is None else rfc3339(at / 1000)


def _time(at: datetime | None) -> str | None:
    return None if at is None else rfc3339((at - _EPOCH).total_seconds())
