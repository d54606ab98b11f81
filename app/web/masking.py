"""Masks answers for those who may not see whole numbers, where they are encoded; which fields are numbers is said here.

What is not named here is taken for a sentence, in which numbers are looked for: a field that somebody adds to an answer
is masked unless it is said that it needs not be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from app.feed_event import FeedEvent
from app.web.schema.access import Me
from app.web.schema.alerts import Alert, AlertDetail
from app.web.schema.campaigns import (
    CampaignDetail,
    CampaignEntry,
    CampaignGraph,
    CampaignMember,
    CampaignSummary,
    GraphLink,
    GraphNode,
)
from app.web.schema.lists import LabelAnswer, ListEntry
from app.web.schema.model import ModelAnswer
from app.web.schema.rules import RulesAnswer
from app.web.schema.workers import OwnState, WorkersAnswer
from models.access.mask import Mask

T = TypeVar("T")

_ALERT: Final = {"caller_id", "subject"}
#: Fields that hold numbers, also opaque ones; a subject that is a campaign is known by its form.
_NUMBERS: Final[dict[type[Struct], Collection[str]]] = {
    Alert: _ALERT,
    AlertDetail: _ALERT,
    CampaignSummary: {"ranges"},
    CampaignDetail: {"ranges"},
    CampaignEntry: {"numbers"},
    CampaignMember: {"number"},
    FeedEvent: {"source", "destination"},
    GraphLink: {"source", "target"},
    GraphNode: {"id", "label"},
    LabelAnswer: {"subject"},
    ListEntry: {"entry"},
}
_ALERT_IDS: Final = {"id", "cluster_id"}
_CAMPAIGN_IDS: Final = {"id", "alert_id", "merged_into"}
#: Fields that hold ids of alerts and campaigns.
_IDS: Final[dict[type[Struct], Collection[str]]] = {
    Alert: _ALERT_IDS,
    AlertDetail: _ALERT_IDS,
    CampaignSummary: _CAMPAIGN_IDS,
    CampaignDetail: _CAMPAIGN_IDS,
    CampaignGraph: {"campaign"},
    FeedEvent: {"cluster_id"},
    LabelAnswer: {"alert_id"},
}
#: What can hold no number, and looks as if it did: places in Kafka, versions, addresses of workers.
_PLAIN: Final[dict[type[Struct], Collection[str]]] = {FeedEvent: {"id"}, RulesAnswer: {"version"}}
_PLAIN_STRUCTS: Final = (Me, ModelAnswer, OwnState, WorkersAnswer)

_mask: ContextVar[Mask | None] = ContextVar("mask", default=None)


@contextmanager
def masking(mask: Mask | None) -> Iterator[None]:
    """Mask everything that is answered inside; None = nothing."""
    token = _mask.set(mask)
    try:
        yield
    finally:
        _mask.reset(token)


def masked(value: T) -> T:
    """A value as whoever asks may see it."""
    mask = _mask.get()
    return value if mask is None else hidden(value, mask)


def hidden(value: T, mask: Mask) -> T:
    """A value of structs, lists, dicts and texts with all numbers masked; it is left as it is."""
    return _hidden(value, mask, ())  # type: ignore[no-any-return]


def shown_id(name: str) -> str:
    """The id of an alert or campaign as whoever asks sees it."""
    mask = _mask.get()
    return name if mask is None else mask.id(name)


def real_id(name: str, all_ids: Callable[[], Iterable[str]]) -> str:
    """The id that somebody means who has seen it as `shown_id`; the name itself when there is none."""
    mask = _mask.get()
    return name if mask is None else next((one for one in all_ids() if mask.id(one) == name), "")


def shown_text(text: str, *numbers: str) -> str:
    """A sentence as whoever asks sees it, and numbers that it is about."""
    mask = _mask.get()
    return text if mask is None else mask.text(text, [one for one in numbers if one])


def shown_number(text: str) -> str:
    """A number as whoever asks sees it."""
    mask = _mask.get()
    return text if mask is None else mask.number(text)


def _hidden(value: Any, mask: Mask, known: Collection[str]) -> Any:
    if isinstance(value, str):
        return mask.text(value, known)
    if isinstance(value, Struct):
        return value if isinstance(value, _PLAIN_STRUCTS) else _struct(value, mask, known)
    if isinstance(value, list | tuple):
        return [_hidden(one, mask, known) for one in value]
    if isinstance(value, dict):
        return {_hidden(name, mask, known): _hidden(one, mask, known) for name, one in value.items()}
    return value


def _struct(value: Struct, mask: Mask, known: Collection[str]) -> Struct:
    kind = type(value)
    numbers, ids, plain = (fields.get(kind, ()) for fields in (_NUMBERS, _IDS, _PLAIN))
    # What an alert is about stands in its title and its history too, and an opaque number can only be known by that.
    about = (*known, *(one for name in numbers for one in _texts(getattr(value, name))))
    changed = {}
    for name in kind.__struct_fields__:
        found = getattr(value, name)
        if found is None or isinstance(found, bool | int | float) or name in plain:
            continue
        if name in numbers:
            changed[name] = mask.number(found) if isinstance(found, str) else [mask.number(one) for one in found]
        elif name in ids:
            changed[name] = mask.id(found)
        else:
            changed[name] = _hidden(found, mask, about)
    return msgspec.structs.replace(value, **changed)


def _texts(value: Any) -> Iterator[str]:
    """Opaque numbers of a field; the others are found in sentences by their form."""
    for text in (value,) if isinstance(value, str) else value or ():
        if text and not text.startswith("+"):
            yield text
