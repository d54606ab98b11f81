"""One decoder per topic, by the topic's short name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from app.readable import rows, said, streams
from app.readable.values import Row, beginning
from models.call_fields import ALIASES
from models.number import Normaliser, text_of

#: The tables, whose changelogs are the topics.
TABLES: Final = ("campaigns", "profiles", "suspects", "traffic")
#: Keys of a row under which numbers stand, beside a record's own aliases.
_NUMBERS: Final = ("number", "callee", "subject", "other", "entry", *ALIASES["caller"], *ALIASES["callee"])

DECODERS: Final[dict[str, Callable[[Any], Iterator[Row]]]] = {
    "cdr": streams.cdr,
    "calls": streams.legs,
    "cdr-rejected": streams.rejected,
    "suspect-events": streams.suspect_events,
    "verdicts": streams.verdicts,
    "campaigns": rows.campaign_row,
    "suspects": rows.suspect_rows,
    "traffic": rows.traffic_row,
    "profiles": rows.profile_row,
    "lists": said.list_entry_row,
    "labels": said.label_row,
    "rule-states": said.rule_state,
    "users": said.user_row,
    "decisions": said.decision_row,
    "decisions-audit": said.audited,
    "alert-changes": said.alert_change,
}


def decode(name: str, message: Any) -> Iterator[Row]:
    """Yield the rows of one Kafka message of a topic.

    Args:
        name: short name, a key of `DECODERS`.
        message: an aiokafka record: key, value, headers.
    """
    try:
        yield from DECODERS[name](message)
    except (ValueError, KeyError, IndexError, msgspec.MsgspecError) as error:
        yield {"error": str(error), "raw": beginning(message.value)}


def about(row: Row, number: str, normalise: Normaliser) -> bool:
    """Tell whether a row names a number, given as `text_of` writes it."""
    for key in _NUMBERS:
        value = row.get(key)
        if value is None:
            continue
        try:
            subject, text = normalise(value)
        except ValueError:
            continue
        if number in (value, text_of(subject, {subject: text} if text else {})):
            return True
    return False
