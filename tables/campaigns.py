"""Table `campaigns`: campaigns, the suspects that they are made of, and how far events have been taken over.

| | |
|---|---|
| key | `c:`, `s:`, `d:`, `e:` and the id of a campaign, suspect, doubtful number, suspect; `w:` and a place; `@state` |
| value | JSON of `Campaign`, `Suspect`, a suspect's latest calls, an event that waits, `Progress` |
| partition | one: campaigns need all suspects in one place |
| version | `models.campaign.inbox.VERSION`, in `@state` |

All rows of one step are written in one record batch with `@state`, the watermark among them, so they change together.
A suspect's latest calls are a row of their own: they change with its calls only, the suspect's row also when campaigns
are found, and then often with that of all suspects at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import msgspec

from models.campaign.book import Book
from models.campaign.campaign import Campaign
from models.campaign.event import Event
from models.campaign.inbox import Inbox, Place, Progress
from models.campaign.latest import Calls
from models.campaign.suspect import Suspect

NAME: Final = "campaigns"
STATE_KEY: Final = b"@state"
PARTITIONS: Final = 1
_CAMPAIGN, _SUSPECT, _DOUBTFUL, _LATEST, _WAITING = b"c:", b"s:", b"d:", b"e:", b"w:"

Rows = list[tuple[bytes, bytes | None]]

_encode = msgspec.json.Encoder().encode
_campaign = msgspec.json.Decoder(Campaign).decode
_suspect = msgspec.json.Decoder(Suspect).decode
_calls = msgspec.json.Decoder(Calls).decode
_event = msgspec.json.Decoder(Event).decode
_progress = msgspec.json.Decoder(Progress).decode


class Loaded(NamedTuple):
    """The table as it is in memory."""

    book: Book
    inbox: Inbox


def load(rows: Iterable[tuple[bytes, bytes]], partitions: int) -> Loaded:
    """Read the table.

    Args:
        rows: all of its rows.
        partitions: of `calls`.

    Raises:
        models.campaign.inbox.InboxError: when it has another layout.
        msgspec.DecodeError: when a row is damaged.
    """
    campaigns, suspects, doubtful, calls, waiting, progress = [], [], [], {}, {}, Progress()
    for key, value in rows:
        kind = key[:2]
        if key == STATE_KEY:
            progress = _progress(value)
        elif kind == _CAMPAIGN:
            campaigns.append(_campaign(value))
        elif kind == _SUSPECT:
            suspects.append(_suspect(value))
        elif kind == _DOUBTFUL:
            doubtful.append(_suspect(value))
        elif kind == _LATEST:
            calls[int(key[2:])] = _calls(value)
        elif kind == _WAITING:
            waiting[_place(key)] = _event(value)
    # By place: the order in which a store gives its rows must not matter.
    book = Book(suspects, campaigns, doubtful, calls)
    return Loaded(book, Inbox(partitions, progress, dict(sorted(waiting.items()))))


def changed(loaded: Loaded, taken: Iterable[Place], released: Iterable[Place]) -> Rows:
    """The rows that a step has changed, None for those removed, the state last.

    Args:
        loaded: the table after the step.
        taken, released: places of events that came, and of those that left.
    """
    book, inbox = loaded
    rows: Rows = [
        (_waiting_key(place), _encode(inbox.waiting[place])) for place in taken if place in inbox.waiting
    ]  # fmt: skip
    came = set(taken)
    rows += [(_waiting_key(place), None) for place in released if place not in came]
    changes = book.changes()
    rows += [(_SUSPECT + b"%d" % number, _value(row)) for number, row in changes.suspects.items()]
    rows += [(_DOUBTFUL + b"%d" % number, _value(row)) for number, row in changes.doubtful.items()]
    rows += [(_LATEST + b"%d" % number, _value(calls)) for number, calls in book.latest.changes().items()]
    rows += [(campaign_key(name), _value(row)) for name, row in changes.campaigns.items()]
    rows.append((STATE_KEY, _encode(inbox.progress)))
    return rows


def campaign_key(name: str) -> bytes:
    """Key of a campaign's row.

    >>> campaign_key("7f3a")
    b'c:7f3a'
    """
    return _CAMPAIGN + name.encode()


def campaign_of(key: bytes, value: bytes | None) -> tuple[str, Campaign | None] | None:
    """Id and campaign of a row, None for the campaign where it was removed; None for rows of another kind.

    Raises:
        msgspec.DecodeError: when it is damaged.
    """
    if key[:2] != _CAMPAIGN:
        return None
    return key[2:].decode(), None if value is None else _campaign(value)


def suspect_of(key: bytes, value: bytes | None) -> tuple[int, Suspect | None] | None:
    """Number and suspect of a row, None for the suspect where it was removed; None for rows of another kind.

    Raises:
        msgspec.DecodeError: when it is damaged.
        ValueError: when its key is.
    """
    if key[:2] != _SUSPECT:
        return None
    return int(key[2:]), None if value is None else _suspect(value)


def calls_of(key: bytes, value: bytes | None) -> tuple[int, Calls | None] | None:
    """Number and latest calls of a row, as `suspect_of` gives the suspect."""
    if key[:2] != _LATEST:
        return None
    return int(key[2:]), None if value is None else _calls(value)


def decode_suspect(value: bytes) -> Suspect:
    """Read a suspect's row; raises msgspec.DecodeError when it is none."""
    return _suspect(value)


def decode_calls(value: bytes) -> Calls:
    """Read the row of a suspect's latest calls; raises msgspec.DecodeError when it is none."""
    return _calls(value)


def without_calls(rows: Rows) -> Rows:
    """Rows without those of suspects' latest calls, by which nothing is decided."""
    return [(key, value) for key, value in rows if key[:2] != _LATEST]


def _value(row: Any) -> bytes | None:
    return None if row is None else _encode(row)


def _waiting_key(place: Place) -> bytes:
    return _WAITING + b"%d:%d:%d:%d" % place


def _place(key: bytes) -> Place:
    partition, source, position, rank = (int(part) for part in key[2:].split(b":"))
    return partition, source, position, rank
