"""The life of an alert: raised once, escalated, reopened, ended; and what people decide about its subject."""

import msgspec
import pytest

from models.alert.alert import DECISIONS, HISTORY, KEPT_MS, Alert, Standing
from models.alert.ledger import MINUTE_MS, Ledger
from models.alert.message import Minute
from tests.models.alert.asking import BEGIN, GANG, NUMBER, acts, asked, closed, found, gang, number, only, paused


def test_a_subject_that_is_found_again_is_one_alert() -> None:
    alert = only(found(number(), number(), number()))
    assert (alert.kind, alert.subject, alert.state, alert.version, acts(alert)) == (
        "number",
        NUMBER,
        "open",
        1,
        ["raised"],
    )
    assert alert.created_ms == (BEGIN + 1) * MINUTE_MS


def test_findings_of_a_minute_that_was_taken_are_dropped() -> None:
    ledger = found(number())
    ledger.changes()
    ledger.find(Minute(BEGIN, [number("CRITICAL")]))
    assert only(ledger).severity == "MEDIUM"
    assert ledger.changes() == ({}, {}, [], [])


def test_a_graver_severity_escalates_and_a_milder_one_says_nothing() -> None:
    alert = only(found(number(), number("CRITICAL", risk=97.0), number("MEDIUM")))
    assert (alert.severity, alert.risk, alert.version, acts(alert)) == ("CRITICAL", 97.0, 2, ["raised", "escalated"])
    assert alert.history[-1].text == "CRITICAL instead of MEDIUM: risk 97"


def test_growth_is_told_when_a_campaign_has_doubled() -> None:
    alert = only(found(*(gang(numbers=count) for count in (4, 5, 6, 7, 8, 9, 15, 16))))
    assert [(entry.act, entry.text) for entry in alert.history[1:]] == [
        ("grew", "8 numbers instead of 4"), ("grew", "16 numbers instead of 8"),
    ]  # fmt: skip
    assert only(found(gang(numbers=2), gang(numbers=4))).version == 1  # by three at least


def test_a_type_put_right_while_it_is_open_makes_no_second_alert() -> None:
    ledger = found(gang(), gang(fraud_type="Vishing"))
    assert (only(ledger).fraud_type, acts(only(ledger))) == ("Vishing", ["raised", "retyped"])


def test_another_type_after_it_was_closed_is_another_alert() -> None:
    ledger = found(number())
    first = closed(ledger, "no_action")
    found(number(fraud_type="IRSF"), at=1, ledger=ledger)
    assert len(ledger.alerts) == 2
    found(number("CRITICAL"), at=2, ledger=ledger)  # the first type again: its latest alert is open, and is put right
    assert (len(ledger.alerts), first.state) == (2, "closed")


@pytest.mark.parametrize("outcome", ["confirmed_fraud", "no_action", "duplicate"])
def test_escalation_reopens(outcome: str) -> None:
    ledger = found(number())
    alert = closed(ledger, outcome)
    found(number(), at=1, ledger=ledger)
    assert alert.state == "closed"
    found(number("CRITICAL"), at=2, ledger=ledger)
    assert (alert.state, alert.severity, alert.outcome, alert.reopened) == ("open", "CRITICAL", None, 1)
    assert acts(alert) == ["raised", "closed", "reopened"]


def test_a_confirmed_false_positive_ends_all_alerts_about_the_subject() -> None:
    ledger = found(number())
    alert = closed(ledger, "false_positive")
    found(number("CRITICAL"), number("CRITICAL", fraud_type="IRSF"), at=1, ledger=ledger)
    assert (only(ledger), alert.state) == (alert, "closed")
    assert ledger.standings["number", NUMBER].muted
    ledger.edit(asked(alert, state="open", reason="was wrong"))
    assert not ledger.standings["number", NUMBER].muted
    assert [entry.act for entry in ledger.standings["number", NUMBER].history] == ["muted", "unmuted"]
    found(number("CRITICAL"), at=3, ledger=ledger)
    assert alert.severity == "CRITICAL"


@pytest.mark.parametrize(("outcome", "fraud"), [("confirmed_fraud", True), ("false_positive", False)])
def test_outcomes_become_labels(outcome: str, fraud: bool) -> None:
    ledger = found(number())
    alert = closed(ledger, outcome)
    (label,) = ledger.changes().labels
    assert (label.subject, label.id, label.fraud, label.alert_id, label.by) == (
        NUMBER,
        88213000501,
        fraud,
        alert.id,
        "ann",
    )
    assert label.fraud_type == ("Wangiri" if fraud else None)


@pytest.mark.parametrize("outcome", ["duplicate", "no_action"])
def test_other_outcomes_say_nothing_of_the_numbers(outcome: str) -> None:
    ledger = found(number())
    closed(ledger, outcome)
    assert ledger.changes().labels == []


def test_an_alert_that_nobody_has_seen_ends_when_its_number_joins_a_campaign() -> None:
    ledger = found(number())
    found(gang(joined=[NUMBER]), at=1, ledger=ledger)
    alert = ledger.alerts[ledger.standings["number", NUMBER].alert]
    assert (alert.state, alert.outcome, alert.campaign) == ("closed", "duplicate", GANG)
    assert acts(alert) == ["raised", "closed"]


def test_one_that_somebody_works_on_stays_and_says_so() -> None:
    ledger = found(number())
    ledger.edit(asked(only(ledger), assignee="ann"))
    found(gang(joined=[NUMBER]), at=1, ledger=ledger)
    alert = ledger.alerts[ledger.standings["number", NUMBER].alert]
    assert (alert.state, alert.campaign, acts(alert)) == ("open", GANG, ["raised", "assigned", "joined"])


def test_the_alert_of_a_campaign_that_was_merged_ends() -> None:
    ledger = found(gang(), gang(merged_into="other"))
    assert (only(ledger).state, only(ledger).outcome) == ("closed", "duplicate")
    assert "other" in only(ledger).outcome_reason
    found(gang(merged_into="other"), at=5, ledger=ledger)
    assert acts(only(ledger)) == ["raised", "closed"]


def test_a_paused_campaign_raises_nothing_until_then() -> None:
    ledger = Ledger()
    ledger.pause(paused(10))
    found(gang(), at=1, ledger=ledger)
    assert ledger.alerts == {}
    found(gang(), at=10, ledger=ledger)
    assert only(ledger).state == "open"


def test_a_pause_can_be_taken_back_and_both_are_remembered() -> None:
    ledger = Ledger()
    ledger.pause(paused(10))
    ledger.pause(paused(0))
    found(gang(), at=1, ledger=ledger)
    subject = ledger.standings["campaign", GANG]
    assert only(ledger).state == "open"
    assert [entry.act for entry in subject.history] == ["paused", "resumed"]
    assert (subject.paused_until_ms, subject.paused_by, subject.pause_reason) == (0, "", "")


def test_histories_are_bounded_and_say_so() -> None:
    ledger = found(number())
    for _ in range(HISTORY + 5):
        ledger.edit(asked(only(ledger), comment="still looking"))
    alert = only(ledger)
    assert (len(alert.history), alert.history_cut, alert.history[0].act) == (HISTORY, True, "raised")
    for _ in range(DECISIONS + 5):
        ledger.pause(paused(10))
    assert len(ledger.standings["campaign", GANG].history) == DECISIONS


def test_closed_alerts_are_forgotten_after_long_and_decisions_are_not() -> None:
    ledger = found(number(), gang())
    closed(ledger, "no_action", ledger.alerts[ledger.standings["number", NUMBER].alert])
    later = KEPT_MS // MINUTE_MS + 2000
    found(gang(), at=later, ledger=ledger)
    assert only(ledger).kind == "campaign"
    assert ("number", NUMBER) not in ledger.standings
    assert None in ledger.changes().alerts.values()
    closed(ledger, "false_positive")
    found(number(), at=3 * later, ledger=ledger)
    assert ledger.standings["campaign", GANG].muted


def test_every_new_version_is_told_once_in_order() -> None:
    ledger = found(number(), number("CRITICAL"))
    ledger.edit(asked(only(ledger), version=1, comment="stale"))
    ledger.edit(asked(only(ledger), comment="fresh"))
    told = ledger.changes().told
    assert [(one.entry.act, one.entry.version, one.alert.version) for one in told] == [
        ("raised", 1, 1), ("escalated", 2, 2), ("commented", 3, 3),
    ]  # fmt: skip
    assert [one.alert.severity for one in told] == ["MEDIUM", "CRITICAL", "CRITICAL"]


def test_a_ledger_made_from_rows_goes_on_as_the_other_would() -> None:
    one = found(number(), gang())
    one.pause(paused(30))
    alerts = msgspec.json.decode(msgspec.json.encode(list(reversed(one.alerts.values()))), type=list[Alert])
    standings = msgspec.json.decode(msgspec.json.encode(list(one.standings.values())), type=list[Standing])
    other = Ledger(alerts, standings, one.minute)
    for ledger in (one, other):
        ledger.changes()
        found(gang(joined=[NUMBER]), number("CRITICAL"), gang("CRITICAL"), at=29, ledger=ledger)
    assert one.changes() == other.changes()
    assert (one.alerts, one.standings) == (other.alerts, other.standings)
