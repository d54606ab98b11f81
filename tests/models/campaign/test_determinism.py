"""The same events give the same rows: in any order within minutes, and with the book made anew from its rows."""

import random
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.campaign.book import MINUTE_MS, Book
from models.campaign.campaign import Campaign
from models.campaign.event import BEHAVIOUR, Event
from models.campaign.latest import Calls
from models.campaign.suspect import Suspect
from tests.models.campaign.gangs import BEGIN, call, raised, rows

MINUTES = 400
RANGES = (882_130_005_00, 882_130_007_00, 252_617_195_00, 371_606_612_00)


def day(seed: int, gangs: int) -> list[Event]:
    """Some gangs at work in a few hours, sometimes with silence between."""
    rng = random.Random(seed)
    events: list[Event] = []
    manners = [tuple(rng.uniform(0, 2) for _ in BEHAVIOUR) for _ in range(3)]
    for _ in range(gangs):
        first, begin, length = rng.choice(RANGES), rng.randrange(MINUTES - 60), rng.randrange(5, 60)
        kind, cell, handset, manner = rng.randrange(1, 6), rng.randrange(3), rng.randrange(3), rng.choice(manners)
        for _ in range(rng.randrange(3, 40)):
            number, minute = first + rng.randrange(12), begin + rng.uniform(0, length)
            callee, risk = rng.randrange(1, 30), rng.uniform(30, 100)
            if rng.random() < 0.1:
                events.append(raised(number, minute, 3 << 61 | handset))
                continue
            events.append(
                call(
                    number, minute, callee=callee, risk=risk, fraud_type=kind, cell=cell, handset=handset,
                    behaviour=tuple(round(value + rng.uniform(-0.1, 0.1), 4) for value in manner),
                    source=rng.randrange(2),
                )
            )  # fmt: skip
    return events


def restored(book: Book) -> Book:
    """A book made from the rows of another, as they come back from JSON, in another order."""
    suspects = msgspec.json.decode(msgspec.json.encode(list(book.suspects.values())), type=list[Suspect])
    campaigns = msgspec.json.decode(msgspec.json.encode(list(book.campaigns.values())), type=list[Campaign])
    doubtful = msgspec.json.decode(msgspec.json.encode(list(book.doubtful.values())), type=list[Suspect])
    calls = msgspec.json.decode(msgspec.json.encode(book.latest.calls), type=dict[int, Calls])
    return Book(reversed(suspects), reversed(campaigns), reversed(doubtful), calls)


def play(events: list[Event], shuffle: random.Random | None = None, stops: tuple[int, ...] = ()) -> Book:
    by_minute: dict[int, list[Event]] = {}
    for event in events:
        by_minute.setdefault(event.end_ms // MINUTE_MS - BEGIN, []).append(event)
    book = Book()
    for minute in range(MINUTES + 10):
        mine = by_minute.get(minute, [])
        if shuffle:
            shuffle.shuffle(mine)
        if mine or book.due(BEGIN + minute):
            book.step(BEGIN + minute, mine)
        if minute in stops:
            book = restored(book)
    return book


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(1, 6), st.integers(0, 2**32))
def test_the_order_within_a_minute_changes_nothing(drawn: int, gangs: int, seed: int) -> None:
    events = day(drawn, gangs)
    assert rows(play(list(events))) == rows(play(list(events), random.Random(seed)))


@pytest.mark.parametrize(("drawn", "stops"), [(647892279, (24, 37, 274)), (2396375446, (21, 177, 343))])
def test_a_restart_after_a_merge_changes_nothing(drawn: int, stops: tuple[int, ...]) -> None:
    # A closed campaign once shared its members' rows with the one that took them in, until the next restart.
    assert rows(play(day(drawn, 6))) == rows(play(day(drawn, 6), stops=stops))


@settings(max_examples=25)
@given(st.integers(0, 2**32), st.integers(1, 6), st.lists(st.integers(0, MINUTES), min_size=1, max_size=4))
def test_a_book_made_from_rows_goes_on_as_the_other_would(drawn: int, gangs: int, stops: list[int]) -> None:
    events = day(drawn, gangs)
    assert rows(play(events)) == rows(play(events, stops=tuple(stops)))


@settings(max_examples=15)
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_changes_are_enough_to_follow_a_book(drawn: int, gangs: int) -> None:
    events = day(drawn, gangs)
    by_minute: dict[int, list[Event]] = {}
    for event in events:
        by_minute.setdefault(event.end_ms // MINUTE_MS - BEGIN, []).append(event)
    book, table = Book(), dict[object, bytes]()
    for minute in range(MINUTES + 10):
        book.step(BEGIN + minute, by_minute.get(minute, []))
        suspects, doubtful, campaigns = book.changes()
        _follow(table, "suspect", suspects)
        _follow(table, "doubtful", doubtful)
        _follow(table, "campaign", campaigns)
        _follow(table, "calls", book.latest.changes())
    wanted = dict[object, bytes]()
    _follow(wanted, "suspect", book.suspects)
    _follow(wanted, "doubtful", book.doubtful)
    _follow(wanted, "campaign", book.campaigns)
    _follow(wanted, "calls", book.latest.calls)
    assert table == wanted


def _follow(table: dict[object, bytes], kind: str, changed: Mapping[Any, Suspect | Campaign | Calls | None]) -> None:
    for key, row in changed.items():
        if row is None:
            table.pop((kind, key), None)
        else:
            table[kind, key] = msgspec.json.encode(row)


@settings(max_examples=15)
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_every_suspect_is_a_member_of_the_campaign_that_it_names(drawn: int, gangs: int) -> None:
    events = day(drawn, gangs)
    book = play(events)
    for suspect in book.suspects.values():
        if suspect.campaign:
            campaign = book.campaigns[suspect.campaign]
            assert not campaign.merged_into
            assert suspect.id in {member.id for member in campaign.members}
    for campaign in book.campaigns.values():
        if not campaign.merged_into:
            assert campaign.size == len(campaign.members)
            assert campaign.victims_reached == len(set(campaign.victims))
            assert sum(count for _, count in campaign.series) == campaign.calls
