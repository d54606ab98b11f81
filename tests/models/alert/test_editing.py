"""What people may do to an alert, and what is refused."""

from typing import Any

import pytest

from models.alert.alert import Alert
from models.alert.ledger import Ledger
from tests.models.alert.asking import acts, asked, found, number, only

STATES = ("open", "acknowledged", "closed")


def in_state(state: str) -> tuple[Ledger, Alert]:
    ledger = found(number())
    alert = only(ledger)
    if state != "open":
        ledger.edit(asked(alert, state=state, **({"outcome": "no_action", "reason": "r"} if state == "closed" else {})))
    assert alert.state == state
    return ledger, alert


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("wanted", STATES)
def test_every_way_from_one_state_to_another(state: str, wanted: str) -> None:
    ledger, alert = in_state(state)
    more = {"outcome": "confirmed_fraud", "reason": "heard it"} if wanted == "closed" and state != "closed" else {}
    ledger.edit(asked(alert, state=wanted, **more))
    refused = (state, wanted) == ("closed", "acknowledged")
    assert alert.state == (state if refused else wanted)
    assert (alert.history[-1].act == "refused") == refused
    assert (alert.outcome is None) == (alert.state != "closed")


@pytest.mark.parametrize(
    ("state", "wanted", "why"),
    [
        ("open", {"state": "closed"}, "needs an outcome"),
        ("open", {"state": "acknowledged", "outcome": "duplicate"}, "with closing only"),
        ("open", {"outcome": "duplicate"}, "goes with closing; the alert is open"),
        ("closed", {"outcome": "duplicate"}, "the alert is closed"),
    ],
)
def test_what_is_refused_changes_nothing_and_is_remembered(state: str, wanted: dict[str, Any], why: str) -> None:
    ledger, alert = in_state(state)
    version, before = alert.version, (alert.state, alert.outcome, alert.assignee)
    ledger.edit(asked(alert, assignee="bob", **wanted))
    assert (alert.state, alert.outcome, alert.assignee) == before
    assert (alert.version, alert.history[-1].act) == (version, "refused")
    assert why in alert.history[-1].text


def test_of_two_on_the_same_version_the_first_wins_and_the_other_is_told_who() -> None:
    ledger, alert = in_state("open")
    first, second = asked(alert, by="ann", state="acknowledged"), asked(alert, by="bob", assignee="bob")
    ledger.edit(first)
    ledger.edit(second)
    assert (alert.state, alert.assignee, acts(alert)) == ("acknowledged", "", ["raised", "acknowledged", "refused"])
    last = alert.history[-1]
    assert (last.by, last.request) == ("bob", second.request)
    assert last.text == "It was made for version 1; meanwhile the alert is at version 2 by ann, who acknowledged it."


def test_one_request_is_one_entry_and_one_version() -> None:
    ledger, alert = in_state("open")
    ledger.edit(asked(alert, state="acknowledged", assignee="bob", snoozed_until_ms=99, comment="ask the carrier"))
    assert (alert.version, alert.assignee, alert.snoozed_until_ms) == (2, "bob", 99)
    assert alert.history[-1].act == "acknowledged"
    assert alert.history[-1].text == "acknowledged; assigned to bob; snoozed; ask the carrier"


def test_assigning_to_nobody_and_waking() -> None:
    ledger, alert = in_state("open")
    ledger.edit(asked(alert, assignee="bob", snoozed_until_ms=99))
    ledger.edit(asked(alert, assignee="", snoozed_until_ms=0))
    assert (alert.assignee, alert.snoozed_until_ms) == ("", 0)
    assert alert.history[-1].text == "assigned to nobody; no longer snoozed"


def test_closing_ends_a_snooze_and_escalation_too() -> None:
    ledger, alert = in_state("open")
    ledger.edit(asked(alert, snoozed_until_ms=99))
    found(number("CRITICAL"), at=1, ledger=ledger)
    assert alert.snoozed_until_ms == 0
    ledger.edit(asked(alert, snoozed_until_ms=99))
    ledger.edit(asked(alert, state="closed", outcome="no_action", reason="r"))
    assert alert.snoozed_until_ms == 0


def test_a_type_put_right_lets_a_snoozed_alert_sleep() -> None:
    ledger, alert = in_state("open")
    ledger.edit(asked(alert, snoozed_until_ms=99))
    found(number(fraud_type="IRSF"), at=1, ledger=ledger)
    assert (alert.fraud_type, alert.snoozed_until_ms, acts(alert)[-1]) == ("IRSF", 99, "retyped")


def test_a_request_on_an_alert_that_is_gone_is_passed_over() -> None:
    ledger = Ledger()
    ledger.edit(asked(only(found(number())), comment="hello?"))
    assert ledger.changes() == ({}, {}, [], [])
