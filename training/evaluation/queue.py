"""The analysts' queue in an evaluation: alerts as the job raises them, and what they would cost an analyst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from models.alert.alert import Alert
from models.campaign.campaign import Campaign
from training.evaluation.people import People
from training.instant import instant

_DAY_MS: Final = 86_400_000
#: Alerts for one true campaign that an analyst is thought to bear.
BEARABLE: Final = 3
#: What Ringfence closed by itself needed no decision.
_SPOKEN_FOR: Final = "duplicate"


def listed(alerts: Iterable[Alert]) -> list[dict[str, Any]]:
    """What `alerts.json` holds."""
    return [
        {
            "id": one.id,
            "raised": instant(one.created_ms),
            "severity": one.severity,
            "fraud_type": one.fraud_type,
            "kind": one.kind,
            "subject": one.subject,
            "campaign": one.campaign or None,
            "state": one.state,
            "outcome": one.outcome,
            "title": one.title,
            "description": one.description,
        }
        for one in alerts
    ]


def summary(alerts: Iterable[Alert], span_ms: int) -> dict[str, Any]:
    """What can be said without labels.

    Args:
        alerts: all that were raised; nobody has touched them.
        span_ms: event time from the first to the last call.
    """
    found = list(alerts)
    return {
        "raised": len(found),
        "left_open": sum(one.state == "open" for one in found),
        "per_day": _rate(len(found), span_ms),
        "by_severity": dict(sorted(Counter(one.severity for one in found).items())),
        "by_kind": dict(sorted(Counter(one.kind for one in found).items())),
    }


def load(people: People, alerts: Iterable[Alert], campaigns: Mapping[str, Campaign], span_ms: int) -> dict[str, Any]:
    """What alerts cost an analyst, with labels; floods count as fraud.

    An alert is right when at least half of its numbers commit fraud; it is then about the true campaign that most of
    them are of, and a number of no campaign stands for one.

    Returns:
        `right` and `false` alerts; over true campaigns with an alert: `campaigns`, mean `per_campaign`, the share with
        at most three (`within_three`), and the mean of those left open when Ringfence has closed what it knows to be
        duplicates (`open_per_campaign`); `false_per_10000_a_day`, per 10,000 honest callers.
    """
    truth = {
        number: (fraud, campaign or f"alone {number}")
        for number, fraud, campaign in zip(
            people.rows["number"].tolist(), people.fraud.tolist(), people.campaigns.tolist(), strict=True
        )
    }
    of: dict[str, list[Alert]] = {}
    false = 0
    for alert in alerts:
        members = [alert.number] if alert.kind == "number" else [one.id for one in campaigns[alert.subject].members]
        guilty = [truth[one][1] for one in members if truth.get(one, (False, ""))[0]]
        if 2 * len(guilty) < len(members) or not guilty:
            false += 1
            continue
        counts = Counter(guilty)
        of.setdefault(min(counts, key=lambda name: (-counts[name], name)), []).append(alert)
    numbers = [len(some) for some in of.values()]
    still = [sum(one.outcome != _SPOKEN_FOR for one in some) for some in of.values()]
    honest = int(people.honest.sum())
    rate = _rate(false, span_ms)
    return {
        "right": sum(numbers),
        "false": false,
        "campaigns": len(of),
        "per_campaign": _share(sum(numbers), len(of)),
        "within_three": _share(sum(number <= BEARABLE for number in numbers), len(of)),
        "open_per_campaign": _share(sum(still), len(of)),
        "false_per_10000_a_day": None if rate is None or not honest else rate * 10_000 / honest,
    }


def _rate(count: int, span_ms: int) -> float | None:
    return count * _DAY_MS / span_ms if span_ms else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
