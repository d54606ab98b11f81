"""The figures of the dashboard, each computed from the stream (docs/figures.md)."""

from __future__ import annotations

import math
from collections.abc import Iterable

from app.read_model import ReadModel
from app.traffic_view import Day
from app.web.schema.stats import Minute, Stats
from models.campaign.suspect import HOUR_MS
from models.instant import rfc3339

#: Minutes of stream time that are listed, and whole ones over which calls per minute are averaged.
LISTED, AVERAGED = 15, 5
#: Share of suspicious calls that is nothing special: one normal caller in 1,000 ever reaches SUSPICIOUS.
EXPECTED = 1e-3


def stats_of(model: ReadModel) -> Stats:
    """Figures of the whole job, as far as the read model has followed it."""
    total = model.traffic.total()
    minutes = model.traffic.last(LISTED)
    newest, day = model.traffic.newest, model.traffic.day()
    active = model.campaigns.active(model.now_ms)
    # The newest minute is not over yet and would pull the mean down.
    whole = [row.calls for minute, row in minutes if newest is not None and newest - AVERAGED <= minute < newest]
    return Stats(
        total_calls=total.calls,
        blocked_threats=total.blocked,
        active_campaigns_count=len(active),
        total_fraud_detected=model.dangerous,
        answered_calls=total.answered,
        talk_seconds=total.talk_ms / 1000,
        suspicious_numbers=total.flagged,
        duplicate_records=total.duplicates,
        stream_time=None if newest is None else rfc3339(newest * 60),
        calls_per_minute=round(sum(whole) / AVERAGED, 1) if whole else None,
        threat_index=threat_index(day, [one.risk for one in active if one.updated_ms > model.now_ms - HOUR_MS]),
        network_load=round(sum(whole) / AVERAGED / day.busiest, 3) if whole and day.busiest else None,
        calls_after_flag=day.blocked,
        victims_after_flag=model.evidence.spared,
        minutes=[
            Minute(rfc3339(minute * 60), row.calls, row.suspicious, row.dangerous, row.blocked)
            for minute, row in minutes
        ],
    )


def threat_index(day: Day, risks: Iterable[float]) -> float | None:
    """How much fraud there is just now, 0-100; None without a call in the last hour.

    Half of it is the share of suspicious calls: nothing up to one in 1,000, as many as normal callers may cause by
    mistake, and all of it from one in 10 on, by orders of magnitude. The other half is the campaigns: all of it from
    ten on whose risk is 100.

    Args:
        day: of stream time.
        risks: of the campaigns with a suspicious call in the last hour, 0-100.

    >>> threat_index(Day(0, 0, 10_000, 100), [90.0, 60.0])
    32.5
    """
    if not day.hour_calls:
        return None
    share = day.hour_suspicious / day.hour_calls
    calls = min(1.0, max(0.0, math.log10(share / EXPECTED) / 2)) if share else 0.0
    return round(50 * calls + 50 * min(1.0, sum(risks) / 1000), 1)
