"""One call of the live feed, and the choice of those that are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

import msgspec
import numpy as np

from models.instant import rfc3339
from models.lists import CODES
from models.number import region_of, text_of
from models.verdict import BANDS, FLASH_CALL, FRAUD_TYPES, Verdicts
from tables.suspects import band_of

Status = Literal["SAFE", "SUSPICIOUS", "DANGEROUS"]


class FeedEvent(msgspec.Struct, frozen=True):
    """One scored call.

    Attributes:
        id: source partition, offset and place in the message of the record; unique and stable.
        timestamp: end of the call, RFC 3339.
        source, destination: the two numbers.
        duration: talk time, seconds.
        risk_score: risk of the caller after this call, 0-100.
        type: Fraud when the caller is DANGEROUS at this call, and no flash-call service.
        status: band of the caller.
        location: the caller's region as the record told it, else its country's code, else "Unknown".
        cluster_id: campaign of the caller, null when it belongs to none.
        fraud_type: kind of fraud, null when none is seen.
        confidence: how sure that kind is, 0-1; null when none is seen.
        listed: "allow list", "block list" or "protected number"; null for other callers.
    """

    id: str
    timestamp: str
    source: str
    destination: str
    duration: float
    risk_score: float
    type: Literal["Fraud", "Legitimate"]
    status: Status
    location: str
    cluster_id: str | None
    fraud_type: str | None
    confidence: float | None
    listed: str | None


def shown_risk(risk: float) -> float:
    """A risk with one decimal that never looks like another band than it is.

    >>> shown_risk(49.97), shown_risk(50.04), shown_risk(99.99)
    (49.9, 50.0, 100.0)
    """
    shown = round(risk, 1)
    return shown if band_of(shown) == band_of(risk) else round(shown - 0.1, 1)


def is_fraud(verdict: np.void) -> bool:
    """Whether a `VERDICT` record says fraud: DANGEROUS, and no flash-call service, which is a class of its own."""
    return bool(verdict["band"] == 2 and verdict["fraud_type"] != FLASH_CALL)


def confidence_of(verdict: np.void) -> float | None:
    """How sure a verdict's fraud type is, 0-1; None when it names none."""
    return int(verdict["confidence"]) / 100 if verdict["fraud_type"] else None


def most_telling(batches: Sequence[Verdicts], count: int) -> list[Verdicts]:
    """Of some verdicts, each call once, the `count` gravest, and of equal ones the newest: parts of the batches."""
    kept = [np.flatnonzero(batch.rows["duplicate"] == 0) for batch in batches]
    size = sum(map(len, kept))
    if size > count:
        band = np.concatenate([batch.rows["band"][at] for batch, at in zip(batches, kept, strict=True)])
        end = np.concatenate([batch.rows["end_ms"][at] for batch, at in zip(batches, kept, strict=True)])
        chosen = np.zeros(size, bool)
        chosen[np.lexsort((end, band))[-count:]] = True
        begin = np.cumsum([0, *map(len, kept)])
        kept = [at[chosen[begin[k] : begin[k + 1]]] for k, at in enumerate(kept)]
    parts = [replace(batch, rows=batch.rows[at]) for batch, at in zip(batches, kept, strict=True)]
    return [part for part in parts if len(part.rows)]


def events_of(batches: Sequence[Verdicts], campaign_of: Callable[[int], str | None]) -> list[FeedEvent]:
    """All verdicts as events, in order of time; `campaign_of` gives the id of a number's campaign."""
    found = [(int(row["end_ms"]), _event(batch, row, campaign_of)) for batch in batches for row in batch.rows]
    return [event for _, event in sorted(found, key=lambda pair: pair[0])]


def _event(batch: Verdicts, row: np.void, campaign_of: Callable[[int], str | None]) -> FeedEvent:
    position, number = int(row["position"]), int(row["number"])
    band = int(row["band"])
    status: Status = BANDS[band]  # type: ignore[assignment]
    return FeedEvent(
        id=f"{batch.source}-{position >> 16}-{position & 0xFFFF}",
        timestamp=rfc3339(int(row["end_ms"]) / 1000),
        source=text_of(number, batch.texts),
        destination=text_of(int(row["callee"]), batch.texts),
        duration=int(row["duration_ms"]) / 1000,
        risk_score=shown_risk(float(row["risk"])),
        type="Fraud" if is_fraud(row) else "Legitimate",
        status=status,
        location=batch.texts.get(int(row["origin"]), "") or region_of(number) or "Unknown",
        cluster_id=campaign_of(number),
        fraud_type=FRAUD_TYPES[int(row["fraud_type"])] or None,
        confidence=confidence_of(row),
        listed=CODES[int(row["listed"])] or None,
    )
