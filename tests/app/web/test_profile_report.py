"""What is said of a number, from a profile and what groups and lists say of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from app.web.judgement import _phrases as reasons_of
from app.web.judgement import judge_now
from app.web.known import Known
from app.web.profile_report import report
from models.campaign.campaign import Campaign
from models.campaign.campaign import Member as CampaignMember
from models.company import COMPANY
from models.explaining import Contribution
from models.features import COUNT
from models.lists import ALLOWED, BLOCKED, NOT_LISTED, PROTECTED
from models.profile import new_profiles
from models.verdict import FRAUD_TYPES
from tables.raises import Member, Raise
from training.compile_kernels import packaged_rules, stub_model

NUMBER = 46701234567
RULES = packaged_rules()
NO_BLOCK = np.zeros(0, COMPANY)


def member(risk: float, kind: str = "SIM Box") -> Member:
    return Member(NUMBER, f"+{NUMBER}", risk, kind, 1_760_000_000_000)


def group(kind: str, risk: float, others: int = 0) -> tuple[Raise, Member]:
    mine = member(risk)
    rest = tuple(Member(k, f"+{k}", 60.0, "SIM Box", 1_760_000_000_000) for k in range(1, others + 1))
    return Raise({"block": "+467012345xx"}.get(kind, "356938035643809"), kind, (mine, *rest), 1_760_000_000_000), mine


def profile(risk: float = 20.0, kind: str = "", **values: Any) -> Any:
    found = new_profiles(1)
    fields: dict[str, Any] = {"out_calls": 5, "out_answered": 4, "out_first": 1_759_990_000, "out_last": 1_760_000_000}
    for name, value in {
        **fields,
        "risk": risk,
        "peak_risk": risk,
        "standing": risk,
        "fraud_type": FRAUD_TYPES.index(kind),
        **values,
    }.items():
        found[name] = value
    return found


def said(
    found: Any = None, raised: tuple[Any, ...] = (), listed: int = NOT_LISTED, block: Any = None, held: Any = None
) -> Any:
    judgement = None
    if found is not None and found["out_calls"][0]:
        judgement = judge_now(
            stub_model(risk=20.0), RULES, NUMBER, found, np.zeros(0, COMPANY) if block is None else block
        )
    row = None if found is None else found[0]
    return report(Known(NUMBER, None, row, judgement, raised, listed, "model", "rules", held=held))


def test_its_own_risk_is_shown_when_nothing_else_is_known() -> None:
    answer = said(profile(60.0, "Wangiri"))
    assert (answer.status, answer.risk_score, answer.own_risk) == ("SUSPICIOUS", 60.0, 60.0)
    assert (answer.category, answer.fraud_type) == ("Wangiri", "Wangiri")


def test_the_highest_of_its_own_risk_and_what_groups_raised_it_to_is_shown() -> None:
    answer = said(profile(60.0, "Wangiri"), (group("handset", 91.0, others=11), group("block", 70.0)))
    assert (answer.status, answer.risk_score, answer.own_risk, answer.fraud_type) == (
        "DANGEROUS",
        91.0,
        60.0,
        "SIM Box",
    )
    assert [one.kind for one in answer.raised_by] == ["handset", "block"]
    assert answer.raised_by[0].members == 12
    handset, block = answer.reasons[:2]
    assert handset == (
        "Calls through the handset 356938035643809 raised it to risk 91.0 at 2025-10-09T08:53:20Z, "
        "as they did 11 other numbers."
    )
    assert "its block +467012345xx" in block
    assert handset in answer.explanation
    lower = said(profile(95.0, "Wangiri"), (group("handset", 91.0),))
    assert (lower.risk_score, lower.fraud_type) == (95.0, "Wangiri")


def test_company_alone_is_told_and_not_held_against_a_number() -> None:
    answer = said(None, (group("block", 70.0),))
    assert (answer.status, answer.last_active, len(answer.raised_by)) == ("SAFE", "Never", 1)
    honest = said(profile(9.0), (group("handset", 91.0),))
    assert (honest.status, honest.risk_score) == ("SAFE", 9.0)
    assert said(None).category == "Unknown number"


@pytest.mark.parametrize(
    ("listed", "shown"),
    [
        (ALLOWED, ("SAFE", 0.0, "Allowed number", None)),
        (PROTECTED, ("SAFE", 0.0, "Protected number", None)),
        (BLOCKED, ("DANGEROUS", 100.0, "Wangiri", "Wangiri")),
    ],
)
def test_lists_beat_its_own_risk_and_its_groups(listed: int, shown: tuple[Any, ...]) -> None:
    answer = said(profile(95.0, "Wangiri"), (group("handset", 91.0),), listed)
    assert (answer.status, answer.risk_score, answer.category, answer.fraud_type) == shown
    assert (answer.own_risk, len(answer.reasons)) == (95.0, 1)
    assert said(profile(0.0), (), BLOCKED).category == "Blocked number"


def campaign(role: str) -> Any:
    at = 1_760_000_000_000
    found = Campaign("7f3a", "Wangiri from +882130005, 6 numbers", "Wangiri", "active", 95.0, at, at, size=6)
    return found, CampaignMember(NUMBER, "", role, at, at, 90.0, at, held=90.0, held_ms=at)  # type: ignore[arg-type]


@pytest.mark.parametrize(("role", "why"), [("raised", "calls as its members do"), ("founder", "it is one of it")])
def test_a_campaign_raises_its_members_and_says_why(role: str, why: str) -> None:
    answer = said(profile(40.0, ""), held=campaign(role))
    assert (answer.status, answer.risk_score, answer.own_risk, answer.fraud_type) == (
        "DANGEROUS",
        90.0,
        40.0,
        "Wangiri",
    )
    (told,) = answer.raised_by
    assert (told.group, told.kind, told.risk, told.members) == ("7f3a", "campaign", 90.0, 6)
    (reason,) = (one for one in answer.reasons if "campaign" in one)
    assert "Wangiri from +882130005, 6 numbers" in reason
    assert why in reason
    assert reason in answer.explanation


def test_a_campaign_says_nothing_against_who_has_been_cleared() -> None:
    assert said(profile(0.0), held=campaign("raised")).status == "SAFE"


def test_siblings_are_counted_without_leaving_a_trace() -> None:
    block = np.zeros(1, COMPANY)
    block["last"][0, :5], block["evidence"][0, :3] = 1_759_999_000, 2.0
    before = block.copy()
    answer = said(profile(60.0, "Vishing"), block=block)
    assert (answer.evidence.siblings, answer.evidence.siblings_strange) == (5, 3)
    assert block.tobytes() == before.tobytes()


def test_a_flash_call_service_is_a_class_of_its_own() -> None:
    rule = next(rule for rule in RULES.rules if rule.id == "flash-call-service")
    sample = rule.samples.fires[0]
    bits = np.zeros((2, 4), np.uint64)
    bits[0] = np.uint64(0xFFFFFFFFFFFFFFFF)
    bits[0, 3] = np.uint64((1 << 60) - 1)
    day = 1_760_000_000 // 86_400
    found = profile(
        5.0,
        out_calls=int(sample["calls"]), out_answered=int(sample["answered"]), out_ms=20_000, in_calls=6,
        out_first=1_760_000_000 - 360_000,
    )  # fmt: skip
    found["missed"][0][day % 2] = bits[0]
    found["out60_calls"][0][:] = 50
    answer = said(found)
    assert [one.id for one in answer.rules] == ["flash-call-service", "nobody-reached"]
    assert (answer.status, answer.category, answer.fraud_type) == ("SAFE", "Flash Call", None)
    assert "numbers rung" in answer.reasons[0]


def test_how_long_the_network_was_watched_is_no_reason() -> None:
    normal = np.zeros((101, COUNT), np.float32)
    found = [Contribution(name, 3.0, 100, 40.0, 1.0) for name in ("watched", "absent")]
    (said,) = reasons_of(found, {"watched_h": 31.0, "age_h": 1.0}, normal)
    assert said.startswith("first seen 1.0 hours before its last call, in records of 31.0 hours")
