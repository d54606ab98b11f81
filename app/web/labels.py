"""/api/labels: what analysts say of numbers, for the next training to learn from."""

from __future__ import annotations

from aiohttp import web

from app.web.access import acting, require
from app.web.answers import answer, body_as
from app.web.problems import Problem
from app.web.schema.lists import LABEL_TYPES, LabelAnswer, NewLabel
from app.web.site import Site, site_of
from app.web.writing import operator_ms, said, write
from models.instant import rfc3339
from models.label import Label, encode, key_of
from models.number import ANONYMOUS, is_short, text_of

_USUAL, _MOST = 100, 1000


async def labels(request: web.Request) -> web.Response:
    """The last label of each number, those given last first; the header `Total-Count` says how many there are."""
    site = site_of(request)
    asked = request.query.get("limit", str(_USUAL))
    if not asked.isdecimal() or not 1 <= int(asked) <= _MOST:
        raise Problem(422, "invalid", f"limit must be a whole number from 1 to {_MOST:,}.")
    wanted = request.query.get("number")
    if wanted is not None:
        require(request, "numbers")  # who may not see numbers may not try them either
    subject = None if wanted is None else _subject(site, wanted)[1]
    if not site.labels.caught_up:
        raise Problem(503, "not-ready", "This worker is still reading the labels from Kafka.", retry=2)
    view = site.labels_view
    if subject is None:
        total, found = len(view), view.newest(int(asked))
    else:
        one = view.of(subject)
        total, found = (0, []) if one is None else (1, [one])
    return answer([_shown(one) for one in found], headers={"Total-Count": str(total)})


async def add_label(request: web.Request) -> web.Response:
    """Say of a number that it commits fraud, or that it does not; `ringfence train` learns from it.

    No verdict changes by it: the allow list and the block list do that.
    """
    site = site_of(request)
    wanted = await body_as(request, NewLabel)
    if wanted.fraud_type is not None and not wanted.fraud:
        raise Problem(422, "invalid", "fraud_type is said of a number that commits fraud only.")
    if wanted.fraud_type is not None and wanted.fraud_type not in LABEL_TYPES:
        raise Problem(422, "invalid", f"fraud_type must be one of {', '.join(LABEL_TYPES)}.")
    number, shown = _subject(site, wanted.number)
    if number == ANONYMOUS or is_short(shown):
        raise Problem(422, "invalid", f"{shown} is no number of one subscriber.")
    label = Label(
        subject=shown, id=number, fraud=wanted.fraud, fraud_type=wanted.fraud_type, by=acting(request, wanted.by),
        at_ms=operator_ms(), reason=said(wanted.reason, "reason"),
    )  # fmt: skip
    await write(site, site.labels, key_of(label.subject), encode(label))
    return answer(_shown(label), 201)


def _subject(site: Site, written: str | int) -> tuple[int, str]:
    """The id of a number and its text, however it was written; raises `Problem` 422."""
    try:
        number, text = site.normalise(said(written, "number") if isinstance(written, str) else written)
    except ValueError as error:
        raise Problem(422, "invalid", f"number {error}.") from None
    return number, text_of(number, {} if text is None else {number: text})


def _shown(label: Label) -> LabelAnswer:
    return LabelAnswer(
        label.subject, label.kind, label.fraud, label.fraud_type, label.by, rfc3339(label.at_ms / 1000), label.reason,
        label.alert_id,
    )  # fmt: skip
