"""The sixth world keeps its contract: what its records, labels, truth and complaints promise."""

from __future__ import annotations

import itertools
import json
import random
from collections import defaultdict
from functools import cache

import phonenumbers
import pytest

from models.call_reader import CallReader
from tests.training.telling import fields, second
from training.simulator import Record
from training.sixth_world import FRAUD_KINDS, SixthScenario, SixthWorld
from training.sixth_world.book import Book
from training.sixth_world.countries import ABROAD, COSTLY, COUNTRIES
from training.sixth_world.habits import OPTIONAL


@cache
def dense() -> SixthWorld:
    return SixthWorld(SixthScenario(callers=2000, hours=30.0, seed=5, campaigns=24.0, tells_all=True))


@cache
def calls() -> list[Record]:
    return list(dense().records())


def end(record: Record) -> float:
    return round(second(record) + record["duration"], 3)


def written(records: list[Record]) -> bytes:
    return "\n".join(json.dumps(record) for record in records).encode()


def test_records_come_by_the_end_of_their_calls_and_again() -> None:
    ends = [end(record) for record in calls()]
    assert ends == sorted(ends)
    assert calls()[:500] == [record for record, _ in zip(dense().records(), range(500), strict=False)]
    assert len({record["call_id"] for record in calls()}) == len(calls())


def test_only_answered_calls_have_talk() -> None:
    assert all((record["duration"] > 0) == (record["disposition"] == "answered") for record in calls())


def test_people_place_one_call_at_a_time() -> None:
    by_caller = defaultdict(list)
    for record in calls():
        if dense().truth[record["caller"]].kind in ("normal", "courier", "night_worker"):
            by_caller[record["caller"]].append((second(record), end(record)))
    for times in by_caller.values():
        times.sort()
        assert all(before[1] <= after[0] + 1 for before, after in itertools.pairwise(times))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_contract_reads_every_record(seed: int) -> None:
    records = calls() if seed == 1 else list(SixthWorld(SixthScenario(callers=800, hours=12.0, seed=seed)).records())
    for first in range(0, len(records), 20_000):
        assert CallReader("DE", labels=True).read(written(records[first : first + 20_000])).rejected == []


def test_a_network_tells_what_its_seed_drew() -> None:
    world = SixthWorld(SixthScenario(callers=500, hours=10.0, seed=4))
    told = fields(world.records()) & set(OPTIONAL)
    assert told <= world.habits.tells < set(OPTIONAL)
    assert fields(calls()) & set(OPTIONAL) == set(OPTIONAL)


def test_every_kind_occurs_in_a_dense_world_and_truth_knows_every_caller() -> None:
    kinds = {record["true_label"] for record in calls()}
    assert kinds == {"normal", *FRAUD_KINDS}
    assert {record["caller"] for record in calls()} == {known.number for known in dense().truth}
    assert {known.kind for known in dense().truth if known.fraud} == set(FRAUD_KINDS)
    assert all(known.fraud == bool(known.campaign) for known in dense().truth)


def test_a_number_keeps_its_label_from_its_first_fraudulent_call_on() -> None:
    labels = defaultdict(list)
    for record in sorted(calls(), key=second):
        labels[record["caller"]].append(record["true_label"])
    fraudsters = dense().truth.fraudsters
    for number, seen in labels.items():
        turned = [label != "normal" for label in seen]
        assert turned == sorted(turned), number
        assert turned[-1] == (number in fraudsters)
        assert set(seen) <= {"normal", dense().truth[number].kind}
    assert any(seen[0] == "normal" for number, seen in labels.items() if number in fraudsters)


def test_callers_hours_and_campaigns_scale() -> None:
    def world(**changes: float) -> SixthWorld:
        return SixthWorld(SixthScenario(**{"callers": 3000, "hours": 30.0, "seed": 9, "campaigns": 2.0, **changes}))  # type: ignore[arg-type]

    base, twice, longer, denser = world(), world(callers=6000), world(hours=60.0), world(campaigns=16.0)
    count = {id(one): sum(1 for _ in one.records()) for one in (base, twice, longer)}
    assert 0.75 * 3000 < len(base.truth) < 1.3 * 3000
    assert 1.6 < len(twice.truth) / len(base.truth) < 2.4
    assert 1.5 < count[id(longer)] / count[id(base)] < 3.0
    assert 3 <= len(base.truth.campaigns) <= 6
    assert 5 * len(base.truth.campaigns) < len(denser.truth.campaigns) < 12 * len(base.truth.campaigns)


def test_patterns_are_valid_numbers_of_their_country() -> None:
    book, rows = Book(random.Random(1)), {**ABROAD, **COSTLY}
    rows.update({pattern: country.iso for country in COUNTRIES for pattern in country.mobile + country.fixed})
    for pattern, country in rows.items():
        for _ in range(25):
            number = phonenumbers.parse(book.fill(pattern))
            assert phonenumbers.is_valid_number(number), (pattern, number)
            assert phonenumbers.region_code_for_number(number) == country


def test_victims_of_wangiri_call_back_and_some_talk() -> None:
    rings = {(r["caller"], r["callee"]): second(r) for r in reversed(calls()) if r["true_label"] == "wangiri"}
    back = [r for r in calls() if second(r) > rings.get((r["callee"], r["caller"]), 1e12)]
    assert len(back) >= 3
    assert max(record["duration"] for record in back) > 60


def test_complaints_come_in_order_and_after_the_harm() -> None:
    complaints, placed = dense().complaints, {(r["caller"], round(second(r) * 1000)) for r in calls()}
    times = [complaint.complained_at or 0 for complaint in complaints]
    assert len(complaints) > 3
    assert times == sorted(times)
    for complaint in complaints:
        known = dense().truth[complaint.number]
        assert known.campaign == complaint.campaign
        assert (complaint.number, complaint.called_at) in placed
        assert (complaint.complained_at or 0) >= complaint.called_at + 120_000
