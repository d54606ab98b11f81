"""Minutes come out whole and in one order, however partitions interleave and whatever is sent again."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from models.campaign.event import Message, RaisedMember, Tick
from models.campaign.inbox import Inbox, Minute, Progress


def raised(number: int, position: int, minute: int, rank: int = 1) -> RaisedMember:
    return RaisedMember(f"+{number}", number, 7, minute * 60_000 + position, 60.0, 1, 0, position, rank)


def messages_of(minutes: list[list[int]], partition: int) -> list[Message]:
    """One message a minute: events at these numbers, and the tick behind them."""
    place = iter(range(10**6))
    return [
        Message(partition, [*(raised(number, next(place), at) for number in numbers), Tick(partition, at + 1)])
        for at, numbers in enumerate(minutes, 100)
    ]


def told(inbox: Inbox, messages: list[Message]) -> list[Minute]:
    found = []
    for message in messages:
        inbox.take(message)
        found += inbox.release().minutes
    return found


@given(
    st.lists(st.tuples(st.lists(st.integers(1, 9), max_size=3), st.lists(st.integers(11, 19), max_size=3)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_no_interleaving_changes_what_comes_out(
    minutes: list[tuple[list[int], list[int]]], chance: random.Random
) -> None:
    sides = [messages_of([minute[side] for minute in minutes], side) for side in (0, 1)]
    straight = told(Inbox(2, Progress(), {}), [*sides[0], *sides[1]])
    mixed: list[Message] = []
    left = [list(side) for side in sides]
    while any(left):
        side = chance.choice([number for number in (0, 1) if left[number]])
        mixed.append(left[side].pop(0))
        if chance.random() < 0.3:
            mixed.append(chance.choice([one for one in mixed if one.partition == side]))  # sent again
    assert told(Inbox(2, Progress(), {}), mixed) == straight
    assert sum(len(minute.events) for minute in straight) == sum(len(one) + len(two) for one, two in minutes)


def test_nothing_is_over_before_every_partition_has_ticked() -> None:
    inbox = Inbox(2, Progress(), {})
    assert told(inbox, [Message(0, [raised(1, 1, 100), Tick(0, 105)])]) == []
    assert [minute.minute for minute in told(inbox, [Message(1, [Tick(1, 101)])])] == [100]


def test_a_late_event_joins_the_minute_that_is_next() -> None:
    inbox = Inbox(1, Progress(), {})
    told(inbox, [Message(0, [raised(1, 1, 100), Tick(0, 105)])])
    (minute,) = told(inbox, [Message(0, [raised(2, 2, 101), Tick(0, 108)])])
    assert (minute.minute, [event.id for event in minute.events]) == (105, [2])


def test_events_of_one_call_are_told_apart_by_rank() -> None:
    inbox = Inbox(1, Progress(), {})
    assert len(inbox.take(Message(0, [raised(1, 5, 100, 1), raised(2, 5, 100, 2)]))) == 2
    assert inbox.take(Message(0, [raised(1, 5, 100, 1), raised(2, 5, 100, 2)])) == []


def test_minutes_come_out_some_at_a_time_and_are_the_same() -> None:
    found = [Message(0, [raised(1, 1, 100), raised(2, 2, 103), raised(3, 3, 112), Tick(0, 110)])]
    late = Message(0, [raised(4, 4, 101), Tick(0, 115)])
    whole, parts = Inbox(1, Progress(), {}), Inbox(1, Progress(), {})
    minutes: list[Minute] = []
    for message in (*found, late):
        parts.take(message)
        more = True
        while more:
            before = parts.progress.done
            released = parts.release(3)
            minutes, more = minutes + released.minutes, released.more
            assert parts.progress.done - released.begin <= 3
            assert released.begin == (before or 99)
    assert minutes == told(whole, [*found, late])
    assert (parts.progress, parts.waiting) == (whole.progress, whole.waiting)
    assert [minute.minute for minute in minutes] == [100, 103, 110, 112]
