"""The latest suspicious calls of a suspect are remembered one by one."""

import msgspec

from models.campaign.latest import LATEST, Calls, LatestCalls, SeenCall
from tests.models.campaign.gangs import BEGIN, WANGIRI, call

NUMBER = 882_130_005_00


def seen(minutes: list[int]) -> LatestCalls:
    """What is remembered of calls at some minutes, in this order."""
    latest = LatestCalls()
    for minute in minutes:
        latest.see(call(NUMBER, minute, callee=minute + 1, risk=50.0 + minute))
    return latest


def ends(latest: LatestCalls) -> list[int]:
    return [one.end_ms // 60_000 - BEGIN for one in latest.calls[NUMBER]]


def test_the_latest_twenty_are_kept() -> None:
    latest = seen(list(range(30)))
    assert ends(latest) == list(range(10, 30))
    assert len(latest.calls[NUMBER]) == LATEST == 20
    assert latest.calls[NUMBER][-1] == SeenCall((BEGIN + 29) * 60_000, 30, 1000, True, 79.0, WANGIRI)


def test_a_late_call_stands_where_it_belongs_and_one_that_is_too_late_is_let_go() -> None:
    assert ends(seen([5, 9, 7])) == [5, 7, 9]
    assert ends(seen([*range(10, 30), 3])) == list(range(10, 30))


def test_changes_are_told_once_and_removals_too() -> None:
    latest = seen([1, 2])
    latest.see(call(NUMBER + 1, 3))
    assert {number: len(calls or []) for number, calls in latest.changes().items()} == {NUMBER: 2, NUMBER + 1: 1}
    latest.forget(NUMBER)
    latest.forget(NUMBER + 7)
    assert latest.changes() == {NUMBER: None}
    assert latest.changes() == {}


def test_a_call_is_short_in_a_row_and_comes_back() -> None:
    calls = seen(list(range(30))).calls[NUMBER]
    row = msgspec.json.encode(calls)
    assert len(row) < 55 * LATEST
    assert msgspec.json.decode(row, type=Calls) == calls
