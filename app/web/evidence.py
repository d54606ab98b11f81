"""The counts of a profile that a verdict rests on."""

from __future__ import annotations

import numpy as np

from app.feed_event import shown_risk
from app.web.judgement import Judgement
from app.web.known import Known
from app.web.schema.numbers import Evidence
from models.bits import DISTINCT_512
from models.instant import rfc3339


def different_callees(profile: np.void) -> int:
    """Different numbers called in the last two to four weeks, by linear counting; some 3,500 at most."""
    known = np.bitwise_or(profile["out_known"][0], profile["out_known"][1])
    return round(float(DISTINCT_512[int(np.bitwise_count(known).sum())]))


def evidence_of(profile: np.void, judgement: Judgement | None, known: Known) -> Evidence:
    """The counts of a profile."""

    def at(name: str) -> str | None:
        return rfc3339(int(profile[name])) if profile[name] else None

    facts = {} if judgement is None else judgement.facts
    placed = int(profile["out_calls"])
    return Evidence(
        calls_placed=placed,
        calls_answered=int(profile["out_answered"]),
        short_calls=int(profile["out_short"]),
        night_calls=int(profile["out_night"]),
        first_contacts=int(profile["out_new"]),
        different_callees=min(placed, different_callees(profile)),
        calls_received=int(profile["in_calls"]),
        first_call=at("out_first"),
        last_call=at("out_last"),
        flagged_at=at("flagged_at"),
        dangerous_at=at("danger_at"),
        calls_when_flagged=int(profile["flagged_calls"]) if profile["flagged_at"] else None,
        calls_since_dangerous=int(profile["blocked"]),
        peak_risk=shown_risk(float(profile["peak_risk"])),
        model_version=known.model_version,
        rules_version=known.rules_version,
        siblings=round(facts.get("siblings", 0.0)),
        siblings_strange=round(facts.get("siblings_strange", 0.0)),
    )
