"""The simulated world is reproducible, ordered, and behaves as described."""

from __future__ import annotations

import collections
import itertools
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

import phonenumbers
import pytest

from training.simulator import NORMAL, ROBOCALL, WANGIRI, Record, Scenario, labels, simulate

DAY = Scenario(subscribers=1000, hours=24.0)


@pytest.fixture(scope="module")
def day() -> list[Record]:
    return list(simulate(DAY))


def end(record: Record) -> datetime:
    return datetime.fromisoformat(record["start"]) + timedelta(seconds=record["duration"])


def of(records: Iterable[Record], kind: str) -> list[Record]:
    return [record for record in records if record["true_label"] == kind]


def test_equal_scenarios_give_equal_records_and_other_seeds_others(day: list[Record]) -> None:
    assert list(simulate(Scenario(subscribers=1000, hours=24.0))) == day
    assert list(simulate(Scenario(subscribers=1000, hours=24.0, seed=2))) != day


def test_records_come_in_the_order_in_which_calls_end(day: list[Record]) -> None:
    ends = [end(record) for record in day]
    assert ends == sorted(ends)


def test_every_record_has_its_own_id_and_the_fields_of_the_contract(day: list[Record]) -> None:
    assert len({record["call_id"] for record in day}) == len(day)
    for record in day:
        assert set(record) == set(Record.__annotations__)
        assert record["caller"] != record["callee"]
        assert (record["duration"] > 0) == (record["disposition"] == "answered")


def test_calls_start_within_the_hours_asked_for(day: list[Record]) -> None:
    first = datetime.fromisoformat(DAY.start)
    starts = [datetime.fromisoformat(record["start"]) for record in day]
    assert first <= min(starts)
    assert max(starts) < first + timedelta(hours=24)


def test_all_numbers_are_valid_and_distinct() -> None:
    kinds = labels(DAY)
    assert Counter(kinds.values()) == {NORMAL: 1000, WANGIRI: 4, ROBOCALL: 6}
    for number in kinds:
        assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number


def test_labels_say_what_the_records_say(day: list[Record]) -> None:
    kinds = labels(DAY)
    assert all(kinds[record["caller"]] == record["true_label"] for record in day)
    assert all(record["callee"] in kinds for record in day)


def test_ordinary_people_call_by_day_and_know_each_other(day: list[Record]) -> None:
    calls = of(day, NORMAL)
    hours = Counter(datetime.fromisoformat(record["start"]).hour for record in calls)
    assert sum(hours[hour] for hour in range(9, 21)) > 20 * sum(hours[hour] for hour in range(5))
    pairs = {(record["caller"], record["callee"]) for record in calls}
    assert sum((callee, caller) in pairs for caller, callee in pairs) > 0.3 * len(pairs)
    activity = sorted(Counter(record["caller"] for record in calls).values())
    assert activity[-len(activity) // 100] > 4 * activity[len(activity) // 2]
    assert 0.65 < sum(record["disposition"] == "answered" for record in calls) / len(calls) < 0.8


def test_missed_calls_are_returned(day: list[Record]) -> None:
    calls = of(day, NORMAL)
    last: dict[tuple[str, str], datetime] = {}
    missed = returned = 0
    for record in reversed(calls):
        at = last.get((record["callee"], record["caller"]))
        if record["disposition"] != "answered":
            missed += 1
            returned += at is not None and at - end(record) < timedelta(hours=1)
        last[record["caller"], record["callee"]] = datetime.fromisoformat(record["start"])
    assert 0.25 < returned / missed < 0.5


def test_one_victim_in_twenty_returns_a_wangiri_call(day: list[Record]) -> None:
    rings = of(day, WANGIRI)
    numbers = {record["caller"] for record in rings}
    assert len(rings) > 100 * DAY.campaign_hours
    assert max(record["duration"] for record in rings) <= 3
    victims = [record for record in day if record["callee"] in numbers]
    assert 0.03 < len(victims) / len(rings) < 0.07
    assert all(record["true_label"] == NORMAL for record in victims)


def test_robocalls_are_short_and_seldom_answered(day: list[Record]) -> None:
    calls = of(day, ROBOCALL)
    answered = sorted(record["duration"] for record in calls if record["disposition"] == "answered")
    assert len(answered) < 0.35 * len(calls)
    assert answered[len(answered) // 2] < 15
    assert len({record["caller"][:-3] for record in calls}) == 1


def test_campaigns_keep_their_hours_and_can_be_switched_off(day: list[Record]) -> None:
    first = datetime.fromisoformat(DAY.start)
    for record in of(day, WANGIRI) + of(day, ROBOCALL):
        since = (datetime.fromisoformat(record["start"]) - first) / timedelta(hours=1)
        assert DAY.campaigns_after_hours <= since <= DAY.campaigns_after_hours + DAY.campaign_hours
    quiet = Scenario(subscribers=1000, hours=24.0, wangiri=False, robocall=False)
    assert {record["true_label"] for record in simulate(quiet)} == {NORMAL}
    assert set(labels(quiet)) < set(labels(DAY))


def test_a_world_without_end_goes_on_as_the_same_world_with_one(day: list[Record]) -> None:
    endless = simulate(Scenario(subscribers=1000, hours=None))
    assert list(itertools.islice(endless, 5000)) == day[:5000]


def test_memory_does_not_grow_with_time() -> None:
    stream = simulate(Scenario(subscribers=300, hours=None))
    collections.deque(itertools.islice(stream, 5000), maxlen=0)
    tracemalloc.start()
    try:
        collections.deque(itertools.islice(stream, 15_000), maxlen=0)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Most of a week of this world: kept records alone would take several times as much.
    assert peak < 1_000_000


def test_local_time_is_that_of_the_start() -> None:
    east = Scenario(subscribers=300, hours=24.0, start="2026-01-12T00:00:00+05:30")
    zone = datetime.fromisoformat(east.start).tzinfo
    hours = Counter(datetime.fromisoformat(record["start"]).astimezone(zone).hour for record in simulate(east))
    assert sum(hours[hour] for hour in range(5)) < 0.03 * sum(hours.values())


@pytest.mark.parametrize(
    "fields",
    [
        {"subscribers": 1},
        {"hours": 0.0},
        {"start": "2026-01-12T00:00:00"},
        {"start": "yesterday"},
        {"calls_per_day": 0.0},
        {"campaign_hours": 25.0},
        {"seed": -1},
    ],
)
def test_a_world_that_cannot_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must|zone|Invalid"):
        Scenario(**fields)  # type: ignore[arg-type]
