"""POST /api/cdr: one record in, the verdict of that very call out."""

from __future__ import annotations

import asyncio
import time

from aiohttp import web

from app.feed import Scored
from app.feed_event import Status, confidence_of, is_fraud, shown_risk
from app.web.answers import answer, json_of
from app.web.intake import IntakeClosedError
from app.web.pressure import admitted
from app.web.problems import Problem
from app.web.schema.records import CdrAnswer, CdrPending
from app.web.site import Site, site_of
from models.lists import CODES
from models.number import text_of
from models.verdict import BANDS, FRAUD_TYPES

#: Bytes of one record at most; the record contract's fields take a few hundred.
MAX_RECORD = 1 << 16


async def cdr(request: web.Request) -> web.Response:
    """Write the record to `cdr` and wait until the pipeline has scored it, on whichever worker."""
    site = site_of(request)
    with admitted(site):
        body = await request.read()
        if len(body) > MAX_RECORD:
            raise web.HTTPRequestEntityTooLarge(MAX_RECORD, len(body))
        if not isinstance(json_of(body), dict):
            raise Problem(422, "invalid", "One JSON object is wanted; several records go to /api/cdr/bulk.")
        batch = site.job.reader.read(body)
        if batch.rejected:
            raise Problem(422, "invalid", f"{batch.rejected[0].reason}.")
        call = batch.calls[0]
        caller = int(call["caller"])
        shown = text_of(caller, batch.texts)
        scored = await _scored(site, caller, int(call["call_hash"]), body)
    if scored is None:
        detail = "The record is stored and will be scored; POST /api/check-number tells the result."
        return answer(CdrPending(True, True, shown, detail), 202, {"Retry-After": "2"})
    return answer(_answer(site, shown, scored))


def _answer(site: Site, caller: str, scored: Scored) -> CdrAnswer:
    row, rules = scored.row, site.job.detection.rules
    status: Status = BANDS[int(row["band"])]  # type: ignore[assignment]
    # A mask means something to the set that gave it only; the worker that scored the call may have another one.
    known = scored.rules == rules.version
    return CdrAnswer(
        success=True,
        caller_id=caller,
        risk_score=shown_risk(float(row["risk"])),
        is_fraud=is_fraud(row),
        cluster_id=site.model.campaigns.of(int(row["number"])),
        fraud_type=FRAUD_TYPES[int(row["fraud_type"])] or None,
        alerts_generated=_alerts(site, caller, site.model.campaigns.of(int(row["number"]))),
        status=status,
        duplicate=bool(row["duplicate"]),
        confidence=confidence_of(row),
        anomaly_score=round(float(row["score"]), 4),
        evidence=round(float(row["evidence"]), 2),
        listed=CODES[int(row["listed"])] or None,
        rules=[rule.id for rule in rules.fired_rules("number", int(row["rules"]))] if known else None,
        model_version=scored.model,
        rules_version=scored.rules,
    )


def _alerts(site: Site, caller: str, campaign: str | None) -> int:
    """Alerts about a caller and its campaign that are not closed."""
    about = site.alerts_view.of("number", caller) + (site.alerts_view.of("campaign", campaign) if campaign else [])
    return sum(alert.state != "closed" for alert in about)


async def _scored(site: Site, caller: int, call_hash: int, body: bytes) -> Scored | None:
    """Send a record; its verdict, or None when it takes too long."""
    patience = site.job.settings.cdr_timeout
    until = time.monotonic() + patience
    try:
        # The feed must be running before the record is sent: it sees only what is written from then on.
        await site.feed.begin(patience)
        awaited = site.feed.expect(caller, call_hash)
    except TimeoutError:
        raise away() from None
    try:
        await site.intake.send(caller, body, max(0.1, until - time.monotonic()))
        return await asyncio.wait_for(awaited, max(0.1, until - time.monotonic()))
    except IntakeClosedError:
        raise away() from None
    except TimeoutError:
        return None
    finally:
        awaited.cancel()


def away() -> Problem:
    """The problem when Kafka did not confirm a record in time."""
    return Problem(
        503,
        "kafka-away",
        "Kafka has not confirmed the record. Send it again: the same call counts once.",
        retry=5,
    )
