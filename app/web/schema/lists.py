"""The allow list, the block list, and labels."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from models.rules.rule import FRAUD_TYPES

#: Who does something. Where access is open it is whoever they say they are; with a token it may be left out.
Name = Annotated[str, Meta(min_length=1, max_length=80)]
#: Why it is done.
Reason = Annotated[str, Meta(min_length=1, max_length=1000)]
#: Kinds of fraud that a number can be said to commit; flash calls are none.
LABEL_TYPES = tuple(name for name in FRAUD_TYPES if name and name != "Flash Call")
#: One of them: named in the document, and refused by the endpoint with a sentence.
LabelType = Annotated[str, Meta(extra_json_schema={"enum": list(LABEL_TYPES)})]


class ListEntry(Struct):
    """An entry of a list; `expired` by stream time: it counts no longer."""

    id: str
    list: str
    entry: str
    reason: str | None
    by: str | None
    added_at: str | None
    expires_at: str | None
    expired: bool
    source: str


class ListsAnswer(Struct):
    """Both lists."""

    allow: list[ListEntry]
    block: list[ListEntry]


class NewEntry(Struct, forbid_unknown_fields=True):
    """An entry to be put on a list: a number, or a block such as +467012345xx."""

    entry: str
    reason: Reason
    by: Name | None = None
    expires_at: str | None = None


class RemovedEntry(Struct):
    """What was removed, by whom and why; `still_listed` when another entry keeps the number on that list."""

    removed: ListEntry
    by: str
    reason: str
    still_listed: bool


class NewLabel(Struct, forbid_unknown_fields=True):
    """What somebody says of a number."""

    number: str | int
    fraud: bool
    reason: Reason
    by: Name | None = None
    fraud_type: LabelType | None = None


class LabelAnswer(Struct):
    """What somebody said of a number last."""

    subject: str
    kind: str
    fraud: bool
    fraud_type: str | None
    by: str
    at: str
    reason: str
    alert_id: str | None
