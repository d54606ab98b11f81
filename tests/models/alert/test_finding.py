"""What a tick of the search finds for the alerts."""

from collections.abc import Sequence

import pytest

from models.alert.finding import WAIT_MS, findings
from models.alert.message import Finding
from models.campaign.book import MINUTE_MS, Book
from models.campaign.event import Event
from models.campaign.followers import LIVE
from tests.models.campaign.gangs import BEGIN, CALM, alive, call, gang, play

FIRST, STRANGER = 882_130_005_00, 252_617_195_00
WAIT = WAIT_MS // MINUTE_MS


def at(events: Sequence[Event], minute: int) -> list[Finding]:
    return findings(play(Book(), events, minute), BEGIN + minute)


def test_between_ticks_nothing_is_found() -> None:
    assert at(gang(FIRST, 5, range(1, 9)), 9) == []
    assert at(gang(FIRST, 5, range(1, 10)), 10) != []


def test_a_campaign_speaks_for_its_members() -> None:
    book = play(Book(), gang(FIRST, 5, range(1, 5), risk=88.0, handset=7), 5)
    (found,) = findings(book, BEGIN + 5)
    (campaign,) = alive(book)
    assert (found.kind, found.subject, found.severity, found.risk, found.numbers) == (
        "campaign",
        campaign.id,
        "HIGH",
        88.0,
        5,
    )
    assert found.title == "Wangiri from +8821300050, 5 numbers"
    assert found.description.startswith("20 suspicious calls by 5 numbers to ")
    assert found.joined == [f"+{FIRST + k}" for k in range(5)]


def test_who_joined_is_told_once() -> None:
    events = gang(FIRST, 5, range(1, 10))
    book = play(Book(), [event for event in events if event.end_ms // MINUTE_MS <= BEGIN + 5], 5)
    assert len(findings(book, BEGIN + 5)[0].joined) == 5
    play(book, [event for event in events if event.end_ms // MINUTE_MS > BEGIN + 5], 10, 6)
    (again,) = findings(book, BEGIN + 10)
    assert again.joined == []


def test_a_silent_campaign_is_not_found_again() -> None:
    book = play(Book(), gang(FIRST, 5, range(1, 10)), 10)
    play(book, [], 15, 11)
    assert findings(book, BEGIN + 15) == []


def test_a_campaign_of_suspicious_members_is_as_grave_as_what_it_raises_them_to() -> None:
    assert at(gang(FIRST, LIVE - 1, range(1, 10), risk=60.0, handset=7), 10) == []
    (found,) = at(gang(FIRST, LIVE, range(1, 10), risk=60.0, handset=7), 10)
    assert (found.severity, found.risk) == ("HIGH", 85.0)


@pytest.mark.parametrize(("risk", "elsewhere", "desk"), [(96.0, "CRITICAL", "CRITICAL"), (88.0, "HIGH", "MEDIUM")])
def test_what_may_be_one_organisations_lines_is_no_graver_than_a_number(risk: float, elsewhere: str, desk: str) -> None:
    (found,) = at(gang(FIRST, LIVE, range(1, 10), risk=risk, handset=7), 10)
    (lines,) = at(gang(FIRST, LIVE, range(1, 10), risk=risk), 10)
    assert (found.severity, lines.severity) == (elsewhere, desk)


def test_who_reaches_nobody_is_no_graver_than_a_number_either() -> None:
    one, none = (
        at(gang(FIRST, LIVE, range(1, 10), risk=88.0, handset=7, reached=reached), 10)[0].severity for reached in (1, 0)
    )
    assert (one, none) == ("HIGH", "MEDIUM")


def test_below_danger_a_campaign_is_an_alert_and_an_organisations_lines_are_none() -> None:
    assert [one.severity for one in at(gang(FIRST, LIVE - 1, range(1, 10), risk=80.0, handset=7), 10)] == ["MEDIUM"]
    assert at(gang(FIRST, LIVE - 1, range(1, 10), risk=80.0), 10) == []


def test_one_suspicious_call_is_not_enough_unless_it_is_critical() -> None:
    one = call(STRANGER, 1, risk=90.0)
    assert at([one], WAIT + 5) == []
    assert [found.severity for found in at([one, call(STRANGER, 2, risk=60.0)], WAIT + 5)] == ["MEDIUM"]


def test_a_merged_campaign_says_so_once() -> None:
    otherwise = tuple(3.0 for _ in CALM)
    apart = [*gang(FIRST, 6, range(1, 12), handset=5), *gang(STRANGER, 3, range(1, 12), behaviour=otherwise)]
    together = gang(STRANGER, 3, range(12, 60), handset=5, cell=6, callee=99)
    events = [*apart, *gang(FIRST, 6, range(12, 60), handset=5, cell=6, callee=99), *together]
    book, told = Book(), []
    for minute in range(0, 61, 5):
        mine = [event for event in events if minute - 5 < event.end_ms // MINUTE_MS - BEGIN <= minute]
        play(book, mine, minute, max(0, minute - 4))
        told += [one for one in findings(book, BEGIN + minute) if one.merged_into]
    assert [one.merged_into for one in told] == [alive(book)[0].id]


def test_a_number_alone_waits_for_company_unless_it_is_critical() -> None:
    busy = [call(STRANGER, minute, risk=90.0, callee=minute) for minute in range(1, WAIT + 12)]
    assert at(busy, WAIT - 5) == []
    (found,) = at(busy, WAIT + 5)
    assert (found.kind, found.subject, found.severity, found.number) == ("number", f"+{STRANGER}", "MEDIUM", STRANGER)
    (grave,) = at([call(STRANGER, 1, risk=96.0)], 5)
    assert grave.severity == "CRITICAL"
    assert grave.description == "1 suspicious call to 1 different number, risk 96."


def test_it_is_not_found_for_ever() -> None:
    assert len(at([call(STRANGER, 1, risk=96.0)], 40)) == 1
    assert at([call(STRANGER, 1, risk=96.0)], 60) == []


@pytest.mark.parametrize(
    ("risk", "severity", "wanted"), [(80.0, "HIGH", "HIGH"), (80.0, "", None), (60.0, "HIGH", None)]
)
def test_a_rule_makes_it_as_grave_as_it_says(risk: float, severity: str, wanted: str | None) -> None:
    event = call(STRANGER, 1, risk=risk)
    ruled = type(event)(
        **{name: getattr(event, name) for name in event.__struct_fields__}
        | {"severity": severity, "rules": ("flood",) if severity else ()}
    )
    found = at([ruled, call(STRANGER, WAIT + 1, risk=risk)], WAIT + 5)
    assert [one.severity for one in found] == ([wanted] if wanted else [])
    if found:
        assert found[0].rules == ["flood"]
        assert found[0].description.endswith("; rule flood.")
