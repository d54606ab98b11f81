"""The simulated world is reproducible, ordered, bounded, and labelled."""

from __future__ import annotations

import collections
import itertools
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import phonenumbers
import pytest

from training.simulator import (
    FRAUD_KINDS,
    HARD_NEGATIVES,
    NORMAL,
    Record,
    Scenario,
    World,
    WorldParameters,
    ground_truth,
    labels,
    simulate,
)
from training.simulator.plan import COSTLY, COUNTRIES

DAY = Scenario(subscribers=1000, hours=24.0)
MIXED = replace(Scenario.load("mixed"), subscribers=4000, hours=24.0, seed=3)


@pytest.fixture(scope="module")
def day() -> list[Record]:
    return list(simulate(DAY))


@pytest.fixture(scope="module")
def mixed() -> tuple[World, list[Record]]:
    world = World(MIXED)
    return world, list(world.records())


def end(record: Record) -> datetime:
    return datetime.fromisoformat(record["start"]) + timedelta(seconds=record["duration"])


def digest(records: Iterable[Record]) -> bytes:
    return b"\n".join(msgspec.json.encode(record) for record in records)


def test_equal_scenarios_give_the_same_bytes_and_other_seeds_others(mixed: tuple[World, list[Record]]) -> None:
    small = replace(MIXED, subscribers=1000, hours=12.0)
    assert digest(simulate(small)) == digest(simulate(replace(small)))
    assert digest(simulate(small)) != digest(simulate(replace(small, seed=4)))


def test_keeping_complaints_changes_no_record(day: list[Record]) -> None:
    assert list(World(DAY, complaints=True).records()) == day


def test_records_come_in_the_order_in_which_calls_end(mixed: tuple[World, list[Record]]) -> None:
    ends = [end(record) for record in mixed[1]]
    assert ends == sorted(ends)


def test_every_record_has_its_own_id_and_only_fields_of_the_contract(mixed: tuple[World, list[Record]]) -> None:
    records = mixed[1]
    assert len({record["call_id"] for record in records}) == len(records)
    required = {"call_id", "caller", "callee", "start", "duration", "disposition", "true_label"}
    for record in records:
        assert required <= set(record) <= set(Record.__annotations__)
        assert record["caller"] != record["callee"]
        assert (record["duration"] > 0) == (record["disposition"] == "answered")
        assert all(record.values()) or record["duration"] == 0


def test_calls_start_within_the_hours_asked_for(day: list[Record]) -> None:
    first = datetime.fromisoformat(DAY.start)
    starts = [datetime.fromisoformat(record["start"]) for record in day]
    assert first <= min(starts)
    assert max(starts) < first + timedelta(hours=24)


def test_nobody_commits_fraud_before_campaigns_begin(day: list[Record]) -> None:
    begin = datetime.fromisoformat(DAY.start) + timedelta(hours=DAY.campaigns_after_hours)
    starts = [datetime.fromisoformat(record["start"]) for record in day if record["true_label"] != NORMAL]
    assert begin <= min(starts) <= begin + timedelta(hours=2)


@pytest.mark.parametrize("country", [*(country.code for country in COUNTRIES), "costly"])
def test_numbers_are_those_that_a_parser_takes_for_valid(country: str) -> None:
    ranges = next(((*one.mobile, *one.fixed) for one in COUNTRIES if one.code == country), None)
    for prefix, digits in ranges or [(prefix, digits) for _, prefix, digits in COSTLY]:
        for rest in ("5" * digits, "0" * (digits - 1) + "1", "9" * digits):
            number = phonenumbers.parse(prefix + rest)
            assert phonenumbers.is_possible_number(number)
            assert country in ("costly", phonenumbers.region_code_for_number(number)), prefix + rest


def test_labels_say_what_the_records_say(mixed: tuple[World, list[Record]]) -> None:
    world, records = mixed
    truth = world.truth
    for record in records:
        known = truth[record["caller"]]
        # A broken exchange's lines and a SIM that turns to fraud have honest calls as well.
        assert record["true_label"] in (NORMAL, known.kind if known.fraud else NORMAL)
        assert record["callee"] in truth.numbers
    guilty = {record["caller"] for record in records if record["true_label"] != NORMAL}
    assert guilty <= truth.fraudsters
    assert len(guilty) > 0.6 * len(truth.fraudsters)
    assert labels(MIXED) == {known.number: known.kind if known.fraud else NORMAL for known in truth}


def test_every_kind_occurs(mixed: tuple[World, list[Record]]) -> None:
    world, records = mixed
    assert {record["true_label"] for record in records} == {NORMAL, *FRAUD_KINDS}
    callers = {record["caller"] for record in records}
    kinds = Counter(known.kind for known in world.truth if known.number in callers)
    assert set(HARD_NEGATIVES) <= set(kinds)
    assert len(HARD_NEGATIVES) >= 14
    assert len({known.number for known in world.truth}) == len(world.truth)
    for campaign, numbers in world.truth.campaigns.items():
        assert len({world.truth[number].kind for number in numbers}) == 1, campaign


def test_short_codes_and_costly_numbers_are_called_and_never_call(mixed: tuple[World, list[Record]]) -> None:
    world, records = mixed
    silent = {known.number for known in world.truth if known.kind in ("short_code", "costly_number")}
    assert {"112", "911"} <= silent
    assert silent & {record["callee"] for record in records}
    assert not silent & {record["caller"] for record in records}


@pytest.mark.parametrize("share", [0.01, 0.1])
def test_the_share_of_fraud_is_about_what_was_asked_for(share: float) -> None:
    fraud = total = 0
    for seed in (1, 2, 3):
        scenario = replace(MIXED, subscribers=1900, fraud_share=share, seed=seed)
        found = Counter(record["true_label"] != NORMAL for record in simulate(scenario))
        fraud, total = fraud + found[True], total + found.total()
    assert 0.6 * share < fraud / total < 1.6 * share


def test_kinds_can_be_chosen_and_left_out() -> None:
    quiet = replace(MIXED, subscribers=1000, fraud_share=0.0)
    assert not ground_truth(quiet).fraudsters
    only = ground_truth(replace(MIXED, subscribers=2000, kinds=("sim_box",)))
    assert {known.kind for known in only if known.fraud} == {"sim_box"}
    without = ground_truth(replace(MIXED, subscribers=2000, without=("robocall", "courier")))
    assert not {"robocall", "courier"} & {known.kind for known in without}
    assert {"wangiri", "call_centre"} <= {known.kind for known in without}


def test_hard_negatives_can_be_scaled_or_switched_off() -> None:
    honest = [
        sum(known.kind in HARD_NEGATIVES for known in ground_truth(replace(MIXED, hard_negatives=scale, fraud_share=0)))
        for scale in (0.0, 0.5, 2.0)
    ]
    assert honest[0] == 0 < honest[1] < honest[2]


def test_who_is_who_does_not_depend_on_when_the_world_starts() -> None:
    later = replace(MIXED, start="2026-03-07T19:30:00+05:30")
    assert labels(later) == labels(MIXED)


def test_a_world_without_end_goes_on_as_the_same_world_with_one(day: list[Record]) -> None:
    endless = simulate(replace(DAY, hours=None))
    assert list(itertools.islice(endless, 3000)) == day[:3000]


def test_campaigns_of_a_world_without_end_come_again() -> None:
    scenario = replace(DAY, subscribers=300, hours=None)
    days = {
        record["start"][:10]
        for record in itertools.islice(simulate(scenario), 16_000)
        if record["true_label"] == "wangiri"
    }
    assert len(days) >= 2


@pytest.mark.parametrize("hours", [12, 48])
def test_memory_does_not_grow_with_time(hours: int) -> None:
    stream = simulate(replace(MIXED, subscribers=300, hours=None))
    per_hour = 150
    collections.deque(itertools.islice(stream, 6 * per_hour), maxlen=0)
    tracemalloc.start()
    try:
        collections.deque(itertools.islice(stream, hours * per_hour), maxlen=0)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Two days of kept records would take some 7 MB. The same bound for both lengths.
    assert peak < 1_500_000


def test_worlds_differ_widely_and_pins_hold() -> None:
    worlds = [World(replace(MIXED, subscribers=50, seed=seed, world={"degree": 6.0})).parameters for seed in range(40)]
    assert {world.degree for world in worlds} == {6.0}
    rates = sorted(world.answer_rate for world in worlds)
    assert rates[0] < 0.6
    assert rates[-1] > 0.8
    plain = World(Scenario(subscribers=50)).parameters
    assert plain == WorldParameters()


def test_what_a_world_does_not_tell_is_left_out() -> None:
    untold = {f"tells_{name}": False for name in ("region", "cell", "imei", "trunk", "account")}
    fields: set[str] = set()
    for record in simulate(replace(DAY, subscribers=200, world=untold)):
        fields |= record.keys()
    assert fields == {"call_id", "caller", "callee", "start", "duration", "disposition", "true_label"}


def test_first_calls_and_complaints_fit_the_records(mixed: tuple[World, list[Record]]) -> None:
    world, records = mixed
    first: dict[str, str] = {}
    for record in sorted(records, key=lambda one: one["start"]):
        if record["true_label"] != NORMAL or not world.truth[record["caller"]].fraud:
            first.setdefault(record["caller"], record["start"])
    told = {n: datetime.fromisoformat(first[n]).timestamp() * 1000 for n in first}
    assert {n: at for n, at in world.first_calls.items() if n in told} == pytest.approx(told)
    calls = {(r["caller"], r["callee"], round(datetime.fromisoformat(r["start"]).timestamp() * 1000)) for r in records}
    complaints = world.complaints
    assert complaints
    assert any(complaint.complained_at is None for complaint in complaints)
    for complaint in complaints:
        known = world.truth[complaint.number]
        assert (known.fraud, known.campaign) == (True, complaint.campaign)
        assert complaint.complained_at is None or complaint.complained_at > complaint.called_at
        if complaint.victim != complaint.number:
            pair = (complaint.number, complaint.victim)
            assert (*pair, complaint.called_at) in calls or (*pair[::-1], complaint.called_at) in calls
