"""The second world: reproducible, in order, readable, with the fraud that was asked for."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import phonenumbers
import pytest

from models.call_reader import CallReader
from models.number import KIND_NUMBER, kind_of
from tests.training.telling import fields, second
from training.second_world import FRAUD_KINDS, SecondScenario, SecondWorld
from training.second_world.draws import Draws
from training.second_world.fraud import kinds_of_campaigns
from training.second_world.habits import RANGES, TOLD, draw_habits
from training.second_world.numbering import Numbering
from training.second_world.places import COSTLY, FOREIGN, HOMES
from training.second_world.service_kinds import SERVICES
from training.second_world.services import settle_services
from training.second_world.society import Society
from training.simulator import FRAUD_KINDS as FIRST_KINDS
from training.simulator import Record

#: Dense enough that every kind of fraud comes several times.
DENSE = SecondScenario(callers=2500, campaigns=20.0, seed=5, tells_all=True)
SMALL = SecondScenario(callers=800, hours=12.0, seed=3)


@pytest.fixture(scope="module")
def dense() -> SecondWorld:
    return SecondWorld(DENSE)


@pytest.fixture(scope="module")
def records(dense: SecondWorld) -> list[Record]:
    return list(dense.records())


def test_records_come_in_the_order_in_which_calls_end(records: list[Record]) -> None:
    ends = [second(record) + record["duration"] for record in records]
    assert ends == sorted(ends)
    starts = [second(record) for record in records]
    assert 29 * 3600 < max(starts) - min(starts) < 30 * 3600
    assert len({record["call_id"] for record in records}) == len(records)


def test_the_record_contract_reads_every_record(dense: SecondWorld, records: list[Record]) -> None:
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


@pytest.mark.parametrize("home", HOMES, ids=lambda home: home.code)
def test_numbers_of_a_country_are_valid(home: Any) -> None:
    habits = replace(SecondWorld(replace(SMALL, campaigns=0.0)).habits, home=home)
    numbering = Numbering(habits, 1000, Draws(1, 0))
    numbers = [form(region) for region, _ in home.regions for form in (numbering.mobile, numbering.fixed)]
    numbers += [numbering.abroad(country) for country in FOREIGN | COSTLY]
    valid = sum(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in numbers)
    assert valid >= 0.95 * len(numbers), [n for n in numbers if not phonenumbers.is_valid_number(phonenumbers.parse(n))]
    assert len(set(numbers)) == len(numbers)


def test_no_number_is_given_out_twice_even_when_blocks_are_full() -> None:
    habits = replace(SecondWorld(replace(SMALL, campaigns=0.0)).habits, density=0.4)
    numbering = Numbering(habits, 500, Draws(1, 0))
    region = habits.home.regions[0][0]
    numbers = [numbering.mobile(region) for _ in range(4000)]
    assert len(set(numbers)) == 4000


def test_handsets_carry_a_check_digit(records: list[Record]) -> None:
    imeis = {record["imei"] for record in records if "imei" in record}
    assert len(imeis) > 500
    for imei in imeis:
        doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(imei)]
        assert sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0


def test_all_kinds_of_fraud_and_of_services_occur(dense: SecondWorld, records: list[Record]) -> None:
    labels = Counter(record["true_label"] for record in records)
    assert set(labels) == {"normal", *FRAUD_KINDS}
    kinds = {known.kind for known in dense.truth}
    assert {"person", "foreigner", "new_sim", "organiser", "shop", "office", "emergency"} <= kinds
    for seed in range(5):  # a world of full size has every service, however few honest callers its seed drew
        society = Society(SecondScenario(seed=seed))
        assert {outfit.kind for outfit in settle_services(society)} == set(SERVICES)
    assert set(FRAUD_KINDS) <= set(FIRST_KINDS), "both worlds speak of the same kinds"


def test_a_label_begins_with_the_first_fraudulent_call_and_stays(dense: SecondWorld, records: list[Record]) -> None:
    labelled: dict[str, str] = {}
    honest_before: Counter[str] = Counter()
    for record in sorted(records, key=second):
        number, label = record["caller"], record["true_label"]
        known = dense.truth[number]
        if label != "normal":
            assert (label, known.fraud) == (known.kind, True)
            labelled[number] = label
        elif known.fraud:
            honest_before[known.kind] += number not in labelled
    late = {r["caller"] for r in records if r["true_label"] == "normal"} & set(labelled)
    for number in late:
        mine = sorted((second(r), r["true_label"]) for r in records if r["caller"] == number)
        words = [label for _, label in mine]
        change = next(place for place, word in enumerate(words) if word != "normal")
        assert {at for at, _ in mine[:change]}.isdisjoint({at for at, _ in mine[change + 1 :]})
        assert "normal" not in words[change:]
    assert honest_before["pbx_hacking"] > 10, "hijacked offices were offices before"


def test_truth_and_complaints_tell_of_the_same_campaigns(dense: SecondWorld, records: list[Record]) -> None:
    truth = dense.truth
    campaigns = truth.campaigns
    assert len(campaigns) > 15
    for numbers in campaigns.values():
        assert len({truth[number].kind for number in numbers}) == 1
    callers = {record["caller"] for record in records if record["true_label"] != "normal"}
    assert callers <= truth.fraudsters
    assert len(callers) > 0.9 * len(truth.fraudsters)
    called = {(r["caller"], int(second(r)) * 1000) for r in records}
    assert len(dense.complaints) > 20
    for complaint in dense.complaints:
        assert complaint.number in campaigns[complaint.campaign]
        assert complaint.complained_at is not None
        assert complaint.called_at < complaint.complained_at
        assert (complaint.number, complaint.called_at) in called
        abuses = truth[complaint.number].kind in ("irsf", "pbx_hacking")
        assert (complaint.victim == complaint.number) == abuses


def test_everybody_in_a_record_is_known(dense: SecondWorld, records: list[Record]) -> None:
    numbers = dense.truth.numbers
    assert {record[side] for record in records for side in ("caller", "callee")} <= set(numbers)
    assert not any(dense.truth[record["caller"]].kind in ("unassigned", "destination") for record in records)


@pytest.mark.parametrize(
    ("callers", "campaigns", "expected"), [(32_000, 1.0, 17), (6000, 8.0, 25.5), (16_000, 4.0, 34)]
)
def test_campaigns_are_in_proportion(callers: int, campaigns: float, expected: float) -> None:
    scenario = SecondScenario(callers=callers, campaigns=campaigns)
    counts = [len(kinds_of_campaigns(scenario, Draws(seed, 0))) for seed in range(200)]
    assert sum(counts) / len(counts) == pytest.approx(expected, abs=0.5)
    assert max(counts) - min(counts) <= 2


def test_hard_negatives_are_in_proportion() -> None:
    def unusual(amount: float) -> int:
        world = SecondWorld(replace(SMALL, hard_negatives=amount, campaigns=0.0))
        usual = {"person", "foreigner", "shop", "office", "emergency", "destination", "unassigned"}
        return sum(known.kind not in usual for known in world.truth)

    assert unusual(0.0) == 0
    assert 0 < unusual(1.0) < unusual(4.0)


def test_seeds_draw_country_activity_and_what_records_tell() -> None:
    worlds = [draw_habits(Draws(seed, 1), tells_all=False) for seed in range(200)]
    assert {world.home.code for world in worlds} == {home.code for home in HOMES}
    for field, share in TOLD.items():
        assert sum(field in world.tells for world in worlds) / len(worlds) == pytest.approx(share, abs=0.1)
    for name, (low, high, _) in RANGES.items():
        drawn = [getattr(world, name) for world in worlds]
        assert low <= min(drawn) < low + (high - low) / 10, name
        assert high * (1 + 1e-9) >= max(drawn) > high - (high - low) / 10, name
    assert draw_habits(Draws(3, 1), tells_all=True).tells == set(TOLD)


def test_records_tell_what_the_world_tells(records: list[Record]) -> None:
    optional = {"origin_region", "target_region", "cell", "imei", "account", "trunk"}
    assert optional < fields(records)
    for seed in range(3):
        world = SecondWorld(replace(SMALL, seed=seed, campaigns=10.0))
        told = {"origin_region" if field == "region" else field for field in world.habits.tells}
        assert fields(world.records()) & (optional - {"target_region"}) == told


def test_the_documentation_names_every_habit_with_its_range() -> None:
    text = (Path(__file__).parents[2] / "docs" / "second-world.md").read_text(encoding="utf-8")
    for name, (low, high, log) in RANGES.items():
        assert f"| `{name}` | {low:g} to {high:g}{', log' if log else ''} |" in text
    for field in SecondScenario.__dataclass_fields__:
        assert f"| `{field}` |" in text
    for field, share in TOLD.items():
        assert f"`{field}` {share:.0%}" in text
    assert all(f"`{kind}`" in text for kind in FRAUD_KINDS)
    assert all(home.code in text for home in HOMES)
