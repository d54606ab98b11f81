"""What the read model makes of the tables' rows: bounded, added over partitions, removals followed."""

from __future__ import annotations

import msgspec
import pytest

from app.evidence_view import EvidenceView
from app.suspects_view import SuspectsView
from app.traffic_view import KEPT_MINUTES, Day, Figures, TrafficView
from models.campaign.latest import SeenCall
from models.campaign.suspect import Suspect as CampaignSuspect
from models.number import key_of
from tables.suspects import Suspect
from tables.traffic import TOTAL_KEY, Traffic, encode, minute_key


def suspect(number: int, danger_at: int = 0) -> bytes:
    row = Suspect(f"+{number}", 60.0, 60.0, 0.5, "SUSPICIOUS", "Wangiri", 1, danger_at, 1, 1, 1, 0, 0, 0)
    return msgspec.json.encode(row)


def test_rows_of_a_minute_are_added_and_a_newer_row_replaces_an_older() -> None:
    view = TrafficView()
    view.put(0, minute_key(100), encode(Traffic(calls=1)))
    view.put(0, minute_key(100), encode(Traffic(calls=5, talk_ms=10)))
    view.put(1, minute_key(100), encode(Traffic(calls=2)))
    view.put(0, minute_key(103), encode(Traffic(calls=1)))
    assert view.last(15) == [(100, Figures(calls=7, talk_ms=10)), (103, Figures(calls=1))]
    assert view.last(3) == [(103, Figures(calls=1))]
    view.put(1, minute_key(100), None)
    assert view.last(15)[0][1].calls == 5


def test_every_count_of_a_row_is_taken_over() -> None:
    assert set(Figures.__struct_fields__) == set(Traffic.__struct_fields__) - {"applied", "version"}


def test_the_oldest_minutes_are_let_go() -> None:
    view = TrafficView()
    for minute in range(KEPT_MINUTES + 10):
        view.put(0, minute_key(minute), encode(Traffic(calls=1)))
    view.put(0, minute_key(3), encode(Traffic(calls=1)))
    assert [minute for minute, _ in view.last(2 * KEPT_MINUTES)] == list(range(10, KEPT_MINUTES + 10))


def test_totals_are_added_removed_and_cleared() -> None:
    view = TrafficView()
    assert view.total() == Figures()
    for partition in range(3):
        view.put(partition, TOTAL_KEY, encode(Traffic(calls=10, blocked=partition)))
    assert (view.total().calls, view.total().blocked) == (30, 3)
    view.put(2, TOTAL_KEY, None)
    assert (view.total().calls, view.newest) == (20, None)
    view.clear()
    assert view.total() == Figures()


def test_dangerous_numbers_are_counted_beyond_the_rows_that_are_kept() -> None:
    view = SuspectsView(kept=3)
    for number in range(10):
        view.put(key_of(number), suspect(number, danger_at=number % 2))
        view.put(key_of(0), suspect(0))
    assert (len(view), view.dangerous()) == (3, 5)
    assert view.get(0) is not None, "it changed last"
    assert view.get(1) is None
    view.put(key_of(1), suspect(1, danger_at=1))
    view.put(key_of(3), None)
    assert view.dangerous() == 4
    assert view.dangerous([7777]) == 5


def test_a_row_that_is_none_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        SuspectsView().put(key_of(1), b"{}")
    with pytest.raises(ValueError, match="8 bytes"):
        SuspectsView().put(b"short", suspect(1))
    with pytest.raises(msgspec.DecodeError):
        TrafficView().put(0, TOTAL_KEY, b'{"calls":"many"}')


def test_what_suspects_did_is_kept_as_stored_the_latest_changed_ones() -> None:
    view = EvidenceView(kept=2)
    for number in (1, 2, 3, 2):
        view.put(b"s:%d" % number, msgspec.json.encode(CampaignSuspect(number, f"+{number}", 0, 9, callees=[number])))
    view.put(b"c:abc", b"a campaign")
    view.put(b"@state", b"{}")
    assert (len(view), view.left_out) == (2, 1)
    assert view.get(1) is None
    assert {number: row.callees for number, row in view.of([1, 2, 3]).items()} == {2: [2], 3: [3]}
    view.put(b"s:2", None)
    assert view.of([2, 3]).keys() == {3}
    with pytest.raises(msgspec.DecodeError):
        view.put(b"s:4", b"{}")
    view.clear()
    assert (len(view), view.left_out) == (0, 0)


def test_latest_calls_are_kept_beside_the_suspects_and_bounded_like_them() -> None:
    view, call = EvidenceView(kept=2), SeenCall(1000, 7, 0, False, 90.0, 1)
    for number in (1, 2, 3):
        view.put(b"e:%d" % number, msgspec.json.encode([call] * number))
    assert [len(view.calls(number)) for number in (1, 2, 3)] == [0, 2, 3]
    assert view.calls(3)[0] == call
    view.put(b"e:3", None)
    assert view.calls(3) == []
    with pytest.raises(msgspec.DecodeError):
        view.put(b"e:4", b"{}")
    view.clear()
    assert view.calls(2) == []


def test_what_blocking_would_have_spared_is_added_over_the_rows_that_are_kept() -> None:
    view = EvidenceView(kept=2)
    for number, spared in ((1, 5), (2, 7), (1, 6), (3, 1), (3, 2)):
        view.put(b"s:%d" % number, msgspec.json.encode(CampaignSuspect(number, f"+{number}", 0, 9, spared=spared)))
    assert view.spared == 6 + 2, "2 was let go"
    view.put(b"s:1", None)
    assert view.spared == 2
    view.clear()
    assert view.spared == 0


def test_the_last_day_is_summed_up_anew_when_a_row_has_changed() -> None:
    view = TrafficView()
    assert view.day() == Day(0, 0, 0, 0)
    for partition in range(2):
        view.put(partition, minute_key(5000), encode(Traffic(calls=50, suspicious=3, blocked=2)))
    view.put(0, minute_key(4000), encode(Traffic(calls=70, suspicious=9, blocked=4)))
    view.put(0, minute_key(5001), encode(Traffic(calls=500, suspicious=5)))
    assert view.day() == Day(busiest=100, blocked=8, hour_calls=600, hour_suspicious=11)
    # A day later the old minutes are still kept, for there are few, and count no longer.
    view.put(0, minute_key(5000 + KEPT_MINUTES), encode(Traffic(calls=1)))
    assert view.day() == Day(busiest=500, blocked=0, hour_calls=1, hour_suspicious=0)
    view.put(1, minute_key(5001), None)
    view.clear()
    assert view.day() == Day(0, 0, 0, 0)
