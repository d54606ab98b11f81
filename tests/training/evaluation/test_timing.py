"""How early, on worlds small enough to count by hand."""

from __future__ import annotations

import pytest

from models.verdict import FRAUD_TYPES
from tests.training.evaluation.worlds import MINUTE, hurt, people_of, truth
from training.evaluation.naming import NAMES_OF, type_accuracy
from training.evaluation.timing import calls_to_detect, delay, lead, saved

FRAUD = truth(
    (1, "wangiri", True, "w"), (2, "wangiri", True, "w"), (3, "vishing_kyc", True, "v"),
    (4, "spoofed_flood", True, "f"),
    (5, "courier", False, ""), (6, "irsf", True, "i"), (7, "irsf", True, "never called"),
)  # fmt: skip


def test_calls_to_detect_are_counted_over_the_found_and_shares_over_all_too() -> None:
    people = people_of(
        [
            {"number": 1, "flag_ms": 1, "flag_calls": 4},
            {"number": 2, "flag_ms": 1, "flag_calls": 10},
            {"number": 3, "flag_ms": 1, "flag_calls": 21},
            {"number": 6, "calls": 30},
            {"number": 5, "flag_ms": 1, "flag_calls": 1},
            {"number": 4, "flag_ms": 1, "flag_calls": 1},
        ],
        FRAUD,
    )
    assert people.absent == {"irsf": 1}
    found = calls_to_detect(people, people.guilty)
    assert (found["found"], found["median"], found["p90"]) == (3, 10.0, pytest.approx(18.8))
    assert (found["within_10"], found["within_20"], found["within_50"]) == (2 / 3, 2 / 3, 1.0)
    assert (found["within_10_of_all"], found["within_50_of_all"]) == (0.5, 0.75)
    assert calls_to_detect(people, people.rows["number"] == 6)["median"] is None


def test_waiting_is_the_call_that_led_to_the_flag() -> None:
    people = people_of(
        [
            # Ten minutes of calling, then a call of six minutes.
            {"number": 1, "first_start_ms": MINUTE, "flag_start_ms": 11 * MINUTE, "flag_ms": 17 * MINUTE},
            # Flagged at its first call: all of it is waiting.
            {"number": 2, "first_start_ms": MINUTE, "flag_start_ms": MINUTE, "flag_ms": 5 * MINUTE},
            # Raised by its group.
            {"number": 3, "first_start_ms": MINUTE, "flag_start_ms": 21 * MINUTE, "flag_ms": 21 * MINUTE},
            {"number": 6, "first_start_ms": MINUTE},
        ],
        FRAUD,
    )
    found = delay(people, people.guilty)
    assert found["median_minutes"] == 16
    assert found["median_waiting_minutes"] == 4
    assert found["waiting_share"] == 10 / 40
    nobody = delay(people, people.rows["number"] == 6)
    assert nobody == {"median_minutes": None, "median_waiting_minutes": None, "waiting_share": None}


def test_a_campaign_counts_when_a_member_is_flagged_before_its_first_complaint() -> None:
    people = people_of(
        [
            {"number": 1, "flag_ms": 50 * MINUTE},
            {"number": 2, "flag_ms": 20 * MINUTE},
            {"number": 3, "flag_ms": 30 * MINUTE},
            {"number": 4, "flag_ms": 1 * MINUTE},
            {"number": 6},
        ],
        FRAUD,
    )
    victims = hurt(
        (1, 101, "w", 5, 90), (1, 102, "w", 6, 45), (3, 103, "v", 7, 30), (3, 104, "v", 8, None), (4, 105, "f", 1, 61),
        (6, 106, "i", 2, None),
    )  # fmt: skip
    found = lead(people, victims)
    assert (found["campaigns"], found["flagged_before"], found["share"]) == (2, 1, 0.5), (
        "i has no complaint, f is apart"
    )
    assert found["median_minutes"] == 25
    assert found["by_kind"] == {
        "spoofed_flood": {"campaigns": 1, "flagged_before": 1},
        "vishing_kyc": {"campaigns": 1, "flagged_before": 0},
        "wangiri": {"campaigns": 1, "flagged_before": 1},
    }


def test_a_victim_is_saved_when_all_harmful_calls_began_after_the_flag() -> None:
    people = people_of(
        [{"number": 1, "watch_ms": 10 * MINUTE, "flag_ms": 20 * MINUTE}, {"number": 3, "flag_ms": 0}], FRAUD
    )
    victims = hurt(
        (1, 101, "w", 11, None), (1, 102, "w", 10, None), (1, 103, "w", 25, None), (3, 103, "v", 30, None),
        (1, 104, "w", 30, None), (1, 104, "w", 40, None), (99, 105, "", 50, None),
    )  # fmt: skip
    found = saved(people, victims)
    assert found["victims"] == 5
    assert found["saved_when_suspicious_are_blocked"] == 2, "101 and 104"
    assert found["saved_when_dangerous_are_blocked"] == 1, "104"
    assert found["share_when_suspicious_are_blocked"] == 0.4
    assert saved(people_of([], FRAUD), victims)["saved_when_suspicious_are_blocked"] == 0


def test_type_accuracy_judges_flagged_fraud_of_known_kinds() -> None:
    wangiri, robocall, unknown = (FRAUD_TYPES.index(name) for name in ("Wangiri", "Robocall", "Unknown Fraud"))
    labels = truth(
        (1, "wangiri", True, ""), (2, "wangiri", True, ""), (3, "imitator", True, ""), (4, "new_kind", True, ""),
        (5, "robocall", True, ""),
    )  # fmt: skip
    people = people_of(
        [
            {"number": 1, "flag_ms": 1, "fraud_type": wangiri, "first_type": unknown},
            {"number": 2, "flag_ms": 1, "fraud_type": robocall, "first_type": wangiri},
            {"number": 3, "flag_ms": 1, "fraud_type": unknown, "first_type": unknown},
            {"number": 4, "flag_ms": 1, "fraud_type": unknown, "first_type": unknown},
            {"number": 5, "fraud_type": robocall},
        ],
        labels,
    )
    found = type_accuracy(people, people.guilty, FRAUD_TYPES)
    assert (found["judged"], found["right"], found["right_at_first_flag"], found["unmapped"]) == (3, 2 / 3, 2 / 3, 1)
    assert found["named"]["wangiri"] == {"Robocall": 1, "Wangiri": 1}
    assert "robocall" not in found["named"]


@pytest.mark.parametrize("kind", ["vishing_kyc", "vishing_tax", "vishing_lottery", "imitator", "slow_ramp"])
def test_vishing_goes_by_all_its_names(kind: str) -> None:
    assert {"Vishing", "KYC Phishing", "IRS Impersonation", "Lottery Fraud"} <= NAMES_OF[kind]
    assert ("Unknown Fraud" in NAMES_OF[kind]) == (kind in ("imitator", "slow_ramp"))
