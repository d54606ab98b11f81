"""Table `alerts`: alerts, what is decided about their subjects, and how far messages have been applied.

| | |
|---|---|
| key | `a:` and an alert's id; `s:`, the kind and the name of a subject; `@state` |
| value | JSON of `Alert`, `Standing`, `Progress` |
| partition | one |
| version | `VERSION`, in `@state` |

All rows of one step are written in one record batch with `@state`, the watermark among them, so they change together.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

import msgspec

from models.alert.alert import Alert, Standing
from models.alert.ledger import Changes, Ledger

NAME: Final = "alerts"
STATE_KEY: Final = b"@state"
PARTITIONS: Final = 1
VERSION: Final = 1
_ALERT, _STANDING = b"a:", b"s:"

Rows = list[tuple[bytes, bytes | None]]

_encode = msgspec.json.Encoder().encode
_alert: msgspec.json.Decoder[Alert] = msgspec.json.Decoder(Alert)
_standing: msgspec.json.Decoder[Standing] = msgspec.json.Decoder(Standing)


class Progress(msgspec.Struct):
    """How far messages have been applied.

    Attributes:
        offset: of the last message of `alert-events` applied, -1 = none.
        minute: the last minute whose findings were taken, minutes since the epoch.
        version: of this layout.
    """

    offset: int = -1
    minute: int = 0
    version: int = VERSION


_progress: msgspec.json.Decoder[Progress] = msgspec.json.Decoder(Progress)


class AlertsVersionError(ValueError):
    """The table was written by a program with another layout."""


class Loaded(NamedTuple):
    """The table as it is in memory."""

    ledger: Ledger
    progress: Progress


def load(rows: Iterable[tuple[bytes, bytes]]) -> Loaded:
    """Read the table from all of its rows.

    Raises:
        AlertsVersionError: when it has another layout.
        msgspec.DecodeError: when a row is damaged.
    """
    alerts, standings, progress = [], [], Progress()
    for key, value in rows:
        if key == STATE_KEY:
            progress = _progress.decode(value)
        elif key[:2] == _ALERT:
            alerts.append(_alert.decode(value))
        elif key[:2] == _STANDING:
            standings.append(_standing.decode(value))
    if progress.version != VERSION:
        raise AlertsVersionError(f"stored alerts have layout version {progress.version}, this program reads {VERSION}")
    return Loaded(Ledger(alerts, standings, progress.minute), progress)


def changed(changes: Changes, progress: Progress) -> Rows:
    """The rows that a step has changed, None for those removed, the state last."""
    rows: Rows = [(alert_key(name), _value(row)) for name, row in changes.alerts.items()]
    rows += [(standing_key(*subject), _value(row)) for subject, row in changes.standings.items()]
    rows.append((STATE_KEY, _encode(progress)))
    return rows


def alert_key(name: str) -> bytes:
    """Key of an alert's row.

    >>> alert_key("fb5cf05ae2a9")
    b'a:fb5cf05ae2a9'
    """
    return _ALERT + name.encode()


def standing_key(kind: str, subject: str) -> bytes:
    """Key of the row of what is decided about a subject.

    >>> standing_key("number", "+88213000501")
    b's:number:+88213000501'
    """
    return _STANDING + f"{kind}:{subject}".encode()


def row_of(key: bytes, value: bytes | None) -> tuple[bytes, Alert | Standing | None] | None:
    """Key and content of a row, None as content where it was removed; None for the state.

    Raises:
        msgspec.DecodeError: when it is damaged.
    """
    if key == STATE_KEY:
        return None
    if value is None:
        return key, None
    return key, _alert.decode(value) if key[:2] == _ALERT else _standing.decode(value)


def _value(row: Any) -> bytes | None:
    return None if row is None else _encode(row)
