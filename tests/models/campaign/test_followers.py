"""Campaigns raise members that are not DANGEROUS by themselves, and doubtful numbers that keep their company."""

import pytest

from models.campaign.book import ACTIVE_MS, DOUBTFUL, LATELY_MS, MINUTE_MS, Book
from models.campaign.event import Event
from models.campaign.followers import LIVE, held_to
from models.verdict import DANGEROUS
from tests.models.campaign.gangs import CALM, alive, call, gang, play

FIRST, STRANGE = 882_130_005_00, 252_617_195_00
CELL = 7
OTHERWISE = tuple(3.0 for _ in CALM)


def doubtful(number: int, minutes: range, behaviour: tuple[float, ...] = CALM) -> list[Event]:
    return [call(number, minute, risk=40.0, fraud_type=0, behaviour=behaviour) for minute in minutes]


def team(count: int, minutes: range, risk: float = 95.0, reached: int = 9) -> list[Event]:
    """Neighbours who call from one cell with one handset."""
    return gang(FIRST, count, minutes, risk=risk, cell=CELL, handset=CELL, reached=reached)


def test_a_doubtful_number_that_keeps_the_company_of_a_campaign_is_raised_and_joins() -> None:
    book = play(Book(), [*team(LIVE, range(1, 10)), *doubtful(FIRST + 9, range(6, 9))], 10)
    (found,) = alive(book)
    (member,) = (one for one in found.members if one.id == FIRST + 9)
    suspect = book.suspects[FIRST + 9]
    assert (member.role, suspect.campaign, book.doubtful) == ("raised", found.id, {})
    assert member.risk == member.held == suspect.held >= DANGEROUS
    assert member.held_ms == member.joined_ms
    assert "for the company kept" in found.history[-1].text
    assert found.size == LIVE + 1


@pytest.mark.parametrize(
    ("number", "behaviour"), [(STRANGE, CALM), (FIRST + 9, OTHERWISE)], ids=["strange range", "other behaviour"]
)
def test_who_only_shares_a_part_of_it_is_not(number: int, behaviour: tuple[float, ...]) -> None:
    book = play(Book(), [*team(LIVE, range(1, 10)), *doubtful(number, range(6, 9), behaviour)], 10)
    assert list(book.doubtful) == [number]
    assert number not in book.suspects


@pytest.mark.parametrize(("cell", "raised"), [(0, True), (CELL, True), (CELL + 1, False)])
def test_who_calls_from_elsewhere_must_share_more_than_a_range(cell: int, raised: bool) -> None:
    other = [call(FIRST + 9, minute, risk=40.0, fraud_type=0, cell=cell, callee=7 + minute) for minute in range(6, 9)]
    book = play(Book(), [*team(LIVE, range(1, 10)), *other], 10)
    assert (FIRST + 9 in book.suspects) == raised


@pytest.mark.parametrize("reached", [0, 1])
def test_who_reaches_nobody_may_be_a_service_that_lets_telephones_ring_and_raises_nobody(reached: int) -> None:
    book = play(Book(), [*team(LIVE, range(1, 10), 60.0, reached), *doubtful(FIRST + 9, range(6, 9))], 10)
    assert len(alive(book)) == 1
    assert [one.held > 0 for one in book.suspects.values()] == [bool(reached)] * (LIVE + reached)


@pytest.mark.parametrize("cell", [0, CELL], ids=["no cell told", "in one cell"])
def test_lines_of_one_block_that_tell_no_handset_may_be_an_office_and_raise_nobody(cell: int) -> None:
    lines = gang(FIRST, LIVE + 3, range(1, 10), risk=60.0, cell=cell)
    book = play(Book(), [*lines, *doubtful(FIRST + 9, range(6, 9))], 10)
    assert len(alive(book)) == 1
    assert list(book.doubtful) == [FIRST + 9]
    assert not any(one.held for one in book.suspects.values())


@pytest.mark.parametrize("worst", [60.0, 95.0], ids=["nobody dangerous", "one dangerous by itself"])
def test_lines_of_one_block_with_a_telephone_each_raise_somebody_only_when_one_is_dangerous(worst: float) -> None:
    lines: list[Event] = []
    for place in range(LIVE + 3):
        risk = 60.0 if place else worst
        lines += gang(FIRST + place, 1, range(1, 10), risk=risk, cell=CELL, handset=CELL + place)
    book = play(Book(), lines, 10)
    assert len(alive(book)) == 1
    assert [one.held > 0 for one in book.suspects.values()] == [worst >= DANGEROUS] * (LIVE + 3)


def test_a_campaign_of_few_raises_nobody() -> None:
    events = [*team(LIVE - 1, range(1, 10), 80.0), *doubtful(FIRST + 9, range(6, 9))]
    book = play(Book(), events, 10)
    assert len(alive(book)) == 1
    assert list(book.doubtful) == [FIRST + 9]
    assert not any(one.held for one in book.suspects.values())


def test_suspicious_members_are_raised_with_their_campaign_and_told_once() -> None:
    book = Book()
    held = []
    events = team(LIVE, range(1, 30), 60.0)
    for minute in range(30):
        play(
            book,
            [one for one in events if one.end_ms // MINUTE_MS == events[0].end_ms // MINUTE_MS + minute - 1],
            minute,
            minute,
        )
        held += [(one.suspect.id, one.risk) for one in book.held]
    assert sorted(held) == [(FIRST + k, held_to(LIVE)) for k in range(LIVE)]


def test_who_is_dangerous_already_is_not_raised() -> None:
    book = play(Book(), team(LIVE, range(1, 10)), 10)
    assert not any(one.held for one in book.suspects.values())


def test_doubt_that_becomes_suspicion_begins_anew() -> None:
    book = play(Book(), [*doubtful(FIRST, range(1, 4)), call(FIRST, 5)], 6)
    assert book.doubtful == {}
    assert book.suspects[FIRST].suspicious == 1


def test_doubts_about_a_suspect_say_nothing_more() -> None:
    book = play(Book(), [call(FIRST, 1), *doubtful(FIRST, range(2, 5))], 6)
    assert (book.doubtful, book.suspects[FIRST].suspicious) == ({}, 1)


def test_doubt_fades() -> None:
    lately = LATELY_MS // MINUTE_MS
    book = play(Book(), [*doubtful(FIRST + 9, range(1, 2)), *team(LIVE, range(lately + 2, lately + 9))], lately + 10)
    assert list(book.doubtful) == [FIRST + 9]
    play(book, [], ACTIVE_MS // MINUTE_MS + 10, lately + 11)
    assert book.doubtful == {}


def test_doubtful_numbers_are_bounded_and_those_silent_for_longest_go() -> None:
    crowd = [call(100_000_000 + 1000 * k, 1 + k % 2, risk=40.0, callee=7 + k) for k in range(DOUBTFUL + 100)]
    book = play(Book(), [*crowd, call(FIRST, 2)], 5)
    assert len(book.doubtful) == DOUBTFUL
    assert 100_000_000 not in book.doubtful
    assert 100_001_000 in book.doubtful


def test_more_members_and_nearness_raise_further() -> None:
    ranked = [held_to(LIVE), held_to(30, 0.4), held_to(8), held_to(30, 0.2), held_to(30), held_to(3000)]
    assert ranked == sorted(ranked)
    assert (ranked[0], ranked[-1]) == (DANGEROUS, 100.0)
