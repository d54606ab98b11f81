"""The seventh world keeps its contract."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache

import phonenumbers
import pytest

from models.call_reader import CallReader
from tests.training.telling import fields, second
from training.seventh_world import FRAUD_KINDS, SeventhScenario, SeventhWorld
from training.seventh_world.countries import COSTLY, COUNTRIES
from training.seventh_world.fraud_kinds import FRAUDS
from training.seventh_world.habits import OPTIONAL
from training.seventh_world.honest_people import PEOPLE
from training.seventh_world.honest_services import SERVICES
from training.simulator import Record

_DENSE = SeventhScenario(callers=4000, seed=3, campaigns=8.0, tells_all=True)


@cache
def _world(scenario: SeventhScenario = _DENSE) -> SeventhWorld:
    return SeventhWorld(scenario)


@cache
def _records() -> list[Record]:
    return list(_world().records())


def _end(record: Record) -> float:
    return second(record) + record["duration"]


def test_tables_name_all_kinds_once() -> None:
    names = [kind.name for kind in (*PEOPLE, *SERVICES, *FRAUDS)]
    assert len(names) == len(set(names))
    assert sorted(kind.name for kind in FRAUDS) == sorted(FRAUD_KINDS)


def test_ordered_by_end_and_within_the_hours() -> None:
    ends = [_end(record) for record in _records()]
    assert ends == sorted(ends)
    starts = [second(record) - _world().habits.began.timestamp() for record in _records()]
    assert min(starts) >= 0
    assert max(starts) < _DENSE.seconds


def test_people_hold_one_call_at_a_time() -> None:
    home = f"+{_world().habits.country.code}"
    kinds = ("normal", "courier", "child", "mover")
    people = {known.number for known in _world().truth if known.kind in kinds and known.number.startswith(home)}
    busy: dict[str, float] = {}
    for record in sorted(_records(), key=second):
        for number in {record["caller"]} | ({record["callee"]} if record["duration"] else set()):
            if number in people:
                assert busy.get(number, 0.0) <= second(record) + 0.01
        if record["duration"]:
            for number in (record["caller"], record["callee"]):
                busy[number] = max(busy.get(number, 0.0), _end(record))


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_contract_reader_reads_every_record(seed: int) -> None:
    world = _world(SeventhScenario(callers=600, seed=seed, campaigns=4.0, tells_all=seed % 2 == 0))
    lines = [json.dumps(record) for record in world.records()]
    reader = CallReader("DE", labels=True)
    for first in range(0, len(lines), 20_000):
        assert reader.read("\n".join(lines[first : first + 20_000]).encode()).rejected == []


def test_dispositions_and_talk_agree() -> None:
    assert all((record["duration"] > 0) <= (record["disposition"] == "answered") for record in _records())
    assert {record["disposition"] for record in _records()} == {"answered", "no_answer", "busy", "failed", "cancelled"}


def test_a_dense_world_has_all_kinds_and_truth_of_every_caller() -> None:
    world = _world()
    kinds = Counter(known.kind for known in world.truth)
    assert set(FRAUD_KINDS) <= set(kinds)
    assert len(set(kinds) - set(FRAUD_KINDS)) > 40
    assert {record["caller"] for record in _records()} == {known.number for known in world.truth}
    assert sum(kinds[kind] for kind in kinds if kind not in FRAUD_KINDS and kind != "normal") > 100


def test_labels_begin_with_the_first_fraudulent_call() -> None:
    labels: dict[str, list[str]] = defaultdict(list)
    for record in sorted(_records(), key=lambda record: (second(record), record["call_id"])):
        labels[record["caller"]].append(record["true_label"])
    begun_honestly = 0
    for number, told in labels.items():
        known = _world().truth[number]
        if known.fraud:
            first = told.index(known.kind)
            begun_honestly += first > 0
            assert set(told[:first]) <= {"normal"}
            assert set(told[first:]) == {known.kind}
        else:
            assert set(told) == {"normal"}
    assert begun_honestly > 3


def test_without_and_campaigns_and_hours() -> None:
    only = _world(SeventhScenario(callers=1500, seed=2, campaigns=8.0, without=FRAUD_KINDS[1:]))
    assert {known.kind for known in only.truth if known.fraud} == {FRAUD_KINDS[0]}
    long = _world(SeventhScenario(callers=1500, seed=2, hours=90.0, campaigns=8.0))
    short = _world(SeventhScenario(callers=1500, seed=2, hours=30.0, campaigns=8.0))
    assert sum(1 for _ in long.records()) > 2 * sum(1 for _ in short.records())
    assert len(long.truth.campaigns) > 2 * len(short.truth.campaigns) > 6
    assert 0.75 * 1500 < len(short.truth) - len(short.truth.fraudsters) < 1.4 * 1500


def test_a_crowd_of_campaigns_never_fails() -> None:
    assert len(_world(SeventhScenario(callers=500, hours=6.0, seed=9, campaigns=100.0)).truth.campaigns) > 3


def test_numbers_are_valid() -> None:
    for country in COUNTRIES:
        for prefix, digits in (*country.mobile, *country.fixed):
            for tail in (0, 10**digits // 3, 10**digits - 1):
                text = f"+{country.code}{prefix}{tail:0{digits}d}"
                assert phonenumbers.is_valid_number(phonenumbers.parse(text)), text
    for _, prefix, digits in COSTLY:
        assert phonenumbers.is_valid_number(phonenumbers.parse(f"+{prefix}{10**digits // 3:0{digits}d}")), prefix
    invented = {known.number for known in _world().truth if known.kind == "spoofed_flood"}
    heard = {number for record in _records() for number in (record["caller"], record["callee"])} - invented
    for number in sorted(heard)[::20]:
        assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number


def test_victims_of_wangiri_call_back_and_some_talk_long() -> None:
    back = []
    for seed in (2, 3):
        world = _world(SeventhScenario(callers=1500, seed=seed, campaigns=8.0, without=FRAUD_KINDS[1:]))
        traps = {known.number for known in world.truth if known.kind == "wangiri"}
        back += [record["duration"] for record in world.records() if record["callee"] in traps]
    assert len(back) > 5
    assert max(back) > 30


def test_complaints_come_after_the_harm_in_the_order_made() -> None:
    complaints = _world().complaints
    told = [harm.complained_at for harm in complaints if harm.complained_at is not None]
    assert told == sorted(told)
    assert len(told) > 2
    calls = {
        (*sorted((record["caller"], record["callee"])), round(1000 * second(record))): record for record in _records()
    }
    for harm in complaints:
        assert harm.complained_at is None or harm.complained_at > harm.called_at + 60_000
        assert _world().truth[harm.number].campaign == harm.campaign
        if _world().truth[harm.number].kind not in ("irsf", "pbx_hacking"):
            assert (*sorted((harm.number, harm.victim)), harm.called_at) in calls


def test_seeds_differ_in_country_and_in_what_they_tell() -> None:
    worlds = [_world(SeventhScenario(callers=500, seed=seed, hours=6.0)) for seed in range(10)]
    assert len({world.habits.country.iso for world in worlds}) > 4
    assert len({world.habits.fields for world in worlds}) > 4
    told = fields(_records()) & set(OPTIONAL)
    assert told == set(OPTIONAL)
    for world in worlds:
        seen = fields(world.records()) & set(OPTIONAL)
        assert seen <= world.habits.fields
