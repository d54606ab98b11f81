"""How grave an alert is: by risk, by whether its subject is one number or a campaign, and by the rules that fired.

| | one number | a campaign |
|---|---|---|
| risk from 95 | CRITICAL | CRITICAL |
| from 85 | MEDIUM, from its second suspicious call on | HIGH |
| from 75 | only when an active rule fired | MEDIUM |

An active rule that fired makes it at least as grave as the rule says, from risk 75 on.
"""

from __future__ import annotations

from typing import Final

from models.rules.rule import SEVERITIES, Severity

#: From this risk on there is an alert at all, if anything else speaks for it.
LEAST: Final = 75.0
_CRITICAL, _DANGEROUS = 95.0, 85.0
#: One call alone may look like anything: so many suspicious ones of a number speak for an alert.
_CALLS: Final = 2


def of_number(risk: float, calls: int, rule: str = "") -> Severity | None:
    """Severity of an alert about one number that is of no campaign; None = no alert.

    Args:
        risk: 0-100.
        calls: suspicious ones.
        rule: severity of the gravest active rule that fired, "" = none did.

    >>> of_number(96.0, 1), of_number(88.0, 2), of_number(88.0, 1), of_number(80.0, 9), of_number(80.0, 1, "HIGH")
    ('CRITICAL', 'MEDIUM', None, None, 'HIGH')
    """
    medium = risk >= _DANGEROUS and calls >= _CALLS
    by_risk: Severity | None = "CRITICAL" if risk >= _CRITICAL else "MEDIUM" if medium else None
    return _graver(by_risk, rule if risk >= LEAST else "")


def of_campaign(risk: float, rule: str = "") -> Severity | None:
    """Severity of an alert about a campaign; None = no alert.

    >>> of_campaign(96.0), of_campaign(88.0), of_campaign(80.0), of_campaign(60.0, "HIGH")
    ('CRITICAL', 'HIGH', 'MEDIUM', None)
    """
    grave: Severity = "CRITICAL" if risk >= _CRITICAL else "HIGH" if risk >= _DANGEROUS else "MEDIUM"
    return _graver(grave, rule) if risk >= LEAST else None


def rank(severity: str) -> int:
    """Place of a severity, from the mildest on."""
    return SEVERITIES.index(severity)


def named(text: str) -> Severity:
    """A severity by its name; ValueError when it is none."""
    return SEVERITIES[rank(text)]  # type: ignore[return-value]


def _graver(one: Severity | None, other: str) -> Severity | None:
    """The graver of two, of which either may be none."""
    ranks = [rank(severity) for severity in (one, other) if severity]
    return SEVERITIES[max(ranks)] if ranks else None  # type: ignore[return-value]
