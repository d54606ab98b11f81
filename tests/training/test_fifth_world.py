"""The fifth world: reproducible, in order, readable, with the fraud that was asked for."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from models.call_reader import CallReader
from tests.training.telling import fields, second
from training.fifth_world import FRAUD_KINDS, FifthScenario, FifthWorld
from training.fifth_world.clock import Clock
from training.fifth_world.conversations import Conversations
from training.fifth_world.countries import COUNTRIES
from training.fifth_world.draws import Draws
from training.fifth_world.habits import RANGES, TOLD, draw_habits
from training.fifth_world.kinds import HONEST_KINDS, KINDS
from training.fifth_world.network import Network
from training.fifth_world.plans import PLANS
from training.simulator import Record

#: Dense enough that every kind of fraud comes several times.
DENSE = FifthScenario(callers=2000, campaigns=20.0, seed=5, tells_all=True)
SMALL = FifthScenario(callers=800, hours=12.0, seed=3)


@pytest.fixture(scope="module")
def dense() -> FifthWorld:
    return FifthWorld(DENSE)


@pytest.fixture(scope="module")
def records(dense: FifthWorld) -> list[Record]:
    return list(dense.records())


def test_records_come_in_the_order_in_which_calls_end(records: list[Record]) -> None:
    ends = [second(record) + record["duration"] for record in records]
    assert all(later >= end - 1e-6 for end, later in pairwise(ends))
    starts = [second(record) for record in records]
    assert 29 * 3600 < max(starts) - min(starts) < 30 * 3600
    assert len({record["call_id"] for record in records}) == len(records)


def test_answered_calls_last_and_nobody_calls_himself(records: list[Record]) -> None:
    for record in records:
        assert (record["disposition"] == "answered") == (record["duration"] > 0)
        assert record["caller"] != record["callee"]
    assert {record["disposition"] for record in records} == {"answered", "no_answer", "busy", "failed", "cancelled"}


def test_people_make_one_call_at_a_time(dense: FifthWorld, records: list[Record]) -> None:
    spans = defaultdict(list)
    for record in records:
        if record["duration"] and dense.truth[record["caller"]].kind == "normal":
            spans[record["caller"]].append((second(record), second(record) + record["duration"]))
    calls = overlaps = 0
    for own in spans.values():
        own.sort()
        calls += len(own)
        overlaps += sum(later < end - 1 for (_, end), (later, _) in pairwise(own))
    assert calls > 5000
    assert overlaps < 0.005 * calls, "a later pass may meet two conversations of earlier ones"


def test_the_record_contract_reads_every_record(dense: FifthWorld, records: list[Record]) -> None:
    batch = CallReader("DE", labels=True).read("\n".join(map(json.dumps, records)).encode())
    assert batch.rejected == []
    assert len(batch.calls) == len(records)
    assert Counter(batch.labels.values()) == Counter(record["true_label"] for record in records)


def test_all_kinds_of_fraud_and_of_honest_callers_occur(records: list[Record]) -> None:
    assert set(Counter(record["true_label"] for record in records)) == {"normal", *FRAUD_KINDS}
    assert {*PLANS, "spoofed_flood"} == set(FRAUD_KINDS)
    world = FifthWorld(replace(SMALL, seed=5, callers=4000, hours=24.0, hard_negatives=5.0, campaigns=0.0))
    assert {known.kind for known in world.truth} == set(HONEST_KINDS)


def test_a_label_begins_with_the_first_fraudulent_call(dense: FifthWorld, records: list[Record]) -> None:
    own = defaultdict(list)
    for record in records:
        own[record["caller"]].append((second(record), record["true_label"]))
    honest_before: Counter[str] = Counter()
    for number, calls in own.items():
        known = dense.truth[number]
        labels = {label for _, label in calls} - {"normal"}
        assert labels == ({known.kind} if known.fraud else set())
        first = min((at for at, label in calls if label != "normal"), default=float("inf"))
        honest_before[known.kind] += sum(at < first for at, _ in calls)
        if known.kind != "pbx_hacking":  # of these only the abuse is fraud
            assert all((label != "normal") == (at >= first) for at, label in calls if at != first)
    assert min(honest_before[kind] for kind in ("imitator", "slow_ramp", "pbx_hacking")) > 10


def test_fraud_and_calls_are_in_their_bands(records: list[Record]) -> None:
    labels = Counter(record["true_label"] for record in records)
    honest = labels["normal"]
    assert 5 < honest / DENSE.callers < 20
    fraud = labels.total() - honest - labels["spoofed_flood"]
    assert 0.5 < fraud / (0.0098 * DENSE.campaigns * honest) < 2.5
    assert 0.4 < sum(record["duration"] > 0 for record in records) / len(records) < 0.9


def test_truth_and_complaints_tell_of_the_same_campaigns(dense: FifthWorld, records: list[Record]) -> None:
    truth = dense.truth
    assert set(truth.numbers) == {record["caller"] for record in records}
    assert {known.kind for known in truth} <= set(KINDS)
    assert all(known.fraud == bool(known.campaign) == (known.kind in FRAUD_KINDS) for known in truth)
    campaigns = truth.campaigns
    assert len(campaigns) > 20
    for campaign, numbers in campaigns.items():
        assert {truth[number].kind for number in numbers} == {campaign.rsplit("-", 1)[0]}


def test_complaints_are_about_real_calls(dense: FifthWorld, records: list[Record]) -> None:
    frauds = {
        (record["caller"], record["callee"], round(second(record) * 1000))
        for record in records
        if record["true_label"] != "normal"
    }
    assert len(dense.complaints) > 20
    for complaint in dense.complaints:
        known = dense.truth[complaint.number]
        assert complaint.campaign == known.campaign
        assert complaint.complained_at is not None
        assert complaint.called_at < complaint.complained_at
        abuses = known.kind in ("irsf", "pbx_hacking")
        assert (complaint.victim == complaint.number) == abuses
        if not abuses:
            assert (complaint.number, complaint.victim, complaint.called_at) in frauds


def test_hard_negatives_are_in_proportion() -> None:
    def unusual(amount: float) -> int:
        world = FifthWorld(replace(SMALL, callers=1500, hard_negatives=amount, campaigns=0.0))
        usual = {"normal", "emergency_service", "shop", "office", "surgery", "hospital", "taxi", "call_centre_in"}
        return sum(known.kind not in usual for known in world.truth)

    assert unusual(0.0) == 0
    assert 0 < unusual(1.0) < unusual(4.0)


def test_seeds_draw_country_habits_and_what_records_tell() -> None:
    networks = [draw_habits(Draws(seed), replace(SMALL, seed=seed)) for seed in range(200)]
    assert {network.country for network in networks} == set(COUNTRIES)
    for field, share in TOLD.items():
        assert sum(field in network.tells for network in networks) / 200 == pytest.approx(share, abs=0.1)
    for name, (low, high, _) in RANGES.items():
        drawn = [getattr(network, name) for network in networks]
        assert low * (1 - 1e-9) <= min(drawn) < low + (high - low) / 10, name
        assert high * (1 + 1e-9) >= max(drawn) > high - (high - low) / 10, name


def test_a_network_that_tells_all_is_otherwise_the_same() -> None:
    told, all_told = (list(FifthWorld(replace(SMALL, tells_all=tells)).records()) for tells in (False, True))
    assert fields(all_told) == {*Record.__annotations__}
    assert fields(told) < fields(all_told)
    assert all(record.items() >= known.items() for record, known in zip(all_told, told, strict=True) if "cell" in known)
    assert [record["start"] for record in told] == [record["start"] for record in all_told]


def test_moments_follow_their_curve_and_stay_in_their_span() -> None:
    clock = Clock(datetime(2025, 1, 6, tzinfo=UTC), (5, 6), 7 * 86400.0, Draws(1))  # begins on a Monday
    office = clock.when("office", 3000)
    hours, days = clock.hour(office), office // 86400
    assert np.mean((hours >= 8) & (hours < 18)) > 0.9
    assert np.mean(days >= 5) < 0.05
    assert clock.amount("office", 0.0, 86400.0) == pytest.approx(1.0, abs=0.01)
    within = clock.when("people", 500, 5000.0, 9000.0)
    assert within.min() >= 5000
    assert within.max() <= 9000


def test_no_number_is_given_out_twice_even_when_blocks_are_full() -> None:
    network = Network(replace(SMALL, callers=500))
    for layout, area in (("hundred", None), ("thousand", 0), ("spread", None)):
        for _ in range(8):
            numbers = network.numbering.unused(150, layout, area)
            assert len(set(numbers)) == 150
            network.book.enter(numbers)
    assert len(network.book.places) == len(network.book.numbers) == 3600
    assert len(network.book.close(all_accounts=True, draws=network.draws)) == 3600


def test_a_conversation_keeps_a_line_until_it_ends() -> None:
    talks = Conversations(np.array([4, 4, 7]), np.array([10.0, 100.0, 10.0]), np.array([50.0, 130.0, 20.0]))
    asked, at = np.array([4, 4, 4, 7, 9]), np.array([30.0, 60.0, 110.0, 15.0, 15.0])
    assert talks.until(asked, at).tolist() == [50.0, 0.0, 130.0, 20.0, 0.0]


def test_the_documentation_names_every_habit_with_its_range() -> None:
    text = (Path(__file__).parents[2] / "docs" / "fifth-world.md").read_text(encoding="utf-8")
    text = " ".join(text.split())  # lines may break anywhere
    for name, (low, high, log) in RANGES.items():
        assert f"| `{name}` | {low:g} to {high:g}{', log' if log else ''} |" in text
    for field in FifthScenario.__dataclass_fields__:
        assert f"| `{field}` |" in text
    for field, share in TOLD.items():
        assert f"`{field}` {share:.0%}" in text
    assert all(f"`{kind}`" in text for kind in KINDS)
    assert all(country.code in text for country in COUNTRIES)
