"""Findings and requests for tests of the ledger of alerts."""

from __future__ import annotations

from itertools import count
from typing import Any

from models.alert.alert import Alert
from models.alert.ledger import MINUTE_MS, Ledger
from models.alert.message import Edit, Finding, Minute, Pause

BEGIN = 29_000_000
NUMBER, GANG = "+88213000501", "7f3a000000"
_requests = count(1)


def number(severity: str = "MEDIUM", **more: Any) -> Finding:
    return Finding(
        **{
            "kind": "number", "subject": NUMBER, "number": 88213000501, "fraud_type": "Wangiri", "severity": severity,
            "risk": 90.0, "title": f"Wangiri from {NUMBER}", **more,
        }
    )  # fmt: skip


def gang(severity: str = "HIGH", numbers: int = 4, **more: Any) -> Finding:
    return Finding(
        **{
            "kind": "campaign", "subject": GANG, "fraud_type": "Wangiri", "severity": severity, "risk": 90.0,
            "title": f"Wangiri from +882, {numbers} numbers", "campaign": GANG, "numbers": numbers, **more,
        }
    )  # fmt: skip


def found(*findings: Finding, at: int = 0, ledger: Ledger | None = None) -> Ledger:
    """A ledger that has taken findings, each in a minute of its own from `at` on."""
    ledger = ledger or Ledger()
    for place, finding in enumerate(findings):
        ledger.find(Minute(BEGIN + at + place, [finding]))
    return ledger


def only(ledger: Ledger) -> Alert:
    (alert,) = ledger.alerts.values()
    return alert


def asked(alert: Alert, by: str = "ann", **wanted: Any) -> Edit:
    """A request on an alert as it is now."""
    wanted.setdefault("version", alert.version)
    at = BEGIN * MINUTE_MS + alert.version
    return Edit(**{"request": f"r{next(_requests)}", "alert": alert.id, "by": by, "at_ms": at, **wanted})


def closed(ledger: Ledger, outcome: str, alert: Alert | None = None) -> Alert:
    alert = alert or only(ledger)
    ledger.edit(asked(alert, state="closed", outcome=outcome, reason="seen", numbers={NUMBER: 88213000501}))
    return alert


def paused(until: int) -> Pause:
    """A pause of the gang's campaign until a minute, 0 = its end."""
    until_ms = (BEGIN + until) * MINUTE_MS if until else 0
    return Pause(f"r{next(_requests)}", GANG, until_ms, "ann", BEGIN * MINUTE_MS, "known test")


def acts(alert: Alert) -> list[str]:
    return [entry.act for entry in alert.history]
