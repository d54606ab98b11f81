"""What reaches the alerts: findings of the search for campaigns, minute by minute, and what people ask for."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import UNSET, UnsetType

from models.alert.alert import Outcome, State, SubjectKind

#: The longest text of a person that is kept.
TEXT: Final = 2000


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that there should be an alert about.

    Attributes:
        kind, subject, number, fraud_type, severity, risk, title, description, campaign: as in `alert.Alert`.
        numbers, victims, victims_at_least, calls, rules: the same.
        joined: numbers that have become members of the campaign since it was told last.
        merged_into: id of the campaign that this one has become part of, "" = none: its alert ends.
    """

    kind: SubjectKind
    subject: str
    number: int = 0
    fraud_type: str
    severity: str = ""
    risk: float = 0.0
    title: str = ""
    description: str = ""
    campaign: str = ""
    numbers: int = 1
    victims: int = 0
    victims_at_least: bool = False
    calls: int = 0
    rules: list[str] = []
    joined: list[str] = []
    merged_into: str = ""


class Minute(msgspec.Struct, frozen=True):
    """The findings of a minute of stream time (minutes since the epoch); the same minute always finds the same."""

    minute: int
    findings: list[Finding]


class Findings(msgspec.Struct, frozen=True, tag_field="what", tag="findings"):
    """Findings of some minutes, rising."""

    minutes: list[Minute]


class Edit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="what", tag="edit"):
    """A person changes an alert; what is unset stays as it is.

    Attributes:
        request: id of the request, unique.
        alert: id of the alert; `version`: the version that the person has seen.
        by, at_ms: who and when, ms since the epoch.
        state: the state that it is to have.
        outcome, reason: of an alert that is to be closed; a reason to reopen it.
        assignee: "" = nobody.
        snoozed_until_ms: 0 = no longer.
        comment: to be added to the history.
        numbers: the numbers that an outcome is about, as people read them, and their ids.
    """

    request: str
    alert: str
    version: int
    by: str
    at_ms: int
    state: State | UnsetType = UNSET
    outcome: Outcome | UnsetType = UNSET
    reason: str = ""
    assignee: str | UnsetType = UNSET
    snoozed_until_ms: int | UnsetType = UNSET
    comment: str = ""
    numbers: dict[str, int] = {}


class Pause(msgspec.Struct, frozen=True, tag_field="what", tag="pause"):
    """A person lets a campaign raise no alert until a time (ms since the epoch), 0 = it may again."""

    request: str
    campaign: str
    until_ms: int
    by: str
    at_ms: int
    reason: str


Message = Findings | Edit | Pause

_encode = msgspec.json.Encoder().encode
_decoder: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


def encode(message: Message) -> bytes:
    """The message as JSON."""
    return _encode(message)


def decode(value: bytes) -> Message:
    """Read a message.

    Raises:
        msgspec.DecodeError: when it is none.
    """
    return _decoder.decode(value)
