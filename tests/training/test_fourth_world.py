"""The fourth world: reproducible, in order, readable, with the fraud that was asked for."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from models.call_reader import CallReader
from models.number import KIND_NUMBER, kind_of
from tests.training.telling import fields, second
from training.fourth_world import FRAUD_KINDS, FourthScenario, FourthWorld
from training.fourth_world.clock import Clock, Shift
from training.fourth_world.countries import COUNTRIES
from training.fourth_world.draws import Draws
from training.fourth_world.firms import found
from training.fourth_world.fraud import CALLS, kinds_of_campaigns
from training.fourth_world.habits import RANGES, TOLD, draw_habits
from training.fourth_world.numbering import Numbering
from training.fourth_world.odd_lives import LIVES
from training.fourth_world.people import settle_people
from training.fourth_world.services import FIRMS
from training.fourth_world.society import Society
from training.second_world import FRAUD_KINDS as SECOND_KINDS
from training.simulator import Record

#: Dense enough that every kind of fraud comes several times.
DENSE = FourthScenario(callers=1200, campaigns=36.0, seed=6, tells_all=True)
SMALL = FourthScenario(callers=500, hours=8.0, seed=3)
#: Kinds whose numbers place calls before they are used for fraud.
AGED = ("pbx_hacking", "imitator", "slow_ramp")


@pytest.fixture(scope="module")
def dense() -> FourthWorld:
    return FourthWorld(DENSE)


@pytest.fixture(scope="module")
def records(dense: FourthWorld) -> list[Record]:
    return list(dense.records())


def test_records_come_in_the_order_in_which_calls_end(records: list[Record]) -> None:
    ends = [datetime.fromisoformat(record["start"]) + timedelta(seconds=record["duration"]) for record in records]
    assert ends == sorted(ends)
    starts = [second(record) for record in records]
    assert 29 * 3600 < max(starts) - min(starts) < 30 * 3600
    assert len({record["call_id"] for record in records}) == len(records)


def test_answered_calls_last_and_nobody_calls_himself(records: list[Record]) -> None:
    for record in records:
        assert (record["disposition"] == "answered") == (record["duration"] > 0)
        assert record["caller"] != record["callee"]


def test_people_place_one_call_at_a_time(dense: FourthWorld, records: list[Record]) -> None:
    home = f"+{dense.habits.country.code}"  # honest numbers abroad may have two channels
    spans = defaultdict(list)
    for record in records:
        caller = record["caller"]
        if record["duration"] and caller.startswith(home) and dense.truth[caller].kind == "normal":
            spans[caller].append((second(record), second(record) + record["duration"]))
    assert len(spans) > 500
    for own in spans.values():
        own.sort()
        assert all(later >= end - 1 for (_, end), (later, _) in pairwise(own))


def test_the_record_contract_reads_every_record(dense: FourthWorld, records: list[Record]) -> None:
    reader = CallReader("DE", labels=True)
    batch = reader.read("\n".join(map(json.dumps, records)).encode())
    assert batch.rejected == []
    assert len(batch.calls) == len(records)
    assert Counter(batch.labels.values()) == Counter(record["true_label"] for record in records)
    # Only callers made up on purpose are no numbers.
    for row, record in zip(batch.calls, records, strict=True):
        if kind_of(int(row["caller"])) != KIND_NUMBER:
            assert dense.truth[record["caller"]].kind == "spoofed_flood"


def test_no_number_is_given_out_twice_and_full_blocks_run_over() -> None:
    draws = Draws(1)
    numbering = Numbering(draw_habits(draws, 500, tells_all=False), 500, draws)
    numbers = [numbering.reserve(numbering.free(numbering.blocks[0])) for _ in range(1200)]
    assert len(set(numbers)) == 1200
    layouts = numbering.reserve_many(40, "hundred", fixed=True) + numbering.reserve_many(40, "thousand", fixed=False)
    assert len({*numbers, *layouts}) == 1280


def test_all_kinds_of_fraud_occur(records: list[Record]) -> None:
    assert {record["true_label"] for record in records} == {"normal", *FRAUD_KINDS}
    assert set(FRAUD_KINDS) == set(SECOND_KINDS) == set(CALLS)


def test_all_kinds_of_firms_and_of_odd_lives_occur() -> None:
    society = Society(SMALL)
    settle_people(society)
    for draw_firm in FIRMS:
        firm = draw_firm(society.draws)
        outfit = found(society, firm)
        assert outfit.kind == draw_firm.__name__
        assert len(outfit.lines) == firm.count
        assert all(line.outfit is outfit and line.kind == outfit.kind for line in outfit.lines)
    kinds = {known.kind for known in FourthWorld(replace(SMALL, hard_negatives=5.0, hours=18.0)).truth}
    assert set(LIVES) <= kinds <= {"normal", *LIVES, *(draw_firm.__name__ for draw_firm in FIRMS), *FRAUD_KINDS}


def test_a_label_is_of_the_call_and_of_the_callers_kind(dense: FourthWorld, records: list[Record]) -> None:
    honest: Counter[str] = Counter()
    for record in records:
        known = dense.truth[record["caller"]]
        assert record["true_label"] in (("normal", known.kind) if known.fraud else ("normal",))
        assert known.fraud == bool(known.campaign) == (known.kind in FRAUD_KINDS)
        honest[known.kind] += record["true_label"] == "normal"
    assert min(honest[kind] for kind in AGED) > 10
    guilty = {record["caller"] for record in records if record["true_label"] != "normal"}
    assert guilty == dense.truth.fraudsters


def test_truth_and_complaints_tell_of_the_same_campaigns(dense: FourthWorld, records: list[Record]) -> None:
    truth, campaigns = dense.truth, dense.truth.campaigns
    assert len(campaigns) > 25
    for numbers in campaigns.values():
        assert len({truth[number].kind for number in numbers}) == 1
    fraud = {(record["caller"], round(second(record) * 1000)) for record in records if record["true_label"] != "normal"}
    assert len(dense.complaints) > 20
    for complaint in dense.complaints:
        assert complaint.number in campaigns[complaint.campaign]
        assert complaint.complained_at is not None
        assert complaint.called_at < complaint.complained_at
        assert (complaint.number, complaint.called_at) in fraud
        if complaint.victim == complaint.number:
            assert truth[complaint.number].kind in ("irsf", "pbx_hacking")


def test_every_caller_is_known(dense: FourthWorld, records: list[Record]) -> None:
    assert {record["caller"] for record in records} == set(dense.truth.numbers)


def test_shares_are_as_in_a_network() -> None:
    world = FourthWorld(FourthScenario(callers=1000, hours=20.0, seed=1, campaigns=3.0))
    records = list(world.records())
    assert 4 < len(records) / 1000 < 12
    assert 0.01 < sum(record["true_label"] != "normal" for record in records) / len(records) < 0.12
    assert 0.4 < sum(record["disposition"] == "answered" for record in records) / len(records) < 0.8
    known_callers = [world.truth[record["caller"]] for record in records]
    unusual = [not known.fraud and known.kind != "normal" for known in known_callers]
    assert 0.05 < sum(unusual) / len(unusual) < 0.6


@pytest.mark.parametrize(("callers", "campaigns", "expected"), [(32_000, 1.0, 28), (6000, 8.0, 42), (700, 2.0, 1.225)])
def test_campaigns_are_in_proportion(callers: int, campaigns: float, expected: float) -> None:
    scenario = FourthScenario(callers=callers, campaigns=campaigns)
    counts = [len(kinds_of_campaigns(scenario, Draws(seed))) for seed in range(500)]
    assert sum(counts) / len(counts) == pytest.approx(expected, rel=0.04)
    once = kinds_of_campaigns(FourthScenario(campaigns=3.0), Draws(1))[: len(FRAUD_KINDS)]
    assert set(once) == set(FRAUD_KINDS), "every kind comes once before any comes twice"


def test_hard_negatives_are_in_proportion() -> None:
    def unusual(amount: float) -> int:
        world = FourthWorld(replace(SMALL, hard_negatives=amount, campaigns=0.0))
        return sum(known.kind != "normal" for known in world.truth)

    assert unusual(0.0) == 0
    assert 0 < unusual(1.0) < unusual(4.0)


def test_seeds_draw_country_activity_and_what_records_tell() -> None:
    worlds = [draw_habits(Draws(seed), 500, tells_all=False) for seed in range(300)]
    assert {world.country for world in worlds} == set(COUNTRIES)
    for field, share in TOLD.items():
        assert sum(field in world.tells for world in worlds) / len(worlds) == pytest.approx(share, abs=0.1)
    for name, (low, high, _) in RANGES.items():
        drawn = [getattr(world, name) for world in worlds]
        assert low * (1 - 1e-9) <= min(drawn) < low + (high - low) / 10, name
        assert high * (1 + 1e-9) >= max(drawn) > high - (high - low) / 10, name


def test_to_tell_all_changes_nothing_else(records: list[Record]) -> None:
    optional = {"origin_region", "target_region", "cell", "imei", "account", "trunk"}
    assert optional < fields(records)
    draws, same = Draws(8), Draws(8)
    some, everything = draw_habits(draws, 500, tells_all=False), draw_habits(same, 500, tells_all=True)
    assert replace(some, tells=frozenset(TOLD)) == everything
    assert draws.random() == same.random()
    assert some.tells < set(TOLD)
    told = fields(FourthWorld(replace(SMALL, seed=8)).records()) & (optional - {"target_region"})
    assert told == {"origin_region" if field == "region" else field for field in some.tells}


def test_firms_keep_their_hours_and_people_sleep() -> None:
    habits = draw_habits(Draws(1), 500, tells_all=True)
    clock = Clock(replace(habits, begins=habits.begins.replace(day=5, month=1, hour=0)), 48 * 3600.0)  # a Monday
    assert not clock.is_weekend(0)
    office, night = Shift((9, 17), weekends=False), Shift((20, 7))
    assert [clock.is_open(office, hour * 3600) for hour in (8, 9, 16, 17)] == [False, True, True, False]
    assert [clock.is_open(night, hour * 3600) for hour in (19, 23, 6, 7)] == [False, True, True, False]
    assert 9 * 3600 <= clock.next_opening(office, 0) < 9 * 3600 + 10
    rest = next(day for day in range(7) if clock.is_weekend(day * 86_400 + 43_200))
    assert not clock.is_open(office, rest * 86_400 + 43_200)
    assert clock.is_open(Shift(), rest * 86_400 + 43_200)
    moments = clock.moments(Draws(2), "worker", 2000, 0.0, 48 * 3600.0)
    assert 3000 < len(moments) < 5000
    assert sum(8 <= clock.hour(at) < 22 for at in moments) > 0.8 * len(moments)


def test_the_documentation_names_what_there_is() -> None:
    text = (Path(__file__).parents[2] / "docs" / "fourth-world.md").read_text(encoding="utf-8")
    for name, (low, high, log) in RANGES.items():
        assert f"| `{name}` | {low:g} to {high:g}{', log' if log else ''} |" in text
    for field in FourthScenario.__dataclass_fields__:
        assert f"| `{field}` |" in text
    for field, share in TOLD.items():
        assert f"`{field}` {share:.0%}" in text
    assert all(f"`{kind}`" in text for kind in (*FRAUD_KINDS, *LIVES))
    assert all(f"`{draw_firm.__name__}`" in text for draw_firm in FIRMS)
    assert all(re.search(rf"\b{country.code}\b", text) for country in COUNTRIES)
    for module in re.findall(r"`(\w+\.py)`", text):
        assert (Path(__file__).parents[2] / "training" / "fourth_world" / module).is_file(), module
