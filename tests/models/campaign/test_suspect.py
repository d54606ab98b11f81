"""What a suspect remembers of its suspicious calls."""

import msgspec

from models.campaign.event import Event
from models.campaign.suspect import LATEST, SeenCall, Suspect, new_suspect, see
from tests.models.campaign.gangs import BEGIN, WANGIRI, call, raised

NUMBER = 882_130_005_00


def seen(events: list[Event]) -> Suspect:
    """A suspect that has seen some events."""
    suspect = new_suspect(events[0])
    for event in events:
        see(suspect, event)
    return suspect


def test_the_latest_calls_are_remembered_one_by_one() -> None:
    suspect = seen([call(NUMBER, minute, callee=minute + 1, risk=50.0 + minute) for minute in range(30)])
    assert len(suspect.latest) == LATEST == 20
    assert [one.callee for one in suspect.latest] == list(range(11, 31))
    assert suspect.latest[-1] == SeenCall((BEGIN + 29) * 60_000, 30, 1000, True, 79.0, WANGIRI)


def test_a_late_call_stands_where_it_belongs_and_one_that_is_too_late_is_let_go() -> None:
    suspect = seen([call(NUMBER, minute, callee=1) for minute in (5, 9, 7)])
    assert [one.end_ms // 60_000 - BEGIN for one in suspect.latest] == [5, 7, 9]
    full = seen([call(NUMBER, minute, callee=1) for minute in [*range(100, 120), 3]])
    assert [one.end_ms // 60_000 - BEGIN for one in full.latest] == list(range(100, 120))


def test_being_raised_is_no_call() -> None:
    assert seen([raised(NUMBER, 1, 7)]).latest == []


def test_a_row_that_was_written_before_calls_were_remembered_is_read() -> None:
    old = msgspec.json.encode({"id": NUMBER, "number": f"+{NUMBER}", "first_ms": 1, "last_ms": 2, "suspicious": 3})
    suspect = msgspec.json.decode(old, type=Suspect)
    assert (suspect.suspicious, suspect.latest) == (3, [])
    assert msgspec.json.decode(msgspec.json.encode(suspect), type=Suspect) == suspect


def test_a_remembered_call_is_short_in_a_row() -> None:
    row = msgspec.json.encode(seen([call(NUMBER, minute) for minute in range(40)]).latest)
    assert len(row) < 55 * LATEST
