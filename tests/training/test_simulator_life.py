"""What the people of a simulated world do stays within what docs/world.md says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median

import pytest

from training.simulator import NORMAL, Record, Scenario, World, simulate

PLAIN = Scenario(subscribers=2000, hours=24.0, fraud_share=0.0)


@pytest.fixture(scope="module")
def calls() -> list[Record]:
    """A day of ordinary people."""
    return list(simulate(PLAIN))


def end(record: Record) -> datetime:
    return start(record) + timedelta(seconds=record["duration"])


def start(record: Record) -> datetime:
    return datetime.fromisoformat(record["start"])


def of(kind: str, **fields: object) -> tuple[World, list[Record]]:
    """A world with one loud kind of fraud, and its calls."""
    scenario = replace(PLAIN, kinds=(kind,), fraud_share=0.15, hard_negatives=0.3, **fields)  # type: ignore[arg-type]
    world = World(scenario)
    return world, list(world.records())


def guilty(records: Iterable[Record]) -> list[Record]:
    return [record for record in records if record["true_label"] != NORMAL]


def test_people_call_by_day(calls: list[Record]) -> None:
    hours = Counter(start(record).hour for record in calls)
    assert sum(hours[hour] for hour in range(9, 21)) > 15 * sum(hours[hour] for hour in range(1, 5))


def test_people_call_less_at_the_weekend() -> None:
    saturday = sum(1 for _ in simulate(replace(PLAIN, start="2026-01-10T00:00:00Z")))
    monday = sum(1 for _ in simulate(PLAIN))
    assert 0.7 < saturday / monday < 0.9


def test_volumes_have_a_heavy_tail_and_many_call_hardly_at_all(calls: list[Record]) -> None:
    activity = Counter(record["caller"] for record in calls)
    volumes = sorted([*activity.values(), *[0] * (PLAIN.subscribers - len(activity))])
    assert 6 < sum(volumes) / PLAIN.subscribers < 12
    assert volumes[len(volumes) // 2] <= 7
    assert volumes[-len(volumes) // 100] > 5 * volumes[len(volumes) // 2]
    assert sum(volume <= 2 for volume in volumes) > 0.2 * len(volumes)


def test_acquaintances_call_each_other_and_again(calls: list[Record]) -> None:
    pairs = Counter((record["caller"], record["callee"]) for record in calls)
    mutual = sum((callee, caller) in pairs for caller, callee in pairs) / len(pairs)
    assert 0.25 < mutual < 0.75
    assert len(calls) / len(pairs) > 1.4


def test_answers_and_durations_are_those_of_the_world(calls: list[Record]) -> None:
    answered = [record["duration"] for record in calls if record["disposition"] == "answered"]
    assert 0.64 < len(answered) / len(calls) < 0.76
    assert 50 < median(answered) < 80
    assert 80 < sum(answered) / len(answered) < 180


def test_missed_calls_are_returned(calls: list[Record]) -> None:
    last: dict[tuple[str, str], datetime] = {}
    missed = returned = 0
    for record in reversed(calls):
        at = last.get((record["callee"], record["caller"]))
        if record["disposition"] != "answered":
            missed += 1
            returned += at is not None and at - end(record) < timedelta(hours=2)
        last[record["caller"], record["callee"]] = start(record)
    assert 0.2 < returned / missed < 0.45


def test_nobody_has_two_calls_of_his_own_at_once(calls: list[Record]) -> None:
    busy: dict[str, datetime] = {}
    overlapping = 0
    for record in sorted(calls, key=start):
        overlapping += busy.get(record["caller"], start(record)) > start(record)
        busy[record["caller"]] = max(end(record), busy.get(record["caller"], end(record)))
    assert overlapping == 0


def test_new_numbers_appear_while_the_world_runs() -> None:
    scenario = replace(PLAIN, hours=48.0, world={"new_per_day": 0.03, "calls_per_day": 14.0})
    first: dict[str, int] = {}
    for record in simulate(scenario):
        first.setdefault(record["caller"], start(record).day)
    news = Counter(first.values())
    assert news[13] > 0.03 * news[12]


def test_local_time_is_that_of_the_country() -> None:
    scenario = replace(PLAIN, subscribers=4000, hours=24.0, vary=True, world={"one_clock": False, "countries": 5})
    hours: dict[str, list[float]] = defaultdict(list)
    for record in simulate(
        replace(scenario, seed=2, world={**scenario.world, "tells_region": True, "region_style": 2})
    ):
        hours[record["origin_region"]].append(start(record).hour)
    zones = {"US": -5, "BR": -3, "GB": 0, "IE": 0, "PT": 0, "DE": 1, "SE": 1, "NG": 1, "ZA": 2, "IN": 5.5}
    seen = {code: found for code, found in hours.items() if len(found) > 500}
    assert len(seen) >= 2
    for code, found in seen.items():
        asleep = sum(1 <= (hour + zones[code]) % 24 < 5 for hour in found)
        assert asleep < 0.05 * len(found), code


def test_handsets_and_cells_are_told_as_numbers_that_stay(calls: list[Record]) -> None:
    handsets: dict[str, set[str]] = defaultdict(set)
    for record in calls:
        if "imei" in record:
            assert len(record["imei"]) == 15
            digits = [int(digit) for digit in record["imei"]]
            doubled = [sum(divmod(2 * digit, 10)) if place % 2 else digit for place, digit in enumerate(digits)]
            assert sum(doubled) % 10 == 0
            handsets[record["caller"]].add(record["imei"])
    assert {len(found) for found in handsets.values()} == {1}
    assert len({next(iter(found)) for found in handsets.values()}) < len(handsets)  # two SIMs in one handset


def test_victims_of_wangiri_call_back_and_pay() -> None:
    world, records = of("wangiri")
    rings = guilty(records)
    numbers = {record["caller"] for record in rings}
    assert max(record["duration"] for record in rings) <= 4
    victims = [record for record in records if record["callee"] in numbers]
    assert 0.005 < len(victims) / len(rings) < 0.15
    assert all(record["true_label"] == NORMAL for record in victims)
    assert {complaint.victim for complaint in world.complaints} <= {record["caller"] for record in victims}


def test_robocalls_are_short() -> None:
    _, records = of("robocall")
    answered = [record["duration"] for record in guilty(records) if record["duration"]]
    assert median(answered) < 30


def test_hacked_exchanges_have_honest_calls_too_on_the_same_trunk() -> None:
    _, records = of("pbx_hacking")
    lines = {record["caller"] for record in guilty(records)}
    honest = [record for record in records if record["caller"] in lines and record["true_label"] == NORMAL]
    assert honest
    trunks = {record["trunk"] for record in guilty(records)}
    assert trunks == {record["trunk"] for record in honest}


def test_floods_come_from_many_numbers_to_one() -> None:
    world, records = of("spoofed_flood")
    for numbers in world.truth.campaigns.values():
        callees = Counter(record["callee"] for record in guilty(records) if record["caller"] in numbers)
        if callees:
            assert callees.most_common(1)[0][1] > 0.9 * callees.total()


def test_slow_ramps_start_as_normal_subscribers() -> None:
    _, records = of("slow_ramp")
    numbers = {record["caller"] for record in guilty(records)}
    first = {record["caller"]: record["true_label"] for record in reversed(records) if record["caller"] in numbers}
    assert Counter(first.values())[NORMAL] > 0.4 * len(numbers)


def test_sim_boxes_share_handsets_and_receive_next_to_nothing() -> None:
    world, records = of("sim_box", seed=4)
    received = Counter(record["callee"] for record in records)
    numbers = world.truth.fraudsters
    assert sum(received[number] for number in numbers) < 0.2 * len(guilty(records))
    pairs = {(record["imei"], record["caller"]) for record in guilty(records) if "imei" in record}
    assert len({imei for imei, _ in pairs}) < len({caller for _, caller in pairs})


def test_honest_callers_look_like_fraud() -> None:
    """Busy callers who know nobody and are hardly ever called: a good part of them is honest."""
    world = World(replace(Scenario.load("mixed"), subscribers=4000, seed=3))
    placed: dict[str, set[str]] = defaultdict(set)
    received: dict[str, set[str]] = defaultdict(set)
    for record in world.records():
        placed[record["caller"]].add(record["callee"])
        received[record["callee"]].add(record["caller"])
    strangers = [n for n, callees in placed.items() if len(callees) >= 20 and len(callees & received[n]) <= 1]
    honest = sum(not world.truth[number].fraud for number in strangers)
    assert honest > 0.4 * len(strangers) > 4
