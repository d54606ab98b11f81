"""The index of members follows the campaigns through everything that happens to them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from models.campaign.book import FORGET_MS, MINUTE_MS, Book
from models.campaign.campaign import Campaign, Member
from models.campaign.membership import Membership
from tests.models.campaign.gangs import alive, call, gang, play
from tests.models.campaign.test_determinism import MINUTES, day
from tests.models.campaign.test_determinism import play as played

FIRST = 882_130_005_00


def campaign(name: str, *numbers: int) -> Campaign:
    members = [Member(one, f"+{one}", "member", 0, 9, 99.0, 0) for one in numbers]
    return Campaign(name, "", "Wangiri", "active", 99.0, 0, 9, members=members)


def test_it_knows_the_campaigns_of_a_number_and_forgets_those_that_are_gone() -> None:
    index = Membership([campaign("a", 1, 2), campaign("b", 2)])
    assert index.of(2) == {"a", "b"}
    index.follow("a", campaign("a", 1, 3))
    assert [set(index.of(number)) for number in (1, 2, 3)] == [{"a"}, {"b"}, {"a"}]
    index.follow("b", None)
    index.follow("c", None)
    assert (index.of(2), index.of(9)) == (frozenset(), frozenset())


@settings(max_examples=15)
@given(st.integers(0, 2**32), st.integers(1, 6), st.lists(st.integers(0, MINUTES), max_size=2))
def test_it_says_what_looking_through_all_members_would(drawn: int, gangs: int, stops: list[int]) -> None:
    book = played(day(drawn, gangs), stops=tuple(stops))
    numbers = {member.id for one in book.campaigns.values() for member in one.members}
    for number in numbers | book.suspects.keys():
        having = {one.id for one in book.campaigns.values() if any(member.id == number for member in one.members)}
        assert book._membership.of(number) == having


def test_a_forgotten_suspect_that_comes_back_is_of_its_campaign_at_once() -> None:
    book = play(Book(), gang(FIRST, 5, range(1, 10)), 10)
    (name,) = (one.id for one in alive(book))
    silent = FORGET_MS // MINUTE_MS + 30
    play(book, [], silent, since=11)
    assert FIRST not in book.suspects
    play(book, [call(FIRST, silent + 1)], silent + 1, since=silent + 1)
    assert book.suspects[FIRST].campaign == name
