"""Which alerts a request asks for: filters, words, and where a page goes on."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web
from yarl import URL

from app.web.answers import whole_number
from app.web.masking import real_id, shown_id, shown_number, shown_text
from app.web.problems import Problem
from models.alert.alert import Alert
from models.rules.rule import FRAUD_TYPES, SEVERITIES

_USUAL, _MOST = 50, 500
_STATES = ("open", "acknowledged", "closed", "snoozed")
_STATUSES = {"Open": False, "Resolved": True}
_Test = Callable[[Alert], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of alerts: the alerts, how many there are in all, and the cursor of the next page, "" = there is none."""

    alerts: list[Alert]
    total: int
    cursor: str


def search(request: web.Request, alerts: list[Alert], now_ms: int) -> Page:
    """The alerts that a request asks for.

    Args:
        request: with the parameters of `GET /api/alerts`.
        alerts: all, newest first.
        now_ms: stream time.

    Raises:
        Problem: 422 for a parameter with another value than it may have.
    """
    tests = _tests(request, now_ms)
    limit = whole_number(request, "limit", _USUAL, 1, _MOST)
    found = [alert for alert in alerts if all(test(alert) for test in tests)]
    after = request.query.get("cursor", "")
    rest = found
    if after:
        at, name = _read(after)
        last = at, real_id(name, lambda: [alert.id for alert in alerts])
        rest = [alert for alert in found if _place(alert) > last]
    page = rest[:limit]
    return Page(page, len(found), _cursor(page[-1]) if len(rest) > limit else "")


def next_link(request: web.Request, cursor: str) -> str:
    """The Link header of the next page (RFC 8288)."""
    return f'<{URL(request.path).with_query({**request.query, "cursor": cursor})}>; rel="next"'


def _tests(request: web.Request, now_ms: int) -> list[_Test]:
    query, tests = request.query, list[_Test]()
    if severities := _chosen(request, "severity", SEVERITIES):
        tests.append(lambda alert: alert.severity in severities)
    if statuses := _chosen(request, "status", tuple(_STATUSES)):
        closed = {_STATUSES[status] for status in statuses}
        tests.append(lambda alert: (alert.state == "closed") in closed)
    if states := _chosen(request, "state", _STATES):
        tests.append(lambda alert: state_of(alert, now_ms) in states)
    if types := _chosen(request, "type", FRAUD_TYPES[1:]):
        tests.append(lambda alert: alert.fraud_type in types)
    if "assignee" in query:
        tests.append(lambda alert: alert.assignee == query["assignee"])
    if "campaign" in query:
        tests.append(lambda alert: shown_id(alert.campaign) == query["campaign"])
    if words := query.get("q", "").casefold().split():
        tests.append(lambda alert: all(word in _text(alert) for word in words))
    return tests


def state_of(alert: Alert, now_ms: int) -> str:
    """Where an alert is in its life; one that waits until later is snoozed."""
    return "snoozed" if alert.state != "closed" and alert.snoozed_until_ms > now_ms else alert.state


def _chosen(request: web.Request, name: str, known: tuple[str, ...]) -> set[str]:
    """The values of a parameter that may have several, with commas between."""
    wanted = {value for value in request.query.get(name, "").split(",") if value}
    for value in sorted(wanted):
        if value not in known:
            raise Problem(422, "invalid", f"{name} must be of {', '.join(known)}, not {value[:40]}.")
    return wanted


def _text(alert: Alert) -> str:
    """What words are looked for in: what whoever asks sees of an alert, never what is masked."""
    texts = (shown_text(text, alert.subject) for text in (alert.title, alert.description))
    ids = (shown_id(alert.id), shown_number(alert.subject), shown_id(alert.campaign))
    return " ".join((*ids, *texts, alert.assignee, *alert.rules)).casefold()


def _place(alert: Alert) -> tuple[int, str]:
    return -alert.created_ms, alert.id


def _cursor(alert: Alert) -> str:
    return base64.urlsafe_b64encode(f"{alert.created_ms} {shown_id(alert.id)}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[int, str]:
    try:
        at, name = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        return -int(at), name
    except (ValueError, binascii.Error):
        raise Problem(422, "invalid", "cursor is none that this API gave; begin without one.") from None
