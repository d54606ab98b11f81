"""/api/labels: what analysts say of numbers, for the next training to learn from."""

from __future__ import annotations

from aiohttp import web

from app.web.access import acting
from app.web.answers import answer, body_as
from app.web.problems import Problem
from app.web.schema.lists import LabelAnswer, NewLabel
from app.web.site import site_of
from app.web.writing import operator_ms, said, write
from models.instant import rfc3339
from models.label import Label, encode, key_of
from models.number import ANONYMOUS, is_short, text_of
from models.verdict import FLASH_CALL, FRAUD_TYPES

_USUAL, _MOST = 100, 1000
_TYPES = [name for code, name in enumerate(FRAUD_TYPES) if name and code != FLASH_CALL]


async def labels(request: web.Request) -> web.Response:
    """The last label of each number, those given last first."""
    site = site_of(request)
    asked = request.query.get("limit", str(_USUAL))
    if not asked.isdecimal() or not 1 <= int(asked) <= _MOST:
        raise Problem(422, "invalid", f"limit must be a whole number from 1 to {_MOST:,}.")
    if not site.labels.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading the labels from Kafka.", retry=2)
    return answer([_shown(one) for one in site.labels_view.newest(int(asked))])


async def add_label(request: web.Request) -> web.Response:
    """Say of a number that it commits fraud, or that it does not; `ringfence train` learns from it.

    No verdict changes by it: the allow list and the block list do that.
    """
    site = site_of(request)
    wanted = await body_as(request, NewLabel)
    if wanted.fraud_type is not None and not wanted.fraud:
        raise Problem(422, "invalid", "fraud_type is said of a number that commits fraud only.")
    if wanted.fraud_type is not None and wanted.fraud_type not in _TYPES:
        raise Problem(422, "invalid", f"fraud_type must be one of {', '.join(_TYPES)}.")
    raw = said(wanted.number, "number") if isinstance(wanted.number, str) else wanted.number
    try:
        number, text = site.normalise(raw)
    except ValueError as error:
        raise Problem(422, "invalid", f"number {error}.") from None
    shown = text_of(number, {} if text is None else {number: text})
    if number == ANONYMOUS or is_short(shown):
        raise Problem(422, "invalid", f"{shown} is no number of one subscriber.")
    label = Label(
        subject=shown, id=number, fraud=wanted.fraud, fraud_type=wanted.fraud_type, by=acting(request, wanted.by),
        at_ms=operator_ms(), reason=said(wanted.reason, "reason"),
    )  # fmt: skip
    await write(site, site.labels, key_of(label.subject), encode(label))
    return answer(_shown(label), 201)


def _shown(label: Label) -> LabelAnswer:
    return LabelAnswer(
        label.subject, label.kind, label.fraud, label.fraud_type, label.by, rfc3339(label.at_ms / 1000), label.reason,
        label.alert_id,
    )  # fmt: skip
