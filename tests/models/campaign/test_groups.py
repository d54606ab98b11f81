"""Numbers of one handset bear each other out, when most of them are strange by calls of their own."""

import msgspec
import pytest

from models.campaign.book import Book
from models.campaign.event import Event
from models.campaign.groups import LEAST
from models.number_id import KIND_HANDSET, KIND_TRUNK, tagged
from models.verdict import DANGEROUS
from tests.models.campaign.gangs import alive, call, play, raised

FIRST, HANDSET = 882_130_005_00, tagged(KIND_HANDSET, "356938035643809")
#: As calls tell of a handset.
SEEN = HANDSET & 0xFFFFFFFF


def sims(count: int, strange: int, group: int = HANDSET, placed: int = 9) -> list[Event]:
    """Numbers that a group raised, some of which are doubtful, by calls through one handset."""
    calls: list[Event] = []
    for minute in range(1, 5):
        for k in range(strange):
            one = call(FIRST + k, minute + k / 60, risk=40.0, handset=SEEN)
            calls.append(msgspec.structs.replace(one, calls=placed))
    return calls + [raised(FIRST + k, 4 + k / 60, group) for k in range(count)]


def held(events: list[Event]) -> list[int]:
    book = play(Book(), events, 10)
    found = [one.id - FIRST for _, one in sorted(book.suspects.items()) if one.held >= DANGEROUS]
    assert found == sorted(member.id - FIRST for one in alive(book) for member in one.members if member.held)
    return found


@pytest.mark.parametrize("count", [LEAST, 5, 12])
def test_numbers_of_a_handset_that_are_doubtful_one_and_all_are_raised(count: int) -> None:
    assert held(sims(count, count)) == list(range(count))


def test_they_are_whether_doubt_or_the_handset_came_first() -> None:
    first, then = sims(4, 4), [raised(FIRST + k, 0.5 + k / 60, HANDSET) for k in range(4)]
    assert held([*then, *(one for one in first if one.end_ms > then[-1].end_ms)]) == held(first) == [0, 1, 2, 3]


def test_who_calls_like_anybody_is_not_raised_with_them() -> None:
    assert held(sims(10, 8)) == list(range(8))


def test_customers_of_a_reseller_are_not_nor_are_they_a_campaign() -> None:
    assert alive(play(Book(), sims(10, 6), 10)) == []
    assert held(sims(10, 6)) == []
    assert held(sims(10, 10, placed=2)) == []


def test_people_on_the_trunk_of_a_hacked_exchange_are_not() -> None:
    assert held(sims(5, 5, tagged(KIND_TRUNK, "SE-1"))) == []
