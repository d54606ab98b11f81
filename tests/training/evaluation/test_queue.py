"""What alerts cost an analyst, counted against labels."""

from __future__ import annotations

from typing import Any

import pytest

from models.alert.alert import Alert
from models.campaign.campaign import Campaign
from tests.training.evaluation.test_campaigns import campaign, people
from training.evaluation.queue import listed, load, summary

DAY = 86_400_000


def alert(subject: int | str, **more: Any) -> Alert:
    number = subject if isinstance(subject, int) else 0
    return Alert(
        **{
            "id": f"a{subject}", "kind": "number" if number else "campaign", "subject": str(subject), "number": number,
            "fraud_type": "IRSF", "severity": "HIGH", "risk": 90.0, "title": "t", "description": "d",
            "created_ms": DAY, "updated_ms": DAY, **more,
        }
    )  # fmt: skip


def known(*found: Campaign) -> dict[str, Campaign]:
    return {one.id: one for one in found}


def test_an_alert_is_about_the_true_campaign_that_most_of_its_numbers_are_of() -> None:
    truth = people((1, "irsf", True, "a"), (2, "irsf", True, "a"), (3, "irsf", True, "b"), (4, "person", False, ""))
    found = load(truth, [alert("x"), alert(3)], known(campaign("x", 1, 2, 3, 4)), DAY)
    assert (found["right"], found["false"], found["campaigns"], found["per_campaign"]) == (2, 0, 2, 1.0)


def test_more_than_half_honest_is_false() -> None:
    truth = people((1, "irsf", True, "a"), (2, "office", False, ""), (3, "office", False, ""))
    found = load(truth, [alert("x"), alert(2)], known(campaign("x", 1, 2, 3)), 2 * DAY)
    assert (found["right"], found["false"]) == (0, 2)
    assert found["false_per_10000_a_day"] == pytest.approx(2 / 2 * 10_000 / 2)
    assert (found["per_campaign"], found["within_three"]) == (None, None)


def test_what_ringfence_closes_itself_is_raised_but_not_left_open() -> None:
    truth = people(*((number, "irsf", True, "a") for number in range(1, 5)))
    alerts = [alert("x"), *(alert(number, state="closed", outcome="duplicate") for number in range(1, 5))]
    found = load(truth, alerts, known(campaign("x", 1, 2, 3, 4)), DAY)
    assert (found["per_campaign"], found["open_per_campaign"], found["within_three"]) == (5.0, 1.0, 0.0)
    told = summary(alerts, DAY)
    assert (told["raised"], told["left_open"], told["per_day"]) == (5, 1, 5.0)
    assert (told["by_kind"], told["by_severity"]) == ({"campaign": 1, "number": 4}, {"HIGH": 5})


def test_numbers_of_no_campaign_stand_for_one_each() -> None:
    truth = people((1, "irsf", True, ""), (2, "irsf", True, ""))
    assert load(truth, [alert(1), alert(2)], {}, DAY)["campaigns"] == 2


def test_without_calls_there_is_no_rate() -> None:
    assert summary([], 0)["per_day"] is None


def test_what_the_file_holds() -> None:
    (row,) = listed([alert(7, campaign="c")])
    assert (row["id"], row["raised"], row["subject"], row["campaign"]) == ("a7", "1970-01-02T00:00:00.000Z", "7", "c")
