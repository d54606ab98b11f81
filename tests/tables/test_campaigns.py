"""What is stored of campaigns gives them back, waiting events included."""

from __future__ import annotations

import pytest

from models.campaign.event import Message, SuspectCall, Tick
from models.campaign.inbox import InboxError
from tables.campaigns import STATE_KEY, Loaded, changed, load


def call(number: int, position: int, minute: int) -> SuspectCall:
    return SuspectCall(
        number=f"+{number}", id=number, callee=46701234000 + position, end_ms=minute * 60_000, duration_ms=2000,
        answered=True, risk=90.0, fraud_type=1, calls=position, reached=0, origin=1, target=2, cell=3, handset=4,
        behaviour=(1.0,) * 12, source=0, position=position,
    )  # fmt: skip


def step(loaded: Loaded, message: Message, rows: dict[bytes, bytes]) -> None:
    taken = loaded.inbox.take(message)
    minutes, released, _, _ = loaded.inbox.release()
    for minute in minutes:
        loaded.book.step(minute.minute, minute.events)
    for key, value in changed(loaded, taken, released):
        if value is None:
            rows.pop(key, None)
        else:
            rows[key] = value


def test_a_table_read_back_goes_on_as_if_it_had_not_been_left() -> None:
    messages = [
        Message(0, [call(46701234501, 1, 10), call(46701234502, 2, 12), Tick(0, 12)]),
        Message(1, [call(46701234503, 3, 11), Tick(1, 11)]),
        Message(0, [call(46701234501, 4, 13), Tick(0, 15)]),
        Message(1, [call(46701234503, 5, 14), Tick(1, 15)]),
    ]
    straight: dict[bytes, bytes] = {}
    loaded = load([], 2)
    for message in messages:
        step(loaded, message, straight)
    interrupted: dict[bytes, bytes] = {}
    for message in messages:
        step(load(sorted(interrupted.items()), 2), message, interrupted)
    assert interrupted == straight
    assert sum(key.startswith(b"s:") for key in straight) == 3
    assert not any(key.startswith(b"w:") for key in straight)


def test_events_wait_in_the_table_until_every_partition_has_ticked() -> None:
    rows: dict[bytes, bytes] = {}
    loaded = load([], 2)
    step(loaded, Message(0, [call(46701234501, 1, 10), Tick(0, 12)]), rows)
    assert {key[:2] for key in rows} == {b"w:", STATE_KEY[:2]}
    step(loaded, Message(1, [Tick(1, 11)]), rows)
    assert {key[:2] for key in rows} == {b"s:", b"e:", STATE_KEY[:2]}


def test_another_layout_is_refused() -> None:
    with pytest.raises(InboxError, match="layout version 99"):
        load([(STATE_KEY, b'{"version":99}')], 1)
