"""The figures of the dashboard, each computed from the stream (docs/figures.md)."""

from __future__ import annotations

from app.read_model import ReadModel
from app.web.schema.stats import Minute, Stats
from models.instant import rfc3339

#: Minutes of stream time that are listed, and whole ones over which calls per minute are averaged.
LISTED, AVERAGED = 15, 5


def stats_of(model: ReadModel) -> Stats:
    """Figures of the whole job, as far as the read model has followed it."""
    total = model.traffic.total()
    minutes = model.traffic.last(LISTED)
    newest = model.traffic.newest
    # The newest minute is not over yet and would pull the mean down.
    whole = [row.calls for minute, row in minutes if newest is not None and newest - AVERAGED <= minute < newest]
    return Stats(
        total_calls=total.calls,
        blocked_threats=total.blocked,
        active_campaigns_count=len(model.campaigns.active(model.now_ms)),
        total_fraud_detected=model.dangerous,
        answered_calls=total.answered,
        talk_seconds=total.talk_ms / 1000,
        suspicious_numbers=total.flagged,
        duplicate_records=total.duplicates,
        stream_time=None if newest is None else rfc3339(newest * 60),
        calls_per_minute=round(sum(whole) / AVERAGED, 1) if whole else None,
        minutes=[
            Minute(rfc3339(minute * 60), row.calls, row.suspicious, row.dangerous, row.blocked)
            for minute, row in minutes
        ],
    )
