"""The third world: reproducible, in order, readable, with the fraud that was asked for."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from models.call_reader import CallReader
from models.number import KIND_NUMBER, kind_of
from tests.training.telling import fields, second
from training.second_world import FRAUD_KINDS as SECOND_KINDS
from training.second_world.draws import Draws
from training.second_world.habits import TOLD
from training.second_world.places import HOMES
from training.simulator import Record
from training.third_world import FRAUD_KINDS, ThirdScenario, ThirdWorld
from training.third_world.clock import Clock
from training.third_world.fraud import kinds_of_campaigns
from training.third_world.habits import RANGES, draw_habits
from training.third_world.numbering import Hundreds
from training.third_world.society import Society
from training.third_world.tempo import tempo

#: Dense enough that every kind of fraud comes several times.
DENSE = ThirdScenario(callers=2500, campaigns=20.0, seed=5, tells_all=True)
SMALL = ThirdScenario(callers=800, hours=12.0, seed=3)
SERVICES = {
    "courier", "depot", "night_worker", "sales_rep", "machine", "call_centre", "pollster", "debt_collector",
    "reminder_service", "hospital", "taxi_dispatch", "office", "otp_flash", "school_notification", "phone_in_line",
    "conference_bridge",
}  # fmt: skip


@pytest.fixture(scope="module")
def dense() -> ThirdWorld:
    return ThirdWorld(DENSE)


@pytest.fixture(scope="module")
def records(dense: ThirdWorld) -> list[Record]:
    return list(dense.records())


def test_records_come_in_the_order_in_which_calls_end(records: list[Record]) -> None:
    ends = [second(record) + record["duration"] for record in records]
    assert ends == sorted(ends)
    starts = [second(record) for record in records]
    assert 35 * 3600 < max(starts) - min(starts) < 36 * 3600
    assert len({record["call_id"] for record in records}) == len(records)


def test_answered_calls_last_and_nobody_calls_himself(records: list[Record]) -> None:
    for record in records:
        assert (record["disposition"] == "answered") == (record["duration"] > 0)
        assert record["caller"] != record["callee"]


def test_people_hold_one_call_at_a_time(dense: ThirdWorld, records: list[Record]) -> None:
    spans = defaultdict(list)
    for record in records:
        if record["duration"] and dense.truth[record["caller"]].kind == "person":
            spans[record["caller"]].append((second(record), second(record) + record["duration"]))
    assert len(spans) > 1000
    for own in spans.values():
        own.sort()
        assert all(later >= end for (_, end), (later, _) in pairwise(own))


def test_the_record_contract_reads_every_record(dense: ThirdWorld, records: list[Record]) -> None:
    reader = CallReader(dense.habits.home.code, labels=True)
    batch = reader.read("\n".join(map(json.dumps, records)).encode())
    assert batch.rejected == []
    assert len(batch.calls) == len(records)
    assert Counter(batch.labels.values()) == Counter(record["true_label"] for record in records)
    # Only short codes and numbers made up on purpose are no numbers.
    for row, record in zip(batch.calls, records, strict=True):
        for side in ("caller", "callee"):
            if kind_of(int(row[side])) != KIND_NUMBER:
                assert dense.truth[record[side]].kind in ("emergency", "spoofed_flood", "unassigned")


def test_no_number_is_given_out_twice_even_when_hundreds_are_full() -> None:
    habits = draw_habits(Draws(1, 34), tells_all=False)
    numbering = Hundreds(habits, 500, Draws(1, 0))
    region = habits.home.regions[0][0]
    numbers = [numbering.mobile(region) for _ in range(5000)]
    assert len(set(numbers)) == 5000
    assert Counter(number[:-2] for number in numbers).most_common(1)[0][1] > 90, "full hundreds"


def test_all_kinds_of_fraud_and_of_services_occur(records: list[Record]) -> None:
    labels = Counter(record["true_label"] for record in records)
    assert set(labels) == {"normal", *FRAUD_KINDS}
    assert set(FRAUD_KINDS) == set(SECOND_KINDS)
    kinds = {known.kind for known in ThirdWorld(replace(SMALL, callers=4000, hard_negatives=5.0, seed=1)).truth}
    assert kinds >= SERVICES
    people = {"person", "foreigner", "new_sim", "traveller", "organiser", "job_seeker", "private_seller", "home_buyer"}
    assert people | {"shop", "emergency", "unassigned"} <= kinds


def test_a_label_begins_with_the_first_fraudulent_call_and_stays(dense: ThirdWorld, records: list[Record]) -> None:
    own = defaultdict(list)
    for record in records:
        own[record["caller"]].append((second(record), record["true_label"]))
    honest_before: Counter[str] = Counter()
    for number, calls in own.items():
        known = dense.truth[number]
        labels = {label for _, label in calls} - {"normal"}
        assert labels <= ({known.kind} if known.fraud else set())
        first = min((at for at, label in calls if label != "normal"), default=float("inf"))
        assert all((label != "normal") == (at >= first) for at, label in calls)
        if labels:
            honest_before[known.kind] += sum(at < first for at, _ in calls)
    assert min(honest_before[kind] for kind in ("pbx_hacking", "imitator", "slow_ramp")) > 10


def test_truth_and_complaints_tell_of_the_same_campaigns(dense: ThirdWorld, records: list[Record]) -> None:
    truth = dense.truth
    campaigns = truth.campaigns
    assert len(campaigns) > 30
    for numbers in campaigns.values():
        assert len({truth[number].kind for number in numbers}) == 1
    callers = {record["caller"] for record in records if record["true_label"] != "normal"}
    assert callers <= truth.fraudsters
    assert len(callers) > 0.85 * len(truth.fraudsters)
    called = {(r["caller"], int(second(r)) * 1000) for r in records}
    assert len(dense.complaints) > 20
    for complaint in dense.complaints:
        assert complaint.number in campaigns[complaint.campaign]
        assert complaint.complained_at is not None
        assert complaint.called_at < complaint.complained_at
        assert (complaint.number, complaint.called_at) in called
        abuses = truth[complaint.number].kind in ("irsf", "pbx_hacking")
        assert (complaint.victim == complaint.number) == abuses


def test_everybody_in_a_record_is_known(dense: ThirdWorld, records: list[Record]) -> None:
    numbers = dense.truth.numbers
    assert {record[side] for record in records for side in ("caller", "callee")} <= set(numbers)
    assert not any(dense.truth[record["caller"]].kind in ("unassigned", "destination") for record in records)
    assert not any(r["duration"] for r in records if dense.truth[r["callee"]].kind == "unassigned")


@pytest.mark.parametrize(("callers", "campaigns", "expected"), [(32_000, 1.0, 28), (6000, 8.0, 42), (700, 2.0, 1.225)])
def test_campaigns_are_in_proportion(callers: int, campaigns: float, expected: float) -> None:
    scenario = ThirdScenario(callers=callers, campaigns=campaigns)
    counts = [len(kinds_of_campaigns(scenario, Draws(seed, 0))) for seed in range(300)]
    assert sum(counts) / len(counts) == pytest.approx(expected, abs=0.1)
    assert max(counts) - min(counts) <= 1


def test_hard_negatives_are_in_proportion() -> None:
    def unusual(amount: float) -> int:
        world = ThirdWorld(replace(SMALL, hard_negatives=amount, campaigns=0.0))
        usual = {"person", "foreigner", "shop", "office", "emergency", "destination", "unassigned"}
        return sum(known.kind not in usual for known in world.truth)

    assert unusual(0.0) == 0
    assert 0 < unusual(1.0) < unusual(4.0)


def test_seeds_draw_country_activity_and_what_records_tell() -> None:
    worlds = [draw_habits(Draws(seed, 34), tells_all=False) for seed in range(200)]
    assert {world.home.code for world in worlds} == {home.code for home in HOMES}
    for field, share in TOLD.items():
        assert sum(field in world.tells for world in worlds) / len(worlds) == pytest.approx(share, abs=0.1)
    for name, (low, high, _) in RANGES.items():
        drawn = [getattr(world, name) for world in worlds]
        assert low * (1 - 1e-9) <= min(drawn) < low + (high - low) / 10, name
        assert high * (1 + 1e-9) >= max(drawn) > high - (high - low) / 10, name
    assert draw_habits(Draws(3, 34), tells_all=True).tells == set(TOLD)


def test_records_tell_what_the_world_tells(records: list[Record]) -> None:
    optional = {"origin_region", "target_region", "cell", "imei", "account", "trunk"}
    assert optional < fields(records)
    for seed in range(3):
        world = ThirdWorld(replace(SMALL, seed=seed, campaigns=10.0))
        told = {"origin_region" if field == "region" else field for field in world.habits.tells}
        assert fields(world.records()) & (optional - {"target_region"}) == told


def test_times_follow_their_curve_and_stay_in_their_span() -> None:
    habits = replace(draw_habits(Draws(1, 34), tells_all=True), hour=0, day=0, sharpness=1.0)
    clock = Clock(habits, 36 * 3600.0, Draws(1, 0))
    office = [clock.when("office") for _ in range(2000)]
    assert sum(8 <= clock.hour(at) < 18 for at in office) > 0.85 * len(office)
    assert all(5000 <= clock.when("night", 5000, 9000) < 9000 + 600 for _ in range(500))
    assert clock.when("person", 36 * 3600.0) == 36 * 3600.0
    assert clock.shifts(22, 30) == [(0, 6 * 3600), (22 * 3600, 30 * 3600)]


def test_offices_rest_on_sundays() -> None:
    habits = replace(draw_habits(Draws(1, 34), tells_all=True), hour=0, day=5, sundays=0.1)  # begins on a Saturday
    clock = Clock(habits, 48 * 3600.0, Draws(1, 0))
    later = sum(clock.when("office") > 24 * 3600 for _ in range(3000))
    assert later / 3000 == pytest.approx(0.1 / 1.1, abs=0.03)


def test_a_number_of_a_large_campaign_calls_less() -> None:
    society = Society(replace(SMALL, callers=2000, hours=48.0))

    def mean(count: int) -> float:
        return sum(sum(map(len, tempo(society, count, (0, 24)))) / count for _ in range(60)) / 60

    assert mean(60) < mean(4)
    assert all(times and times == sorted(times) for times in tempo(society, 60, (9, 18)))


def test_the_documentation_names_every_habit_with_its_range() -> None:
    text = (Path(__file__).parents[2] / "docs" / "third-world.md").read_text(encoding="utf-8")
    for name, (low, high, log) in RANGES.items():
        assert f"| `{name}` | {low:g} to {high:g}{', log' if log else ''} |" in text
    for field in ThirdScenario.__dataclass_fields__:
        assert f"| `{field}` |" in text
    for field, share in TOLD.items():
        assert f"`{field}` {share:.0%}" in text
    assert all(f"`{kind}`" in text for kind in FRAUD_KINDS)
    assert all(home.code in text for home in HOMES)
