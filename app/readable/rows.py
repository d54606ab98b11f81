"""The tables, whose changelogs are topics: campaigns, suspects, traffic, profiles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from app.readable.values import Row, moment, short
from models import profile_codec
from models.company import STRANGE
from models.number import KIND_BLOCK, id_of, kind_of, text_of
from models.profile import PROFILE
from tables import campaigns, raises, suspects, traffic
from tables.profiles import STATE_KEY, decode_state

_SECONDS: Final = ("out_first", "out_last", "in_first", "in_last", "flagged_at", "danger_at")
_SCALARS: Final = tuple(name for name in PROFILE.names or () if not PROFILE[name].subdtype)


def campaign_row(message: Any) -> Iterator[Row]:
    """A campaign; rows of the table that are none give nothing."""
    found = campaigns.campaign_of(message.key, message.value)
    if found is None:
        return  # a suspect, an event that waits, or how far it is
    name, one = found
    if one is None:
        yield {"id": name, "deleted": True}
        return
    told = {"id": name, "name": one.name, "status": one.status, "risk": short(one.risk), "numbers": one.size}
    yield {**told, "victims": one.victims_reached, "calls": one.calls, "updated_at": moment(one.updated_ms)}


def suspect_rows(message: Any) -> Iterator[Row]:
    """A suspect, or the numbers that a group has raised."""
    if message.value is None:
        yield {"number": text_of(id_of(message.key), {}), "deleted": True}
        return
    group = id_of(message.key)
    if raises.is_group(group):
        found = raises.decode(message.value)
        for member in found.members:
            told = {"group": found.group, "kind": found.kind, "number": member.number, "risk": member.risk}
            yield {**told, "fraud_type": member.fraud_type, "raised_at": moment(member.raised_at)}
        return
    row = msgspec.to_builtins(suspects.decode(message.value))
    yield {**row, **{name: moment(1000 * row[name]) for name in ("flagged_at", "danger_at", "last_call")}}


def traffic_row(message: Any) -> Iterator[Row]:
    """The counts of a minute, or of all time."""
    total = message.key == traffic.TOTAL_KEY
    minute = "all" if total else moment(60_000 * int.from_bytes(message.key, "big"))
    row = {} if message.value is None else msgspec.to_builtins(traffic.decode(message.value))
    yield {"minute": minute, **row} if row else {"minute": minute, "deleted": True}


def profile_row(message: Any) -> Iterator[Row]:
    """What is not 0 in a profile, the sum of a block's record, or how far a partition is."""
    if message.key == STATE_KEY:
        state = msgspec.to_builtins(decode_state(message.value))
        yield {"applied": state["sources"], "clock": moment(state["clock_ms"]), "version": state["version"]}
        return
    subject = text_of(id_of(message.key), {})
    if message.value is None:
        yield {"subject": subject, "deleted": True}
        return
    if kind_of(id_of(message.key)) == KIND_BLOCK:
        block: Any = profile_codec.BLOCKS.decode([message.value])[0]
        strange = int((block["evidence"] >= STRANGE).sum())
        last = moment(1000 * int(block["last"].max()))
        yield {"subject": subject, "callers": int((block["last"] > 0).sum()), "strange": strange, "out_last": last}
        return
    profile: Any = profile_codec.decode([message.value])[0]
    row: Row = {"subject": subject}
    for name in _SCALARS:
        if value := profile[name].item():
            row[name] = moment(1000 * value) if name in _SECONDS else short(value)
    yield row
