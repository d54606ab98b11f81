"""Features: each computed by hand from a small history, in the words of its own definition."""

from __future__ import annotations

from collections.abc import Iterator
from math import log, log1p, sqrt

import numpy as np
import pytest

from models import facts as f
from models.features import COUNT, DIRECTIONS, FEATURES, NAMES, features_of
from tests.models.histories import DAY, HOUR, START, Call, tell
from tests.models.reference_profile import mixed

ME = 1
NOW = START + 13 * HOUR  # a moment at which a pane of 5 minutes and one of an hour begin
#: The seed's five features keep their names.
SEED = (
    "avg_call_duration", "total_calls", "night_call_ratio", "unique_origin_regions", "unique_target_regions",
)  # fmt: skip


def strangers() -> Iterator[int]:
    """Numbers that no sketch takes for one another."""
    near, far = set(), set()
    for number in range(1000, 100_000):
        if mixed(number) & 255 not in near and mixed(number) >> 8 & 511 not in far:
            near.add(mixed(number) & 255)
            far.add(mixed(number) >> 8 & 511)
            yield number


def regions(count: int) -> list[int]:
    """Regions that no sketch takes for one another."""
    found: dict[int, int] = {}
    for region in range(1, 10_000):
        found.setdefault(mixed(region) & 63, region)
    return list(found.values())[:count]


OTHERS = [number for number, _ in zip(strangers(), range(60), strict=False)]


def distinct(marked: int, bits: int) -> float:
    """Linear counting: how many different values set so many bits."""
    return -bits * log(1 - marked / bits)


def row(calls: list[Call]) -> dict[str, float]:
    """Features at my last call."""
    rows = features_of(tell(calls, only=ME)[1].facts)
    return dict(zip(NAMES, rows[-1].tolist(), strict=True))


def check(calls: list[Call], **expected: float) -> None:
    found = row(calls)
    assert {name: found[name] for name in expected} == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_every_feature_has_a_meaning_and_the_seeds_five_their_names() -> None:
    assert tuple(FEATURES) == NAMES
    assert len(set(NAMES)) == len(NAMES) == COUNT
    assert all(feature.meaning.strip() for feature in FEATURES.values())
    assert set(DIRECTIONS) == {-1, 0, 1}
    assert NAMES[:5] == SEED


def test_every_column_is_written_and_finite_whatever_the_facts() -> None:
    random = np.random.default_rng(0)
    wild = (random.random((500, f.COUNT)) * 10.0 ** random.integers(0, 9, (500, f.COUNT))).astype(np.float32)
    rows = features_of(np.concatenate([np.zeros((1, f.COUNT), np.float32), wild]))
    assert rows.shape == (501, COUNT)
    assert np.isfinite(rows).all()
    assert (rows[1:] != rows[1]).any(axis=0).all()


def test_a_row_depends_on_its_own_facts_alone_bit_for_bit() -> None:
    wild = np.random.default_rng(1).gamma(0.3, 30.0, (40, f.COUNT)).astype(np.float32)
    together = features_of(wild)
    assert [features_of(wild[k : k + 1]).tobytes() for k in range(40)] == [row.tobytes() for row in together]


def test_one_ordinary_call_proves_nothing() -> None:
    check(
        [Call(ME, OTHERS[0], NOW, 60_000, origin=7, target=8)],
        avg_call_duration=log1p((60 + 60) / 2),
        total_calls=log1p(1),
        night_call_ratio=0.5 / 6,
        unique_origin_regions=log1p(distinct(1, 64)),
        unique_target_regions=log1p(distinct(1, 64)),
        calls_5m=log1p(1),
        calls_1h=log1p(1),
        callee_ratio_1h=(1 + 1.6) / 3,
        callee_ratio=(1 + 1.2) / 4,
        short_ratio_1h=0.2 / 5,
        unanswered_ratio_1h=0.2,  # 0.8 / 5, clipped
        new_ratio_1h=(1 + 0.8) / 5,
        new_ratio_24h=(1 + 0.8) / 5,
        out_in_24h=log1p(1),
        reciprocity=1.2 / (1 + 3),
        returned_ratio=0,
        seconds_per_call_1h=log1p(60),
        gap_spread=sqrt(7.5 / 5),
        age=0,
    )


def test_duration_is_the_mean_of_answered_calls() -> None:
    calls = [Call(ME, OTHERS[0], NOW, 30_000), Call(ME, OTHERS[0], NOW + 1, 0, 1), Call(ME, OTHERS[0], NOW + 2, 90_500)]
    check(calls, avg_call_duration=log1p((120.5 + 60) / 3), seconds_per_call_1h=log1p(120 / 3))


def test_night_calls_are_a_share_of_all() -> None:
    calls = [Call(ME, OTHERS[0], NOW + k, night=k < 3) for k in range(5)]
    check(calls, night_call_ratio=3.5 / 10)


def test_regions_are_counted_once_each_and_not_when_not_told() -> None:
    told = regions(5)
    calls = [Call(ME, OTHERS[0], NOW + k, origin=told[k % 2], target=told[k]) for k in range(5)]
    calls.append(Call(ME, OTHERS[0], NOW + 9))
    check(calls, unique_origin_regions=log1p(distinct(2, 64)), unique_target_regions=log1p(distinct(5, 64)))
    # They are remembered for two to four weeks.
    check([*calls, Call(ME, OTHERS[0], NOW + 20 * DAY)], unique_target_regions=log1p(distinct(5, 64)))
    check([*calls, Call(ME, OTHERS[0], NOW + 28 * DAY)], unique_target_regions=0)


@pytest.mark.parametrize(("into_pane", "five", "hour"), [(0, 2, 7), (299, 4, 8)])
def test_rates_count_their_own_windows(into_pane: int, five: int, hour: int) -> None:
    ages = [0, 200, 301, 599, 601, 50 * 60, 54 * 60, 56 * 60, 2 * HOUR, 22 * HOUR, 24 * HOUR]
    end = NOW + 10 * DAY + into_pane
    calls = [Call(ME, OTHERS[0], end - age) for age in sorted(ages, reverse=True)]
    # Panes end with the one of the last call: 5 to 10 minutes, 55 to 60, 23 to 24 hours.
    check(calls, calls_5m=log1p(five), calls_1h=log1p(hour), total_calls=log1p(10))


def test_different_callees_are_told_from_repeated_ones() -> None:
    wide = [Call(ME, OTHERS[k], NOW + k) for k in range(20)]
    check(wide, callee_ratio_1h=(20 + 1.6) / 22, callee_ratio=(20 + 1.2) / 23)
    narrow = [Call(ME, OTHERS[k % 2], NOW + k) for k in range(20)]
    check(narrow, callee_ratio_1h=0.6, callee_ratio=0.2)
    # Four generations of 15 minutes hold them.
    few = [Call(ME, OTHERS[k], NOW + k) for k in range(4)]
    again = [Call(ME, OTHERS[0], NOW + 44 * 60 + k) for k in range(2)]
    check([*few, *again], callee_ratio_1h=(distinct(4, 256) + 1.6) / 8)


def test_short_and_unanswered_calls_are_shares_of_the_last_hour() -> None:
    endings = [(0, 1)] * 5 + [(0, 2)] + [(6000, 0)] * 2 + [(6001, 0)] * 2
    calls = [Call(ME, OTHERS[0], NOW + k, ms, how) for k, (ms, how) in enumerate(endings)]
    check(calls, short_ratio_1h=2.2 / 14, unanswered_ratio_1h=6.8 / 14)


def test_first_contacts_are_new_once_in_two_weeks() -> None:
    early = [Call(ME, OTHERS[k], NOW - 5 * HOUR + k) for k in range(6)]
    late = [Call(ME, OTHERS[k], NOW + k) for k in range(8)]
    check([*early, *late], new_ratio_1h=2.8 / 12, new_ratio_24h=8.8 / 18)
    check([*early, Call(ME, OTHERS[0], NOW + 28 * DAY)], new_ratio_1h=1.8 / 5)


def test_calling_more_than_being_called_shows() -> None:
    placed = [Call(ME, OTHERS[k], NOW + k) for k in range(6)]
    received = [Call(OTHERS[k], ME, NOW - k * HOUR, 5000) for k in (22, 3, 0)]
    check([*received, *placed], out_in_24h=log(7 / 4))
    check([*received, *received[:2], *placed[:1]], out_in_24h=0)  # that more come in than go out is no sign of fraud
    check([Call(OTHERS[0], ME, NOW - 25 * HOUR), *placed], out_in_24h=log(7))


def test_acquaintances_who_called_too_count_as_mutual() -> None:
    placed = [Call(ME, OTHERS[k], NOW + k) for k in range(10)]
    received = [Call(OTHERS[k], ME, NOW - 10 * DAY + k) for k in (0, 1, 2, 3, 40, 41)]
    check([*received, *placed], reciprocity=(distinct(4, 512) + 1.2) / (10 + 3))
    check([*[Call(OTHERS[k], ME, NOW - k) for k in range(10)], *placed], reciprocity=0.5)
    check([Call(OTHERS[0], ME, NOW - 30 * DAY), *placed], reciprocity=1.2 / (10 + 3))


def test_those_rung_without_an_answer_who_call_back_show_the_wangiri_join() -> None:
    rung = [Call(ME, OTHERS[k], NOW + k, 0, 1) for k in range(6)]
    hardly = [Call(ME, OTHERS[k], NOW + k, 900) for k in range(6, 8)]
    talked = [Call(ME, OTHERS[k], NOW + k, 90_000) for k in range(8, 12)]
    back = [Call(OTHERS[k], ME, NOW + 60 + k, 30_000) for k in (0, 1, 7, 8, 30)]
    last = Call(ME, OTHERS[8], NOW + 100, 90_000)
    check([*rung, *hardly, *talked, *back, last], returned_ratio=distinct(3, 256) / (distinct(8, 256) + 5))
    # What was rung and who called is forgotten after one to two days.
    early = [Call(OTHERS[k], ME, NOW - 2 * DAY + k, 30_000) for k in range(6)]
    check([*early, *rung], returned_ratio=0)
    check([*early, *rung, Call(OTHERS[40], ME, NOW + 60)], returned_ratio=0)
    check([*rung, *hardly, *back, Call(ME, OTHERS[20], NOW + 2 * DAY, 90_000)], returned_ratio=0)


def test_a_machine_calls_at_even_intervals() -> None:
    even = [Call(ME, OTHERS[0], NOW + 60 * k) for k in range(30)]
    check(even, gap_spread=sqrt(7.5 / (29 + 5)))
    gaps = [0, 1, 99]
    mean = sum(log1p(gap) for gap in gaps) / 3
    spread = sum((log1p(gap) - mean) ** 2 for gap in gaps)
    calls = [Call(ME, OTHERS[0], NOW + end) for end in (0, 0, 1, 100)]
    check(calls, gap_spread=sqrt((spread + 7.5) / (3 + 5)))
    wild = [Call(ME, OTHERS[0], NOW + DAY * (k // 2)) for k in range(40)]
    check(wild, gap_spread=2)


def test_age_counts_from_the_first_call_of_either_direction() -> None:
    placed = [Call(ME, OTHERS[0], NOW), Call(ME, OTHERS[0], NOW + 90 * 60)]
    check(placed, age=log1p(1.5), active=log1p(1.5))
    check([Call(OTHERS[0], ME, NOW - 5 * DAY), *placed], age=log1p(121.5), active=log1p(1.5))


def test_first_contacts_are_weighed_by_whether_and_how_long_they_talk() -> None:
    new = [Call(ME, OTHERS[k], NOW + 100 * k, (k % 2) * 30_000, 1 - k % 2) for k in range(6)]
    known = [Call(ME, OTHERS[1], NOW + 900, 100_000)]
    check(
        [*new, *known],
        new_answered_ratio=(3 + 1.4) / 8,
        new_seconds=log1p((90 + 60) / 4),
        new_talk_share=(90 + 20) / (190 + 60),
        new_ratio=(6 + 0.8) / 11,
    )


def test_costly_near_and_overlapping_calls_are_shares_of_all() -> None:
    caller = 46701234501
    calls = [Call(caller, 18765550001 + k, NOW + k, 4000) for k in range(5)]
    found = dict(zip(NAMES, features_of(tell(calls, only=caller)[1].facts)[-1].tolist(), strict=True))
    wanted = {
        "abroad_ratio": 5.1 / 9, "costly_ratio": 5 / 9, "costly_seconds": log1p(20), "near_ratio": 4 / 9,
        "overlap_ratio": 4 / 9, "countries": log1p(distinct(1, 64)),
    }  # fmt: skip
    assert {name: found[name] for name in wanted} == pytest.approx(wanted, rel=1e-5)


def test_cells_and_handsets_are_counted_once_each() -> None:
    told = regions(3)
    calls = [Call(ME, OTHERS[0], NOW + k, cell=told[k % 3], handset=told[k % 2]) for k in range(6)]
    check(calls, cells=log1p(distinct(3, 64)), handsets=log1p(distinct(2, 64)))


def test_features_of_a_call_know_nothing_of_later_calls() -> None:
    calls = [Call(ME, OTHERS[k], NOW + 50 * k, 1000 * k) for k in range(30)]
    every = tell(calls, only=ME)[1].facts
    for k in range(30):
        assert tell(calls[: k + 1], only=ME)[1].facts[-1].tobytes() == every[k].tobytes()


def test_how_long_the_network_was_watched_and_how_long_without_the_number() -> None:
    first = Call(9, OTHERS[0], NOW - 6 * HOUR)
    calls = [first, Call(ME, OTHERS[1], NOW - 2 * HOUR), Call(ME, OTHERS[2], NOW)]
    rows = features_of(tell(calls)[1].facts)
    found = [dict(zip(NAMES, row.tolist(), strict=True)) for row in rows]
    assert [one["watched"] for one in found] == pytest.approx([0.0, log1p(4.0), log1p(6.0)])
    assert [one["absent"] for one in found] == pytest.approx([0.0, log1p(4.0), log1p(4.0)])


def test_after_a_day_and_a_third_it_makes_no_difference_any_more() -> None:
    later = [row([Call(9, OTHERS[0], START), Call(ME, OTHERS[1], START + days * DAY)]) for days in (2, 20)]
    assert [one["watched"] for one in later] == pytest.approx([log1p(255 / 8)] * 2)
